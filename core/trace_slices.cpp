// The parts of a trace that views ask for, besides the big matrices.
#include <algorithm>
#include <limits>

#include "kernels/elementary.hpp"
#include "kernels/matmul.hpp"
#include "model/vocabulary.hpp"
#include "trace.hpp"
#include "trace_visitors.hpp"

namespace playground {

namespace {

template <class T>
std::span<const T> span_of(const Buffer<T>& buffer) {
  return {buffer.data(), static_cast<size_t>(buffer.size())};
}

std::string counted(Index count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

Result<void> Trace::check(Index layer, Index head) const {
  if (layer >= 0 && layer < shape().layers && head >= 0 && head < shape().heads) {
    return {};
  }
  return Error{"There is no layer " + std::to_string(layer) + ", head " + std::to_string(head) +
               " (both counted from 0): this trace has " + counted(shape().layers, "layer") +
               " of " + counted(shape().heads, "head") + "."};
}

ConstMatrixView Trace::columns_of_head(ConstMatrixView all, Index head) const {
  return all.column_block(head * shape().head_width(), shape().head_width());
}
ConstMatrixView Trace::query(Index layer, Index head) const {
  return columns_of_head(layers_[static_cast<size_t>(layer)].query.view(), head);
}
ConstMatrixView Trace::key(Index layer, Index head) const {
  return columns_of_head(layers_[static_cast<size_t>(layer)].key.view(), head);
}
ConstMatrixView Trace::value(Index layer, Index head) const {
  return columns_of_head(layers_[static_cast<size_t>(layer)].value.view(), head);
}
ConstMatrixView Trace::output(Index layer, Index head) const {
  return columns_of_head(concat(layer), head);
}
ConstMatrixView Trace::query_matrix(Index layer, Index head) const {
  return columns_of_head(matrices(layer).query, head);
}
ConstMatrixView Trace::key_matrix(Index layer, Index head) const {
  return columns_of_head(matrices(layer).key, head);
}
ConstMatrixView Trace::value_matrix(Index layer, Index head) const {
  return columns_of_head(matrices(layer).value, head);
}
ConstMatrixView Trace::output_matrix(Index layer) const {
  return matrices(layer).output;
}
ConstMatrixView Trace::stream(Index layer) const {
  return stream_[static_cast<size_t>(layer)].view();
}
ConstMatrixView Trace::input(Index layer) const {
  const Matrix& normalised = layers_[static_cast<size_t>(layer)].input;
  return model_->normalises() ? normalised.view() : stream(layer);
}
ConstMatrixView Trace::concat(Index layer) const {
  return layers_[static_cast<size_t>(layer)].concat.view();
}

Result<std::span<const float>> Trace::probabilities(Index position) {
  const Index words = vocabulary() == nullptr ? 0 : vocabulary()->size();
  Result<void> done = probabilities_.resize(words);
  done = done.ok()
             ? model_->probabilities(stream(shape().layers).row(position), probabilities_.data())
             : done;
  if (!done.ok()) {
    return done.error();
  }
  return span_of(probabilities_);
}

HeadStatistics Trace::statistics(Index layer, Index head) const {
  return statistics_[static_cast<size_t>(head_index(layer, head))];
}

Index Trace::thumbnail_size() const {
  return std::min(length(), kLargestThumbnail);
}

std::span<const float> Trace::thumbnail(Index layer, Index head) const {
  const Index side = thumbnail_size() * thumbnail_size();
  return span_of(thumbnails_)
      .subspan(static_cast<size_t>(head_index(layer, head) * side), static_cast<size_t>(side));
}

std::span<const float> Trace::mean_thumbnail(Index layer) const {
  const Index side = thumbnail_size() * thumbnail_size();
  return span_of(mean_thumbnails_)
      .subspan(static_cast<size_t>(layer * side), static_cast<size_t>(side));
}

std::span<const uint8_t> Trace::allowed_thumbnail() const {
  return span_of(allowed_thumbnail_);
}

Result<std::span<const uint8_t>> Trace::allowed() {
  if (has_allowed_) {
    return span_of(allowed_);
  }
  Result<Buffer<int32_t>> row = Buffer<int32_t>::zeros(length());
  const Result<void> done = allowed_.resize(length() * length());
  if (!row.ok() || !done.ok()) {
    return row.ok() ? done.error() : row.error();
  }
  for (Index query = 0; query < length(); ++query) {
    request_.mask.fill_row(query, {0, length()}, row.value().data());
    for (Index key = 0; key < length(); ++key) {
      allowed_[query * length() + key] = static_cast<uint8_t>(row.value()[key] & 1);
    }
  }
  has_allowed_ = true;
  return span_of(allowed_);
}

Result<std::span<const float>> Trace::softmax_steps(Index layer, Index head, Index query_row) {
  const Index padded = (length() + simd::kLanes - 1) / simd::kLanes * simd::kLanes;
  Result<Buffer<float>> scores = Buffer<float>::zeros(padded);
  Result<Buffer<int32_t>> allowed = Buffer<int32_t>::zeros(padded);
  Result<void> done = softmax_steps_.resize(4 * length() + 2);
  if (!scores.ok() || !allowed.ok() || !done.ok()) {
    return !done.ok() ? done.error() : scores.ok() ? allowed.error() : scores.error();
  }
  float* row = scores.value().data();
  done = attention_scores(query(layer, head).row_block(query_row, 1), key(layer, head),
                          {row, 1, length(), padded});
  if (!done.ok()) {
    return done.error();
  }
  request_.mask.fill_row(query_row, {0, length()}, allowed.value().data());
  const Index n = length();
  float* steps = softmax_steps_.data();
  for (Index j = 0; j < n; ++j) {
    const float logit = row[j] * request_.softmax_factor();
    steps[j] = allowed.value()[j] != 0 ? logit : -std::numeric_limits<float>::infinity();
  }
  const SoftmaxRow softmax =
      softmax_row(row, {{}, allowed.value().data()}, n, request_.softmax_factor(), row);
  for (Index j = 0; j < n; ++j) {
    steps[n + j] = steps[j] - softmax.largest;
    steps[2 * n + j] = allowed.value()[j] != 0 ? exp_reference(steps[n + j]) : 0.0F;
    steps[3 * n + j] = row[j];
  }
  steps[4 * n] = softmax.largest;
  steps[4 * n + 1] = softmax.sum;
  return span_of(softmax_steps_);
}

Result<std::span<const float>> Trace::entropies(Index layer, Index head) {
  Result<void> done = entropies_.resize(2 * length());
  const double scales[] = {Scale{}.factor(shape().head_width()), 1.0};
  float* into = entropies_.data();
  for (const double scale : scales) {
    EntropyVisitor visitor(into);
    done = done.ok() ? attend(inputs_of_head(layer, head, scale), {{}, nullptr, &visitor}) : done;
    into += length();
  }
  if (!done.ok()) {
    return done.error();
  }
  return span_of(entropies_);
}

}  // namespace playground
