#include "kernels/linear.hpp"

namespace playground {

namespace {

ConstMatrixView view_of(const float* numbers, Index rows, Index columns) {
  return {numbers, rows, columns, columns};
}
MatrixView view_of(float* numbers, Index rows, Index columns) {
  return {numbers, rows, columns, columns};
}

}  // namespace

template <>
Result<void> Products<float>::reserve(Index numbers) {
  Result<PackedMatrix> packed = PackedMatrix::with_capacity(1, numbers);
  if (!packed.ok()) {
    return packed.error();
  }
  packed_ = std::move(packed.value());
  return {};
}

template <>
void Products<float>::forward(const float* x, const float* w, Index rows, Index inner,
                              Index columns, float* y) {
  packed_.pack(view_of(w, inner, columns));
  matmul(view_of(x, rows, inner), packed_, view_of(y, rows, columns));
}

template <>
void Products<float>::input_gradient(const float* dy, const float* w, Index rows, Index inner,
                                     Index columns, float* dx) {
  packed_.pack_transposed(view_of(w, inner, columns));
  matmul(view_of(dy, rows, columns), packed_, view_of(dx, rows, inner));
}

template <>
void Products<float>::weight_gradient(const float* x, const float* dy, Index rows, Index inner,
                                      Index columns, float* dw) {
  packed_.pack(view_of(dy, rows, columns));
  matmul_transposed(view_of(x, rows, inner), packed_, view_of(dw, inner, columns), Into::kAdd);
}

template <>
Result<void> Products<double>::reserve(Index /*numbers*/) {
  return {};
}

template <>
void Products<double>::forward(const double* x, const double* w, Index rows, Index inner,
                               Index columns, double* y) {
  for (Index t = 0; t < rows; ++t) {
    for (Index j = 0; j < columns; ++j) {
      double sum = 0;
      for (Index k = 0; k < inner; ++k) {
        sum += x[t * inner + k] * w[k * columns + j];
      }
      y[t * columns + j] = sum;
    }
  }
}

template <>
void Products<double>::input_gradient(const double* dy, const double* w, Index rows, Index inner,
                                      Index columns, double* dx) {
  for (Index t = 0; t < rows; ++t) {
    for (Index k = 0; k < inner; ++k) {
      double sum = 0;
      for (Index j = 0; j < columns; ++j) {
        sum += dy[t * columns + j] * w[k * columns + j];
      }
      dx[t * inner + k] = sum;
    }
  }
}

template <>
void Products<double>::weight_gradient(const double* x, const double* dy, Index rows, Index inner,
                                       Index columns, double* dw) {
  for (Index k = 0; k < inner; ++k) {
    for (Index j = 0; j < columns; ++j) {
      double sum = 0;
      for (Index t = 0; t < rows; ++t) {
        sum += x[t * inner + k] * dy[t * columns + j];
      }
      dw[k * columns + j] += sum;
    }
  }
}

template void add_bias(const float*, Index, Index, float*);
template void bias_gradient(const float*, Index, Index, float*);
template void add_to(const float*, Index, float*);

}  // namespace playground
