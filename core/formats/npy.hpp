#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace playground {

/// A float32 array as NumPy writes it: shape, and row-major numbers.
struct NpyArray {
  std::vector<int64_t> shape;
  std::vector<float> numbers;
};

/// Reads a .npy file's bytes (format versions 1 to 3): little-endian float32, C order, up to 4
/// dimensions. Anything else, and a file whose size does not fit its shape, is an error that says
/// what it is.
Result<NpyArray> parse_npy(std::string_view bytes);

/// The header of a version 1.0 .npy file of float32 numbers in C order; the numbers' bytes follow
/// it.
std::string npy_header(std::span<const int64_t> shape);

/// "(2, 8, 8)".
std::string shape_text(std::span<const int64_t> shape);

}  // namespace playground
