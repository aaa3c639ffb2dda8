#pragma once

#include <memory>
#include <span>
#include <vector>

#include "attention/head_statistics.hpp"
#include "model/model.hpp"
#include "request.hpp"
#include "tokenizer/token.hpp"

namespace playground {

class RandomModel;
struct TraceRoom;

/// Everything that happened on the way from a request's tokens to its last layer: memory that the
/// core owns, of which views ask for slices. Layers, heads, rows and columns count from 0.
///
/// q, k, v, the concatenated outputs and the residual stream are always kept: O(N · D) a layer. A
/// head's weights are kept while they fit into the budget, else computed again from q and k when
/// asked for, with the same bits; scores and the rest are computed when asked for. A slice that was
/// computed stays valid until the next slice of its kind is asked for.
class Trace {
 public:
  /// Begins a trace, in the memory of `trace`, which nobody needs any more. `undrawn` is the model
  /// too, where it is the random one, whose numbers may still have to be drawn. Fails where
  /// memory is short.
  static Result<Trace> begin(Request request, std::vector<Token> tokens,
                             std::shared_ptr<const Model> model,
                             std::shared_ptr<RandomModel> undrawn, double memory_budget,
                             Trace trace);
  /// Whether all is computed; views may ask for slices then.
  [[nodiscard]] bool is_whole() const;
  /// Computes the next step: draws a matrix of the model, notes what the mask allows, or takes one
  /// of a layer's five, the longest of which are a product of N × D by D × D and the attention of
  /// all heads. Fails where memory is short.
  Result<void> advance(TraceRoom& room);

  /// Fails, with the numbers, where a model and trace of this size exceed the budget.
  static Result<void> check_memory(const ModelShape& shape, Index length, double memory_budget);

  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] std::span<const Token> tokens() const { return tokens_; }
  [[nodiscard]] const ModelShape& shape() const { return request_.shape; }
  [[nodiscard]] Index length() const { return static_cast<Index>(tokens_.size()); }

  /// An error that says which layers and heads there are, where this is none of them.
  [[nodiscard]] Result<void> check(Index layer, Index head) const;

  /// N × N: softmax(scores · scale / temperature) over the allowed keys, exactly 0 elsewhere.
  Result<ConstMatrixView> weights(Index layer, Index head);
  /// N × N: QKᵀ before scale; masked entries keep their number.
  Result<ConstMatrixView> scores(Index layer, Index head);
  /// N × N: the mean of the layer's heads' weights.
  Result<ConstMatrixView> mean_weights(Index layer);
  /// N · N bytes: 1 where the query (row) may attend to the key (column).
  Result<std::span<const uint8_t>> allowed();

  // N × K each: a head's columns.
  [[nodiscard]] ConstMatrixView query(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView key(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView value(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView output(Index layer, Index head) const;

  // D × K each: a head's columns of W_Q, W_K, W_V; D × D: W_O.
  [[nodiscard]] ConstMatrixView query_matrix(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView key_matrix(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView value_matrix(Index layer, Index head) const;
  [[nodiscard]] ConstMatrixView output_matrix(Index layer) const;
  /// All four, whole: D × D each.
  [[nodiscard]] LayerMatrices matrices(Index layer) const { return model_->matrices(layer); }

  /// N × D: x, what W_Q, W_K and W_V of a layer read: the residual stream, in trained models after
  /// a normalisation.
  [[nodiscard]] ConstMatrixView input(Index layer) const;
  /// N × D: the residual stream before layer `layer`; stream(L) is the last layer's result.
  [[nodiscard]] ConstMatrixView stream(Index layer) const;
  /// N × D: the residual stream after attention: stream(layer) + projected(layer). The random
  /// model's stream(layer + 1); trained models then add an MLP's output to it.
  Result<ConstMatrixView> attended(Index layer);
  /// N × D: the heads' outputs side by side.
  [[nodiscard]] ConstMatrixView concat(Index layer) const;
  /// N × D: concat · W_O.
  Result<ConstMatrixView> projected(Index layer);

  /// How one row of weights came about, 4 · N + 2 numbers: the N logits (scores · scale /
  /// temperature, −∞ where masked), the same minus the row's largest, e to that, the weights; then
  /// the row's largest and the sum.
  Result<std::span<const float>> softmax_steps(Index layer, Index head, Index query);
  /// 2 · N: each row's entropy in bits with scale 1/√d_k, then with scale 1; both at the request's
  /// temperature.
  Result<std::span<const float>> entropies(Index layer, Index head);

  /// V probabilities by a trained model: of the word that stands at the token (reader) or comes
  /// after it (writer).
  Result<std::span<const float>> probabilities(Index position);
  /// What the model knows; none for the random one.
  [[nodiscard]] const Vocabulary* vocabulary() const { return model_->vocabulary(); }

  [[nodiscard]] HeadStatistics statistics(Index layer, Index head) const;

  static constexpr Index kLargestThumbnail = 64;
  /// Side S ≤ 64 of the thumbnails.
  [[nodiscard]] Index thumbnail_size() const;
  /// S · S: the largest weight in each block of the head's matrix.
  [[nodiscard]] std::span<const float> thumbnail(Index layer, Index head) const;
  /// S · S: the same for the mean of the layer's heads.
  [[nodiscard]] std::span<const float> mean_thumbnail(Index layer) const;
  /// S · S bytes: 1 where any cell in the block is allowed.
  [[nodiscard]] std::span<const uint8_t> allowed_thumbnail() const;

 private:
  /// What a layer leaves behind; N × D each.
  struct LayerRecord {
    Matrix query;
    Matrix key;
    Matrix value;
    Matrix concat;
    // Empty where the model reads the stream itself.
    Matrix input;
  };

  // x and queries, keys, values, attention, what is added to the stream.
  static constexpr Index kStepsOfLayer = 5;

  Result<void> allocate(double memory_budget);
  static Result<void> product(ConstMatrixView a, const PackedMatrix* kept, ConstMatrixView b,
                              Matrix& into, TraceRoom& room);
  Result<void> attend_layer(Index layer, TraceRoom& room);
  Result<void> add_to_stream(Index layer, const PackedMatrix* packed, ConstMatrixView output,
                             TraceRoom& room);
  void switch_heads_off(Index layer);
  Result<void> fill_allowed_thumbnail(TraceRoom& room);
  [[nodiscard]] AttentionInputs inputs(Index layer) const;
  [[nodiscard]] AttentionInputs inputs_of_head(Index layer, Index head, double scale) const;
  [[nodiscard]] Index head_index(Index layer, Index head) const {
    return layer * shape().heads + head;
  }
  [[nodiscard]] ConstMatrixView columns_of_head(ConstMatrixView all, Index head) const;

  Request request_;
  std::vector<Token> tokens_;
  std::shared_ptr<const Model> model_;
  std::shared_ptr<RandomModel> undrawn_;  // the same, if it is the random one
  Index steps_done_ = 0;
  std::vector<Matrix> stream_;        // L + 1: N × D
  std::vector<LayerRecord> layers_;   // L
  std::vector<Matrix> kept_weights_;  // L · H: N × N, or empty where memory did not allow it
  std::vector<HeadStatistics> statistics_;  // L · H
  Buffer<float> thumbnails_;                // L · H · S · S
  Buffer<float> mean_thumbnails_;           // L · S · S
  Buffer<uint8_t> allowed_thumbnail_;       // S · S
  // The last of each kind that was asked for.
  Index recomputed_head_ = -1;
  Matrix recomputed_weights_;
  Matrix scores_;
  Matrix mean_weights_;
  Matrix projected_;
  Matrix attended_;
  Buffer<float> probabilities_;  // V
  bool has_allowed_ = false;
  Buffer<uint8_t> allowed_;  // N × N
  Buffer<float> softmax_steps_;
  Buffer<float> entropies_;
};

}  // namespace playground
