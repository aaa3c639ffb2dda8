#include "attention/attention.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/elementary.hpp"
#include "kernels/matmul.hpp"
#include "kernels/simd.hpp"

namespace playground {

namespace {

constexpr Index kPanel = PackedMatrix::kPanel;

Index rounded_up(Index count) {
  return (count + kPanel - 1) / kPanel * kPanel;
}

bool all_finite(ConstMatrixView m) {
  // Eigen's allFinite: false as soon as there is a NaN or an infinity.
  return as_eigen(m).allFinite();
}

// One head's keys and values in the kernel's order.
struct PackedHead {
  PackedMatrix keys;    // Kᵀ: K × N
  PackedMatrix values;  // N × K
  // A value that is not finite must not reach rows that may not see it: 0 · NaN is NaN.
  bool finite_values = true;
};

class Attention {
 public:
  Attention(const AttentionInputs& inputs, MatrixView output, WeightsVisitor& visitor)
      : inputs_(inputs),
        output_(output),
        visitor_(visitor),
        length_(inputs.query.rows),
        head_width_(inputs.query.columns / inputs.heads),
        padded_(rounded_up(length_)) {}

  Result<void> prepare() {
    Result<Buffer<float>> weights = Buffer<float>::zeros(kBlockRows * padded_);
    Result<Buffer<int32_t>> allowed = Buffer<int32_t>::zeros(kBlockRows * padded_);
    if (!weights.ok() || !allowed.ok()) {
      return weights.ok() ? allowed.error() : weights.error();
    }
    weights_ = std::move(weights.value());
    allowed_ = std::move(allowed.value());
    packed_.reserve(static_cast<size_t>(inputs_.heads));
    for (Index head = 0; head < inputs_.heads; ++head) {
      Result<PackedMatrix> keys = PackedMatrix::with_capacity(head_width_, length_);
      Result<PackedMatrix> values = PackedMatrix::with_capacity(length_, head_width_);
      if (!keys.ok() || !values.ok()) {
        return keys.ok() ? values.error() : keys.error();
      }
      const ConstMatrixView value = of_head(inputs_.value, head);
      keys.value().pack_transposed(of_head(inputs_.key, head));
      values.value().pack(value);
      packed_.push_back({std::move(keys.value()), std::move(values.value()), all_finite(value)});
    }
    return {};
  }

  void run() {
    for (Index first = 0; first < length_; first += kBlockRows) {
      const Range queries{first, std::min(length_, first + kBlockRows)};
      const Range keys = inputs_.mask->key_range(queries, length_);
      // Whole panels, so that a key's lane in the sums is its position's, wherever the block
      // begins.
      const Range block{keys.first / kPanel * kPanel, rounded_up(keys.last)};
      fill_allowed(queries, block);
      for (Index head = 0; head < inputs_.heads; ++head) {
        run_block(head, queries, block);
      }
    }
  }

 private:
  [[nodiscard]] ConstMatrixView of_head(ConstMatrixView all, Index head) const {
    return all.column_block(head * head_width_, head_width_);
  }

  void fill_allowed(Range queries, Range block) {
    for (Index query = queries.first; query < queries.last; ++query) {
      int32_t* row = allowed_.data() + (query - queries.first) * padded_;
      const Index last = std::min(block.last, length_);
      inputs_.mask->fill_row(query, {block.first, last}, row + block.first);
      std::fill(row + last, row + block.last, 0);
    }
  }

  void run_block(Index head, Range queries, Range block) {
    const PackedHead& packed = packed_[static_cast<size_t>(head)];
    const Index rows = queries.last - queries.first;
    const ConstMatrixView query = of_head(inputs_.query, head).row_block(queries.first, rows);
    const MatrixView all{weights_.data(), rows, padded_, padded_};
    // Outside the block every key is masked for all of these queries.
    as_eigen(all.column_block(0, block.first)).setZero();
    as_eigen(all.column_block(block.last, padded_ - block.last)).setZero();
    const MatrixView inside = all.column_block(block.first, block.last - block.first);
    matmul_panels(query, packed.keys, block.first / kPanel, 0, head_width_, inside);
    const Range keys{block.first, std::min(block.last, length_)};
    for (Index i = 0; i < rows; ++i) {
      const int32_t* allowed = allowed_.data() + i * padded_ + block.first;
      const SoftmaxRow softmax =
          softmax_row(inside.row(i), allowed, inside.columns, inputs_.factor);
      visitor_.visit({head, queries.first + i, all.row(i), keys, allowed, softmax});
    }
    if (output_.data == nullptr) {
      return;
    }
    const MatrixView output =
        output_.column_block(head * head_width_, head_width_).row_block(queries.first, rows);
    if (packed.finite_values) {
      matmul_panels(all, packed.values, 0, block.first, keys.last, output);
    } else {
      weigh_allowed_values(head, all, keys, output);
    }
  }

  void weigh_allowed_values(Index head, ConstMatrixView weights, Range keys, MatrixView output) {
    const ConstMatrixView value = of_head(inputs_.value, head);
    as_eigen(output).setZero();
    for (Index i = 0; i < weights.rows; ++i) {
      const int32_t* allowed = allowed_.data() + i * padded_;
      for (Index key = keys.first; key < keys.last; ++key) {
        for (Index column = 0; allowed[key] != 0 && column < head_width_; ++column) {
          output.row(i)[column] += weights.row(i)[key] * value.row(key)[column];
        }
      }
    }
  }

  const AttentionInputs& inputs_;
  MatrixView output_;
  WeightsVisitor& visitor_;
  Index length_;
  Index head_width_;
  Index padded_;                    // N rounded up to whole panels
  Buffer<float> weights_;           // kBlockRows × padded: scores, then weights
  Buffer<int32_t> allowed_;         // kBlockRows × padded
  std::vector<PackedHead> packed_;  // H
};

}  // namespace

Result<void> attend(const AttentionInputs& inputs, MatrixView output, WeightsVisitor& visitor) {
  Attention attention(inputs, output, visitor);
  Result<void> prepared = attention.prepare();
  if (prepared.ok()) {
    attention.run();
  }
  return prepared;
}

void attend_reference(const AttentionInputs& inputs, MatrixView weights, MatrixView output) {
  const Index length = inputs.query.rows;
  const Index head_width = inputs.query.columns;
  std::vector<float> row(static_cast<size_t>(length));
  std::vector<int32_t> allowed(static_cast<size_t>(length));
  for (Index i = 0; i < length; ++i) {
    for (Index j = 0; j < length; ++j) {
      float score = 0.0F;
      for (Index k = 0; k < head_width; ++k) {
        score += inputs.query.row(i)[k] * inputs.key.row(j)[k];
      }
      row[static_cast<size_t>(j)] = score;
      allowed[static_cast<size_t>(j)] = inputs.mask->allows(i, j) ? -1 : 0;
    }
    softmax_row_reference(row.data(), allowed.data(), length, inputs.factor);
    std::copy(row.begin(), row.end(), weights.row(i));
    for (Index k = 0; k < head_width; ++k) {
      float sum = 0.0F;
      for (Index j = 0; j < length; ++j) {
        sum += allowed[static_cast<size_t>(j)] != 0
                   ? row[static_cast<size_t>(j)] * inputs.value.row(j)[k]
                   : 0.0F;
      }
      output.row(i)[k] = sum;
    }
  }
}

Result<void> attention_scores(ConstMatrixView query, ConstMatrixView key, MatrixView scores) {
  Result<PackedMatrix> keys = PackedMatrix::with_capacity(key.columns, key.rows);
  if (!keys.ok()) {
    return keys.error();
  }
  keys.value().pack_transposed(key);
  matmul(query, keys.value(), scores);
  return {};
}

}  // namespace playground
