#include "tokenizer/words.hpp"

#include "catch.hpp"
#include "tokenizer/token_texts.hpp"

namespace playground {

using Texts = std::vector<std::string>;

namespace {

Texts words(std::string_view text) {
  return texts_of(tokenize_words(text), text);
}

}  // namespace

TEST_CASE("A sentence is cut into words and punctuation, case kept") {
  CHECK(words("The dragon guarded it.") == Texts{"The", "dragon", "guarded", "it", "."});
}

TEST_CASE("The same word has the same id, numbered by first appearance") {
  const std::vector<Token> tokens = tokenize_words("the cat and the Cat");
  REQUIRE(tokens.size() == 5);
  CHECK(tokens[0].id == 0);
  CHECK(tokens[3].id == 0);
  CHECK(tokens[4].id == 3);
}

TEST_CASE("An apostrophe between letters stays in its word, others stand alone") {
  CHECK(words("don't it\u2019s 'quoted' dogs' '") ==
        Texts{"don't", "it\u2019s", "'", "quoted", "'", "dogs", "'", "'"});
  CHECK(words("e\u0301'a") == Texts{"e\u0301'a"});
}

TEST_CASE("A hyphen splits, digits and underscores do not") {
  CHECK(words("well-known snake_case x2 3.14") ==
        Texts{"well", "-", "known", "snake_case", "x2", "3", ".", "14"});
}

TEST_CASE("An ideograph or kana is a word, a Hangul or Hindi word stays whole") {
  CHECK(words("中文ひら 한국어 नमस्ते") == Texts{"中", "文", "ひ", "ら", "한국어", "नमस्ते"});
}

TEST_CASE("A family emoji and a flag are one token each") {
  CHECK(words("👨‍👩‍👧‍👦🇩🇪!") ==
        Texts{"👨‍👩‍👧‍👦", "🇩🇪", "!"});
}

TEST_CASE("White space is Unicode's: U+0085, U+00A0 and U+3000 separate, U+FEFF does not") {
  CHECK(words("a\u0085b\u00a0c\u3000d") == Texts{"a", "b", "c", "d"});
  CHECK(words("a\ufeff") == Texts{"a", "\ufeff"});
}

TEST_CASE("Invalid bytes are tokens of their own") {
  CHECK(words("a\xff\xc3(") == Texts{"a", "\xff", "\xc3", "("});
}

TEST_CASE("Words are ordered and disjoint, and white space alone lies between them") {
  RandomStream random(7);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = random_text(random);
    CAPTURE(text);
    const std::vector<Token> tokens = tokenize_words(text);
    int32_t end = 0;
    std::string gaps;
    for (const Token& token : tokens) {
      REQUIRE(token.start >= end);
      REQUIRE(token.end > token.start);
      gaps += text.substr(static_cast<size_t>(end), static_cast<size_t>(token.start - end));
      // No white space inside: the token alone gives itself.
      REQUIRE(words(bytes_of(token, text)) == Texts{std::string(bytes_of(token, text))});
      end = token.end;
    }
    gaps += text.substr(static_cast<size_t>(end));
    REQUIRE(words(gaps).empty());
  }
}

TEST_CASE("An empty text and white space alone have no words") {
  CHECK(words("").empty());
  CHECK(words(" \n\t ").empty());
}

}  // namespace playground
