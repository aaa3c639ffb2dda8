// Numbers for tests, from a seed.
#pragma once

#include <vector>

#include "kernels/elementary.hpp"
#include "tensor.hpp"

namespace playground {

inline std::vector<float> normal_numbers(RandomStream& random, Index count) {
  std::vector<float> numbers(static_cast<size_t>(count));
  for (float& number : numbers) {
    number = random.normal();
  }
  return numbers;
}

/// A matrix with its memory; `offset` floats of slack in front, so that it can lie misaligned, and
/// `gap` after each row.
struct TestMatrix {
  TestMatrix(RandomStream& random, Index rows, Index columns, Index offset = 0, Index gap = 0)
      : numbers(normal_numbers(random, offset + rows * (columns + gap))),
        view{numbers.data() + offset, rows, columns, columns + gap} {}
  TestMatrix(const TestMatrix&) = delete;
  TestMatrix& operator=(const TestMatrix&) = delete;

  std::vector<float> numbers;
  MatrixView view;
};

/// Whether two matrices have the same bits (NaN equals NaN of the same bits; 0 differs from −0).
inline bool same_bits(ConstMatrixView a, ConstMatrixView b) {
  if (a.rows != b.rows || a.columns != b.columns) {
    return false;
  }
  // A matrix without numbers may have no memory, which memcmp must not be given.
  for (Index i = 0; i < a.rows && a.columns > 0; ++i) {
    if (std::memcmp(a.row(i), b.row(i), static_cast<size_t>(a.columns) * sizeof(float)) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace playground
