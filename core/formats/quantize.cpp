#include "formats/quantize.hpp"

#include <algorithm>

#include "formats/number_text.hpp"
#include "kernels/elementary.hpp"
#include "kernels/simd.hpp"

namespace playground {

namespace {

constexpr uint16_t kSmallestHalf = 0x0001;  // above 0
constexpr uint16_t kLargestHalf = 0x7bff;   // below infinity
constexpr int kOffset = 8;                  // what whole numbers of 4 bits are stored with
// Scales are tried that map these hundredths of a row's largest number to the largest whole number.
constexpr int kFirstClip = 60;
constexpr int kLastClip = 100;
constexpr int kClipStep = 4;

int largest_whole(int bits) {
  return bits == 4 ? 7 : 127;
}

int nearest_whole(float number, float scale, int largest) {
  const auto limit = static_cast<float>(largest);
  const float ratio = scale > 0.0F ? number / scale : 0.0F;
  if (ratio != ratio) {
    return 0;
  }
  const float clipped = ratio > limit ? limit : ratio < -limit ? -limit : ratio;
  // Adding 1.5 · 2^23 rounds a float to a whole number, ties to even.
  return static_cast<int>((clipped + exp_detail::kRoundMagic) - exp_detail::kRoundMagic);
}

// Training asks for it in every step, so that it goes four numbers at a time; nearest_whole says
// what each does.
float squared_error(const float* row, Index columns, float scale, int largest) {
  using namespace simd;
  const f32x4 limit = splat(static_cast<float>(largest));
  const f32x4 magic = splat(exp_detail::kRoundMagic);
  f32x4 sums = splat(0.0F);
  Index i = 0;
  for (; i + kLanes <= columns; i += kLanes) {
    const f32x4 numbers = load(row + i);
    f32x4 ratio = numbers / scale;
    ratio = select(ratio > limit, limit, ratio);
    ratio = select(ratio < -limit, -limit, ratio);
    const f32x4 error = numbers - ((ratio + magic) - magic) * scale;
    sums += error * error;
  }
  float sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  for (; i < columns; ++i) {
    const float error = row[i] - static_cast<float>(nearest_whole(row[i], scale, largest)) * scale;
    sum += error * error;
  }
  return sum;
}

float squared_length(const float* row, Index columns) {
  float sum = 0.0F;
  for (Index i = 0; i < columns; ++i) {
    sum += row[i] * row[i];
  }
  return sum;
}

uint16_t best_scale(const float* row, Index columns, int largest) {
  float reach = 0.0F;
  for (Index i = 0; i < columns; ++i) {
    const float size = row[i] < 0.0F ? -row[i] : row[i];
    reach = size > reach ? size : reach;
  }
  uint16_t best = 0;
  uint16_t last = 0;
  float least = squared_length(row, columns);
  for (int clip = kFirstClip; clip <= kLastClip; clip += kClipStep) {
    const float hundredths = static_cast<float>(clip) / static_cast<float>(100 * largest);
    const uint16_t scale =
        std::clamp(half_from_float(reach * hundredths), kSmallestHalf, kLargestHalf);
    if (scale == last) {
      continue;
    }
    last = scale;
    const float error = squared_error(row, columns, float_from_half(scale), largest);
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}

}  // namespace

Index packed_row_bytes(Index columns, int bits) {
  return bits == 4 ? columns / 2 + columns % 2 : columns;
}

QuantizedRows quantize_rows(ConstMatrixView rows, int bits) {
  const int largest = largest_whole(bits);
  const Index row_bytes = packed_row_bytes(rows.columns, bits);
  QuantizedRows quantized{bits, rows.rows, rows.columns, {}, {}};
  quantized.packed.assign(static_cast<size_t>(rows.rows * row_bytes), '\0');
  for (Index i = 0; i < rows.rows; ++i) {
    const uint16_t half = best_scale(rows.row(i), rows.columns, largest);
    const float scale = float_from_half(half);
    quantized.scales += static_cast<char>(half & 0xff);
    quantized.scales += static_cast<char>(half >> 8);
    char* packed = quantized.packed.data() + i * row_bytes;
    for (Index j = 0; j < rows.columns; ++j) {
      const int whole = nearest_whole(rows.row(i)[j], scale, largest);
      if (bits == 4) {
        packed[j / 2] = static_cast<char>(packed[j / 2] | (whole + kOffset) << (j % 2 * 4));
      } else {
        packed[j] = static_cast<char>(whole);
      }
    }
  }
  return quantized;
}

void round_row(const float* row, Index columns, int bits, float* into) {
  const int largest = largest_whole(bits);
  const float scale = float_from_half(best_scale(row, columns, largest));
  for (Index i = 0; i < columns; ++i) {
    into[i] = static_cast<float>(nearest_whole(row[i], scale, largest)) * scale;
  }
}

Result<void> dequantize_rows(std::string_view packed, std::string_view scales, int bits,
                             MatrixView into) {
  if (bits != 4 && bits != 8) {
    return Error{"Packed numbers have 4 or 8 bits, not " + std::to_string(bits) + "."};
  }
  const Index row_bytes = packed_row_bytes(into.columns, bits);
  const Index size = into.rows * row_bytes;
  if (static_cast<Index>(packed.size()) != size ||
      static_cast<Index>(scales.size()) != into.rows * 2) {
    return Error{with_thousands(into.rows) + " rows of " + with_thousands(into.columns) +
                 " numbers in " + std::to_string(bits) + " bits take " + with_thousands(size) +
                 " bytes and " + with_thousands(into.rows * 2) +
                 " for their scales, but there are " +
                 with_thousands(static_cast<int64_t>(packed.size())) + " and " +
                 with_thousands(static_cast<int64_t>(scales.size())) + "."};
  }
  for (Index i = 0; i < into.rows; ++i) {
    const auto scale_byte = [&](Index k) {
      return static_cast<uint8_t>(scales[static_cast<size_t>(2 * i + k)]);
    };
    const auto half = static_cast<uint16_t>(scale_byte(0) | scale_byte(1) << 8);
    if ((half & 0x7fff) > kLargestHalf) {
      return Error{"The scale of row " + with_thousands(i + 1) + " is not a finite number."};
    }
    const float scale = float_from_half(half);
    const char* row = packed.data() + i * row_bytes;
    for (Index j = 0; j < into.columns; ++j) {
      const int whole = bits == 4 ? (static_cast<uint8_t>(row[j / 2]) >> (j % 2 * 4) & 15) - kOffset
                                  : static_cast<int8_t>(row[j]);
      into.row(i)[j] = static_cast<float>(whole) * scale;
    }
  }
  return {};
}

}  // namespace playground
