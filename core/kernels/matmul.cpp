#include "kernels/matmul.hpp"

#include <algorithm>

#include "kernels/simd.hpp"

namespace playground {

using simd::f32x4;

Result<PackedMatrix> PackedMatrix::with_capacity(Index depth, Index columns) {
  PackedMatrix packed;
  const Result<void> reserved = packed.reserve(depth, columns);
  if (!reserved.ok()) {
    return reserved.error();
  }
  return packed;
}

void PackedMatrix::pack(ConstMatrixView b) {
  depth_ = b.rows;
  columns_ = b.columns;
  float* out = data_.data();
  for (Index column = 0; column < b.columns; column += kPanel) {
    const Index count = std::min(kPanel, b.columns - column);
    const float* from = b.data + column;
    for (Index k = 0; k < b.rows; ++k, out += kPanel, from += b.stride) {
      if (count == kPanel) {
        simd::store(out, simd::load(from));
        simd::store(out + simd::kLanes, simd::load(from + simd::kLanes));
        continue;
      }
      std::copy_n(from, count, out);
      std::fill(out + count, out + kPanel, 0.0F);
    }
  }
}

namespace {

constexpr Index kTileRows = 4;

// Four rows of `depth` numbers as columns: number (i, k) goes to into[k · step + i].
void turn_rows(const float* const (&rows)[kTileRows], Index depth, float* into, Index step) {
  Index k = 0;
  for (; k + simd::kLanes <= depth; k += simd::kLanes) {
    f32x4 block[kTileRows];
    for (int i = 0; i < kTileRows; ++i) {
      block[i] = simd::load(rows[i] + k);
    }
    simd::turn(block);
    for (int i = 0; i < kTileRows; ++i, into += step) {
      simd::store(into, block[i]);
    }
  }
  for (; k < depth; ++k, into += step) {
    for (int i = 0; i < kTileRows; ++i) {
      into[i] = rows[i][k];
    }
  }
}

}  // namespace

void PackedMatrix::pack_transposed(ConstMatrixView b) {
  depth_ = b.columns;
  columns_ = b.rows;
  for (Index column = 0; column < size(1, columns_); column += kTileRows) {
    const float* rows[kTileRows];
    for (Index j = 0; j < kTileRows; ++j) {
      rows[j] = b.row(std::min(column + j, columns_ - 1));
    }
    float* into = data_.data() + column / kPanel * kPanel * depth_ + column % kPanel;
    turn_rows(rows, depth_, into, kPanel);
    for (Index j = std::max<Index>(0, columns_ - column); j < kTileRows; ++j) {
      for (Index k = 0; k < depth_; ++k) {
        into[k * kPanel + j] = 0.0F;
      }
    }
  }
}

namespace {

// The left factor: number (i, k) at data[i · row_step + k · depth_step]. One of the steps is 1.
struct Left {
  const float* data;
  Index row_step;
  Index depth_step;

  [[nodiscard]] Left from(Index i, Index k) const {
    return {data + i * row_step + k * depth_step, row_step, depth_step};
  }
};

// sums (Rows × 8) = or += the products of k = 0 … depth − 1, in this order. They stay in registers
// meanwhile. a: number (i, k) at a[k · step + i]; panel: depth × 8.
template <int Rows>
inline void tile(const float* a, Index step, const float* panel, Index depth, bool from_zero,
                 float* sums, Index sums_stride) {
  f32x4 left[Rows];
  f32x4 right[Rows];
  for (int i = 0; i < Rows; ++i) {
    left[i] = simd::splat(0.0F);
    right[i] = simd::splat(0.0F);
    if (!from_zero) {
      left[i] = simd::load(sums + i * sums_stride);
      right[i] = simd::load(sums + i * sums_stride + simd::kLanes);
    }
  }
  for (const float* end = panel + depth * PackedMatrix::kPanel; panel != end;
       panel += PackedMatrix::kPanel, a += step) {
    const f32x4 b_left = simd::load(panel);
    const f32x4 b_right = simd::load(panel + simd::kLanes);
    for (int i = 0; i < Rows; ++i) {
      const f32x4 factor = simd::splat(a[i]);
      left[i] += factor * b_left;
      right[i] += factor * b_right;
    }
  }
  for (int i = 0; i < Rows; ++i) {
    simd::store(sums + i * sums_stride, left[i]);
    simd::store(sums + i * sums_stride + simd::kLanes, right[i]);
  }
}

// Blocks that stay near the processor: so many rows of a meet so many rows of b.
constexpr Index kBlockRows = 64;
constexpr Index kBlockDepth = 256;

// Some panels of the right factor.
struct Panels {
  const float* data;
  Index step;  // from one to the next
  Index count;
};

// sums (rows × 8 · panels.count) = a · b for up to kBlockRows rows.
void sum_products(Left a, Index rows, const Panels& b, Index depth, float* sums, Index stride) {
  float copy[kBlockRows * kBlockDepth];
  const Index in_tiles = rows / kTileRows * kTileRows;
  for (Index k = 0; k == 0 || k < depth; k += kBlockDepth) {
    const Index block = std::min(kBlockDepth, depth - k);
    // A tile reads both of its factors in order, from one address each: four rows lie as the
    // columns of a strip, or are copied into one.
    const Left part = a.from(0, k);
    const float* strips = part.data;
    Index strip_step = kTileRows;
    Index step = a.depth_step;
    if (a.row_step != 1) {
      for (Index i = 0; i < in_tiles; i += kTileRows) {
        const float* row = part.from(i, 0).data;
        const Index next = a.row_step;
        turn_rows({row, row + next, row + 2 * next, row + 3 * next}, block, copy + i * block,
                  kTileRows);
      }
      strips = copy;
      strip_step = kTileRows * block;
      step = kTileRows;
    }
    const float* panel = b.data + k * PackedMatrix::kPanel;
    for (Index p = 0; p < b.count; ++p, panel += b.step) {
      float* into = sums + p * PackedMatrix::kPanel;
      const float* strip = strips;
      Index i = 0;
      for (; i < in_tiles; i += kTileRows, strip += strip_step) {
        tile<kTileRows>(strip, step, panel, block, k == 0, into + i * stride, stride);
      }
      for (; i < rows; ++i) {
        tile<1>(part.from(i, 0).data, a.depth_step, panel, block, k == 0, into + i * stride,
                stride);
      }
    }
  }
}

// c (+)= a · b. Panels of whole width are summed up in c itself, others beside it.
void product(Left a, const Panels& b, Index depth, MatrixView c, Into into) {
  constexpr Index kPanel = PackedMatrix::kPanel;
  float beside[kBlockRows * kPanel];
  const Index in_place = into == Into::kReplace ? c.columns / kPanel : 0;
  for (Index first = 0; first < c.rows; first += kBlockRows) {
    const Index rows = std::min(kBlockRows, c.rows - first);
    const Left block = a.from(first, 0);
    sum_products(block, rows, {b.data, b.step, in_place}, depth, c.row(first), c.stride);
    for (Index p = in_place; p < b.count; ++p) {
      sum_products(block, rows, {b.data + p * b.step, b.step, 1}, depth, beside, kPanel);
      const Index columns = std::min(kPanel, c.columns - p * kPanel);
      for (Index i = 0; i < rows; ++i) {
        float* target = c.row(first + i) + p * kPanel;
        for (Index j = 0; j < columns; ++j) {
          const float sum = beside[i * kPanel + j];
          target[j] = into == Into::kAdd ? target[j] + sum : sum;
        }
      }
    }
  }
}

}  // namespace

void matmul_panels(ConstMatrixView a, const PackedMatrix& b, Index first_panel, Index first,
                   Index last, MatrixView c) {
  const Panels panels{b.panel(first_panel) + first * PackedMatrix::kPanel,
                      b.depth() * PackedMatrix::kPanel, PackedMatrix::panels(c.columns)};
  product({a.data + first, a.stride, 1}, panels, last - first, c, Into::kReplace);
}

void matmul_transposed(ConstMatrixView a, const PackedMatrix& b, MatrixView c, Into into) {
  const Panels panels{b.panel(0), b.depth() * PackedMatrix::kPanel,
                      PackedMatrix::panels(c.columns)};
  product({a.data, 1, a.stride}, panels, a.rows, c, into);
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
