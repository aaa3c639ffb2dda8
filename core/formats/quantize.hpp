// Weights in 4 or 8 bits: each row's numbers are small whole numbers times one scale of the row.
#pragma once

#include <string>
#include <string_view>

#include "formats/half.hpp"
#include "tensor.hpp"

namespace playground {

/// With 4 bits, whole numbers from -7 to 7 are stored plus 8, two in a byte: the even column in
/// the low half, the last byte of an odd row with 0 in the high one. With 8 bits, whole numbers
/// from -127 to 127 are bytes in two's complement.
struct QuantizedRows {
  int bits = 4;
  Index rows = 0;
  Index columns = 0;
  std::string packed;
  std::string scales;  // one float16 a row, little-endian
};

/// The bytes of a packed row; `bits` is 4 or 8.
Index packed_row_bytes(Index columns, int bits);

/// Each row with the scale, of eleven, that makes its squared error least; a row with a number
/// that is not finite becomes all 0. `bits` is 4 or 8. The same bytes on every machine.
QuantizedRows quantize_rows(ConstMatrixView rows, int bits);

/// A row as it comes back from quantize_rows and dequantize_rows.
void round_row(const float* row, Index columns, int bits, float* into);

/// The rows again, into a matrix of their shape. The error says what does not fit it.
Result<void> dequantize_rows(std::string_view packed, std::string_view scales, int bits,
                             MatrixView into);

}  // namespace playground
