// PyTorch's numbers: tests/fixtures/make_fixtures.py.
#include "fixtures.hpp"

#include <cmath>

#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "formats/npy.hpp"
#include "formats/number_text.hpp"
#include "playground.hpp"

namespace playground {

TEST_CASE("Weights and outputs agree with PyTorch's in double precision to 1e-5") {
  const Result<JsonValue> cases = parse_json(fixture("attention/cases.json"));
  const Result<NpyArray> numbers = parse_npy(fixture("attention/numbers.npy"));
  REQUIRE(cases.ok());
  REQUIRE(numbers.ok());
  REQUIRE(cases.value().items.size() >= 40);
  for (const JsonValue& one : cases.value().items) {
    const auto whole = [&one](const char* name) {
      return static_cast<Index>(one.find(name)->number);
    };
    const Index n = whole("length");
    const Index width = whole("width");
    const Index heads = whole("heads");
    const std::string& mask = one.find("mask")->text;
    CAPTURE(n, width, heads, mask, one.find("scale")->text);
    const float* q = numbers.value().numbers.data() + whole("offset");
    const auto size = static_cast<size_t>(n * width);
    std::vector<float> weights(static_cast<size_t>(heads * n * n));
    std::vector<float> output(size);
    const Result<void> done =
        attention({{q, n, width, width},
                   {q + size, n, width, width},
                   {q + 2 * size, n, width, width},
                   heads,
                   Mask::parse(mask).value(),
                   Scale::parse(one.find("scale")->text).value(),
                   one.find("temperature")->number},
                  {weights.data(), heads * n, n, n}, {output.data(), n, width, width});
    REQUIRE(done.ok());
    REQUIRE(largest_difference(weights, q + 3 * size) <= 1e-5);
    REQUIRE(largest_difference(output, q + 3 * size + weights.size()) <= 1e-5);
  }
}

}  // namespace playground
