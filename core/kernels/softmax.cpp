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
SoftmaxRow finish(float largest, float sum, float weighted_logits, bool with_entropy) {
  if (sum == 0.0F) {
    return {};
  }
  if (!with_entropy) {
    return {largest, sum, 0.0F};
  }
  // NaN != NaN: an undefined row has an undefined entropy.
  const bool defined = sum == sum;
  return {largest, sum, defined ? entropy_in_bits(sum, weighted_logits) : sum};
}

// The keys of a row in vectors of four.
class KeyVectors {
 public:
  KeyVectors(const AllowedKeys& allowed, Index count) : allowed_(allowed) {
    const Range& run = allowed.run;
    if (allowed.each != nullptr) {
      all_ = {0, count};
    } else if (run.first < run.last) {
      all_ = {run.first / kLanes * kLanes, run.last};
      whole_ = {(run.first + kLanes - 1) / kLanes * kLanes, run.last / kLanes * kLanes};
    }
  }

  // Keys before the first vector are masked, and those from the end of the last on.
  [[nodiscard]] Index first() const { return all_.first; }
  [[nodiscard]] Index end() const { return (all_.last + kLanes - 1) / kLanes * kLanes; }

  // Calls whole(j) for each vector whose four keys are allowed, part(j, mask) for each of which
  // some are, in ascending order.
  template <class Whole, class Part>
  void visit(Whole whole, Part part) const {
    for (Index j = all_.first; j < all_.last; j += kLanes) {
      for (; j >= whole_.first && j < whole_.last; j += kLanes) {
        whole(j);
      }
      if (j < all_.last) {
        part(j, mask(j));
      }
    }
  }

 private:
  [[nodiscard]] i32x4 mask(Index j) const {
    return allowed_.each != nullptr
               ? simd::load(allowed_.each + j)
               : simd::inside(static_cast<int32_t>(j), static_cast<int32_t>(allowed_.run.first),
                              static_cast<int32_t>(allowed_.run.last));
  }

  AllowedKeys allowed_;
  Range all_;
  Range whole_;
};

}  // namespace

SoftmaxRow softmax_row(float* scores, const AllowedKeys& allowed, Index count, float factor,
                       float* weights, Entropy entropy) {
  const KeyVectors keys(allowed, count);
  const bool with_entropy = entropy == Entropy::kWanted;
  const f32x4 scale = simd::splat(factor);
  f32x4 largest_lanes = simd::splat(kMinusInfinity);
  keys.visit(
      [&](Index j) { largest_lanes = simd::larger(largest_lanes, simd::load(scores + j) * scale); },
      [&](Index j, i32x4 mask) {
        const f32x4 logit = simd::load(scores + j) * scale;
        largest_lanes = simd::select(mask, simd::larger(largest_lanes, logit), largest_lanes);
      });
  const float largest = largest_lane(largest_lanes);

  const SimdExp exp;
  const f32x4 shift = simd::splat(largest);
  f32x4 sum_lanes = simd::splat(0.0F);
  f32x4 weighted_lanes = simd::splat(0.0F);
  const auto add = [&](Index j, f32x4 shifted, f32x4 e) {
    simd::store(scores + j, e);
    sum_lanes += e;
    if (with_entropy) {
      weighted_lanes += simd::larger(simd::splat(kSmallestLogit), shifted) * e;
    }
  };
  keys.visit(
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
  std::fill(weights, weights + std::min(keys.first(), count), 0.0F);
  std::fill(weights + std::min(keys.end(), count), weights + count, 0.0F);
  keys.visit([&](Index j) { simd::store(weights + j, simd::load(scores + j) * share); },
             [&](Index j, i32x4 mask) {
               const f32x4 weight = simd::keep(mask, simd::load(scores + j) * share);
               if (j + kLanes <= count) {
                 simd::store(weights + j, weight);
               } else {
                 std::memcpy(weights + j, &weight, static_cast<size_t>(count - j) * sizeof(float));
               }
             });
  return finish(largest, sum, add_lanes(weighted_lanes), with_entropy);
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
  return finish(largest, sum, (weighted[0] + weighted[1]) + (weighted[2] + weighted[3]), true);
}

}  // namespace playground
