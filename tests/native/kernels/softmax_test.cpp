#include "kernels/softmax.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

// With masks from nothing allowed to all but a quarter.
void expect_masked_reference(RandomStream& random, Index count, int repeat) {
  const Index offset = repeat % 4;
  std::vector<float> fast = normal_numbers(random, count + offset);
  std::vector<float> plain = fast;
  std::vector<int32_t> allowed(static_cast<size_t>(count + offset));
  for (int32_t& one : allowed) {
    one = random.next() % 4 < static_cast<uint64_t>(repeat % 5) ? -1 : 0;
  }
  const auto factor = static_cast<float>(random.uniform() * 20.0 - 5.0);
  CAPTURE(count, repeat, factor);
  const SoftmaxRow a = softmax_row(fast.data() + offset, {{}, allowed.data() + offset}, count,
                                   factor, fast.data() + offset);
  const SoftmaxRow b =
      softmax_row_reference(plain.data() + offset, allowed.data() + offset, count, factor);
  REQUIRE(
      (fast.empty() || std::memcmp(fast.data(), plain.data(), fast.size() * sizeof(float)) == 0));
  REQUIRE(std::memcmp(&a, &b, sizeof a) == 0);
}

void expect_run_reference(RandomStream& random, Index count, Index first, Index last) {
  CAPTURE(count, first, last);
  // Room for whole vectors, and what lies behind the row must stay.
  std::vector<float> scores = normal_numbers(random, count + 4);
  std::vector<float> plain(scores.begin(), scores.begin() + count);
  std::vector<float> alone = scores;
  std::vector<float> weights(static_cast<size_t>(count + 1), 7.0F);
  std::vector<int32_t> allowed(static_cast<size_t>(count));
  std::fill(allowed.begin() + first, allowed.begin() + last, -1);
  const SoftmaxRow a = softmax_row(scores.data(), {{first, last}}, count, 2.0F, weights.data());
  const SoftmaxRow b = softmax_row_reference(plain.data(), allowed.data(), count, 2.0F);
  REQUIRE(std::memcmp(&a, &b, sizeof a) == 0);
  REQUIRE(std::equal(plain.begin(), plain.end(), weights.begin()));
  REQUIRE(weights.back() == 7.0F);
  const SoftmaxRow c =
      softmax_row(alone.data(), {{first, last}}, count, 2.0F, alone.data(), Entropy::kLeftOut);
  REQUIRE(std::equal(plain.begin(), plain.end(), alone.begin()));
  REQUIRE((c.sum == b.sum && c.largest == b.largest && c.entropy == 0.0F));
}

// Rows of several parts between the halves of e^x.
constexpr Index kLongRows[] = {124, 128, 132, 255, 256, 300, 389};

}  // namespace

TEST_CASE(
    "The row softmax equals its reference bit for bit, at every length, mask and misalignment") {
  RandomStream random(1);
  for (int repeat = 0; repeat < 60; ++repeat) {
    for (Index count = 0; count <= 32; count += 4) {
      expect_masked_reference(random, count, repeat);
    }
    for (const Index count : kLongRows) {
      expect_masked_reference(random, count / 4 * 4, repeat);
    }
  }
}

TEST_CASE("A run of allowed keys equals its reference bit for bit, at every place and length") {
  RandomStream random(7);
  for (Index count = 0; count <= 17; ++count) {
    for (Index first = 0; first <= count; ++first) {
      for (Index last = first; last <= count; ++last) {
        expect_run_reference(random, count, first, last);
      }
    }
  }
  for (const Index count : kLongRows) {
    for (const Index first : {0, 1, 63, 121}) {
      for (const Index last : {first, Index(122), Index(124), count - 1, count}) {
        expect_run_reference(random, count, first, last);
      }
    }
  }
}

TEST_CASE("Weights sum to 1, and a masked one is exactly 0") {
  RandomStream random(2);
  std::vector<float> row = normal_numbers(random, 1024);
  std::vector<int32_t> allowed(1024);
  for (size_t j = 0; j < allowed.size(); ++j) {
    allowed[j] = j % 3 == 0 ? 0 : -1;
  }
  const SoftmaxRow softmax = softmax_row(row.data(), {{}, allowed.data()}, 1024, 3.0F, row.data());
  double sum = 0.0;
  double entropy = 0.0;
  for (size_t j = 0; j < row.size(); ++j) {
    sum += row[j];
    entropy -= row[j] > 0.0F ? row[j] * std::log2(static_cast<double>(row[j])) : 0.0;
    CHECK((allowed[j] != 0 || (row[j] == 0.0F && !std::signbit(row[j]))));
  }
  CHECK_THAT(sum, WithinAbs(1.0, 1e-5));
  CHECK_THAT(softmax.entropy, WithinAbs(entropy, 1e-4));
}

TEST_CASE("A row in which nothing is allowed is all 0, whatever its scores") {
  float scores[4] = {1.0F, std::numeric_limits<float>::quiet_NaN(),
                     std::numeric_limits<float>::infinity(), 4.0F};
  const int32_t allowed[4] = {};
  const SoftmaxRow softmax = softmax_row(scores, {{}, allowed}, 4, 1.0F, scores);
  for (const float weight : scores) {
    CHECK(weight == 0.0F);
  }
  CHECK(softmax.sum == 0.0F);
  CHECK(softmax.entropy == 0.0F);
}

TEST_CASE("A NaN that is masked touches nothing, one that is allowed makes its row NaN") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const int32_t allowed[4] = {-1, -1, 0, 0};
  float masked[4] = {1.0F, 1.0F, kNan, 0.0F};
  softmax_row(masked, {{}, allowed}, 4, 1.0F, masked);
  CHECK(masked[0] == 0.5F);
  CHECK(masked[2] == 0.0F);
  float open[4] = {1.0F, kNan, 0.0F, 0.0F};
  CHECK(std::isnan(softmax_row(open, {{}, allowed}, 4, 1.0F, open).entropy));
  CHECK(std::isnan(open[0]));
  CHECK(open[2] == 0.0F);
}

TEST_CASE("Scores far apart saturate without overflow") {
  float scores[4] = {3000.0F, -3000.0F, 0.0F, 2999.0F};
  const int32_t allowed[4] = {-1, -1, -1, -1};
  softmax_row(scores, {{}, allowed}, 4, 1.0F, scores);
  CHECK_THAT(scores[0], WithinRel(0.7310586, 1e-6));
  CHECK(scores[1] == 0.0F);
}

}  // namespace playground
