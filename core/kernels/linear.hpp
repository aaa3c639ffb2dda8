// y = x · W + b and its way back, for float by the packed kernel and for double by plain loops.
#pragma once

#include "kernels/matmul.hpp"
#include "tensor.hpp"

namespace playground {

/// The three products that a linear layer needs. A workspace: keeps the memory for packed factors.
template <class Real>
class Products {
 public:
  /// Room for factors of up to so many numbers (rows × columns, the columns rounded up to 8).
  Result<void> reserve(Index numbers);

  /// y (T × N) = x (T × M) · w (M × N).
  void forward(const Real* x, const Real* w, Index rows, Index inner, Index columns, Real* y);
  /// dx (T × M) = dy (T × N) · wᵀ.
  void input_gradient(const Real* dy, const Real* w, Index rows, Index inner, Index columns,
                      Real* dx);
  /// dw (M × N) += xᵀ · dy.
  void weight_gradient(const Real* x, const Real* dy, Index rows, Index inner, Index columns,
                       Real* dw);

 private:
  PackedMatrix packed_;
};

template <>
Result<void> Products<float>::reserve(Index numbers);
template <>
void Products<float>::forward(const float* x, const float* w, Index rows, Index inner,
                              Index columns, float* y);
template <>
void Products<float>::input_gradient(const float* dy, const float* w, Index rows, Index inner,
                                     Index columns, float* dx);
template <>
void Products<float>::weight_gradient(const float* x, const float* dy, Index rows, Index inner,
                                      Index columns, float* dw);
template <>
Result<void> Products<double>::reserve(Index numbers);
template <>
void Products<double>::forward(const double* x, const double* w, Index rows, Index inner,
                               Index columns, double* y);
template <>
void Products<double>::input_gradient(const double* dy, const double* w, Index rows, Index inner,
                                      Index columns, double* dx);
template <>
void Products<double>::weight_gradient(const double* x, const double* dy, Index rows, Index inner,
                                       Index columns, double* dw);

/// y (T × N) += b (N), row by row.
template <class Real>
void add_bias(const Real* bias, Index rows, Index columns, Real* y) {
  for (Index t = 0; t < rows; ++t) {
    for (Index j = 0; j < columns; ++j) {
      y[t * columns + j] += bias[j];
    }
  }
}

/// db (N) += the sum of the rows of dy (T × N).
template <class Real>
void bias_gradient(const Real* dy, Index rows, Index columns, Real* dbias) {
  for (Index t = 0; t < rows; ++t) {
    for (Index j = 0; j < columns; ++j) {
      dbias[j] += dy[t * columns + j];
    }
  }
}

/// to += from.
template <class Real>
void add_to(const Real* from, Index count, Real* to) {
  for (Index i = 0; i < count; ++i) {
    to[i] += from[i];
  }
}

extern template void add_bias(const float*, Index, Index, float*);
extern template void bias_gradient(const float*, Index, Index, float*);
extern template void add_to(const float*, Index, float*);

/// into = a + b; all dense and of one shape.
inline void write_sum(ConstMatrixView a, ConstMatrixView b, MatrixView into) {
  copy_numbers(a, into);
  add_to(b.data, b.rows * b.columns, into.data);
}

}  // namespace playground
