#pragma once

#include "tensor.hpp"

namespace playground {

/// The right-hand factor of a product, copied into panels of 8 columns, so that the kernel reads it
/// in order: number (k, 8p + j) lies at data[(p · depth + k) · 8 + j]; the last panel is filled up
/// with zeros.
class PackedMatrix {
 public:
  static constexpr Index kPanel = 8;

  /// How many panels so many columns take.
  static constexpr Index panels(Index columns) { return (columns + kPanel - 1) / kPanel; }
  /// How many numbers a packed factor takes.
  static constexpr Index size(Index depth, Index columns) {
    return panels(columns) * kPanel * depth;
  }

  /// Room for a factor of `depth` rows and `columns` columns.
  static Result<PackedMatrix> with_capacity(Index depth, Index columns);
  /// The same where there is less room than that; else the room stays.
  Result<void> reserve(Index depth, Index columns) { return data_.reserve(size(depth, columns)); }

  /// Takes the numbers of b (depth × columns). Not larger than the capacity.
  void pack(ConstMatrixView b);
  /// Takes the numbers of bᵀ, where b is columns × depth: for QKᵀ.
  void pack_transposed(ConstMatrixView b);

  [[nodiscard]] Index depth() const { return depth_; }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] const float* panel(Index p) const { return data_.data() + p * depth_ * kPanel; }

 private:
  Buffer<float> data_;
  Index depth_ = 0;
  Index columns_ = 0;
};

/// c = a · b for the columns [8 · first_panel, …) that c has, using rows [first, last) of b and
/// columns [first, last) of a. Each number is the sum over k in ascending order, from 0, one
/// rounded product and one rounded addition at a time: the bits depend neither on the tile a number
/// falls into nor on the machine. a: M × depth, b: depth × columns, c: M × c.columns.
void matmul_panels(ConstMatrixView a, const PackedMatrix& b, Index first_panel, Index first,
                   Index last, MatrixView c);

/// c = a · b.
inline void matmul(ConstMatrixView a, const PackedMatrix& b, MatrixView c) {
  matmul_panels(a, b, 0, 0, b.depth(), c);
}

/// c = aᵀ · b, or c += aᵀ · b; a: depth × M, b: depth × columns, c: M × columns. The sum of each
/// number runs over the depth in ascending order, from 0; where c is added to, it is added last.
enum class Into { kReplace, kAdd };
void matmul_transposed(ConstMatrixView a, const PackedMatrix& b, MatrixView c, Into into);

/// c = a · b by three plain loops: what matmul must equal bit for bit.
void matmul_reference(ConstMatrixView a, ConstMatrixView b, MatrixView c);

}  // namespace playground
