// softmax(QKᵀ · factor + mask) · V for every head (Vaswani et al. 2017, sections 3.2.1 and 3.2.2),
// in blocks of rows, so that no N × N matrix is needed unless somebody keeps one.
#pragma once

#include <vector>

#include "attention/mask.hpp"
#include "kernels/matmul.hpp"
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

/// Who takes what: nothing is computed or written that nobody takes.
struct AttentionResults {
  /// N × D, the heads' weighted sums of values side by side (the "concat").
  MatrixView output;
  /// H places, each for a head's N × N weights; null for a head whose weights nobody keeps.
  float* const* weights = nullptr;
  WeightsVisitor* visitor = nullptr;
};

/// Computes attention, and keeps its memory for the next one. Each row's bits depend on its own
/// query and on the keys and values that it may attend to, and on nothing else: not on N, the other
/// heads, or masked tokens, be they NaN.
class Attention {
 public:
  /// Takes the keys and values of all heads; query, mask and views must live until the last run.
  /// Fails only where memory is short, and takes none where an earlier call took as much.
  Result<void> prepare(const AttentionInputs& inputs);

  /// Computes the rows of some queries in some heads.
  void run(Range heads, Range queries, const AttentionResults& into);
  /// All of them.
  void run(const AttentionResults& into) { run({0, inputs_.heads}, {0, inputs_.query.rows}, into); }

 private:
  // One head's keys and values in the kernel's order.
  struct PackedHead {
    PackedMatrix keys;    // Kᵀ: K × N
    PackedMatrix values;  // N × K
    // A value that is not finite must not reach rows that may not see it: 0 · NaN is NaN.
    bool finite_values = true;
  };

  [[nodiscard]] ConstMatrixView of_head(ConstMatrixView all, Index head) const;
  void fill_allowed(Range queries, Range block);
  void run_block(Index head, Range queries, Range block, const AttentionResults& into);
  void weigh_values(Index head, ConstMatrixView weights, Range keys, Range queries,
                    MatrixView output) const;

  AttentionInputs inputs_;
  Index head_width_ = 0;
  Index padded_ = 0;                // N rounded up to whole panels
  Buffer<float> scores_;            // kBlockRows × padded: scores, then weights
  Buffer<int32_t> allowed_;         // kBlockRows × padded
  std::vector<PackedHead> packed_;  // H
};

/// Computes all rows of all heads once. Fails only where memory is short.
Result<void> attend(const AttentionInputs& inputs, const AttentionResults& into);

/// The same by plain loops, one head (inputs.heads = 1), into weights (N × N) and output (N × K):
/// what attend must equal bit for bit.
void attend_reference(const AttentionInputs& inputs, MatrixView weights, MatrixView output);

/// One head's scores QKᵀ (N × N), before scale; masked entries keep their number. query, key: N ×
/// K.
Result<void> attention_scores(ConstMatrixView query, ConstMatrixView key, MatrixView scores);

}  // namespace playground
