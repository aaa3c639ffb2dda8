#include "model/vocabulary.hpp"

#include <algorithm>

#include "formats/edit_distance.hpp"
#include "tokenizer/grapheme.hpp"
#include "tokenizer/words.hpp"

namespace playground {

namespace {

constexpr std::string_view kSigns[] = {"[MASK]", "[END]", "[OTHER]"};
constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789'\"!?:;()-";
// Shorter known words inside an unknown one are chance: "the" in "theatre".
constexpr size_t kShortestPiece = 4;

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return lower;
}

Vocabulary::Vocabulary(std::vector<std::string> entries) : entries_(std::move(entries)) {
  for (size_t id = 0; id < entries_.size(); ++id) {
    ids_.emplace(entries_[id], static_cast<int>(id));
  }
  first_word_ = static_cast<int>(std::size(kSigns) + kCharacters.size());
}

Vocabulary Vocabulary::with_characters(const std::vector<std::string_view>& words) {
  std::vector<std::string> entries(std::begin(kSigns), std::end(kSigns));
  for (const char c : kCharacters) {
    // Words of one letter ("a") are told from the letter by a mark that no text holds.
    entries.push_back(std::string("#") + c);
  }
  entries.insert(entries.end(), words.begin(), words.end());
  return Vocabulary(std::move(entries));
}

int Vocabulary::find(std::string_view entry) const {
  const auto found = ids_.find(std::string(entry));
  return found == ids_.end() ? -1 : found->second;
}

int Vocabulary::character(std::string_view grapheme) const {
  const int id = find("#" + lower_case(grapheme));
  return id < 0 ? kOther : id;
}

void Vocabulary::spell(std::string_view text, Token word, std::vector<Token>& into) const {
  int32_t at = word.start;
  while (at < word.end) {
    const std::string rest =
        lower_case(text.substr(static_cast<size_t>(at), static_cast<size_t>(word.end - at)));
    int id = -1;
    size_t length = rest.size();
    while (length >= kShortestPiece && (id = find(rest.substr(0, length))) < first_word_) {
      --length;
    }
    if (length < kShortestPiece || id < first_word_) {
      length = grapheme_end(text, static_cast<size_t>(at)) - static_cast<size_t>(at);
      length = std::min(length, rest.size());
      id = character(text.substr(static_cast<size_t>(at), length));
    }
    const auto end = at + static_cast<int32_t>(length);
    into.push_back({id, at, end, true});
    at = end;
  }
}

std::vector<Token> Vocabulary::tokenize(std::string_view text) const {
  std::vector<Token> words = tokenize_words(text);
  std::vector<Token> tokens;
  for (size_t i = 0; i < words.size(); ++i) {
    Token word = words[i];
    // "[MASK]" arrives as three words: "[", "MASK" and "]".
    if (i + 2 < words.size() &&
        words[i + 2].end - word.start == static_cast<int32_t>(kSigns[0].size()) &&
        text.substr(static_cast<size_t>(word.start), kSigns[0].size()) == kSigns[0]) {
      tokens.push_back({kMask, word.start, words[i + 2].end});
      i += 2;
      continue;
    }
    word.id = find(lower_case(bytes_of(word, text)));
    if (word.id >= first_word_) {
      tokens.push_back(word);
    } else {
      spell(text, word, tokens);
    }
  }
  return tokens;
}

std::string Vocabulary::near_word(std::string_view word) const {
  const std::string lower = lower_case(word);
  // Half of its letters at most.
  size_t least = std::max<size_t>(2, lower.size() / 2 + 1);
  std::string nearest;
  for (size_t id = static_cast<size_t>(first_word_); id < entries_.size(); ++id) {
    if (const size_t distance = edit_distance(lower, entries_[id]); distance < least) {
      least = distance;
      nearest = entries_[id];
    }
  }
  return nearest;
}

}  // namespace playground
