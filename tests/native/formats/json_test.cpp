#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "formats/json_writer.hpp"
#include "kernels/elementary.hpp"

namespace playground {

TEST_CASE("JSON values are read as they are") {
  const Result<JsonValue> json =
      parse_json(R"( {"a": [1, -2.5e1, true, false, null], "\u00e9\ud83d\ude00\n": "x\"y"} )");
  REQUIRE(json.ok());
  const JsonValue& array = *json.value().find("a");
  REQUIRE(array.items.size() == 5);
  CHECK(array.items[1].number == -25.0);
  CHECK(array.items[2].boolean);
  CHECK(array.items[4].kind == JsonValue::Kind::kNull);
  CHECK(json.value().find("é😀\n")->text == "x\"y");
  CHECK(json.value().find("b") == nullptr);
}

TEST_CASE("What is not JSON is refused, with the place") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "{", "[1,]", "{\"a\" 1}", "{a: 1}", "01", "1.", ".5", "1e",
               "+1", "nul", "[1] 2", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\n\"",
               "\"\xff\"", "\"open", "1e999");
  CAPTURE(text);
  const Result<JsonValue> json = parse_json(text);
  REQUIRE(!json.ok());
  CHECK(json.error().message.find("at byte") != std::string::npos);
}

TEST_CASE("Depth is limited, so that a hostile file cannot exhaust the stack") {
  CHECK(parse_json(std::string(60, '[') + std::string(60, ']')).ok());
  CHECK(!parse_json(std::string(100'000, '[')).ok());
}

TEST_CASE("Random bytes and mutated documents never crash the reader") {
  const std::string document = R"({"a": [1.5e3, "\u00e9\n", {"b": null}], "c": true})";
  RandomStream random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = document;
    for (uint64_t j = random.next() % 4; j > 0; --j) {
      text[random.next() % text.size()] = static_cast<char>(random.next());
    }
    text.resize(text.size() - random.next() % 2 * (random.next() % text.size()));
    const Result<JsonValue> json = parse_json(text);
    CHECK((json.ok() || !json.error().message.empty()));
  }
}

TEST_CASE("What is written is read back the same") {
  JsonWriter writer;
  writer.begin_object();
  writer.name("quote \" and \\ and \x01");
  writer.begin_array();
  writer.number(0.1F);
  writer.number(-1e-30F);
  writer.number(1.0F / 0.0F);
  writer.string("broken \xff, zero " + std::string(1, '\0'));
  writer.end_array();
  writer.name("empty");
  writer.begin_object();
  writer.end_object();
  writer.end_object();
  const Result<JsonValue> json = parse_json(writer.text());
  CAPTURE(writer.text());
  REQUIRE(json.ok());
  const JsonValue& array = *json.value().find("quote \" and \\ and \x01");
  CHECK(static_cast<float>(array.items[0].number) == 0.1F);
  CHECK(static_cast<float>(array.items[1].number) == -1e-30F);
  CHECK(array.items[2].kind == JsonValue::Kind::kNull);
  CHECK(array.items[3].text == "broken \uFFFD, zero " + std::string(1, '\0'));
}

}  // namespace playground
