// The kernels between the products: each beside its plain loop, bit for bit.
#include "catch.hpp"
#include "kernels/gelu.hpp"
#include "kernels/layer_norm.hpp"
#include "random_arrays.hpp"

namespace playground {

TEST_CASE(
    "Layer normalisation equals its reference bit for bit, at every number of rows and width") {
  RandomStream random(1);
  for (Index rows = 0; rows <= 9; ++rows) {
    for (Index width = 1; width <= 9; ++width) {
      for (const bool kept : {true, false}) {
        CAPTURE(rows, width, kept);
        // One number further, so that nothing is aligned.
        const std::vector<float> x = normal_numbers(random, rows * width + 1);
        const std::vector<float> gain = normal_numbers(random, width + 1);
        const std::vector<float> bias = normal_numbers(random, width + 1);
        const auto room = static_cast<size_t>(rows * width + 2);
        std::vector<float> fast(room, 7.0F);
        std::vector<float> plain(room, 7.0F);
        std::vector<float> sums[4] = {};
        for (std::vector<float>& sum : sums) {
          sum.assign(static_cast<size_t>(rows + 1), 7.0F);
        }
        const auto kept_in = [&](size_t i) { return kept ? sums[i].data() : nullptr; };
        layer_norm_forward<float>(x.data() + 1, gain.data() + 1, bias.data() + 1, rows, width,
                                  fast.data() + 1, kept_in(0), kept_in(1));
        layer_norm_forward_reference<float>(x.data() + 1, gain.data() + 1, bias.data() + 1, rows,
                                            width, plain.data() + 1, kept_in(2), kept_in(3));
        REQUIRE(fast == plain);
        REQUIRE(sums[0] == sums[2]);
        REQUIRE(sums[1] == sums[3]);
      }
    }
  }
}

TEST_CASE("GELU equals its reference bit for bit, at every length, and writes nothing behind it") {
  RandomStream random(2);
  for (Index count = 0; count <= 9; ++count) {
    for (const bool kept : {true, false}) {
      CAPTURE(count, kept);
      std::vector<float> x = normal_numbers(random, count + 1);
      for (float& number : x) {
        number *= 6.0F;
      }
      const auto room = static_cast<size_t>(count + 1);
      std::vector<float> fast(room, 7.0F);
      std::vector<float> plain(room, 7.0F);
      std::vector<float> fast_tanhs(room, 7.0F);
      std::vector<float> plain_tanhs(room, 7.0F);
      gelu_forward<float>(x.data(), count, fast.data(), kept ? fast_tanhs.data() : nullptr);
      gelu_forward_reference<float>(x.data(), count, plain.data(),
                                    kept ? plain_tanhs.data() : nullptr);
      REQUIRE(fast == plain);
      REQUIRE(fast_tanhs == plain_tanhs);
    }
  }
}

}  // namespace playground
