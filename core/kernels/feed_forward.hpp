// The feed-forward part of a transformer's block, for whoever has packed its matrices (Vaswani et
// al. 2017, section 3.3; with the normalisation before it and a tanh-GELU, as in GPT-2). Letters: T
// rows, D width, F hidden.
#pragma once

#include "kernels/matmul.hpp"
#include "tensor.hpp"

namespace playground {

struct FeedForward {
  const float* gain;         // D
  const float* bias;         // D
  const PackedMatrix& up;    // D × F
  const float* up_bias;      // F
  const PackedMatrix& down;  // F × D
  const float* down_bias;    // D
};

/// How many numbers of room add_feed_forward takes: that of a block of rows, so that the hidden
/// numbers of a long text need none.
Index feed_forward_room(Index rows, Index width, Index hidden);

/// stream (T × D, dense) += gelu(norm(stream) · W_up + b_up) · W_down + b_down.
void add_feed_forward(const FeedForward& layer, MatrixView stream, float* room);

}  // namespace playground
