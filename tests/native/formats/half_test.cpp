#include "formats/half.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "kernels/elementary.hpp"

namespace playground {

namespace {

// What a half means, from its definition.
double meaning(uint16_t half) {
  const int exponent = half >> 10 & 31;
  const int mantissa = half & 0x3ff;
  const double size = exponent == 0    ? std::ldexp(mantissa, -24)
                      : exponent == 31 ? std::numeric_limits<double>::infinity()
                                       : std::ldexp(1024 + mantissa, exponent - 25);
  return half >> 15 != 0 ? -size : size;
}

bool is_nan(uint16_t half) {
  return (half & 0x7fff) > 0x7c00;
}

}  // namespace

TEST_CASE("Every half means what its definition says, and comes back") {
  int wrong = 0;
  for (uint32_t bits = 0; bits < 65'536; ++bits) {
    const auto half = static_cast<uint16_t>(bits);
    const float number = float_from_half(half);
    if (is_nan(half)) {
      wrong += std::isnan(number) && half_from_float(number) == ((half & 0x8000) | 0x7e00) ? 0 : 1;
    } else {
      const bool same_sign = std::signbit(number) == (half >> 15 != 0);
      wrong += static_cast<double>(number) == meaning(half) && same_sign ? 0 : 1;
      wrong += half_from_float(number) == half ? 0 : 1;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("Between two halves the nearer is taken, and in the middle the even one") {
  int wrong = 0;
  // The "half" after the largest finite one is 2^16: what rounds to it is infinite.
  for (uint16_t half = 0; half < 0x7c00; ++half) {
    const double next = half == 0x7bff ? 65536.0 : meaning(static_cast<uint16_t>(half + 1));
    const auto middle = static_cast<float>((meaning(half) + next) / 2.0);
    const int even = half % 2 == 0 ? half : half + 1;
    for (const int sign : {0, 0x8000}) {
      const float signed_middle = sign == 0 ? middle : -middle;
      const float larger = std::numeric_limits<float>::infinity() * (sign == 0 ? 1.0F : -1.0F);
      wrong += half_from_float(signed_middle) == (sign | even) ? 0 : 1;
      wrong += half_from_float(std::nextafter(signed_middle, 0.0F)) == (sign | half) ? 0 : 1;
      wrong +=
          half_from_float(std::nextafter(signed_middle, larger)) == (sign | (half + 1)) ? 0 : 1;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("Floats beyond the halves' range become infinity or zero") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  CHECK(half_from_float(kInfinity) == 0x7c00);
  CHECK(half_from_float(-std::numeric_limits<float>::max()) == 0xfc00);
  CHECK(half_from_float(65519.996F) == 0x7bff);
  CHECK(half_from_float(65520.0F) == 0x7c00);
  CHECK(half_from_float(std::numeric_limits<float>::denorm_min()) == 0);
  CHECK(half_from_float(-0.0F) == 0x8000);
  // NaNs whose upper bits are 0, signalling and negative ones.
  for (const uint32_t bits : {0x7f800001U, 0x7fc00000U, 0x7fffffffU}) {
    CHECK(half_from_float(bit_cast<float>(bits)) == 0x7e00);
    CHECK(half_from_float(bit_cast<float>(bits | 0x80000000U)) == 0xfe00);
  }
}

}  // namespace playground
