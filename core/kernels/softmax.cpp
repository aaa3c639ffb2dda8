#include "kernels/softmax.hpp"

#include <algorithm>
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

float add_lanes(f32x4 lanes) {
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

float largest_lane(f32x4 lanes) {
  float largest = kMinusInfinity;
  for (int lane = 0; lane < kLanes; ++lane) {
    largest = lanes[lane] > largest ? lanes[lane] : largest;
  }
  return largest;
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

// Calls whole(j) for each vector of four keys that are all allowed, part(j, mask) for one of which
// some are, in ascending order.
template <class Whole, class Part>
void over_allowed(const AllowedKeys& allowed, Index count, Whole whole, Part part) {
  if (allowed.each != nullptr) {
    for (Index j = 0; j < count; j += kLanes) {
      part(j, simd::load(allowed.each + j));
    }
    return;
  }
  const Index first = allowed.run.first;
  const Index last = allowed.run.last;
  const auto edge = [&](Index j) {
    part(j, simd::inside(static_cast<int32_t>(j), static_cast<int32_t>(first),
                         static_cast<int32_t>(last)));
  };
  Index j = first / kLanes * kLanes;
  if (j < first && j < last) {
    edge(j);
    j += kLanes;
  }
  for (; j + kLanes <= last; j += kLanes) {
    whole(j);
  }
  if (j < last) {
    edge(j);
  }
}

template <bool kWithEntropy>
SoftmaxRow softmax(float* scores, const AllowedKeys& allowed, Index count, float factor,
                   float* weights) {
  const f32x4 scale = simd::splat(factor);
  const f32x4 minus_infinity = simd::splat(kMinusInfinity);
  f32x4 largest_lanes = minus_infinity;
  over_allowed(
      allowed, count,
      [&](Index j) { largest_lanes = simd::larger(largest_lanes, simd::load(scores + j) * scale); },
      [&](Index j, i32x4 mask) {
        const f32x4 logit = simd::select(mask, simd::load(scores + j) * scale, minus_infinity);
        largest_lanes = simd::larger(largest_lanes, logit);
      });
  const float largest = largest_lane(largest_lanes);

  const SimdExp exp;
  const f32x4 shift = simd::splat(largest);
  f32x4 sum_lanes = simd::splat(0.0F);
  f32x4 weighted_lanes = simd::splat(0.0F);
  const auto add = [&](Index j, f32x4 shifted, f32x4 e) {
    simd::store(scores + j, e);
    sum_lanes += e;
    if constexpr (kWithEntropy) {
      weighted_lanes += simd::larger(simd::splat(kSmallestLogit), shifted) * e;
    }
  };
  over_allowed(
      allowed, count,
      [&](Index j) {
        const f32x4 shifted = simd::load(scores + j) * scale - shift;
        add(j, shifted, exp.bounded(shifted));
      },
      [&](Index j, i32x4 mask) {
        const f32x4 shifted = simd::keep(mask, simd::load(scores + j) * scale - shift);
        add(j, shifted, simd::keep(mask, exp.bounded(shifted)));
      });
  const float sum = add_lanes(sum_lanes);

  const bool any = sum != 0.0F;
  const f32x4 share = simd::splat(any ? 1.0F / sum : 0.0F);
  if (allowed.each == nullptr) {
    const Index first = std::min(allowed.run.first / kLanes * kLanes, count);
    std::fill(weights, weights + first, 0.0F);
    const Index last = (std::max(allowed.run.last, first) + kLanes - 1) / kLanes * kLanes;
    std::fill(weights + std::min(last, count), weights + count, 0.0F);
  }
  over_allowed(
      allowed, count, [&](Index j) { simd::store(weights + j, simd::load(scores + j) * share); },
      [&](Index j, i32x4 mask) {
        const f32x4 weight = simd::keep(mask, simd::load(scores + j) * share);
        if (j + kLanes <= count) {
          simd::store(weights + j, weight);
          return;
        }
        for (Index lane = 0; j + lane < count; ++lane) {
          weights[j + lane] = weight[lane];
        }
      });
  if constexpr (kWithEntropy) {
    return finish(largest, sum, add_lanes(weighted_lanes));
  }
  return any ? SoftmaxRow{largest, sum, 0.0F} : SoftmaxRow{};
}

}  // namespace

SoftmaxRow softmax_row(float* scores, const AllowedKeys& allowed, Index count, float factor,
                       float* weights) {
  return softmax<true>(scores, allowed, count, factor, weights);
}

SoftmaxRow softmax_row_alone(float* scores, const AllowedKeys& allowed, Index count, float factor,
                             float* weights) {
  return softmax<false>(scores, allowed, count, factor, weights);
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
  const float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  const float share = sum != 0.0F ? 1.0F / sum : 0.0F;
  for (Index j = 0; j < count; ++j) {
    scores[j] = allowed[j] != 0 && sum != 0.0F ? scores[j] * share : 0.0F;
  }
  return finish(largest, sum, (weighted[0] + weighted[1]) + (weighted[2] + weighted[3]));
}

}  // namespace playground
