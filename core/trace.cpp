// The matrices of a trace that views ask for.
#include "trace.hpp"

#include <algorithm>

#include "kernels/linear.hpp"
#include "kernels/matmul.hpp"

namespace playground {

AttentionInputs Trace::inputs(Index layer) const {
  const LayerRecord& record = layers_[static_cast<size_t>(layer)];
  return {record.query.view(), record.key.view(), record.value.view(),
          shape().heads,       &request_.mask,    request_.softmax_factor()};
}

AttentionInputs Trace::inputs_of_head(Index layer, Index head, double scale) const {
  return {query(layer, head), key(layer, head),
          value(layer, head), 1,
          &request_.mask,     static_cast<float>(scale / request_.temperature)};
}

Result<ConstMatrixView> Trace::weights(Index layer, Index head) {
  const Index index = head_index(layer, head);
  const Matrix& kept = kept_weights_[static_cast<size_t>(index)];
  if (!kept.empty() || length() == 0) {
    return kept.view();
  }
  if (recomputed_head_ != index) {
    Result<void> done = recomputed_weights_.reshape(length(), length());
    recomputed_head_ = -1;
    float* into = recomputed_weights_.view().data;
    const double scale = request_.scale.factor(shape().head_width());
    done = done.ok() ? attend(inputs_of_head(layer, head, scale), {{}, &into, nullptr}) : done;
    if (!done.ok()) {
      return done.error();
    }
    recomputed_head_ = index;
  }
  return std::as_const(recomputed_weights_).view();
}

Result<ConstMatrixView> Trace::scores(Index layer, Index head) {
  Result<void> done = scores_.reshape(length(), length());
  done = done.ok() ? attention_scores(query(layer, head), key(layer, head), scores_.view()) : done;
  if (!done.ok()) {
    return done.error();
  }
  return std::as_const(scores_).view();
}

Result<ConstMatrixView> Trace::mean_weights(Index layer) {
  const Result<void> done = mean_weights_.reshape(length(), length());
  if (!done.ok()) {
    return done.error();
  }
  const Index numbers = length() * length();
  float* mean = mean_weights_.view().data;
  std::fill_n(mean, numbers, 0.0F);
  for (Index head = 0; head < shape().heads; ++head) {
    const Result<ConstMatrixView> of_head = weights(layer, head);
    if (!of_head.ok()) {
      return of_head.error();
    }
    add_to(of_head.value().data, numbers, mean);
  }
  for (Index i = 0; i < numbers; ++i) {
    mean[i] /= static_cast<float>(shape().heads);
  }
  return std::as_const(mean_weights_).view();
}

Result<ConstMatrixView> Trace::projected(Index layer) {
  Result<PackedMatrix> packed = PackedMatrix::with_capacity(shape().width, shape().width);
  const Result<void> done = projected_.reshape(length(), shape().width);
  if (!packed.ok() || !done.ok()) {
    return packed.ok() ? done.error() : packed.error();
  }
  packed.value().pack(output_matrix(layer));
  matmul(concat(layer), packed.value(), projected_.view());
  return std::as_const(projected_).view();
}

Result<ConstMatrixView> Trace::attended(Index layer) {
  const Result<ConstMatrixView> added = projected(layer);
  const Result<void> done = attended_.reshape(length(), shape().width);
  if (!added.ok() || !done.ok()) {
    return added.ok() ? done.error() : added.error();
  }
  write_sum(stream(layer), added.value(), attended_.view());
  return std::as_const(attended_).view();
}

}  // namespace playground
