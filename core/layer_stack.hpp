// Attention with somebody's own numbers: on arrays q, k, v, or as a stack of layers with given
// matrices.
#pragma once

#include <span>
#include <vector>

#include "attention/attention.hpp"
#include "tensor.hpp"

namespace playground {

/// Fails where heads do not divide the width or there are more than 4,096 rows.
Result<void> check_attention(Index length, Index width, Index heads);

/// Runs layer after layer, and each piece by piece: whoever wants the H · N · N weights takes them
/// from memory that is small enough to stay near the processor. All memory is kept for the next run
/// of its size.
class LayerStack {
 public:
  /// Appends a layer of width D. numbers: W_Q, W_K, W_V, W_O, D × D each, used as y = x · W. With
  /// `hidden` = F > 0 it is a whole block with normalisation before each part: gain and bias (D),
  /// the four matrices, gain and bias (D), W_up (D × F), its bias (F), W_down (F × D), its bias
  /// (D); then the residual stream runs past both parts, and the MLP has a tanh-GELU.
  Result<void> add(const float* numbers, Index width, Index hidden);
  [[nodiscard]] Index layers() const { return static_cast<Index>(layers_.size()); }

  struct Run {
    Index length = 0;
    Index width = 0;
    Index heads = 1;
    Mask mask;
    /// Scale / temperature.
    float factor = 1.0F;
    bool with_weights = true;
  };
  /// Makes room for runs like this.
  Result<void> prepare(Run run);

  /// N × D, to be written before begin(0): x; where there is no layer, q, k and v one after the
  /// other.
  float* input() { return input_.data(); }

  /// One layer of a run, in this order: begin, next until it gives nothing, end. Where there is no
  /// layer, attention itself is the only one, `layer` is 0.
  Result<void> begin(Index layer);
  /// The next weights, if they are wanted: together H · N · N, head after head. Valid until the
  /// next call.
  std::span<const float> next();
  void end(Index layer);

  /// N × D: what the last layer handed on.
  [[nodiscard]] const float* output() const { return stream_.data(); }

 private:
  struct Layer {
    PackedMatrix query, key, value, output;  // D × D
    Index hidden = 0;
    PackedMatrix up, down;             // D × F, F × D
    Buffer<float> norm1, norm2;        // gain and bias: 2 · D
    Buffer<float> up_bias, down_bias;  // F, D
  };

  [[nodiscard]] Index numbers() const { return run_.length * run_.width; }
  [[nodiscard]] MatrixView rows_of(Buffer<float>& buffer) const {
    return {buffer.data(), run_.length, run_.width, run_.width};
  }

  std::vector<Layer> layers_;
  Run run_;
  Attention attention_;
  Buffer<float> input_;                         // N × D, or 3 · N × D
  Buffer<float> stream_, normal_;               // N × D
  Buffer<float> query_, key_, value_, concat_;  // N × D
  Buffer<float> room_;                          // of the feed-forward part
  Buffer<float> piece_;                         // weights of some heads' queries
  std::vector<float*> places_;                  // H
  Index piece_heads_ = 1;
  Index piece_queries_ = 0;
  Index next_head_ = 0;
  Index next_query_ = 0;
};

}  // namespace playground
