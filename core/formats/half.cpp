#include "formats/half.hpp"

#include "kernels/elementary.hpp"

namespace playground {

namespace {

constexpr uint32_t kFloatInfinity = 0x7f800000;
constexpr uint16_t kHalfInfinity = 0x7c00;
constexpr uint16_t kHalfNan = 0x7e00;
// What the biased exponents of float and half differ by, and the bits of their mantissas.
constexpr uint32_t kExponentShift = 127 - 15;
constexpr int kMantissaShift = 23 - 10;

}  // namespace

uint16_t half_from_float(float number) {
  const auto bits = bit_cast<uint32_t>(number);
  const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000);
  const uint32_t size = bits & 0x7fffffff;
  if (size > kFloatInfinity) {
    return sign | kHalfNan;
  }
  if (size >= bit_cast<uint32_t>(65520.0F)) {
    return sign | kHalfInfinity;
  }
  if (size < bit_cast<uint32_t>(0x1p-14F)) {
    // From 1/2 to 1 floats lie 2^-24 apart, as subnormal halves do: the addition rounds.
    const float rounded = bit_cast<float>(size) + 0.5F;
    return static_cast<uint16_t>(sign | (bit_cast<uint32_t>(rounded) - bit_cast<uint32_t>(0.5F)));
  }
  const uint32_t odd = size >> kMantissaShift & 1;
  const uint32_t rounded = size - (kExponentShift << 23) + (1U << (kMantissaShift - 1)) - 1 + odd;
  return static_cast<uint16_t>(sign | rounded >> kMantissaShift);
}

float float_from_half(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000) << 16;
  const uint32_t size = half & 0x7fff;
  if (size >= kHalfInfinity) {
    return bit_cast<float>(sign | kFloatInfinity | size << kMantissaShift);
  }
  if (size < 0x0400) {
    return bit_cast<float>(sign | bit_cast<uint32_t>(static_cast<float>(size) * 0x1p-24F));
  }
  return bit_cast<float>(sign | ((size << kMantissaShift) + (kExponentShift << 23)));
}

}  // namespace playground
