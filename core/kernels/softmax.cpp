#include "kernels/softmax.hpp"

#include <limits>

#include "kernels/elementary.hpp"
#include "kernels/simd.hpp"

namespace playground {

using simd::f32x4;
using simd::i32x4;
using simd::kLanes;

namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();
// Below it e^x is 0 here, and x · e^x has no share in the entropy; it keeps −∞ · 0 out of the sum.
constexpr float kSmallestLogit = -88.0F;
constexpr double kBitsPerNat = 1.4426950408889634;

float add_lanes(const float* lanes) {
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

// Entropy of weights e^x / sum, from Σ x e^x: −Σ w ln w = ln sum − Σ x e^x / sum.
float entropy_in_bits(float sum, float weighted_logits) {
  const double nats = log_double(sum) - static_cast<double>(weighted_logits) / sum;
  return nats > 0.0 ? static_cast<float>(nats * kBitsPerNat) : 0.0F;
}

// A row of which no key is allowed, or whose weights are NaN, has nothing to normalise by.
SoftmaxRow finish(float largest, float sum, float weighted_logits) {
  if (sum == 0.0F) {
    return {};
  }
  // NaN != NaN: an undefined row has an undefined entropy.
  const bool defined = sum == sum;
  return {largest, sum, defined ? entropy_in_bits(sum, weighted_logits) : sum};
}

}  // namespace

SoftmaxRow softmax_row(float* scores, const int32_t* allowed, Index count, float factor) {
  const f32x4 scale = simd::splat(factor);
  const f32x4 minus_infinity = simd::splat(kMinusInfinity);
  f32x4 largest_lanes = minus_infinity;
  for (Index j = 0; j < count; j += kLanes) {
    const f32x4 logit =
        simd::select(simd::load(allowed + j), simd::load(scores + j) * scale, minus_infinity);
    largest_lanes = simd::select(logit > largest_lanes, logit, largest_lanes);
  }
  float largest = kMinusInfinity;
  for (int lane = 0; lane < kLanes; ++lane) {
    largest = largest_lanes[lane] > largest ? largest_lanes[lane] : largest;
  }

  const f32x4 shift = simd::splat(largest);
  const f32x4 zero = simd::splat(0.0F);
  const f32x4 smallest = simd::splat(kSmallestLogit);
  f32x4 sum_lanes = zero;
  f32x4 weighted_lanes = zero;
  for (Index j = 0; j < count; j += kLanes) {
    const i32x4 mask = simd::load(allowed + j);
    const f32x4 shifted = simd::load(scores + j) * scale - shift;
    const f32x4 e = simd::select(mask, simd_exp(shifted), zero);
    const f32x4 bounded = simd::select(shifted < smallest, smallest, shifted);
    simd::store(scores + j, e);
    sum_lanes += e;
    weighted_lanes += simd::select(mask, bounded * e, zero);
  }
  float sums[kLanes];
  float weighted[kLanes];
  simd::store(sums, sum_lanes);
  simd::store(weighted, weighted_lanes);
  const float sum = add_lanes(sums);
  if (sum != 0.0F) {
    const f32x4 divisor = simd::splat(sum);
    for (Index j = 0; j < count; j += kLanes) {
      const f32x4 weight = simd::load(scores + j) / divisor;
      simd::store(scores + j, simd::select(simd::load(allowed + j), weight, zero));
    }
  }
  return finish(largest, sum, add_lanes(weighted));
}

SoftmaxRow softmax_row_reference(float* scores, const int32_t* allowed, Index count, float factor) {
  float largest = kMinusInfinity;
  for (Index j = 0; j < count; ++j) {
    const float logit = scores[j] * factor;
    if (allowed[j] != 0 && logit > largest) {
      largest = logit;
    }
  }
  float sums[kLanes] = {};
  float weighted[kLanes] = {};
  for (Index j = 0; j < count; ++j) {
    if (allowed[j] == 0) {
      scores[j] = 0.0F;
      continue;
    }
    const float shifted = scores[j] * factor - largest;
    scores[j] = exp_reference(shifted);
    sums[j % kLanes] += scores[j];
    weighted[j % kLanes] += (shifted < kSmallestLogit ? kSmallestLogit : shifted) * scores[j];
  }
  const float sum = add_lanes(sums);
  for (Index j = 0; j < count; ++j) {
    scores[j] = allowed[j] != 0 && sum != 0.0F ? scores[j] / sum : 0.0F;
  }
  return finish(largest, sum, add_lanes(weighted));
}

}  // namespace playground
