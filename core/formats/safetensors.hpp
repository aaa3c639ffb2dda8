// The safetensors format: the length of a JSON header, the header, and the numbers of all tensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.hpp"

namespace playground {

/// The member of the header that is no tensor, and the size of the header's length before it.
inline constexpr std::string_view kSafeTensorsMetadata = "__metadata__";
inline constexpr size_t kSafeTensorsLengthBytes = 8;

/// A named array; its numbers are little-endian, row-major, and may lie misaligned.
struct SafeTensor {
  std::string name;
  std::string dtype;  // "F32", "F16", "U8", …
  std::vector<int64_t> shape;
  std::string_view bytes;
};

struct SafeTensors {
  std::vector<SafeTensor> tensors;  // in the order of their bytes
  std::vector<std::pair<std::string, std::string>> metadata;

  /// The tensor of that name; nullptr where there is none.
  [[nodiscard]] const SafeTensor* find(std::string_view name) const;
  /// What the file's __metadata__ says under that key; nullptr where it says nothing.
  [[nodiscard]] const std::string* metadata_value(std::string_view key) const;
};

/// Reads a whole file, as strictly as the format's reference implementation; the tensors' bytes
/// are views into `bytes`. The error is one line that says what is wrong with the file.
Result<SafeTensors> parse_safetensors(std::string_view bytes);

/// A file with the tensors and metadata in the given order, its header padded with spaces to a
/// multiple of 8 bytes. Each tensor has a name of its own, a known dtype, and the bytes that its
/// shape takes; names and metadata are UTF-8.
std::string write_safetensors(const SafeTensors& file);

}  // namespace playground
