// The edges of what can be asked.
#include "catch.hpp"
#include "playground.hpp"

namespace playground {

namespace {

Result<Trace> run(const std::string& text, std::vector<Request::Pair> pairs,
                  double memory = Playground::kDefaultMemory) {
  pairs.push_back({"text", text});
  Playground playground(memory);
  Result<Request> request = Request::parse(pairs);
  REQUIRE(request.ok());
  return playground.run(std::move(request.value()));
}

std::string words(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "w" + std::to_string(i) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("An empty text has an empty trace") {
  Result<Trace> trace = run("", {{"mask", "causal"}, {"layers", "2"}});
  REQUIRE(trace.ok());
  CHECK(trace.value().length() == 0);
  CHECK(trace.value().thumbnail_size() == 0);
  CHECK(trace.value().weights(1, 7).value().rows == 0);
  CHECK(trace.value().scores(0, 0).value().rows == 0);
  CHECK(trace.value().mean_weights(0).ok());
  CHECK(trace.value().allowed().value().empty());
  CHECK(trace.value().entropies(0, 0).value().empty());
  CHECK(trace.value().projected(0).value().rows == 0);
}

TEST_CASE("One token attends to itself, or to nothing") {
  CHECK(run("a", {}).value().weights(0, 0).value().data[0] == 1.0F);
  Result<Trace> alone = run("a", {{"mask", "noself"}});
  CHECK(alone.value().weights(0, 0).value().data[0] == 0.0F);
  CHECK(alone.value().output(0, 0).data[0] == 0.0F);
}

TEST_CASE("More than 4,096 tokens are refused with the numbers") {
  const Result<Trace> trace = run(words(5210), {});
  REQUIRE(!trace.ok());
  CHECK(trace.error().message == "This text has 5,210 tokens; the playground takes up to 4,096.");
  const std::string megabyte(1 << 20, 'x');
  CHECK(run(megabyte, {{"tokenizer", "characters"}}).error().message.find("1,048,576 tokens") !=
        std::string::npos);
}

TEST_CASE("4,096 tokens work") {
  Result<Trace> trace =
      run(words(4096), {{"heads", "1"}, {"width", "8"}, {"mask", "causal+window:64"}});
  REQUIRE(trace.ok());
  double sum = 0.0;
  for (Index key = 0; key < 4096; ++key) {
    sum += trace.value().weights(0, 0).value().row(4095)[key];
  }
  CHECK_THAT(sum, WithinAbs(1.0, 1e-5));
}

TEST_CASE("The largest width, heads and layers work on a short text") {
  CHECK(run("a b c", {{"width", "1024"}, {"heads", "64"}, {"layers", "2"}}).ok());
  CHECK(run("a b c", {{"width", "96"}, {"heads", "96"}, {"layers", "96"}}).ok());
}

TEST_CASE("What exceeds the budget is refused with the numbers, before anything is allocated") {
  const Result<Trace> trace = run(words(4096), {{"width", "1024"}, {"layers", "96"}});
  REQUIRE(!trace.ok());
  CHECK(trace.error().message.find("9.") != std::string::npos);
  CHECK(trace.error().message.find("the limit is 1 GiB") != std::string::npos);
}

TEST_CASE("4,096 tokens with 96 heads in all stay within a gibibyte", "[.full]") {
  Result<Trace> trace = run(words(4096), {{"heads", "12"}, {"layers", "8"}, {"width", "48"}});
  REQUIRE(trace.ok());
  CHECK(trace.value().weights(7, 11).ok());
}

}  // namespace playground
