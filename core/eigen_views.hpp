// Eigen's face of the core's matrices: for tests, and for programs that go on computing with Eigen.
// A header of its own: reading Eigen takes a compiler a second, for each source.
#pragma once

#include <Eigen/Core>

#include "tensor.hpp"

namespace playground {

/// RowMajor everywhere; never `auto` for its expressions.
using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using EigenConstMap = Eigen::Map<const RowMajorMatrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using EigenMap = Eigen::Map<RowMajorMatrix, Eigen::Unaligned, Eigen::OuterStride<>>;

/// The same numbers, rows × columns; nothing is copied.
inline EigenConstMap as_eigen(ConstMatrixView view) {
  return {view.data, view.rows, view.columns, Eigen::OuterStride<>(view.stride)};
}
inline EigenMap as_eigen(MatrixView view) {
  return {view.data, view.rows, view.columns, Eigen::OuterStride<>(view.stride)};
}

}  // namespace playground
