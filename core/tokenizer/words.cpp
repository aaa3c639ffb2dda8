#include "tokenizer/words.hpp"

#include "tokenizer/grapheme.hpp"
#include "tokenizer/token_ids.hpp"
#include "tokenizer/unicode.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

bool is_kana(char32_t value) {
  return (value >= 0x3041 && value <= 0x30ff) || (value >= 0x31f0 && value <= 0x31ff) ||
         (value >= 0xff66 && value <= 0xff9d);
}

enum class Role { white_space, letter, word_part, other };

Role role_of(const CodePoint& code_point) {
  if (!code_point.valid) {
    return Role::other;
  }
  const Category category = character_class(code_point.value).category;
  if (category == Category::white_space) {
    return Role::white_space;
  }
  if (category == Category::ideograph || category == Category::ideographic_number ||
      is_kana(code_point.value)) {
    return Role::other;
  }
  if (category == Category::letter) {
    return Role::letter;
  }
  return category == Category::mark || category == Category::number ||
                 category == Category::connector
             ? Role::word_part
             : Role::other;
}

bool is_apostrophe(char32_t value) {
  return value == U'\'' || value == U'\u2019';
}
// ZWNJ and ZWJ shape letters inside words, in Persian and Indic scripts.
bool is_joiner(char32_t value) {
  return value == 0x200c || value == 0x200d;
}

size_t word_end(std::string_view text, size_t at) {
  bool after_letter = false;
  while (at < text.size()) {
    const CodePoint here = decode_utf8(text, at);
    const auto next = at + static_cast<size_t>(here.length);
    const Role role = role_of(here);
    const bool links = here.valid &&
                       ((after_letter && is_apostrophe(here.value)) || is_joiner(here.value)) &&
                       next < text.size() && role_of(decode_utf8(text, next)) == Role::letter;
    if (role != Role::letter && role != Role::word_part && !links) {
      break;
    }
    // A mark after a letter leaves it one: "é" in two code points still takes an apostrophe.
    after_letter = role == Role::letter || (after_letter && role == Role::word_part && !links);
    at = next;
  }
  return at;
}

// A cluster, but for white space that a prepended mark (rule GB9b) would take in.
size_t symbol_end(std::string_view text, size_t at) {
  const size_t cluster_end = grapheme_end(text, at);
  size_t end = at + static_cast<size_t>(decode_utf8(text, at).length);
  while (end < cluster_end) {
    const CodePoint next = decode_utf8(text, end);
    if (role_of(next) == Role::white_space) {
      break;
    }
    end += static_cast<size_t>(next.length);
  }
  return end;
}

}  // namespace

std::vector<Token> tokenize_words(std::string_view text) {
  TokenIds tokens(text);
  for (size_t at = 0; at < text.size();) {
    const CodePoint here = decode_utf8(text, at);
    const Role role = role_of(here);
    if (role == Role::white_space) {
      at += static_cast<size_t>(here.length);
      continue;
    }
    const size_t end = role == Role::other ? symbol_end(text, at) : word_end(text, at);
    tokens.add(at, end);
    at = end;
  }
  return tokens.take();
}

}  // namespace playground
