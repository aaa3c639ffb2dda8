#include "request.hpp"

#include <cmath>

#include "catch.hpp"
#include "playground.hpp"

namespace playground {

namespace {

Result<Request> parse(std::vector<Request::Pair> pairs) {
  return Request::parse(pairs);
}

std::string message(std::vector<Request::Pair> pairs) {
  const Result<Request> request = Request::parse(pairs);
  return request.ok() ? "" : request.error().message;
}

}  // namespace

TEST_CASE("The defaults are the ones that links rely on") {
  const Request request = parse({}).value();
  const std::pair<const char*, const char*> expected[] = {
      {"model", "random"}, {"tokenizer", "words"}, {"mask", "none"},
      {"scale", "sqrt"},   {"temperature", "1"},   {"layers", "1"},
      {"heads", "8"},      {"width", "64"},        {"seed", "1"},
      {"text", ""}};
  for (const auto& [name, value] : expected) {
    CAPTURE(name);
    CHECK(request.value_of(name) == value);
  }
  for (const Property& property : request_table()) {
    CHECK(request.value_of(property.name) == property.default_text);
    CHECK(!property.help.empty());
  }
}

TEST_CASE("Values are written back in canonical form") {
  const Request request = parse({{"scale", "0.50"},
                                 {"temperature", "2.0"},
                                 {"tokenizer", "bytepair:007"},
                                 {"mask", "window:3+causal"},
                                 {"seed", "4294967295"},
                                 {"heads", "96"},
                                 {"width", "960"}})
                              .value();
  CHECK(request.value_of("scale") == "0.5");
  CHECK(request.value_of("temperature") == "2");
  CHECK(request.value_of("tokenizer") == "bytepair:7");
  CHECK(request.value_of("mask") == "causal+window:3");
  CHECK(request.value_of("seed") == "4294967295");
  CHECK(request.value_of("width") == "960");
}

TEST_CASE("The scale is 1/√d_k, 1, or the number given, divided by the temperature") {
  CHECK_THAT(parse({{"heads", "4"}}).value().softmax_factor(), WithinRel(0.25F, 1e-7F));
  CHECK(parse({{"scale", "none"}}).value().softmax_factor() == 1.0F);
  CHECK(parse({{"scale", "-3"}, {"temperature", "2"}}).value().softmax_factor() == -1.5F);
}

TEST_CASE("What is out of range is refused with the range") {
  CHECK(message({{"heads", "0"}}) == "heads is a whole number from 1 to 96, not \"0\".");
  CHECK(message({{"heads", "97"}}).find("1 to 96") != std::string::npos);
  CHECK(message({{"heads", "2.5"}}).find("whole number") != std::string::npos);
  CHECK(message({{"heads", ""}}).find("whole number") != std::string::npos);
  CHECK(message({{"layers", "97"}}).find("1 to 96") != std::string::npos);
  CHECK(message({{"width", "1025"}}).find("1 to 1,024") != std::string::npos);
  CHECK(message({{"seed", "4294967296"}}).find("4,294,967,295") != std::string::npos);
  CHECK(message({{"temperature", "0"}}).find("0.01 to 100") != std::string::npos);
  CHECK(message({{"temperature", "nan"}}).find("0.01 to 100") != std::string::npos);
  CHECK(message({{"scale", "big"}}).find("scale is sqrt") != std::string::npos);
  CHECK(message({{"scale", "1e7"}}).find("1,000,000") != std::string::npos);
  CHECK(message({{"model", ""}}).find("model is random, reader, writer") != std::string::npos);
  CHECK(message({{"tokenizer", "bytepair"}}).find("number of merges") != std::string::npos);
  CHECK(message({{"tokenizer", "bytepair:-1"}}).find("number of merges") != std::string::npos);
  CHECK(message({{"tokenizer", ""}}).find("tokenizer is words") != std::string::npos);
  CHECK(message({{"colour", "red"}}).find("no property \"colour\"") != std::string::npos);
}

TEST_CASE("A width that heads do not divide names the two nearest that they do") {
  CHECK(message({{"heads", "7"}}) ==
        "A width of 64 cannot be split into 7 equal heads; the nearest that can: 63 and 70.");
  CHECK(message({{"heads", "96"}, {"width", "1000"}}).find("960.") != std::string::npos);
  CHECK(message({{"heads", "12"}, {"width", "5"}}).find(": 12.") != std::string::npos);
}

TEST_CASE(
    "A tokenizer that is not loaded is refused by name, and one cannot take a built-in's name") {
  Playground playground;
  const Result<Trace> trace = playground.run(parse({{"text", "a"}, {"tokenizer", "gpt2"}}).value());
  REQUIRE(!trace.ok());
  CHECK(trace.error().message.find("\"gpt2\" is not loaded") != std::string::npos);
  CHECK(!playground.load_tokenizer("words", "{}").ok());
}

}  // namespace playground
