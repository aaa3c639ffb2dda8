#include "attention/head_statistics.hpp"

#include <cmath>

#include "catch.hpp"
#include "masks.hpp"
#include "playground.hpp"

namespace playground {

namespace {

// Straight from the matrix, in double.
HeadStatistics direct_statistics(ConstMatrixView weights) {
  double sums[5] = {};
  int rows = 0;
  for (Index i = 0; i < weights.rows; ++i) {
    double total = 0.0;
    for (Index j = 0; j < weights.columns; ++j) {
      const double w = weights.row(i)[j];
      total += w;
      sums[0] -= w > 0.0 ? w * std::log2(w) : 0.0;
      sums[1] += w * std::abs(static_cast<double>(i - j));
    }
    if (total == 0.0) {
      continue;
    }
    ++rows;
    sums[2] += weights.row(i)[0];
    sums[3] += i > 0 ? weights.row(i)[i - 1] : 0.0F;
    sums[4] += weights.row(i)[i];
  }
  const auto mean = [rows](double sum) { return rows > 0 ? static_cast<float>(sum / rows) : 0.0F; };
  return {mean(sums[0]), mean(sums[1]), mean(sums[2]), mean(sums[3]), mean(sums[4])};
}

}  // namespace

TEST_CASE("Statistics gathered row by row equal those of the finished matrix") {
  Playground playground;
  for (const char* mask : kMasks) {
    const std::string text =
        "the dragon guarded the treasure because it was valuable , and the knight saw it "
        "when the sun rose over the hill";
    const Request::Pair pairs[] = {
        {"text", text}, {"mask", mask}, {"heads", "2"}, {"scale", "0.7"}};
    Result<Trace> trace = playground.run(Request::parse(pairs).value());
    REQUIRE(trace.ok());
    for (Index head = 0; head < 2; ++head) {
      CAPTURE(mask, head);
      const HeadStatistics expected = direct_statistics(trace.value().weights(0, head).value());
      const HeadStatistics found = trace.value().statistics(0, head);
      CHECK_THAT(found.entropy, WithinAbs(expected.entropy, 1e-4));
      CHECK_THAT(found.distance, WithinAbs(expected.distance, 1e-4));
      CHECK_THAT(found.sink, WithinAbs(expected.sink, 1e-5));
      CHECK_THAT(found.previous, WithinAbs(expected.previous, 1e-5));
      CHECK_THAT(found.diagonal, WithinAbs(expected.diagonal, 1e-5));
    }
  }
}

}  // namespace playground
