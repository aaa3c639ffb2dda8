#include "kernels/matmul.hpp"

#include <algorithm>

#include "kernels/simd.hpp"

namespace playground {

using simd::f32x4;

Result<PackedMatrix> PackedMatrix::with_capacity(Index depth, Index columns) {
  const Index panels = (columns + kPanel - 1) / kPanel;
  Result<Buffer<float>> data = Buffer<float>::zeros(panels * depth * kPanel);
  if (!data.ok()) {
    return data.error();
  }
  PackedMatrix packed;
  packed.data_ = std::move(data.value());
  return packed;
}

void PackedMatrix::set_shape(Index depth, Index columns) {
  depth_ = depth;
  columns_ = columns;
}

void PackedMatrix::pack(ConstMatrixView b) {
  set_shape(b.rows, b.columns);
  float* out = data_.data();
  for (Index column = 0; column < b.columns; column += kPanel) {
    const Index count = std::min(kPanel, b.columns - column);
    for (Index k = 0; k < b.rows; ++k, out += kPanel) {
      std::copy_n(b.row(k) + column, count, out);
      std::fill(out + count, out + kPanel, 0.0F);
    }
  }
}

void PackedMatrix::pack_transposed(ConstMatrixView b) {
  set_shape(b.columns, b.rows);
  float* out = data_.data();
  for (Index column = 0; column < b.rows; column += kPanel) {
    const Index count = std::min(kPanel, b.rows - column);
    for (Index k = 0; k < b.columns; ++k, out += kPanel) {
      for (Index j = 0; j < count; ++j) {
        out[j] = b.row(column + j)[k];
      }
      std::fill(out + count, out + kPanel, 0.0F);
    }
  }
}

namespace {

// Where a tile of the left factor lies: number (i, k) at data[i · row_step + k · depth_step].
struct LeftTile {
  const float* data;
  Index row_step;
  Index depth_step;
};

// A tile of Rows × 8 numbers of c stays in registers while k runs. panel is depth × 8.
template <int Rows>
void tile(LeftTile a, const float* panel, Index depth, float* c, Index c_stride, Index count,
          Into into) {
  f32x4 left[Rows];
  f32x4 right[Rows];
  for (int i = 0; i < Rows; ++i) {
    left[i] = simd::splat(0.0F);
    right[i] = simd::splat(0.0F);
  }
  const float* factors = a.data;
  for (Index k = 0; k < depth; ++k, panel += PackedMatrix::kPanel, factors += a.depth_step) {
    const f32x4 b_left = simd::load(panel);
    const f32x4 b_right = simd::load(panel + simd::kLanes);
    for (int i = 0; i < Rows; ++i) {
      const f32x4 factor = simd::splat(factors[i * a.row_step]);
      left[i] += factor * b_left;
      right[i] += factor * b_right;
    }
  }
  for (int i = 0; i < Rows; ++i) {
    float* row = c + i * c_stride;
    if (count == PackedMatrix::kPanel && into == Into::kReplace) {
      simd::store(row, left[i]);
      simd::store(row + simd::kLanes, right[i]);
      continue;
    }
    float whole[PackedMatrix::kPanel];
    simd::store(whole, left[i]);
    simd::store(whole + simd::kLanes, right[i]);
    for (Index j = 0; j < count; ++j) {
      row[j] = into == Into::kAdd ? row[j] + whole[j] : whole[j];
    }
  }
}

// All rows of c for one panel of b.
void tiles(LeftTile a, Index rows, const float* panel, Index depth, MatrixView c, Into into) {
  constexpr int kRows = 4;
  const auto at = [&a](Index i) {
    return LeftTile{a.data + i * a.row_step, a.row_step, a.depth_step};
  };
  Index i = 0;
  for (; i + kRows <= rows; i += kRows) {
    tile<kRows>(at(i), panel, depth, c.row(i), c.stride, c.columns, into);
  }
  for (; i < rows; ++i) {
    tile<1>(at(i), panel, depth, c.row(i), c.stride, c.columns, into);
  }
}

}  // namespace

void matmul_panels(ConstMatrixView a, const PackedMatrix& b, Index first_panel, Index first,
                   Index last, MatrixView c) {
  for (Index column = 0; column < c.columns; column += PackedMatrix::kPanel) {
    const float* panel =
        b.panel(first_panel + column / PackedMatrix::kPanel) + first * PackedMatrix::kPanel;
    tiles({a.data + first, a.stride, 1}, a.rows, panel, last - first,
          c.column_block(column, std::min(PackedMatrix::kPanel, c.columns - column)),
          Into::kReplace);
  }
}

void matmul_transposed(ConstMatrixView a, const PackedMatrix& b, MatrixView c, Into into) {
  for (Index column = 0; column < c.columns; column += PackedMatrix::kPanel) {
    tiles({a.data, 1, a.stride}, a.columns, b.panel(column / PackedMatrix::kPanel), a.rows,
          c.column_block(column, std::min(PackedMatrix::kPanel, c.columns - column)), into);
  }
}

void matmul_reference(ConstMatrixView a, ConstMatrixView b, MatrixView c) {
  for (Index i = 0; i < a.rows; ++i) {
    for (Index j = 0; j < b.columns; ++j) {
      float sum = 0.0F;
      for (Index k = 0; k < a.columns; ++k) {
        sum += a.row(i)[k] * b.row(k)[j];
      }
      c.row(i)[j] = sum;
    }
  }
}

}  // namespace playground
