#include "attention/attention.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/elementary.hpp"
#include "kernels/simd.hpp"

namespace playground {

namespace {

constexpr Index kPanel = PackedMatrix::kPanel;

Index rounded_up(Index count) {
  return (count + kPanel - 1) / kPanel * kPanel;
}

bool all_finite(ConstMatrixView m) {
  simd::i32x4 unlike_zero = simd::bits(simd::splat(0.0F));
  bool finite = true;
  for (Index i = 0; i < m.rows; ++i) {
    const float* row = m.row(i);
    Index j = 0;
    for (; j + simd::kLanes <= m.columns; j += simd::kLanes) {
      // x − x is 0 for numbers, NaN for the rest.
      const simd::f32x4 x = simd::load(row + j);
      unlike_zero |= simd::bits(x - x);
    }
    for (; j < m.columns; ++j) {
      finite = finite && row[j] - row[j] == 0.0F;
    }
  }
  return finite && (unlike_zero[0] | unlike_zero[1] | unlike_zero[2] | unlike_zero[3]) == 0;
}

}  // namespace

ConstMatrixView Attention::of_head(ConstMatrixView all, Index head) const {
  return all.column_block(head * head_width_, head_width_);
}

Result<void> Attention::prepare(const AttentionInputs& inputs) {
  inputs_ = inputs;
  const Index length = inputs.query.rows;
  head_width_ = inputs.query.columns / inputs.heads;
  padded_ = rounded_up(length);
  Result<void> done = scores_.reserve(kBlockRows * padded_);
  done = done.ok() ? allowed_.reserve(kBlockRows * padded_) : done;
  if (packed_.size() < static_cast<size_t>(inputs.heads)) {
    packed_.resize(static_cast<size_t>(inputs.heads));
  }
  for (Index head = 0; done.ok() && head < inputs.heads; ++head) {
    PackedHead& packed = packed_[static_cast<size_t>(head)];
    done = packed.keys.reserve(head_width_, length);
    done = done.ok() ? packed.values.reserve(length, head_width_) : done;
    if (done.ok()) {
      const ConstMatrixView value = of_head(inputs.value, head);
      packed.keys.pack_transposed(of_head(inputs.key, head));
      packed.values.pack(value);
      packed.finite_values = all_finite(value);
    }
  }
  return done;
}

void Attention::run(Range heads, Range queries, const AttentionResults& into) {
  for (Index first = queries.first; first < queries.last; first += kBlockRows) {
    const Range block_queries{first, std::min(queries.last, first + kBlockRows)};
    const Range keys = inputs_.mask->key_range(block_queries, inputs_.query.rows);
    // Whole panels, so that a key's lane in the sums is its position's, wherever the block begins.
    const Range block{keys.first / kPanel * kPanel, rounded_up(keys.last)};
    if (!inputs_.mask->allows_runs()) {
      fill_allowed(block_queries, block);
    }
    for (Index head = heads.first; head < heads.last; ++head) {
      run_block(head, block_queries, block, into);
    }
  }
}

void Attention::fill_allowed(Range queries, Range block) {
  const Index last = std::min(block.last, inputs_.query.rows);
  for (Index query = queries.first; query < queries.last; ++query) {
    int32_t* row = allowed_.data() + (query - queries.first) * padded_;
    inputs_.mask->fill_row(query, {block.first, last}, row + block.first);
    std::fill(row + last, row + block.last, 0);
  }
}

void Attention::run_block(Index head, Range queries, Range block, const AttentionResults& into) {
  const Index length = inputs_.query.rows;
  const PackedHead& packed = packed_[static_cast<size_t>(head)];
  const ConstMatrixView query =
      of_head(inputs_.query, head).row_block(queries.first, queries.size());
  const MatrixView scores{scores_.data(), queries.size(), padded_, padded_};
  matmul_panels(query, packed.keys, block.first / kPanel, 0, head_width_,
                scores.column_block(block.first, block.size()));

  float* kept = into.weights == nullptr ? nullptr : into.weights[head];
  const MatrixView weights =
      kept == nullptr ? scores.column_block(0, length)
                      : MatrixView{kept + queries.first * length, queries.size(), length, length};
  const bool whole_rows = kept != nullptr || into.visitor != nullptr;
  const bool runs = inputs_.mask->allows_runs();
  const Range keys{block.first, std::min(block.last, length)};
  for (Index i = 0; i < queries.size(); ++i) {
    const Index row = queries.first + i;
    const Range run = runs ? inputs_.mask->key_range({row, row + 1}, length) : Range{};
    const AllowedKeys allowed{{run.first - keys.first, run.last - keys.first},
                              runs ? nullptr : allowed_.data() + i * padded_ + keys.first};
    float* into_row = weights.row(i);
    if (whole_rows) {
      std::fill(into_row, into_row + keys.first, 0.0F);
      std::fill(into_row + keys.last, into_row + length, 0.0F);
    }
    float* from_row = scores.row(i) + keys.first;
    const bool visited = into.visitor != nullptr;
    const SoftmaxRow softmax =
        softmax_row(from_row, allowed, keys.size(), inputs_.factor, into_row + keys.first,
                    visited ? Entropy::kWanted : Entropy::kLeftOut);
    if (visited) {
      into.visitor->visit({head, row, into_row, keys, softmax});
    }
  }
  if (into.output.data != nullptr) {
    const MatrixView output = into.output.column_block(head * head_width_, head_width_)
                                  .row_block(queries.first, queries.size());
    if (packed.finite_values) {
      matmul_panels(weights, packed.values, 0, keys.first, keys.last, output);
    } else {
      weigh_values(head, weights, keys, queries, output);
    }
  }
}

void Attention::weigh_values(Index head, ConstMatrixView weights, Range keys, Range queries,
                             MatrixView output) const {
  const ConstMatrixView value = of_head(inputs_.value, head);
  for (Index i = 0; i < weights.rows; ++i) {
    std::fill_n(output.row(i), head_width_, 0.0F);
    for (Index key = keys.first; key < keys.last; ++key) {
      if (!inputs_.mask->allows(queries.first + i, key)) {
        continue;
      }
      for (Index column = 0; column < head_width_; ++column) {
        output.row(i)[column] += weights.row(i)[key] * value.row(key)[column];
      }
    }
  }
}

Result<void> attend(const AttentionInputs& inputs, const AttentionResults& into) {
  Attention attention;
  const Result<void> prepared = attention.prepare(inputs);
  if (prepared.ok()) {
    attention.run(into);
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
