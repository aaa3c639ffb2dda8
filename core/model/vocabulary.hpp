#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tokenizer/token.hpp"

namespace playground {

/// The tokens that a small model knows: three signs of its own, characters, and words in lower
/// case. A word outside it is spelled: as known words where it is made of them, else character by
/// character.
class Vocabulary {
 public:
  /// A hidden word, written [MASK] in a text.
  static constexpr int kMask = 0;
  /// The end of a story.
  static constexpr int kEnd = 1;
  /// Any character that is not among those known.
  static constexpr int kOther = 2;

  Vocabulary() = default;
  /// The signs, the characters a–z, 0–9 and common punctuation, then these words.
  static Vocabulary with_characters(const std::vector<std::string_view>& words);

  [[nodiscard]] int size() const { return static_cast<int>(entries_.size()); }
  [[nodiscard]] const std::string& entry(int id) const { return entries_[static_cast<size_t>(id)]; }
  /// −1 where it is none.
  [[nodiscard]] int find(std::string_view entry) const;
  /// The id of a character, kOther where it is not known.
  [[nodiscard]] int character(std::string_view grapheme) const;
  /// Whether the entry is a word or a sign of a sentence, so that a story may hold it.
  [[nodiscard]] bool is_word(int id) const { return id >= first_word_; }
  /// The id of the first word; signs and characters come before.
  [[nodiscard]] int first_word() const { return first_word_; }
  /// Whether no entry stands twice.
  [[nodiscard]] bool has_each_once() const { return ids_.size() == entries_.size(); }

  /// Cuts a text into words and punctuation, then into what is known. The pieces of an unknown word
  /// say so.
  [[nodiscard]] std::vector<Token> tokenize(std::string_view text) const;

  /// The known word with the fewest letters changed, for a word that is not known; empty where all
  /// are far off.
  [[nodiscard]] std::string near_word(std::string_view word) const;

 private:
  explicit Vocabulary(std::vector<std::string> entries);
  void spell(std::string_view text, Token word, std::vector<Token>& into) const;

  std::vector<std::string> entries_;
  std::unordered_map<std::string, int> ids_;
  int first_word_ = 0;
};

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

}  // namespace playground
