// How a trace comes about: in steps, and in the memory of another one.
#include <algorithm>

#include "allocations.hpp"
#include "catch.hpp"
#include "playground.hpp"

namespace playground {

namespace {

Request parse(const std::string& text, std::vector<Request::Pair> pairs) {
  pairs.push_back({"text", text});
  Result<Request> request = Request::parse(pairs);
  REQUIRE(request.ok());
  return std::move(request.value());
}

void check_equal(ConstMatrixView a, ConstMatrixView b) {
  REQUIRE(a.rows == b.rows);
  REQUIRE(a.columns == b.columns);
  for (Index i = 0; i < a.rows; ++i) {
    CHECK(std::equal(a.row(i), a.row(i) + a.columns, b.row(i)));
  }
}

template <class T>
void check_equal(std::span<const T> a, std::span<const T> b) {
  CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end()));
}

void check_equal(Trace& a, Trace& b) {
  REQUIRE(a.shape() == b.shape());
  check_equal(a.allowed().value(), b.allowed().value());
  check_equal(a.allowed_thumbnail(), b.allowed_thumbnail());
  for (Index layer = 0; layer < a.shape().layers; ++layer) {
    check_equal(a.stream(layer + 1), b.stream(layer + 1));
    check_equal(a.concat(layer), b.concat(layer));
    check_equal(a.mean_thumbnail(layer), b.mean_thumbnail(layer));
    check_equal(a.mean_weights(layer).value(), b.mean_weights(layer).value());
    for (Index head = 0; head < a.shape().heads; ++head) {
      check_equal(a.weights(layer, head).value(), b.weights(layer, head).value());
      check_equal(a.thumbnail(layer, head), b.thumbnail(layer, head));
      CHECK(a.statistics(layer, head).entropy == b.statistics(layer, head).entropy);
    }
  }
}

constexpr const char* kSentence = "The dragon guarded the treasure because it was valuable.";

}  // namespace

TEST_CASE("Steps of two traces that take turns give what each gives alone") {
  Playground playground;
  const Request long_one = parse(kSentence, {{"layers", "3"}, {"width", "24"}, {"mask", "causal"}});
  const Request short_one = parse("a b", {{"layers", "3"}, {"width", "24"}, {"ablate", "2.3"}});
  Result<Trace> first = playground.begin(long_one);
  Result<Trace> second = playground.begin(short_one);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  int steps = 0;
  while (!first.value().is_whole() || !second.value().is_whole()) {
    for (Trace* trace : {&first.value(), &second.value()}) {
      if (!trace->is_whole()) {
        REQUIRE(playground.advance(*trace).ok());
        ++steps;
      }
    }
  }
  // Five a layer each and one for the mask, and four matrices a layer of the model that both use.
  CHECK(steps == 3 * (5 + 5 + 4) + 2);
  Playground alone;
  check_equal(first.value(), alone.run(long_one).value());
  check_equal(second.value(), alone.run(short_one).value());
}

TEST_CASE("A trace in the memory of another one is what it is in its own") {
  const std::string longer = std::string(kSentence) + " " + kSentence;
  const std::string longest = longer + " " + longer + " " + longer + " " + longer;
  const Request requests[] = {
      parse(kSentence, {{"layers", "2"}, {"width", "24"}, {"mask", "causal"}}),
      parse(longest, {{"layers", "2"}, {"width", "24"}}),
      parse(longer, {{"layers", "1"}, {"width", "16"}, {"heads", "2"}, {"mask", "window:3"}}),
      parse("", {{"layers", "3"}}),
      parse(kSentence, {{"layers", "3"}, {"mask", "noself"}, {"scale", "none"}}),
  };
  Playground playground;
  Trace spare;
  for (const Request& request : requests) {
    // What views ask for is computed in the same memory.
    Result<Trace> trace = playground.run(request, std::move(spare));
    REQUIRE(trace.ok());
    Playground alone;
    check_equal(trace.value(), alone.run(request).value());
    spare = std::move(trace.value());
  }
}

#ifdef COUNTS_ALLOCATIONS
TEST_CASE("The second run of a request takes memory to cut its text, and for nothing else") {
  Playground playground;
  Trace spare;
  for (const bool is_first : {true, false, false}) {
    Request request = parse(kSentence, {{"layers", "6"}, {"width", "64"}, {"mask", "causal"}});
    const long before = allocations();
    REQUIRE(playground.tokenize(request).ok());
    const long of_text = allocations() - before;
    Result<Trace> trace = playground.run(std::move(request), std::move(spare));
    const long of_run = allocations() - before - of_text;
    REQUIRE(trace.ok());
    CHECK(before > 0);
    INFO(of_run << " and " << of_text);
    CHECK((of_run == of_text) == !is_first);
    spare = std::move(trace.value());
  }
}
#endif

}  // namespace playground
