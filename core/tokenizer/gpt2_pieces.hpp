#pragma once

#include <cstddef>
#include <string_view>

namespace playground {

/// The end of the piece that begins at text[at] (at < text.size()) by GPT-2's pattern, in which no
/// merge crosses a piece's ends: 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
/// ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+ (Radford et al. 2019, section 2.2, and the published encoder).
/// \s is Unicode's White_Space; invalid bytes count as neither white space, letter nor number.
size_t gpt2_piece_end(std::string_view text, size_t at);

}  // namespace playground
