#include "tokenizer/grapheme.hpp"

#include "tokenizer/unicode.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

bool is_control(GraphemeBreak b) {
  return b == GraphemeBreak::control || b == GraphemeBreak::carriage_return ||
         b == GraphemeBreak::line_feed;
}

bool extends(GraphemeBreak b) {
  return b == GraphemeBreak::extend || b == GraphemeBreak::conjunct_linker ||
         b == GraphemeBreak::non_joiner;
}

// GB6 to GB8: a Hangul syllable's jamos stay together.
bool joins_hangul(GraphemeBreak left, GraphemeBreak right) {
  switch (left) {
    case GraphemeBreak::hangul_l:
      return right == GraphemeBreak::hangul_l || right == GraphemeBreak::hangul_v ||
             right == GraphemeBreak::hangul_lv || right == GraphemeBreak::hangul_lvt;
    case GraphemeBreak::hangul_v:
    case GraphemeBreak::hangul_lv:
      return right == GraphemeBreak::hangul_v || right == GraphemeBreak::hangul_t;
    case GraphemeBreak::hangul_t:
    case GraphemeBreak::hangul_lvt:
      return right == GraphemeBreak::hangul_t;
    default:
      return false;
  }
}

// What of the cluster so far decides whether the next code point still belongs to it.
class Cluster {
 public:
  explicit Cluster(GraphemeBreak first) { add(first); }

  [[nodiscard]] bool takes(GraphemeBreak next) const {
    if (last_ == GraphemeBreak::carriage_return) {
      return next == GraphemeBreak::line_feed;  // GB3
    }
    if (is_control(last_) || is_control(next)) {
      return false;  // GB4, GB5
    }
    if (joins_hangul(last_, next) || extends(next) || next == GraphemeBreak::joiner ||
        next == GraphemeBreak::spacing_mark || last_ == GraphemeBreak::prepend) {
      return true;  // GB6 to GB9b
    }
    if (next == GraphemeBreak::consonant && conjunct_linked_) {
      return true;  // GB9c
    }
    if (next == GraphemeBreak::pictographic && pictograph_joined_) {
      return true;  // GB11
    }
    return next == GraphemeBreak::regional_indicator && odd_indicators_;  // GB12, GB13
  }

  void add(GraphemeBreak next) {
    pictograph_joined_ = next == GraphemeBreak::joiner && pictograph_;
    pictograph_ = next == GraphemeBreak::pictographic || (pictograph_ && extends(next));
    // U+200C, which is Extend too, ends a conjunct.
    const bool carries = next == GraphemeBreak::extend || next == GraphemeBreak::joiner;
    conjunct_linked_ =
        (conjunct_ && next == GraphemeBreak::conjunct_linker) || (conjunct_linked_ && carries);
    conjunct_ = next == GraphemeBreak::consonant ||
                (conjunct_ && (carries || next == GraphemeBreak::conjunct_linker));
    odd_indicators_ = next == GraphemeBreak::regional_indicator && !odd_indicators_;
    last_ = next;
  }

 private:
  GraphemeBreak last_ = GraphemeBreak::other;
  bool pictograph_ = false;         // pictographic Extend* so far
  bool pictograph_joined_ = false;  // … and a joiner
  bool conjunct_ = false;           // consonant [Extend Linker]* so far
  bool conjunct_linked_ = false;    // … with a linker among them
  bool odd_indicators_ = false;
};

}  // namespace

size_t grapheme_end(std::string_view text, size_t at) {
  const CodePoint first = decode_utf8(text, at);
  size_t end = at + static_cast<size_t>(first.length);
  if (!first.valid) {
    return end;
  }
  Cluster cluster(character_class(first.value).grapheme_break);
  while (end < text.size()) {
    const CodePoint next = decode_utf8(text, end);
    if (!next.valid) {
      break;
    }
    const GraphemeBreak grapheme_break = character_class(next.value).grapheme_break;
    if (!cluster.takes(grapheme_break)) {
      break;
    }
    cluster.add(grapheme_break);
    end += static_cast<size_t>(next.length);
  }
  return end;
}

}  // namespace playground
