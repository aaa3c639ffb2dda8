// What the tokenizers need to know of a code point, from one generated table.
#pragma once

#include <cstdint>

namespace playground {

/// General category, as far as words and GPT-2's pattern tell code points apart.
enum class Category : uint8_t {
  other,               ///< punctuation, symbols, controls, unassigned
  white_space,         ///< White_Space: U+0085 is one, U+FEFF is not
  letter,              ///< \p{L}
  ideograph,           ///< \p{L} with Ideographic: a word of its own
  mark,                ///< \p{M}
  number,              ///< \p{N}
  ideographic_number,  ///< \p{N} with Ideographic, such as U+3007
  connector,           ///< \p{Pc}, such as "_"
};

/// Grapheme_Cluster_Break, with Extended_Pictographic and Indic_Conjunct_Break folded in: those two
/// only divide the values "other" and "extend" further.
enum class GraphemeBreak : uint8_t {
  other,
  carriage_return,
  line_feed,
  control,
  extend,
  conjunct_linker,  ///< Extend, and InCB=Linker
  non_joiner,       ///< Extend, but without InCB: U+200C alone
  joiner,           ///< ZWJ
  regional_indicator,
  prepend,
  spacing_mark,
  hangul_l,
  hangul_v,
  hangul_t,
  hangul_lv,
  hangul_lvt,
  pictographic,  ///< Extended_Pictographic
  consonant,     ///< InCB=Consonant
};

struct CharacterClass {
  Category category;
  GraphemeBreak grapheme_break;
};

CharacterClass character_class(char32_t value);

inline bool is_letter(Category category) {
  return category == Category::letter || category == Category::ideograph;
}
inline bool is_number(Category category) {
  return category == Category::number || category == Category::ideographic_number;
}

}  // namespace playground
