// A transformer over a batch of short sequences, laid one after the other without padding: forward,
// loss and gradients. For float it trains; for double the tests check its gradients. Letters: T
// tokens in the batch, S sequences, N tokens of one of them, D width, F hidden, V vocabulary.
#pragma once

#include <vector>

#include "kernels/linear.hpp"
#include "kernels/sequence_attention.hpp"
#include "model/model.hpp"
#include "model/transformer.hpp"

namespace playground {

/// Sequences, what the model is shown and what it is asked.
struct Batch {
  std::vector<int> tokens;     // T
  std::vector<int> positions;  // T
  std::vector<Index> starts;   // S + 1: sequence s is tokens [starts[s], starts[s + 1])
  /// Where a word is asked, ascending, and which one.
  std::vector<Index> asked;
  std::vector<int> targets;

  void clear();
};

/// The most that a network is built for.
struct BatchLimits {
  Index tokens = 1536;
  Index sequence = 64;
};

template <class Real>
class BatchNetwork {
 public:
  static Result<BatchNetwork> create(const TransformerConfig& config, BatchLimits limits);

  /// V logits of each asked word, one row after the other. Targets are not looked at.
  const Real* logits(const Real* parameters, const Batch& batch);
  /// Mean of −ln p(target) over the asked words; keeps what backward() needs.
  double forward(const Real* parameters, const Batch& batch);
  /// Adds the gradient of that mean to `gradient` (as many numbers as parameters). After forward().
  void backward(const Real* parameters, const Batch& batch, Real* gradient);

  [[nodiscard]] const ParameterLayout& layout() const { return layout_; }
  /// The weights of a layer in the last run: H · N² for each sequence, one after the other.
  [[nodiscard]] const Real* weights(Index layer) const {
    return records_[static_cast<size_t>(layer)].weights.data();
  }
  /// Heads that hand on nothing from now on.
  void switch_off(std::vector<HeadName> heads) { switched_off_ = std::move(heads); }

 private:
  // What one layer keeps for the way back: T × D, T × F, T.
  struct LayerRecord {
    Buffer<Real> input, norm1, query, key, value, concat, middle, norm2;  // T × D
    Buffer<Real> up, tanhs, hidden;                                       // T × F
    Buffer<Real> mean1, factor1, mean2, factor2;                          // T
    Buffer<Real> weights;  // H · N² of each sequence, one after the other
  };

  BatchNetwork(const TransformerConfig& config, BatchLimits limits);
  Result<void> allocate();
  void embed(const Real* parameters, const Batch& batch);
  void forward_layer(const Real* parameters, const Batch& batch, Index layer, Real* output);
  void backward_layer(const Real* parameters, const Batch& batch, Index layer, Real* gradient);
  void attention_forward(const Batch& batch, LayerRecord& record);
  void attention_backward(const Batch& batch, const LayerRecord& record);
  void switch_heads_off(Index layer, Index tokens);

  TransformerConfig config_;
  BatchLimits limits_;
  ParameterLayout layout_;
  MaskTable mask_;
  Products<Real> products_;
  std::vector<HeadName> switched_off_;
  std::vector<LayerRecord> records_;                // L
  Buffer<Real> stream_;                             // T × D: after the last layer
  Buffer<Real> final_, final_mean_, final_factor_;  // T × D, T, T
  Buffer<Real> asked_;                              // asked × D; on the way back T × D of room
  Buffer<Real> logits_;                             // asked × V, after forward their gradients
  // Gradients on their way back.
  Buffer<Real> dstream_, dpart_, dquery_, dkey_, dvalue_;  // T × D
  Buffer<Real> dhidden_;                                   // T × F
  Buffer<Real> dweights_, turned_;                         // N × N, K × N
};

extern template class BatchNetwork<float>;
extern template class BatchNetwork<double>;

}  // namespace playground
