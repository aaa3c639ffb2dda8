#include "layer_stack.hpp"

#include <algorithm>
#include <string>

#include "formats/number_text.hpp"
#include "kernels/feed_forward.hpp"
#include "kernels/layer_norm.hpp"
#include "kernels/linear.hpp"
#include "request.hpp"

namespace playground {

namespace {

// 256 KiB of weights: a part of the second cache.
constexpr Index kPieceNumbers = 65'536;

// The tensors of a layer lie one after the other.
class NumberReader {
 public:
  explicit NumberReader(const float* numbers) : numbers_(numbers) {}

  Result<void> vector(Index count, Buffer<float>& into) {
    const Result<void> done = into.reserve(count);
    if (done.ok()) {
      std::copy_n(take(count), count, into.data());
    }
    return done;
  }
  Result<void> matrix(Index rows, Index columns, PackedMatrix& into) {
    const Result<void> done = into.reserve(rows, columns);
    if (done.ok()) {
      into.pack({take(rows * columns), rows, columns, columns});
    }
    return done;
  }

 private:
  const float* take(Index count) {
    const float* at = numbers_;
    numbers_ += count;
    return at;
  }
  const float* numbers_;
};

}  // namespace

Result<void> check_attention(Index length, Index width, Index heads) {
  if (heads < 1 || width < 1 || width % heads != 0) {
    return Error{"A width of " + std::to_string(width) + " cannot be split into " +
                 std::to_string(heads) + " equal heads."};
  }
  if (length > kMaximumTokens) {
    return Error{"These arrays have " + with_thousands(length) +
                 " rows; the playground takes up to " + with_thousands(kMaximumTokens) + "."};
  }
  return {};
}

Result<void> LayerStack::add(const float* numbers, Index width, Index hidden) {
  Layer layer;
  layer.hidden = hidden;
  NumberReader reader(numbers);
  Result<void> done;
  const auto vector = [&](Index count, Buffer<float>& into) {
    done = done.ok() ? reader.vector(count, into) : done;
  };
  const auto matrix = [&](Index rows, Index columns, PackedMatrix& into) {
    done = done.ok() ? reader.matrix(rows, columns, into) : done;
  };
  if (hidden > 0) {
    vector(2 * width, layer.norm1);
  }
  for (PackedMatrix* part : {&layer.query, &layer.key, &layer.value, &layer.output}) {
    matrix(width, width, *part);
  }
  if (hidden > 0) {
    vector(2 * width, layer.norm2);
    matrix(width, hidden, layer.up);
    vector(hidden, layer.up_bias);
    matrix(hidden, width, layer.down);
    vector(width, layer.down_bias);
  }
  if (done.ok()) {
    layers_.push_back(std::move(layer));
  }
  return done;
}

Result<void> LayerStack::prepare(Run run) {
  Result<void> done = check_attention(run.length, run.width, run.heads);
  if (!done.ok()) {
    return done;
  }
  run_ = std::move(run);
  const auto room = [&done](Buffer<float>& buffer, Index size) {
    done = done.ok() ? buffer.reserve(size) : done;
  };
  room(input_, layers_.empty() ? 3 * numbers() : numbers());
  room(stream_, numbers());
  Index hidden = 0;
  for (const Layer& layer : layers_) {
    hidden = std::max(hidden, layer.hidden);
  }
  if (!layers_.empty()) {
    for (Buffer<float>* buffer : {&normal_, &query_, &key_, &value_, &concat_}) {
      room(*buffer, numbers());
    }
    room(room_, feed_forward_room(run_.length, run_.width, hidden));
  }
  const Index square = std::max<Index>(1, run_.length * run_.length);
  piece_heads_ = std::clamp<Index>(kPieceNumbers / square, 1, run_.heads);
  piece_queries_ = run_.length;
  if (square > kPieceNumbers) {
    piece_queries_ = std::max(kBlockRows, kPieceNumbers / run_.length / kBlockRows * kBlockRows);
  }
  if (run_.with_weights) {
    room(piece_, piece_heads_ * piece_queries_ * run_.length);
  }
  places_.resize(static_cast<size_t>(run_.heads));
  return done;
}

Result<void> LayerStack::begin(Index index) {
  next_head_ = 0;
  next_query_ = 0;
  AttentionInputs inputs{{}, {}, {}, run_.heads, &run_.mask, run_.factor};
  if (layers_.empty()) {
    const auto part = [this](Index i) {
      return ConstMatrixView{input_.data() + i * numbers(), run_.length, run_.width, run_.width};
    };
    inputs.query = part(0);
    inputs.key = part(1);
    inputs.value = part(2);
    return attention_.prepare(inputs);
  }
  const Layer& layer = layers_[static_cast<size_t>(index)];
  Buffer<float>& from = index == 0 ? input_ : stream_;
  ConstMatrixView x = rows_of(from);
  if (layer.hidden > 0) {
    const float* gain = layer.norm1.data();
    layer_norm_forward<float>(from.data(), gain, gain + run_.width, run_.length, run_.width,
                              normal_.data(), nullptr, nullptr);
    x = rows_of(normal_);
  }
  matmul(x, layer.query, rows_of(query_));
  matmul(x, layer.key, rows_of(key_));
  matmul(x, layer.value, rows_of(value_));
  inputs.query = rows_of(query_);
  inputs.key = rows_of(key_);
  inputs.value = rows_of(value_);
  return attention_.prepare(inputs);
}

std::span<const float> LayerStack::next() {
  if (next_head_ >= run_.heads || run_.length == 0) {
    return {};
  }
  const MatrixView output = rows_of(layers_.empty() ? stream_ : concat_);
  if (!run_.with_weights) {
    attention_.run({output, nullptr, nullptr});
    next_head_ = run_.heads;
    return {};
  }
  const Range heads{next_head_, std::min(run_.heads, next_head_ + piece_heads_)};
  const Range queries{next_query_, std::min(run_.length, next_query_ + piece_queries_)};
  const Index size = queries.size() * run_.length;
  for (Index head = heads.first; head < heads.last; ++head) {
    // Where the head's first row would lie, if it were in this piece.
    places_[static_cast<size_t>(head)] =
        piece_.data() + (head - heads.first) * size - queries.first * run_.length;
  }
  attention_.run(heads, queries, {output, places_.data(), nullptr});
  next_query_ = queries.last == run_.length ? 0 : queries.last;
  next_head_ = next_query_ == 0 ? heads.last : next_head_;
  return {piece_.data(), static_cast<size_t>(heads.size() * size)};
}

void LayerStack::end(Index index) {
  if (layers_.empty()) {
    return;
  }
  const Layer& layer = layers_[static_cast<size_t>(index)];
  if (layer.hidden == 0) {
    matmul(rows_of(concat_), layer.output, rows_of(stream_));
    return;
  }
  matmul(rows_of(concat_), layer.output, rows_of(normal_));
  if (index == 0) {
    std::copy_n(input_.data(), numbers(), stream_.data());
  }
  add_to(normal_.data(), numbers(), stream_.data());
  const float* gain = layer.norm2.data();
  add_feed_forward(
      {gain, gain + run_.width, layer.up, layer.up_bias.data(), layer.down, layer.down_bias.data()},
      rows_of(stream_), room_.data());
}

}  // namespace playground
