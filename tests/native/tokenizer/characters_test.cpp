#include "tokenizer/characters.hpp"

#include "catch.hpp"
#include "tokenizer/token_texts.hpp"

namespace playground {

using Texts = std::vector<std::string>;

namespace {

Texts characters(std::string_view text) {
  return texts_of(tokenize_characters(text), text);
}

}  // namespace

TEST_CASE("Each letter and space is a character") {
  CHECK(characters("a b") == Texts{"a", " ", "b"});
}

TEST_CASE("What people see as one character stays whole") {
  const std::string whole =
      GENERATE(as<std::string>{}, "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "e\u0301", "\r\n",
               "한", "\u1112\u1161\u11ab", "क्षि", "🏴\U000E0067\U000E007F", "\u0e01\u0e33", "ก้");
  CAPTURE(whole);
  CHECK(characters(whole) == Texts{whole});
  CHECK(characters("x" + whole + "y") == Texts{"x", whole, "y"});
}

TEST_CASE("Flags pair up from the left, and a joiner joins pictographs only") {
  CHECK(characters("🇩🇪🇫🇷🇮") == Texts{"🇩🇪", "🇫🇷", "🇮"});
  CHECK(characters("a\u200db") == Texts{"a\u200d", "b"});
  CHECK(characters("\n\u0301") == Texts{"\n", "\u0301"});
  // U+200C ends a conjunct (rule GB9c).
  CHECK(characters("क्\u200cष") == Texts{"क्\u200c", "ष"});
}

TEST_CASE("Each invalid part is a character, and valid ones beside it are not cut") {
  CHECK(characters("é\xff\xe2\x82é") == Texts{"é", "\xff", "\xe2\x82", "é"});
  CHECK(characters("\xed\xa0\x80") == Texts{"\xed", "\xa0", "\x80"});
}

TEST_CASE("Characters tile any text, and equal ones have equal ids") {
  RandomStream random(11);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = random_text(random);
    CAPTURE(text);
    const std::vector<Token> tokens = tokenize_characters(text);
    REQUIRE(tiles(tokens, text));
    int32_t next = 0;
    for (size_t a = 0; a < tokens.size(); ++a) {
      REQUIRE(tokens[a].id <= next);
      next = std::max(next, tokens[a].id + 1);
      for (size_t b = 0; b < a; ++b) {
        REQUIRE((tokens[a].id == tokens[b].id) ==
                (bytes_of(tokens[a], text) == bytes_of(tokens[b], text)));
      }
    }
  }
}

}  // namespace playground
