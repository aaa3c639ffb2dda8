// exp, log and the normal distribution from + − × ÷ √ alone: libm's differ between g++ and
// WebAssembly, and a seed must be the same seed everywhere.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "kernels/simd.hpp"

namespace playground {

/// std::bit_cast, which libc++ 13 does not have yet.
template <class To, class From>
To bit_cast(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

namespace exp_detail {
// Cephes expf: e^x = 2^n · e^r with n = round(x / ln 2), |r| ≤ ln 2 / 2, and a minimax polynomial
// for e^r.
constexpr float kLog2E = 1.44269504088896341F;
constexpr float kLn2High = 0.693359375F;
constexpr float kLn2Low = -2.12194440e-4F;
// Adding 1.5 · 2^23 rounds a float to a whole number, which then stands in its lowest bits. A NaN
// stays one.
constexpr float kRoundMagic = 12582912.0F;
constexpr float kLargest = 88.0F;
constexpr float kSmallest = -87.0F;
constexpr float kPolynomial[6] = {1.9875691500e-4F, 1.3981999507e-3F, 8.3334519073e-3F,
                                  4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};
}  // namespace exp_detail

/// e^x, relative error below 2e-7 for x in [−87, 88]; below it 0, above it e^88; NaN for NaN.
/// One lane of simd_exp does exactly these operations.
inline float exp_reference(float x) {
  using namespace exp_detail;
  const float clamped = x > kLargest ? kLargest : x;
  const float rounded = clamped * kLog2E + kRoundMagic;
  const float n = rounded - kRoundMagic;
  const float r = (clamped - n * kLn2High) - n * kLn2Low;
  float p = kPolynomial[0];
  for (int i = 1; i < 6; ++i) {
    p = p * r + kPolynomial[i];
  }
  p = (p * r) * r + r + 1.0F;
  // Unsigned, because a NaN's bits overflow.
  const uint32_t exponent = (bit_cast<uint32_t>(rounded) - bit_cast<uint32_t>(kRoundMagic)) << 23;
  const float power = bit_cast<float>(bit_cast<uint32_t>(1.0F) + exponent);
  return x < kSmallest ? 0.0F : p * power;
}

namespace exp_detail {
/// A constant in every lane. Made once before a loop: an engine that compiles WebAssembly puts
/// vector constants together anew each time it meets one, which costs more than the arithmetic. So
/// they come from memory, volatile so that no compiler makes constants of them again.
inline simd::f32x4 from_memory(int index) {
  static const volatile float numbers[] = {
      kLog2E,         kRoundMagic,    kLn2High,       kLn2Low,        kSmallest,
      kLargest,       1.0F,           kPolynomial[0], kPolynomial[1], kPolynomial[2],
      kPolynomial[3], kPolynomial[4], kPolynomial[5],
  };
  return simd::splat(numbers[index]);
}
}  // namespace exp_detail

/// x = n · ln 2 + rest, so that e^x = e^rest · 2^n; where e^x is 0 here, rest and power are 0.
struct ExpParts {
  simd::f32x4 rest;
  simd::f32x4 power;
};

/// The first half of exp_reference in every lane, for x ≤ 88 or NaN.
class SplitExp {
 public:
  ExpParts operator()(simd::f32x4 x) const {
    using namespace simd;
    const f32x4 rounded = x * log2e_ + magic_;
    const f32x4 n = rounded - magic_;
    const f32x4 rest = (x - n * ln2_high_) - n * ln2_low_;
    // The magic number's own bits fall off on the left.
    const u32x4 exponent = u32x4(bits(rounded)) << 23;
    const f32x4 power = from_bits(i32x4(u32x4(bits(one_)) + exponent));
    const i32x4 large_enough = ~(x < smallest_);
    return {keep(large_enough, rest), keep(large_enough, power)};
  }

 private:
  simd::f32x4 log2e_ = exp_detail::from_memory(0);
  simd::f32x4 magic_ = exp_detail::from_memory(1);
  simd::f32x4 ln2_high_ = exp_detail::from_memory(2);
  simd::f32x4 ln2_low_ = exp_detail::from_memory(3);
  simd::f32x4 smallest_ = exp_detail::from_memory(4);
  simd::f32x4 one_ = exp_detail::from_memory(6);
};

/// Its second half.
class JoinExp {
 public:
  simd::f32x4 operator()(const ExpParts& parts) const {
    const simd::f32x4 r = parts.rest;
    simd::f32x4 p = polynomial_[0];
    for (int i = 1; i < 6; ++i) {
      p = p * r + polynomial_[i];
    }
    return ((p * r) * r + r + one_) * parts.power;
  }

 private:
  simd::f32x4 one_ = exp_detail::from_memory(6);
  simd::f32x4 polynomial_[6] = {exp_detail::from_memory(7),  exp_detail::from_memory(8),
                                exp_detail::from_memory(9),  exp_detail::from_memory(10),
                                exp_detail::from_memory(11), exp_detail::from_memory(12)};
};

/// exp_reference in every lane, for any x. A loop over many numbers takes its two halves in two
/// loops: each step of one of them waits for the last, and a processor sees only so far ahead; of
/// half as long a chain it has twice as many in hand.
class SimdExp {
 public:
  simd::f32x4 operator()(simd::f32x4 x) const {
    return join_(split_(simd::select(x > largest_, largest_, x)));
  }

 private:
  SplitExp split_;
  JoinExp join_;
  simd::f32x4 largest_ = exp_detail::from_memory(5);
};

/// ln x for normal x > 0, relative error below 1e-14. ln(m · 2^n) = n ln 2 + 2 atanh((m − 1) / (m +
/// 1)).
inline double log_double(double x) {
  const auto bits = bit_cast<uint64_t>(x);
  auto n = static_cast<int>((bits >> 52) & 0x7ff) - 1023;
  double m = bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    n += 1;
  }
  const double t = (m - 1.0) / (m + 1.0);
  const double t2 = t * t;
  double series = 0.0;
  for (int k = 21; k >= 1; k -= 2) {
    series = series * t2 + 1.0 / k;
  }
  return n * 0.6931471805599453 + 2.0 * t * series;
}

/// A stream of random bits: SplitMix64 (Steele, Lea and Flood 2014).
class RandomStream {
 public:
  explicit RandomStream(uint64_t key) : state_(key) {}

  uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// A draw from N(0, 1), by Marsaglia's polar method: only log and √ are needed.
  float normal() {
    if (has_spare_) {
      has_spare_ = false;
      return spare_;
    }
    double u = 0.0;
    double v = 0.0;
    double s = 0.0;
    do {
      u = 2.0 * uniform() - 1.0;
      v = 2.0 * uniform() - 1.0;
      s = u * u + v * v;
    } while (s >= 1.0 || s == 0.0);
    const double factor = std::sqrt(-2.0 * log_double(s) / s);
    spare_ = static_cast<float>(v * factor);
    has_spare_ = true;
    return static_cast<float>(u * factor);
  }

 private:
  uint64_t state_;
  float spare_ = 0.0F;
  bool has_spare_ = false;
};

}  // namespace playground
