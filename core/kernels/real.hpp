// The elementary functions that layers are written with, for both kinds of numbers: float, whose
// bits are the same natively and in WebAssembly, and double, in which the tests check gradients.
#pragma once

#include <cmath>

#include "kernels/elementary.hpp"

namespace playground {

inline float exp_of(float x) {
  return exp_reference(x);
}
inline double exp_of(double x) {
  return std::exp(x);
}

/// ln x for x > 0.
inline float log_of(float x) {
  return static_cast<float>(log_double(static_cast<double>(x)));
}
inline double log_of(double x) {
  return std::log(x);
}

/// cos x for x in [0, π], error below 1e-11: the series around 0, of x or of π − x. (A schedule's
/// need, not a kernel's.)
inline double cosine(double x) {
  constexpr double kPi = 3.141592653589793;
  const bool mirrored = x > kPi / 2;
  const double y = mirrored ? kPi - x : x;
  double term = 1.0;
  double sum = 1.0;
  for (int n = 1; n <= 9; ++n) {
    term *= -y * y / ((2.0 * n - 1.0) * (2.0 * n));
    sum += term;
  }
  return mirrored ? -sum : sum;
}

}  // namespace playground
