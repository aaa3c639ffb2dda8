#pragma once

#include "tensor.hpp"

namespace playground {

/// What a row of weights was normalised by.
struct SoftmaxRow {
  /// The largest allowed logit; 0 where nothing is allowed.
  float largest = 0.0F;
  /// Σ e^(logit − largest) over the allowed keys; 0 where nothing is allowed.
  float sum = 0.0F;
  /// Entropy of the row in bits; 0 where nothing is allowed.
  float entropy = 0.0F;
};

/// Which keys of a row are allowed: a run of them, or, where `each` is given, those whose number in
/// it is −1 (all bits set) and not 0.
struct AllowedKeys {
  Range run;
  const int32_t* each = nullptr;
};

/// Whether SoftmaxRow::entropy is counted.
enum class Entropy { kWanted, kLeftOut };

/// Turns scores into weights: softmax(scores · factor) over the allowed keys; exactly 0 elsewhere,
/// and everywhere if nothing is allowed. A NaN among the allowed scores makes the allowed weights
/// NaN. `scores` has room for `count` rounded up to 4 and is used up; the first key's position is a
/// multiple of 4: sums run over four lanes by position, so that masked keys, wherever a row begins
/// and ends, change no bit. weights: count numbers, may be `scores`.
SoftmaxRow softmax_row(float* scores, const AllowedKeys& allowed, Index count, float factor,
                       float* weights, Entropy entropy = Entropy::kWanted);

/// The same in place, one key at a time, over the four sums in turn: what softmax_row must equal
/// bit for bit. allowed: −1 or 0 for each key.
SoftmaxRow softmax_row_reference(float* scores, const int32_t* allowed, Index count, float factor);

}  // namespace playground
