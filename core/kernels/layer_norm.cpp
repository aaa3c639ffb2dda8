#include "kernels/layer_norm.hpp"

#include "kernels/simd.hpp"

namespace playground {

using simd::f32x4;
using simd::kLanes;

namespace {

void normalise(const float* x, float mean, float factor, const float* gain, const float* bias,
               Index width, float* y) {
  Index i = 0;
  for (; i + kLanes <= width; i += kLanes) {
    const f32x4 normal = (simd::load(x + i) - simd::splat(mean)) * simd::splat(factor);
    simd::store(y + i, normal * simd::load(gain + i) + simd::load(bias + i));
  }
  for (; i < width; ++i) {
    y[i] = (x[i] - mean) * factor * gain[i] + bias[i];
  }
}

}  // namespace

template <>
void layer_norm_forward(const float* x, const float* gain, const float* bias, Index rows,
                        Index width, float* y, float* means, float* factors) {
  for (Index t = 0; t < rows; t += kLanes) {
    // Where fewer than four are left, the last one is in several lanes.
    const float* row[kLanes];
    for (Index lane = 0; lane < kLanes; ++lane) {
      row[lane] = x + (t + lane < rows ? t + lane : rows - 1) * width;
    }
    const auto column = [&](Index i) { return f32x4{row[0][i], row[1][i], row[2][i], row[3][i]}; };
    f32x4 sums = simd::splat(0.0F);
    for (Index i = 0; i < width; ++i) {
      sums += column(i);
    }
    const f32x4 mean = sums / simd::splat(static_cast<float>(width));
    f32x4 squares = simd::splat(0.0F);
    for (Index i = 0; i < width; ++i) {
      const f32x4 distance = column(i) - mean;
      squares += distance * distance;
    }
    float row_means[kLanes];
    float variances[kLanes];
    simd::store(row_means, mean);
    simd::store(variances, squares / simd::splat(static_cast<float>(width)));
    for (Index lane = 0; lane < kLanes && t + lane < rows; ++lane) {
      const float factor =
          1.0F / std::sqrt(variances[lane] + static_cast<float>(kLayerNormEpsilon));
      normalise(row[lane], row_means[lane], factor, gain, bias, width, y + (t + lane) * width);
      if (means != nullptr) {
        means[t + lane] = row_means[lane];
        factors[t + lane] = factor;
      }
    }
  }
}

template void layer_norm_backward(const float*, const float*, const float*, const float*,
                                  const float*, Index, Index, float*, float*, float*);

}  // namespace playground
