#include "tokenizer/unicode.hpp"

#include <algorithm>
#include <span>

#include "tokenizer/unicode_table.hpp"

namespace playground {
namespace {

// Hangul syllables are laid out as L x V x T; the first of each 28 has no trailing consonant.
constexpr char32_t first_syllable = 0xAC00;
constexpr char32_t trailing_consonants = 28;

}  // namespace

CharacterClass character_class(char32_t value) {
  const std::span<const uint32_t> table = unicode_table();
  const auto key = static_cast<uint32_t>(value << 8 | 0xFFU);
  const uint32_t entry = *(std::upper_bound(table.begin(), table.end(), key) - 1);
  const auto category = static_cast<Category>(entry & 7U);
  auto grapheme_break = static_cast<GraphemeBreak>((entry >> 3) & 31U);
  if (grapheme_break == GraphemeBreak::hangul_lvt &&
      (value - first_syllable) % trailing_consonants == 0) {
    grapheme_break = GraphemeBreak::hangul_lv;
  }
  return {category, grapheme_break};
}

}  // namespace playground
