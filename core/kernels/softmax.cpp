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
    visit({first(), end()}, whole, part);
  }
  // The same for the vectors in a range.
  template <class Whole, class Part>
  void visit(Range range, Whole whole, Part part) const {
    const Index whole_last = std::min(whole_.last, range.last);
    for (Index j = range.first; j < range.last; j += kLanes) {
      for (; j >= whole_.first && j < whole_last; j += kLanes) {
        whole(j);
      }
      if (j < range.last) {
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

// The largest allowed logit.
float largest_logit(const float* scores, const KeyVectors& keys, f32x4 scale) {
  f32x4 largest = simd::splat(kMinusInfinity);
  keys.visit([&](Index j) { largest = simd::larger(largest, simd::load(scores + j) * scale); },
             [&](Index j, i32x4 mask) {
               const f32x4 logit = simd::load(scores + j) * scale;
               largest = simd::select(mask, simd::larger(largest, logit), largest);
             });
  return largest_lane(largest);
}

// Σ e^x, and Σ x e^x where it is wanted.
struct Sums {
  f32x4 exponentials;
  f32x4 weighted_logits;
};

// So many keys between the two halves of e^x.
constexpr Index kChunk = 128;

// Turns scores into e^(logit − largest); 0 where masked.
Sums exponentiate(float* scores, const KeyVectors& keys, f32x4 scale, f32x4 largest,
                  bool with_entropy) {
  const SplitExp split;
  const JoinExp join;
  Sums sums{simd::splat(0.0F), simd::splat(0.0F)};
  float logits[kChunk];
  float rests[kChunk];
  float powers[kChunk];
  for (Index first = keys.first(); first < keys.end(); first += kChunk) {
    const Range chunk{first, std::min(first + kChunk, keys.end())};
    const auto begin = [&](Index j, f32x4 logit, ExpParts parts) {
      simd::store(logits + j - first, logit);
      simd::store(rests + j - first, parts.rest);
      simd::store(powers + j - first, parts.power);
    };
    keys.visit(
        chunk,
        [&](Index j) {
          const f32x4 logit = simd::load(scores + j) * scale - largest;
          begin(j, logit, split(logit));
        },
        [&](Index j, i32x4 mask) {
          const f32x4 logit = simd::keep(mask, simd::load(scores + j) * scale - largest);
          const ExpParts parts = split(logit);
          begin(j, logit, {parts.rest, simd::keep(mask, parts.power)});
        });
    for (Index j = 0; j < chunk.size(); j += kLanes) {
      const f32x4 e = join({simd::load(rests + j), simd::load(powers + j)});
      simd::store(scores + first + j, e);
      sums.exponentials += e;
    }
    for (Index j = 0; with_entropy && j < chunk.size(); j += kLanes) {
      const f32x4 logit = simd::larger(simd::splat(kSmallestLogit), simd::load(logits + j));
      sums.weighted_logits += logit * simd::load(scores + first + j);
    }
  }
  return sums;
}

// weights = e^x · share; 0 where masked.
void normalise(const float* scores, const KeyVectors& keys, Index count, f32x4 share,
               float* weights) {
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
}

}  // namespace

SoftmaxRow softmax_row(float* scores, const AllowedKeys& allowed, Index count, float factor,
                       float* weights, Entropy entropy) {
  const KeyVectors keys(allowed, count);
  const bool with_entropy = entropy == Entropy::kWanted;
  const f32x4 scale = simd::splat(factor);
  const float largest = largest_logit(scores, keys, scale);
  const Sums sums = exponentiate(scores, keys, scale, simd::splat(largest), with_entropy);
  const float sum = add_lanes(sums.exponentials);
  normalise(scores, keys, count, simd::splat(sum != 0.0F ? 1.0F / sum : 0.0F), weights);
  return finish(largest, sum, add_lanes(sums.weighted_logits), with_entropy);
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
