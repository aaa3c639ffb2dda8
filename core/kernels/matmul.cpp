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

void PackedMatrix::pack_transposed(ConstMatrixView b) {
  depth_ = b.columns;
  columns_ = b.rows;
  for (Index column = 0; column < b.rows; column += kPanel) {
    float* out = data_.data() + column * depth_;
    const Index count = std::min(kPanel, b.rows - column);
    for (Index j = 0; j < kPanel; ++j) {
      const float* from = b.row(column + std::min(j, count - 1));
      for (Index k = 0; k < depth_; ++k) {
        out[k * kPanel + j] = j < count ? from[k] : 0.0F;
      }
    }
  }
}

namespace {

// The left factor's numbers of a tile: (i, k) at data[i · step + k], or, turned, at data[k · step +
// i].
struct Left {
  const float* data;
  Index step;
};

// sums (Rows × 8) = or += the products of k = 0 … depth − 1, in this order. They stay in registers
// meanwhile. panel: depth × 8.
template <int Rows, bool Turned>
inline void tile(Left a, const float* panel, Index depth, bool from_zero, float* sums,
                 Index sums_stride) {
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
  const float* factors = a.data;
  for (Index k = 0; k < depth; ++k, panel += PackedMatrix::kPanel, factors += Turned ? a.step : 1) {
    const f32x4 b_left = simd::load(panel);
    const f32x4 b_right = simd::load(panel + simd::kLanes);
    for (int i = 0; i < Rows; ++i) {
      const f32x4 factor = simd::splat(factors[Turned ? i : i * a.step]);
      left[i] += factor * b_left;
      right[i] += factor * b_right;
    }
  }
  for (int i = 0; i < Rows; ++i) {
    simd::store(sums + i * sums_stride, left[i]);
    simd::store(sums + i * sums_stride + simd::kLanes, right[i]);
  }
}

constexpr Index kTileRows = 4;

// All rows of one panel.
template <bool Turned>
void tiles(Left a, Index rows, const float* panel, Index depth, bool from_zero, float* sums,
           Index sums_stride) {
  const auto at = [&a](Index i) { return Left{Turned ? a.data + i : a.data + i * a.step, a.step}; };
  Index i = 0;
  for (; i + kTileRows <= rows; i += kTileRows) {
    tile<kTileRows, Turned>(at(i), panel, depth, from_zero, sums + i * sums_stride, sums_stride);
  }
  for (; i < rows; ++i) {
    tile<1, Turned>(at(i), panel, depth, from_zero, sums + i * sums_stride, sums_stride);
  }
}

// Blocks that stay near the processor: so many rows of a meet so many rows of b.
constexpr Index kBlockRows = 64;
constexpr Index kBlockDepth = 256;

// c (+)= a · b. Panels of whole width are summed up in c itself, others beside it.
template <bool Turned>
void product(Left a, Index rows, const float* panels, Index panel_step, Index depth, MatrixView c,
             Into into) {
  float beside[kBlockRows * PackedMatrix::kPanel];
  for (Index first = 0; first < rows; first += kBlockRows) {
    const Index count = std::min(kBlockRows, rows - first);
    const float* panel = panels;
    for (Index column = 0; column < c.columns;
         column += PackedMatrix::kPanel, panel += panel_step) {
      const Index columns = std::min(PackedMatrix::kPanel, c.columns - column);
      const bool in_place = columns == PackedMatrix::kPanel && into == Into::kReplace;
      float* target = c.row(first) + column;
      float* sums = in_place ? target : beside;
      const Index stride = in_place ? c.stride : PackedMatrix::kPanel;
      for (Index k = 0; k == 0 || k < depth; k += kBlockDepth) {
        const Index block = std::min(kBlockDepth, depth - k);
        const Left part{Turned ? a.data + first + k * a.step : a.data + first * a.step + k, a.step};
        const float* rows_of_b = panel + k * PackedMatrix::kPanel;
        tiles<Turned>(part, count, rows_of_b, block, k == 0, sums, stride);
      }
      for (Index i = 0; !in_place && i < count; ++i) {
        for (Index j = 0; j < columns; ++j) {
          const float sum = sums[i * stride + j];
          target[i * c.stride + j] = into == Into::kAdd ? target[i * c.stride + j] + sum : sum;
        }
      }
    }
  }
}

}  // namespace

void matmul_panels(ConstMatrixView a, const PackedMatrix& b, Index first_panel, Index first,
                   Index last, MatrixView c) {
  product<false>({a.data + first, a.stride}, a.rows,
                 b.panel(first_panel) + first * PackedMatrix::kPanel,
                 b.depth() * PackedMatrix::kPanel, last - first, c, Into::kReplace);
}

void matmul_transposed(ConstMatrixView a, const PackedMatrix& b, MatrixView c, Into into) {
  product<true>({a.data, a.stride}, a.columns, b.panel(0), b.depth() * PackedMatrix::kPanel, a.rows,
                c, into);
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
