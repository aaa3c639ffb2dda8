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

// A tile of Rows × 8 numbers of c stays in registers while k runs. `a` points at the tile's first
// number, rows `stride` floats apart; panel is (last − first) × 8.
template <int Rows>
void tile(const float* a, Index stride, const float* panel, Index depth, float* c, Index c_stride,
          Index count) {
  f32x4 left[Rows];
  f32x4 right[Rows];
  for (int i = 0; i < Rows; ++i) {
    left[i] = simd::splat(0.0F);
    right[i] = simd::splat(0.0F);
  }
  for (Index k = 0; k < depth; ++k, panel += PackedMatrix::kPanel) {
    const f32x4 b_left = simd::load(panel);
    const f32x4 b_right = simd::load(panel + simd::kLanes);
    for (int i = 0; i < Rows; ++i) {
      const f32x4 factor = simd::splat(a[i * stride + k]);
      left[i] += factor * b_left;
      right[i] += factor * b_right;
    }
  }
  for (int i = 0; i < Rows; ++i) {
    float* row = c + i * c_stride;
    if (count == PackedMatrix::kPanel) {
      simd::store(row, left[i]);
      simd::store(row + simd::kLanes, right[i]);
    } else {
      float whole[PackedMatrix::kPanel];
      simd::store(whole, left[i]);
      simd::store(whole + simd::kLanes, right[i]);
      std::copy_n(whole, count, row);
    }
  }
}

}  // namespace

void matmul_panels(ConstMatrixView a, const PackedMatrix& b, Index first_panel, Index first,
                   Index last, MatrixView c) {
  constexpr int kRows = 4;
  for (Index column = 0; column < c.columns; column += PackedMatrix::kPanel) {
    const Index count = std::min(PackedMatrix::kPanel, c.columns - column);
    const float* panel =
        b.panel(first_panel + column / PackedMatrix::kPanel) + first * PackedMatrix::kPanel;
    Index i = 0;
    for (; i + kRows <= a.rows; i += kRows) {
      tile<kRows>(a.row(i) + first, a.stride, panel, last - first, c.row(i) + column, c.stride,
                  count);
    }
    for (; i < a.rows; ++i) {
      tile<1>(a.row(i) + first, a.stride, panel, last - first, c.row(i) + column, c.stride, count);
    }
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
