#include "kernels/feed_forward.hpp"

#include <algorithm>

#include "kernels/gelu.hpp"
#include "kernels/layer_norm.hpp"
#include "kernels/linear.hpp"

namespace playground {

namespace {

constexpr Index kFeedForwardRows = 64;

}  // namespace

Index feed_forward_room(Index rows, Index width, Index hidden) {
  return std::min(kFeedForwardRows, rows) * (width + hidden);
}

void add_feed_forward(const FeedForward& layer, MatrixView stream, float* room) {
  const Index width = stream.columns;
  const Index hidden_width = layer.up.columns();
  for (Index first = 0; first < stream.rows; first += kFeedForwardRows) {
    const Index rows = std::min(kFeedForwardRows, stream.rows - first);
    float* x = stream.row(first);
    const MatrixView normal{room, rows, width, width};
    const MatrixView hidden{room + rows * width, rows, hidden_width, hidden_width};
    layer_norm_forward<float>(x, layer.gain, layer.bias, rows, width, normal.data, nullptr,
                              nullptr);
    matmul(normal, layer.up, hidden);
    add_bias(layer.up_bias, rows, hidden_width, hidden.data);
    gelu_forward<float>(hidden.data, rows * hidden_width, hidden.data, nullptr);
    matmul(hidden, layer.down, normal);
    add_bias(layer.down_bias, rows, width, normal.data);
    add_to(normal.data, rows * width, x);
  }
}

}  // namespace playground
