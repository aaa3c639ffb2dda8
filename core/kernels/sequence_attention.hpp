// Attention for training: all heads of one short sequence, forward and backward (Vaswani et al.
// 2017, section 3.2). Inference has attention/attention.hpp, which takes any length and keeps no N
// × N matrix.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "attention/mask.hpp"
#include "kernels/real.hpp"
#include "tensor.hpp"

namespace playground {

/// The rows of one sequence in a batch. Numbers of a head are K columns of rows that are `stride` =
/// D apart.
struct SequenceShape {
  Index length;      // N
  Index head_width;  // K
  Index stride;      // D
};

/// Which keys each query may attend to, for all lengths up to a largest one: allowed(i, j) at [i ·
/// size + j].
class MaskTable {
 public:
  MaskTable(const Mask& mask, Index size) : size_(size) {
    allowed_.resize(static_cast<size_t>(size * size));
    for (Index i = 0; i < size; ++i) {
      for (Index j = 0; j < size; ++j) {
        allowed_[static_cast<size_t>(i * size + j)] = mask.allows(i, j);
      }
    }
  }
  [[nodiscard]] const uint8_t* row(Index query) const { return allowed_.data() + query * size_; }
  [[nodiscard]] Index size() const { return size_; }

 private:
  Index size_;
  std::vector<uint8_t> allowed_;
};

namespace sequence_detail {

/// product(i, j) = a_i · b_j for all i, j, as sums over K in ascending order. b is turned first, so
/// that the innermost loop runs along j and needs no horizontal sums. turned: K × N of room;
/// product: N × N.
template <class Real>
void all_dot_products(const Real* a, const Real* b, const SequenceShape& shape, Real* turned,
                      Real* product) {
  const Index n = shape.length;
  for (Index j = 0; j < n; ++j) {
    for (Index k = 0; k < shape.head_width; ++k) {
      turned[k * n + j] = b[j * shape.stride + k];
    }
  }
  for (Index i = 0; i < n; ++i) {
    Real* row = product + i * n;
    std::fill(row, row + n, Real(0));
    for (Index k = 0; k < shape.head_width; ++k) {
      const Real factor = a[i * shape.stride + k];
      const Real* column = turned + k * n;
      for (Index j = 0; j < n; ++j) {
        row[j] += factor * column[j];
      }
    }
  }
}

/// to += factor · from, K numbers.
template <class Real>
void add_scaled(Real factor, const Real* from, Index count, Real* to) {
  for (Index k = 0; k < count; ++k) {
    to[k] += factor * from[k];
  }
}

/// Scores to weights in place, by softmax over the allowed keys; all 0 where none is.
template <class Real>
void softmax_allowed(Real* row, const uint8_t* allowed, Index length, Real factor) {
  Real largest = 0;
  bool any = false;
  for (Index j = 0; j < length; ++j) {
    row[j] *= factor;
    if (allowed[j] != 0 && (!any || row[j] > largest)) {
      largest = row[j];
      any = true;
    }
  }
  Real sum = 0;
  for (Index j = 0; j < length; ++j) {
    row[j] = allowed[j] != 0 ? exp_of(row[j] - largest) : Real(0);
    sum += row[j];
  }
  for (Index j = 0; any && j < length; ++j) {
    row[j] /= sum;
  }
}

}  // namespace sequence_detail

/// One head. q, k, v, output: N × K inside rows of D; weights: N × N, kept for the way back; room:
/// K × N.
template <class Real>
void sequence_attention_forward(const Real* q, const Real* k, const Real* v, const MaskTable& mask,
                                const SequenceShape& shape, Real* weights, Real* output,
                                Real* room) {
  using namespace sequence_detail;
  const Index n = shape.length;
  const Real factor = Real(1) / std::sqrt(static_cast<Real>(shape.head_width));
  all_dot_products(q, k, shape, room, weights);
  for (Index i = 0; i < n; ++i) {
    Real* row = weights + i * n;
    softmax_allowed(row, mask.row(i), n, factor);
    Real* out = output + i * shape.stride;
    std::fill(out, out + shape.head_width, Real(0));
    for (Index j = 0; j < n; ++j) {
      add_scaled(row[j], v + j * shape.stride, shape.head_width, out);
    }
  }
}

/// The same head's way back: adds to dq, dk, dv. With P the weights, dP = dO Vᵀ, dS = P ∘ (dP − Σ_j
/// dP ∘ P): dV = Pᵀ dO, dQ = dS K / √K, dK = dSᵀ Q / √K. dweights: N × N and room: K × N of working
/// memory.
template <class Real>
void sequence_attention_backward(const Real* doutput, const Real* q, const Real* k, const Real* v,
                                 const Real* weights, const SequenceShape& shape, Real* dq,
                                 Real* dk, Real* dv, Real* dweights, Real* room) {
  using namespace sequence_detail;
  const Index n = shape.length;
  const Real factor = Real(1) / std::sqrt(static_cast<Real>(shape.head_width));
  all_dot_products(doutput, v, shape, room, dweights);
  for (Index i = 0; i < n; ++i) {
    const Real* weight = weights + i * n;
    const Real* back = dweights + i * n;
    Real sum = 0;
    for (Index j = 0; j < n; ++j) {
      sum += weight[j] * back[j];
    }
    for (Index j = 0; j < n; ++j) {
      if (weight[j] == Real(0)) {
        continue;
      }
      const Real dscore = weight[j] * (back[j] - sum) * factor;
      add_scaled(weight[j], doutput + i * shape.stride, shape.head_width, dv + j * shape.stride);
      add_scaled(dscore, k + j * shape.stride, shape.head_width, dq + i * shape.stride);
      add_scaled(dscore, q + i * shape.stride, shape.head_width, dk + j * shape.stride);
    }
  }
}

extern template void sequence_attention_forward(const float*, const float*, const float*,
                                                const MaskTable&, const SequenceShape&, float*,
                                                float*, float*);
extern template void sequence_attention_backward(const float*, const float*, const float*,
                                                 const float*, const float*, const SequenceShape&,
                                                 float*, float*, float*, float*, float*);

}  // namespace playground
