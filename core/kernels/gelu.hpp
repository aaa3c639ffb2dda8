// The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016), as in GPT-2:
// y = x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
#pragma once

#include "kernels/real.hpp"
#include "tensor.hpp"

namespace playground {

namespace gelu_detail {
constexpr double kRoot = 0.7978845608028654;  // √(2/π)
constexpr double kCubic = 0.044715;
}  // namespace gelu_detail

/// tanh(√(2/π) · (x + 0.044715 x³)): tanh u = 1 − 2 / (e^(2u) + 1).
template <class Real>
Real gelu_tanh(Real x) {
  using namespace gelu_detail;
  const Real u = static_cast<Real>(kRoot) * (x + static_cast<Real>(kCubic) * x * x * x);
  return Real(1) - Real(2) / (exp_of(Real(2) * u) + Real(1));
}

/// x, y: `count` numbers; keeps the tanh of each for the way back, unless `tanhs` is null.
template <class Real>
void gelu_forward_reference(const Real* x, Index count, Real* y, Real* tanhs) {
  for (Index i = 0; i < count; ++i) {
    const Real tanh = gelu_tanh(x[i]);
    y[i] = Real(0.5) * x[i] * (Real(1) + tanh);
    if (tanhs != nullptr) {
      tanhs[i] = tanh;
    }
  }
}

template <class Real>
void gelu_forward(const Real* x, Index count, Real* y, Real* tanhs) {
  gelu_forward_reference(x, count, y, tanhs);
}

/// The reference's operations in four lanes.
template <>
void gelu_forward(const float* x, Index count, float* y, float* tanhs);

/// dx = dy · dy/dx; dx may be dy.
template <class Real>
void gelu_backward(const Real* dy, const Real* x, const Real* tanhs, Index count, Real* dx) {
  using namespace gelu_detail;
  for (Index i = 0; i < count; ++i) {
    const Real tanh = tanhs[i];
    const Real slope =
        static_cast<Real>(kRoot) * (Real(1) + Real(3) * static_cast<Real>(kCubic) * x[i] * x[i]);
    dx[i] =
        dy[i] * (Real(0.5) * (Real(1) + tanh) + Real(0.5) * x[i] * (Real(1) - tanh * tanh) * slope);
  }
}

extern template void gelu_backward(const float*, const float*, const float*, Index, float*);

}  // namespace playground
