// Stories as the tests of the story language need them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "train/story_grammar.hpp"

namespace playground {

inline std::vector<int> words_of(const Story& story) {
  std::vector<int> words;
  for (const StoryWord& word : story.words) {
    words.push_back(word.word);
  }
  return words;
}

/// Words and punctuation of a text; −1 for a word that the language does not have.
inline std::vector<int> words_of(std::string_view text) {
  std::vector<int> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) {
      words.push_back(word_index(word));
    }
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '.' || c == ',') {
      flush();
    }
    if (c == '.' || c == ',') {
      words.push_back(word_index(std::string_view(&c, 1)));
    } else if (c != ' ') {
      word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  flush();
  return words;
}

}  // namespace playground
