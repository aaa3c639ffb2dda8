// What tokenizer tests share: tokens as texts, and the texts that are hard.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernels/elementary.hpp"
#include "tokenizer/token.hpp"

namespace playground {

inline std::vector<std::string> texts_of(const std::vector<Token>& tokens, std::string_view text) {
  std::vector<std::string> texts;
  for (const Token& token : tokens) {
    texts.emplace_back(bytes_of(token, text));
  }
  return texts;
}

/// Whether the tokens' ranges follow each other without a gap from the first byte to the last.
inline bool tiles(const std::vector<Token>& tokens, std::string_view text) {
  int32_t end = 0;
  for (const Token& token : tokens) {
    if (token.start != end || token.end <= token.start) {
      return false;
    }
    end = token.end;
  }
  return end == static_cast<int32_t>(text.size());
}

/// Pieces of many scripts, of broken UTF-8 and of white space, put together at random from a seed.
inline std::string random_text(RandomStream& random) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "the",
                                                   " ",
                                                   "\n",
                                                   "\t",
                                                   "\r\n",
                                                   "'",
                                                   "'s",
                                                   "don't",
                                                   "\u2019ll",
                                                   "é",
                                                   "e\u0301",
                                                   "ß",
                                                   "ñ",
                                                   "中文",
                                                   "ひら",
                                                   "カ",
                                                   "한국",
                                                   "\u1112\u1161\u11ab",
                                                   "שלום",
                                                   "مرحبا",
                                                   "क्षि",
                                                   "👍🏽",
                                                   "👨‍👩‍👧",
                                                   "🇩🇪🇫🇷",
                                                   "1",
                                                   "٣",
                                                   "½",
                                                   "_",
                                                   "-",
                                                   "…",
                                                   "\u0085",
                                                   "\ufeff",
                                                   "\u00a0",
                                                   "\u3000",
                                                   "\xff",
                                                   "\xc3",
                                                   "\xed\xa0\x80",
                                                   "\xf0\x9f",
                                                   std::string(1, '\0'),
                                                   "\u200d",
                                                   "\u200c",
                                                   "\u0600",
                                                   "x = [1, 2];"};
  std::string text;
  const uint64_t count = random.next() % 24;
  for (uint64_t i = 0; i < count; ++i) {
    text += kPieces[random.next() % kPieces.size()];
  }
  return text;
}

}  // namespace playground
