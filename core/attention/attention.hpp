// softmax(QKᵀ · factor + mask) · V for every head (Vaswani et al. 2017, sections 3.2.1 and 3.2.2),
// in blocks of rows, so that no N × N matrix is needed unless somebody keeps one.
#pragma once

#include "attention/mask.hpp"
#include "kernels/softmax.hpp"
#include "tensor.hpp"

namespace playground {

/// The row of weights of one head and one query, as it is computed.
struct WeightsRow {
  Index head;
  Index query;
  /// N weights; those outside `keys` are masked, so they are 0.
  const float* weights;
  /// Range of keys with any chance of a weight; both ends are positions in the row.
  Range keys;
  /// −1 (allowed) or 0 for each key in `keys`.
  const int32_t* allowed;
  SoftmaxRow softmax;
};

/// Queries are taken in blocks of so many: all heads see a block before the next one begins.
constexpr Index kBlockRows = 16;

/// Sees every row once: block after block, in it head after head, in that query after query.
class WeightsVisitor {
 public:
  WeightsVisitor() = default;
  WeightsVisitor(const WeightsVisitor&) = delete;
  WeightsVisitor& operator=(const WeightsVisitor&) = delete;
  virtual void visit(const WeightsRow& row) = 0;

 protected:
  ~WeightsVisitor() = default;
};

struct AttentionInputs {
  /// N × D each; head h is columns h·K to (h + 1)·K − 1, K = D / H.
  ConstMatrixView query;
  ConstMatrixView key;
  ConstMatrixView value;
  Index heads = 1;
  const Mask* mask = nullptr;
  /// Scale / temperature: what a score is multiplied by before the softmax.
  float factor = 1.0F;
};

/// Computes all heads. `output` is N × D, the heads' weighted sums of values side by side (the
/// "concat"); a view without data skips it. Each row's bits depend on its own query and on the keys
/// and values that it may attend to, and on nothing else: not on N, the other heads, or masked
/// tokens, be they NaN. Fails only where memory is short.
Result<void> attend(const AttentionInputs& inputs, MatrixView output, WeightsVisitor& visitor);

/// The same by plain loops, one head (inputs.heads = 1), into weights (N × N) and output (N × K):
/// what attend must equal bit for bit.
void attend_reference(const AttentionInputs& inputs, MatrixView weights, MatrixView output);

/// One head's scores QKᵀ (N × N), before scale; masked entries keep their number. query, key: N ×
/// K.
Result<void> attention_scores(ConstMatrixView query, ConstMatrixView key, MatrixView scores);

}  // namespace playground
