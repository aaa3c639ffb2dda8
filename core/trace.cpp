#include "trace.hpp"

#include <algorithm>

#include "formats/number_text.hpp"
#include "kernels/linear.hpp"
#include "kernels/matmul.hpp"
#include "model/random_model.hpp"
#include "trace_visitors.hpp"

namespace playground {

namespace {

// Of dense matrices of one shape.
void write_sum(ConstMatrixView a, ConstMatrixView b, MatrixView into) {
  copy_numbers(a, into);
  add_to(b.data, b.rows * b.columns, into.data);
}

double bytes_of_matrix(Index rows, Index columns) {
  return static_cast<double>(rows) * static_cast<double>(columns) * sizeof(float);
}

// What a trace needs before it keeps any weights: model, streams and records, the kernel's working
// memory, and the matrices that a view may ask for (weights, scores, mean, allowed).
double bytes_before_weights(const ModelShape& shape, Index length) {
  constexpr double kMatricesOnRequest = 3.25;
  const double stream = bytes_of_matrix(length, shape.width);
  const double streams = stream * static_cast<double>(5 * shape.layers + 4);
  const double packed = bytes_of_matrix(shape.width, shape.width + 8) +
                        2.0 * bytes_of_matrix(length, shape.width + 8 * shape.heads);
  const double thumbnails = bytes_of_matrix(shape.layers * (shape.heads + 1),
                                            Trace::kLargestThumbnail * Trace::kLargestThumbnail);
  return RandomModel::bytes(shape) + streams + packed + thumbnails +
         kMatricesOnRequest * bytes_of_matrix(length, length);
}

Result<void> ensure_matrix(Matrix& matrix, Index rows, Index columns) {
  return matrix.rows() == rows && matrix.columns() == columns
             ? Result<void>()
             : take(Matrix::zeros(rows, columns), matrix);
}

}  // namespace

Result<void> Trace::check_memory(const ModelShape& shape, Index length, double memory_budget) {
  const double needed = bytes_before_weights(shape, length);
  if (needed <= memory_budget) {
    return {};
  }
  return Error{"This needs " + bytes_text(needed) + " of memory (" + with_thousands(length) +
               " tokens, width " + with_thousands(shape.width) + ", " +
               with_thousands(shape.layers) + (shape.layers == 1 ? " layer" : " layers") +
               "); the limit is " + bytes_text(memory_budget) +
               ". A shorter text, a smaller width or fewer layers need less."};
}

Result<Trace> Trace::compute(Request request, std::vector<Token> tokens,
                             std::shared_ptr<const Model> model, double memory_budget) {
  Trace trace;
  trace.request_ = std::move(request);
  trace.tokens_ = std::move(tokens);
  trace.model_ = std::move(model);
  Result<void> done = trace.allocate(memory_budget);
  if (!done.ok()) {
    return done.error();
  }
  trace.model_->embed(trace.tokens_, trace.request_.text, trace.stream_[0].view());
  trace.fill_allowed_thumbnail();
  Matrix projected;
  for (Index layer = 0; done.ok() && layer < trace.shape().layers; ++layer) {
    done = trace.run_layer(layer, projected);
  }
  if (!done.ok()) {
    return done.error();
  }
  return trace;
}

Result<void> Trace::allocate(double memory_budget) {
  const auto layers = static_cast<size_t>(shape().layers);
  const Index side = thumbnail_size() * thumbnail_size();
  const Index all_heads = shape().layers * shape().heads;
  stream_.resize(layers + 1);
  layers_.resize(layers);
  kept_weights_.resize(static_cast<size_t>(all_heads));
  statistics_.resize(static_cast<size_t>(all_heads));
  Result<void> done = take(Buffer<float>::zeros(all_heads * side), thumbnails_);
  const auto then = [&done](Matrix& matrix, Index rows, Index columns) {
    done = done.ok() ? take(Matrix::zeros(rows, columns), matrix) : done;
  };
  done = done.ok() ? take(Buffer<float>::zeros(shape().layers * side), mean_thumbnails_) : done;
  done = done.ok() ? take(Buffer<uint8_t>::zeros(side), allowed_thumbnail_) : done;
  for (Matrix& stream : stream_) {
    then(stream, length(), shape().width);
  }
  for (LayerRecord& layer : layers_) {
    for (Matrix* matrix : {&layer.query, &layer.key, &layer.value, &layer.concat}) {
      then(*matrix, length(), shape().width);
    }
    if (model_->normalises()) {
      then(layer.input, length(), shape().width);
    }
  }
  double left = memory_budget - bytes_before_weights(shape(), length());
  for (Matrix& weights : kept_weights_) {
    left -= bytes_of_matrix(length(), length());
    if (left < 0.0) {
      break;
    }
    then(weights, length(), length());
  }
  return done;
}

void Trace::fill_allowed_thumbnail() {
  Result<Buffer<int32_t>> row = Buffer<int32_t>::zeros(length());
  if (!row.ok()) {
    return;
  }
  const BlockMap blocks(length(), thumbnail_size());
  for (Index query = 0; query < length(); ++query) {
    request_.mask.fill_row(query, {0, length()}, row.value().data());
    uint8_t* into = allowed_thumbnail_.data() + blocks.of(query) * thumbnail_size();
    for (Index block = 0; block < thumbnail_size(); ++block) {
      const int32_t* first = row.value().data() + blocks.first(block);
      const int32_t* last = row.value().data() + blocks.first(block + 1);
      into[block] |=
          static_cast<uint8_t>(std::any_of(first, last, [](int32_t a) { return a != 0; }));
    }
  }
}

Result<void> Trace::run_layer(Index layer, Matrix& projected) {
  LayerRecord& record = layers_[static_cast<size_t>(layer)];
  const LayerMatrices weights = model_->matrices(layer);
  if (model_->normalises()) {
    model_->normalise(layer, stream(layer), record.input.view());
  }
  const ConstMatrixView x = input(layer);
  const PackedMatrices packed = model_->packed(layer);
  Result<void> done = ensure_matrix(projected, length(), shape().width);
  PackedMatrix own;
  if (packed.query == nullptr) {
    done = done.ok() ? own.reserve(shape().width, shape().width) : done;
  }
  if (!done.ok()) {
    return done;
  }
  const auto product = [&own](ConstMatrixView a, const PackedMatrix* kept, ConstMatrixView b,
                              MatrixView into) {
    if (kept == nullptr) {
      own.pack(b);
    }
    matmul(a, kept == nullptr ? own : *kept, into);
  };
  product(x, packed.query, weights.query, record.query.view());
  product(x, packed.key, weights.key, record.key.view());
  product(x, packed.value, weights.value, record.value.view());
  const Index side = thumbnail_size() * thumbnail_size();
  LayerVisitor visitor({.heads = shape().heads,
                        .length = length(),
                        .thumbnail_size = thumbnail_size(),
                        .thumbnails = thumbnails_.data() + head_index(layer, 0) * side,
                        .mean_thumbnail = mean_thumbnails_.data() + layer * side});
  done = visitor.prepare();
  std::vector<float*> kept;
  for (Index head = 0; head < shape().heads; ++head) {
    kept.push_back(kept_weights_[static_cast<size_t>(head_index(layer, head))].view().data);
  }
  done = done.ok() ? attend(inputs(layer), {record.concat.view(), kept.data(), &visitor}) : done;
  if (!done.ok()) {
    return done;
  }
  visitor.write_statistics(statistics_.data() + head_index(layer, 0));
  switch_heads_off(layer);
  product(record.concat.view(), packed.output, weights.output, projected.view());
  const MatrixView next = stream_[static_cast<size_t>(layer + 1)].view();
  write_sum(stream(layer), projected.view(), next);
  return model_->add_rest(layer, next);
}

// A head that is switched off hands nothing on; its weights stay to be looked at.
void Trace::switch_heads_off(Index layer) {
  MatrixView concat = layers_[static_cast<size_t>(layer)].concat.view();
  for (const HeadName& head : request_.ablate) {
    if (head.layer == layer) {
      for (Index i = 0; i < concat.rows; ++i) {
        std::fill_n(concat.row(i) + head.head * shape().head_width(), shape().head_width(), 0.0F);
      }
    }
  }
}

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
    Result<void> done = ensure_matrix(recomputed_weights_, length(), length());
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
  Result<void> done = ensure_matrix(scores_, length(), length());
  done = done.ok() ? attention_scores(query(layer, head), key(layer, head), scores_.view()) : done;
  if (!done.ok()) {
    return done.error();
  }
  return std::as_const(scores_).view();
}

Result<ConstMatrixView> Trace::mean_weights(Index layer) {
  const Result<void> done = ensure_matrix(mean_weights_, length(), length());
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
  const Result<void> done = ensure_matrix(projected_, length(), shape().width);
  if (!packed.ok() || !done.ok()) {
    return packed.ok() ? done.error() : packed.error();
  }
  packed.value().pack(output_matrix(layer));
  matmul(concat(layer), packed.value(), projected_.view());
  return std::as_const(projected_).view();
}

Result<ConstMatrixView> Trace::attended(Index layer) {
  const Result<ConstMatrixView> added = projected(layer);
  const Result<void> done = ensure_matrix(attended_, length(), shape().width);
  if (!added.ok() || !done.ok()) {
    return added.ok() ? done.error() : added.error();
  }
  write_sum(stream(layer), added.value(), attended_.view());
  return std::as_const(attended_).view();
}

}  // namespace playground
