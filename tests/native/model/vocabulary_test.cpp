#include "model/vocabulary.hpp"

#include "catch.hpp"

namespace playground {

namespace {

Vocabulary words() {
  return Vocabulary::with_characters({".", "the", "a", "dragon", "was", "guard", "house"});
}

// Tokens as "text" or "text?" where they are pieces of an unknown word, joined by spaces.
std::string pieces(std::string_view text) {
  std::string joined;
  for (const Token& token : words().tokenize(text)) {
    joined += (joined.empty() ? "" : " ") + std::string(bytes_of(token, text)) +
              (token.unknown ? "?" : "");
  }
  return joined;
}

}  // namespace

TEST_CASE("Known words are tokens, whatever their case") {
  const Vocabulary vocabulary = words();
  const std::vector<Token> tokens = vocabulary.tokenize("The DRAGON was a dragon.");
  REQUIRE(tokens.size() == 6);
  CHECK(tokens[1].id == vocabulary.find("dragon"));
  CHECK(tokens[4].id == tokens[1].id);
  CHECK(tokens[3].id == vocabulary.find("a"));
  CHECK(tokens[3].id != vocabulary.character("a"));
  CHECK(vocabulary.is_word(tokens[3].id));
}

TEST_CASE(
    "An unknown word is spelled: in known words where it is made of them, else in characters") {
  CHECK(pieces("the guardhouse") == "the guard? house?");
  CHECK(pieces("a Zoo") == "a Z? o? o?");
  CHECK(pieces("guards") == "guard? s?");
  // A shorter known word inside is chance.
  CHECK(pieces("theatre") == "t? h? e? a? t? r? e?");
}

TEST_CASE("Every text is tokenized, and characters that are not known are still tokens") {
  const Vocabulary vocabulary = words();
  for (const std::string text :
       {"", " ", "naïve 👩‍👩‍👧 中文", "\xff\xfe", "!?", "[MASK", "a\xcc\x81"}) {
    int32_t end = 0;
    for (const Token& token : vocabulary.tokenize(text)) {
      CHECK(token.start >= end);
      CHECK(token.end > token.start);
      CHECK(token.id >= 0);
      CHECK(token.id < vocabulary.size());
      end = token.end;
    }
    CHECK(static_cast<size_t>(end) <= text.size());
  }
  CHECK(vocabulary.tokenize("👩‍👩‍👧").size() == 1);
  CHECK(vocabulary.tokenize("👩‍👩‍👧")[0].id == Vocabulary::kOther);
}

TEST_CASE("[MASK] hides a word; anything like it does not") {
  CHECK(words().tokenize("the [MASK] was")[1].id == Vocabulary::kMask);
  CHECK(words().tokenize("the [MASK] was").size() == 3);
  CHECK(words().tokenize("[ MASK ]")[0].id != Vocabulary::kMask);
  CHECK(words().tokenize("[mask]")[0].id != Vocabulary::kMask);
}

TEST_CASE("A near word has few letters changed, or there is none") {
  CHECK(words().near_word("dragn") == "dragon");
  CHECK(words().near_word("Mouse") == "house");
  CHECK(words().near_word("xylophone").empty());
}

}  // namespace playground
