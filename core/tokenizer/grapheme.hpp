#pragma once

#include <cstddef>
#include <string_view>

namespace playground {

/// The end of the extended grapheme cluster (UAX #29, rules GB3 to GB13) that begins at text[at];
/// at < text.size(). Each invalid part of the UTF-8 is a cluster of its own.
size_t grapheme_end(std::string_view text, size_t at);

}  // namespace playground
