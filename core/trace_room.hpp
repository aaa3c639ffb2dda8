#pragma once

#include <vector>

#include "attention/attention.hpp"
#include "kernels/matmul.hpp"
#include "trace_visitors.hpp"

namespace playground {

/// What traces are computed in, one after the other: the second of a size takes no memory here.
struct TraceRoom {
  Attention attention;
  LayerVisitor visitor;
  PackedMatrix packed;               // D × D, where the model keeps none
  Matrix projected;                  // N × D
  std::vector<float*> kept_weights;  // H
  Buffer<int32_t> allowed_row;       // N
};

}  // namespace playground
