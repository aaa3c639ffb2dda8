#include "model/sampling.hpp"

#include <algorithm>
#include <numeric>

#include "catch.hpp"

namespace playground {

namespace {
const std::vector<float> kLogits{1.0F, 3.0F, 2.0F, 3.0F, -1.0F};
}

TEST_CASE("Temperature, top-k and top-p leave probabilities that sum to 1") {
  for (const Sampling& sampling :
       {Sampling{1.0, 0, 1.0}, Sampling{0.3, 0, 1.0}, Sampling{2.0, 3, 1.0}, Sampling{1.0, 0, 0.5},
        Sampling{0.0, 0, 1.0}, Sampling{1.0, 99, 0.01}}) {
    const std::vector<float> left = sampling_probabilities(kLogits, sampling);
    CHECK_THAT(std::accumulate(left.begin(), left.end(), 0.0),
               Catch::Matchers::WithinAbs(1.0, 1e-6));
  }
}

TEST_CASE("Temperature 0 takes the most probable word, of equals the first") {
  CHECK(sampling_probabilities(kLogits, {0.0, 0, 1.0}) == std::vector<float>{0, 1, 0, 0, 0});
}

TEST_CASE("top-k keeps k words, top-p the fewest that reach p") {
  const auto count = [](const Sampling& sampling) {
    const std::vector<float> left = sampling_probabilities(kLogits, sampling);
    return std::count_if(left.begin(), left.end(), [](float p) { return p > 0.0F; });
  };
  CHECK(count({1.0, 2, 1.0}) == 2);
  CHECK(count({1.0, 0, 0.3}) == 1);
  CHECK(count({1.0, 0, 0.6}) == 2);
  CHECK(count({1.0, 0, 1.0}) == 5);
}

TEST_CASE("Words are drawn as often as their probability says") {
  RandomStream random(5);
  const std::vector<float> probabilities{0.0F, 0.25F, 0.75F, 0.0F};
  int counts[4] = {};
  for (int i = 0; i < 20'000; ++i) {
    ++counts[draw_index(probabilities, random)];
  }
  CHECK(counts[0] + counts[3] == 0);
  CHECK_THAT(counts[2] / 20'000.0, Catch::Matchers::WithinAbs(0.75, 0.015));
}

}  // namespace playground
