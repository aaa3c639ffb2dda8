// Layer normalisation (Ba, Kiros and Hinton 2016): y = (x − mean) / √(variance + ε) · gain + bias,
// row by row.
#pragma once

#include <cmath>

#include "tensor.hpp"

namespace playground {

/// What PyTorch and GPT-2 add to the variance.
constexpr double kLayerNormEpsilon = 1e-5;

/// x, y: T × D; gain, bias: D. Keeps each row's mean and 1 / √(variance + ε) for the way back: T
/// each, unless `means` and `factors` are null.
template <class Real>
void layer_norm_forward_reference(const Real* x, const Real* gain, const Real* bias, Index rows,
                                  Index width, Real* y, Real* means, Real* factors) {
  for (Index t = 0; t < rows; ++t) {
    const Real* row = x + t * width;
    Real sum = 0;
    for (Index i = 0; i < width; ++i) {
      sum += row[i];
    }
    const Real mean = sum / static_cast<Real>(width);
    Real squares = 0;
    for (Index i = 0; i < width; ++i) {
      squares += (row[i] - mean) * (row[i] - mean);
    }
    const Real variance = squares / static_cast<Real>(width);
    const Real factor = Real(1) / std::sqrt(variance + static_cast<Real>(kLayerNormEpsilon));
    for (Index i = 0; i < width; ++i) {
      y[t * width + i] = (row[i] - mean) * factor * gain[i] + bias[i];
    }
    if (means != nullptr) {
      means[t] = mean;
      factors[t] = factor;
    }
  }
}

template <class Real>
void layer_norm_forward(const Real* x, const Real* gain, const Real* bias, Index rows, Index width,
                        Real* y, Real* means, Real* factors) {
  layer_norm_forward_reference(x, gain, bias, rows, width, y, means, factors);
}
/// Four rows at a time, one in each lane: the reference's sums in the reference's order.
template <>
void layer_norm_forward(const float* x, const float* gain, const float* bias, Index rows,
                        Index width, float* y, float* means, float* factors);

/// Adds to dx (T × D), dgain and dbias (D) what dy (T × D) hands back. With n = (x − mean) · factor
/// and g = dy · gain: dx = factor · (g − mean(g) − n · mean(g · n)).
template <class Real>
void layer_norm_backward(const Real* dy, const Real* x, const Real* gain, const Real* means,
                         const Real* factors, Index rows, Index width, Real* dx, Real* dgain,
                         Real* dbias) {
  for (Index t = 0; t < rows; ++t) {
    const Real* row = x + t * width;
    const Real* back = dy + t * width;
    Real sum = 0;
    Real weighted = 0;
    for (Index i = 0; i < width; ++i) {
      const Real normal = (row[i] - means[t]) * factors[t];
      const Real g = back[i] * gain[i];
      sum += g;
      weighted += g * normal;
      dgain[i] += back[i] * normal;
      dbias[i] += back[i];
    }
    sum /= static_cast<Real>(width);
    weighted /= static_cast<Real>(width);
    for (Index i = 0; i < width; ++i) {
      const Real normal = (row[i] - means[t]) * factors[t];
      dx[t * width + i] += factors[t] * (back[i] * gain[i] - sum - normal * weighted);
    }
  }
}

extern template void layer_norm_backward(const float*, const float*, const float*, const float*,
                                         const float*, Index, Index, float*, float*, float*);

}  // namespace playground
