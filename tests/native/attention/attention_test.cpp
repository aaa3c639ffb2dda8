#include "attention/attention.hpp"

#include <limits>

#include "catch.hpp"
#include "eigen_views.hpp"
#include "masks.hpp"
#include "playground.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

struct Computed {
  std::vector<float> weights;  // H · N · N
  std::vector<float> output;   // N · D
};

Computed compute(ConstMatrixView q, ConstMatrixView k, ConstMatrixView v, Index heads,
                 const char* mask, double scale = 1.0) {
  const Index n = q.rows;
  Computed computed{std::vector<float>(static_cast<size_t>(heads * n * n), 7.0F),
                    std::vector<float>(static_cast<size_t>(n * q.columns), 7.0F)};
  const Result<void> done =
      attention({q, k, v, heads, Mask::parse(mask).value(), {Scale::Kind::kNumber, scale}, 1.0},
                {computed.weights.data(), heads * n, n, n},
                {computed.output.data(), n, q.columns, q.columns});
  REQUIRE(done.ok());
  return computed;
}

}  // namespace

TEST_CASE(
    "Attention in blocks equals plain loops bit for bit: every mask, around every block's border") {
  RandomStream random(1);
  for (const char* mask : kMasks) {
    for (const Index n : {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 50}) {
      const Index heads = 1 + n % 3;
      const Index head_width = 1 + (n * 5) % 19;
      CAPTURE(mask, n, heads, head_width);
      const TestMatrix q(random, n, heads * head_width, 1, 3);
      const TestMatrix k(random, n, heads * head_width, 2, 1);
      const TestMatrix v(random, n, heads * head_width, 3, 2);
      const Computed fast = compute(q.view, k.view, v.view, heads, mask, 0.7);
      const Mask parsed = Mask::parse(mask).value();
      for (Index head = 0; head < heads; ++head) {
        const auto columns = [&](const TestMatrix& m) {
          return ConstMatrixView(m.view).column_block(head * head_width, head_width);
        };
        TestMatrix weights(random, n, n);
        TestMatrix output(random, n, head_width);
        attend_reference({columns(q), columns(k), columns(v), 1, &parsed, 0.7F}, weights.view,
                         output.view);
        REQUIRE(same_bits({fast.weights.data() + head * n * n, n, n, n}, weights.view));
        const ConstMatrixView all{fast.output.data(), n, heads * head_width, heads * head_width};
        REQUIRE(same_bits(all.column_block(head * head_width, head_width), output.view));
      }
    }
  }
}

TEST_CASE(
    "Rows sum to 1, masked weights are exactly 0, rows with nothing allowed are 0 with output 0") {
  RandomStream random(2);
  const TestMatrix q(random, 40, 12);
  const TestMatrix k(random, 40, 12);
  const TestMatrix v(random, 40, 12);
  for (const char* text : kMasks) {
    CAPTURE(text);
    const Mask mask = Mask::parse(text).value();
    const Computed computed = compute(q.view, k.view, v.view, 3, text);
    for (Index row = 0; row < 3 * 40; ++row) {
      double sum = 0.0;
      bool any = false;
      for (Index key = 0; key < 40; ++key) {
        const float weight = computed.weights[static_cast<size_t>(row * 40 + key)];
        const bool allowed = mask.allows(row % 40, key);
        any = any || allowed;
        sum += weight;
        REQUIRE((allowed || bit_cast<uint32_t>(weight) == 0));
      }
      REQUIRE_THAT(sum, WithinAbs(any ? 1.0 : 0.0, 1e-6));
      for (Index column = 0; !any && column < 4; ++column) {
        REQUIRE(computed.output[static_cast<size_t>(row % 40 * 12 + row / 40 * 4 + column)] ==
                0.0F);
      }
    }
  }
}

TEST_CASE("A future token never changes an earlier row, not by a bit, be it NaN or infinite") {
  RandomStream random(3);
  const float changes[] = {5.0F, std::numeric_limits<float>::quiet_NaN(),
                           std::numeric_limits<float>::infinity(), -1e38F};
  for (const float change : changes) {
    for (const Index from : {1, 5, 16, 17, 30}) {
      CAPTURE(change, from);
      TestMatrix q(random, 34, 8);
      TestMatrix k(random, 34, 8);
      TestMatrix v(random, 34, 8);
      const Computed before = compute(q.view, k.view, v.view, 2, "causal");
      for (const TestMatrix* matrix : {&q, &k, &v}) {
        as_eigen(matrix->view.row_block(from, 34 - from)).setConstant(change);
      }
      const Computed after = compute(q.view, k.view, v.view, 2, "causal");
      for (Index head = 0; head < 2; ++head) {
        REQUIRE(std::memcmp(before.weights.data() + head * 34 * 34,
                            after.weights.data() + head * 34 * 34,
                            static_cast<size_t>(from * 34) * sizeof(float)) == 0);
      }
      REQUIRE(std::memcmp(before.output.data(), after.output.data(),
                          static_cast<size_t>(from * 8) * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("Permuting heads permutes weights and outputs") {
  RandomStream random(4);
  const TestMatrix q(random, 9, 6);
  const TestMatrix k(random, 9, 6);
  const TestMatrix v(random, 9, 6);
  const auto swapped = [&random](const TestMatrix& m) {
    auto copy = std::make_unique<TestMatrix>(random, 9, 6);
    as_eigen(copy->view.column_block(0, 3)) = as_eigen(ConstMatrixView(m.view).column_block(3, 3));
    as_eigen(copy->view.column_block(3, 3)) = as_eigen(ConstMatrixView(m.view).column_block(0, 3));
    return copy;
  };
  const Computed straight = compute(q.view, k.view, v.view, 2, "causal");
  const Computed permuted =
      compute(swapped(q)->view, swapped(k)->view, swapped(v)->view, 2, "causal");
  CHECK(std::memcmp(straight.weights.data(), permuted.weights.data() + 81, 81 * sizeof(float)) ==
        0);
  CHECK(std::memcmp(straight.weights.data() + 81, permuted.weights.data(), 81 * sizeof(float)) ==
        0);
  for (size_t i = 0; i < 9; ++i) {
    CHECK(straight.output[i * 6] == permuted.output[i * 6 + 3]);
    CHECK(straight.output[i * 6 + 5] == permuted.output[i * 6 + 2]);
  }
}

TEST_CASE("Arrays that cannot be split into heads are refused") {
  RandomStream random(5);
  const TestMatrix q(random, 2, 6);
  TestMatrix weights(random, 8, 2);
  TestMatrix output(random, 2, 6);
  CHECK(!attention({q.view, q.view, q.view, 4, {}, {}, 1.0}, weights.view, output.view).ok());
  CHECK(!attention({q.view, q.view, q.view, 0, {}, {}, 1.0}, weights.view, output.view).ok());
}

}  // namespace playground
