// How a trace comes about, step by step.
#include <algorithm>

#include "formats/number_text.hpp"
#include "kernels/linear.hpp"
#include "kernels/matmul.hpp"
#include "model/random_model.hpp"
#include "trace.hpp"
#include "trace_room.hpp"

namespace playground {

namespace {

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

Result<Trace> Trace::begin(Request request, std::vector<Token> tokens,
                           std::shared_ptr<const Model> model, std::shared_ptr<RandomModel> undrawn,
                           double memory_budget, Trace trace) {
  trace.request_ = std::move(request);
  trace.tokens_ = std::move(tokens);
  trace.model_ = std::move(model);
  trace.undrawn_ = std::move(undrawn);
  trace.steps_done_ = 0;
  trace.recomputed_head_ = -1;
  trace.has_allowed_ = false;
  const Result<void> done = trace.allocate(memory_budget);
  if (!done.ok()) {
    return done.error();
  }
  trace.model_->embed(trace.tokens_, trace.request_.text, trace.stream_[0].view());
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
  Result<void> done;
  const auto thumbnails = [&](auto& buffer, Index count) {
    done = done.ok() ? buffer.resize(count * side) : done;
    std::fill_n(buffer.data(), buffer.size(), 0);
  };
  const auto matrix = [&](Matrix& one, Index rows, Index columns) {
    done = done.ok() ? one.reshape(rows, columns) : done;
  };
  thumbnails(thumbnails_, all_heads);
  thumbnails(mean_thumbnails_, shape().layers);
  thumbnails(allowed_thumbnail_, 1);
  for (Matrix& stream : stream_) {
    matrix(stream, length(), shape().width);
  }
  for (LayerRecord& layer : layers_) {
    for (Matrix* one : {&layer.query, &layer.key, &layer.value, &layer.concat}) {
      matrix(*one, length(), shape().width);
    }
    matrix(layer.input, length(), model_->normalises() ? shape().width : 0);
  }
  double left = memory_budget - bytes_before_weights(shape(), length());
  for (Matrix& weights : kept_weights_) {
    left -= bytes_of_matrix(length(), length());
    matrix(weights, left < 0.0 ? 0 : length(), length());
  }
  return done;
}

Result<void> Trace::fill_allowed_thumbnail(TraceRoom& room) {
  const Result<void> done = room.allowed_row.reserve(length());
  if (!done.ok()) {
    return done;
  }
  int32_t* row = room.allowed_row.data();
  const BlockMap blocks(length(), thumbnail_size());
  for (Index query = 0; query < length(); ++query) {
    request_.mask.fill_row(query, {0, length()}, row);
    uint8_t* into = allowed_thumbnail_.data() + blocks.of(query) * thumbnail_size();
    for (Index block = 0; block < thumbnail_size(); ++block) {
      const int32_t* first = row + blocks.first(block);
      const int32_t* last = row + blocks.first(block + 1);
      into[block] |=
          static_cast<uint8_t>(std::any_of(first, last, [](int32_t a) { return a != 0; }));
    }
  }
  return done;
}

bool Trace::is_whole() const {
  return steps_done_ == 1 + kStepsOfLayer * shape().layers;
}

Result<void> Trace::advance(TraceRoom& room) {
  if (undrawn_ != nullptr && !undrawn_->is_whole()) {
    return undrawn_->draw_next();
  }
  const Index of_layers = steps_done_++ - 1;
  if (of_layers < 0) {
    return fill_allowed_thumbnail(room);
  }
  const Index layer = of_layers / kStepsOfLayer;
  LayerRecord& record = layers_[static_cast<size_t>(layer)];
  const LayerMatrices weights = model_->matrices(layer);
  const PackedMatrices packed = model_->packed(layer);
  switch (of_layers % kStepsOfLayer) {
    case 0:
      if (model_->normalises()) {
        model_->normalise(layer, stream(layer), record.input.view());
      }
      return product(input(layer), packed.query, weights.query, record.query, room);
    case 1:
      return product(input(layer), packed.key, weights.key, record.key, room);
    case 2:
      return product(input(layer), packed.value, weights.value, record.value, room);
    case 3:
      return attend_layer(layer, room);
    default:
      return add_to_stream(layer, packed.output, weights.output, room);
  }
}

Result<void> Trace::product(ConstMatrixView a, const PackedMatrix* kept, ConstMatrixView b,
                            Matrix& into, TraceRoom& room) {
  if (kept == nullptr) {
    const Result<void> done = room.packed.reserve(b.rows, b.columns);
    if (!done.ok()) {
      return done;
    }
    room.packed.pack(b);
  }
  matmul(a, kept == nullptr ? room.packed : *kept, into.view());
  return {};
}

Result<void> Trace::attend_layer(Index layer, TraceRoom& room) {
  const Index side = thumbnail_size() * thumbnail_size();
  Result<void> done =
      room.visitor.begin({.heads = shape().heads,
                          .length = length(),
                          .thumbnail_size = thumbnail_size(),
                          .thumbnails = thumbnails_.data() + head_index(layer, 0) * side,
                          .mean_thumbnail = mean_thumbnails_.data() + layer * side});
  done = done.ok() ? room.attention.prepare(inputs(layer)) : done;
  if (!done.ok()) {
    return done;
  }
  room.kept_weights.clear();
  for (Index head = 0; head < shape().heads; ++head) {
    room.kept_weights.push_back(
        kept_weights_[static_cast<size_t>(head_index(layer, head))].view().data);
  }
  room.attention.run(
      {layers_[static_cast<size_t>(layer)].concat.view(), room.kept_weights.data(), &room.visitor});
  room.visitor.write_statistics(statistics_.data() + head_index(layer, 0));
  switch_heads_off(layer);
  return done;
}

Result<void> Trace::add_to_stream(Index layer, const PackedMatrix* packed, ConstMatrixView output,
                                  TraceRoom& room) {
  Result<void> done = room.projected.reshape(length(), shape().width);
  done = done.ok() ? product(concat(layer), packed, output, room.projected, room) : done;
  if (!done.ok()) {
    return done;
  }
  const MatrixView next = stream_[static_cast<size_t>(layer + 1)].view();
  write_sum(stream(layer), room.projected.view(), next);
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

}  // namespace playground
