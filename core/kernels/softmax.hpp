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

/// Turns scores into weights in place: softmax(scores · factor) over the keys whose `allowed` is −1
/// (all bits set); exactly 0 where it is 0, and everywhere if nothing is allowed. A NaN among the
/// allowed scores makes the allowed weights NaN. `count` is a multiple of 4 and the first key's
/// position is one too: sums run over four lanes by position, so that masked keys, wherever a block
/// begins and ends, change no bit.
SoftmaxRow softmax_row(float* scores, const int32_t* allowed, Index count, float factor);

/// The same, one key at a time, over the four sums in turn: what softmax_row must equal bit for
/// bit.
SoftmaxRow softmax_row_reference(float* scores, const int32_t* allowed, Index count, float factor);

}  // namespace playground
