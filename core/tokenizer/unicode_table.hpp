#pragma once

#include <cstdint>
#include <span>

namespace playground {

/// Ranges of code points with equal classes, in order: each entry is
/// first code point << 8 | GraphemeBreak << 3 | Category, and reaches up to the next entry.
/// All Hangul syllables are one range of hangul_lvt; which of them are LV is arithmetic.
std::span<const uint32_t> unicode_table();

}  // namespace playground
