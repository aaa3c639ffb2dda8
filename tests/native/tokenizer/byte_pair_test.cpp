#include "tokenizer/byte_pair.hpp"

#include <map>

#include "catch.hpp"
#include "tokenizer/gpt2_pieces.hpp"
#include "tokenizer/token_texts.hpp"

namespace playground {

using Texts = std::vector<std::string>;

namespace {

Texts pieces(std::string_view text) {
  Texts result;
  for (size_t at = 0; at < text.size();) {
    const size_t end = gpt2_piece_end(text, at);
    result.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

// Byte-pair as a textbook says it: the whole text as pieces of symbols, every pair counted anew for
// every merge.
Texts naive_byte_pair(std::string_view text, int merges) {
  std::vector<Texts> symbols;
  for (const std::string& piece : pieces(text)) {
    Texts& bytes = symbols.emplace_back();
    for (const char byte : piece) {
      bytes.emplace_back(1, byte);
    }
  }
  for (int merge = 0; merge < merges; ++merge) {
    using Pair = std::pair<std::string, std::string>;
    std::map<Pair, int> counts;
    std::vector<Pair> order;
    for (const Texts& piece : symbols) {
      for (size_t i = 0; i + 1 < piece.size(); ++i) {
        const Pair pair{piece[i], piece[i + 1]};
        if (++counts[pair] == 1) {
          order.push_back(pair);
        }
      }
    }
    Pair best;
    int best_count = 1;
    for (const Pair& pair : order) {
      if (counts[pair] > best_count) {
        best = pair;
        best_count = counts[pair];
      }
    }
    if (best_count < 2) {
      break;
    }
    for (Texts& piece : symbols) {
      Texts merged;
      for (size_t i = 0; i < piece.size(); ++i) {
        const bool joins =
            i + 1 < piece.size() && piece[i] == best.first && piece[i + 1] == best.second;
        merged.push_back(joins ? piece[i] + piece[i + 1] : piece[i]);
        i += joins ? 1 : 0;
      }
      piece = merged;
    }
  }
  Texts all;
  for (const Texts& piece : symbols) {
    all.insert(all.end(), piece.begin(), piece.end());
  }
  return all;
}

}  // namespace

TEST_CASE("GPT-2's pattern keeps a space with the word after it and splits contractions") {
  CHECK(pieces("I'm here,  it's 42nd") ==
        Texts{"I", "'m", " here", ",", " ", " it", "'s", " 42", "nd"});
  CHECK(pieces("a\n\n b  ") == Texts{"a", "\n\n", " b", "  "});
  CHECK(pieces("a \n") == Texts{"a", " \n"});
}

TEST_CASE("GPT-2's white space is Unicode's: U+0085 is one, U+FEFF is not") {
  CHECK(pieces("a\u0085b") == Texts{"a", "\u0085", "b"});
  CHECK(pieces("a \ufeff") == Texts{"a", " \ufeff"});
  CHECK(pieces("a\u3000\u3000b") == Texts{"a", "\u3000", "\u3000", "b"});
}

TEST_CASE("The most frequent pair is merged first, a tie goes to the one that occurs first") {
  // ab: 3 times, bc: 2, xy: 2. After ab: abc and xy twice each, abc stands first.
  const std::string text = "abc xy abc xy ab";
  CHECK(texts_of(BytePair::learn(text, 1).tokenize(text), text)[0] == "ab");
  const BytePair two = BytePair::learn("xy zw xy zw", 1);
  CHECK(texts_of(two.tokenize("xyzw"), "xyzw") == Texts{"xy", "z", "w"});
}

TEST_CASE("No merges give the bytes, in GPT-2's order") {
  const std::vector<Token> tokens = BytePair::learn("", 0).tokenize("!a \n");
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[0].id == 0);
  CHECK(tokens[1].id == 'a' - '!');
  CHECK(tokens[2].id == 220);
  CHECK(tokens[3].id == 198);
}

TEST_CASE("Learning ends when no pair occurs twice") {
  const BytePair learned = BytePair::learn("abcd", 100);
  CHECK(learned.merge_count() == 0);
  CHECK(learned.vocabulary_size() == 256);
  CHECK(BytePair::learn("aa aa", 100).vocabulary_size() == 257);
}

TEST_CASE("Learned merges equal the textbook's on random texts") {
  RandomStream random(3);
  for (int i = 0; i < 400; ++i) {
    std::string text = random_text(random) + random_text(random);
    for (uint64_t j = random.next() % 60; j > 0; --j) {
      text += "ab c"[random.next() % 4];
    }
    const int merges = static_cast<int>(random.next() % 40);
    CAPTURE(text, merges);
    const std::vector<Token> tokens = BytePair::learn(text, merges).tokenize(text);
    REQUIRE(tiles(tokens, text));
    REQUIRE(texts_of(tokens, text) == naive_byte_pair(text, merges));
  }
}

TEST_CASE("A megabyte without a space is no trouble") {
  std::string text(1'000'000, 'a');
  for (size_t i = 0; i < text.size(); i += 3) {
    text[i] = 'b';
  }
  const std::vector<Token> tokens = BytePair::learn(text, 20).tokenize(text);
  CHECK(tiles(tokens, text));
  CHECK(tokens.size() < 10'000);
}

}  // namespace playground
