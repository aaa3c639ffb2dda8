// The .npy format: numpy.lib.format, versions 1.0, 2.0 and 3.0.
#include "formats/npy.hpp"

#include <cstring>
#include <optional>

#include "formats/number_text.hpp"

namespace playground {

namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr size_t kLongestHeader = 65'536;
constexpr size_t kMostDimensions = 4;
// 2^40 numbers are far beyond any memory, and their product with 4 still fits.
constexpr int64_t kMostNumbers = int64_t{1} << 40;

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

// The value of a key in the header's Python dictionary, up to the comma at its own level.
std::optional<std::string_view> header_value(std::string_view header, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string name = quote + std::string(key) + quote;
    const size_t at = header.find(name);
    const size_t colon = at == std::string_view::npos ? at : header.find(':', at + name.size());
    if (colon == std::string_view::npos) {
      continue;
    }
    int depth = 0;
    for (size_t i = colon + 1; i < header.size(); ++i) {
      depth += header[i] == '(' || header[i] == '[' ? 1 : 0;
      depth -= header[i] == ')' || header[i] == ']' ? 1 : 0;
      if (depth <= 0 && (header[i] == ',' || header[i] == '}')) {
        return trimmed(header.substr(colon + 1, i - colon - 1));
      }
    }
  }
  return std::nullopt;
}

std::optional<std::vector<int64_t>> parse_shape(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') {
    return std::nullopt;
  }
  text = text.substr(1, text.size() - 2);
  std::vector<int64_t> shape;
  while (!trimmed(text).empty()) {
    const size_t comma = text.find(',');
    std::string_view part = trimmed(text.substr(0, comma));
    if (!part.empty() && part.back() == 'L') {
      part.remove_suffix(1);  // a long of Python 2
    }
    const std::optional<int64_t> size = parse_whole(part);
    if (!size) {
      return std::nullopt;
    }
    shape.push_back(*size);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return shape;
}

std::optional<int64_t> count_of(const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) {
    if (size > 0 && count > kMostNumbers / size) {
      return std::nullopt;
    }
    count *= size;
  }
  return count;
}

Result<std::string_view> header_of(std::string_view bytes, size_t& data_at) {
  if (bytes.substr(0, kMagic.size()) != kMagic || bytes.size() < 10) {
    return Error{"it is not a .npy file"};
  }
  const auto byte = [bytes](size_t i) {
    return static_cast<size_t>(static_cast<uint8_t>(bytes[i]));
  };
  const size_t version = byte(6);
  if (version < 1 || version > 3) {
    return Error{"its format version is " + std::to_string(version) + "; 1 to 3 are known"};
  }
  size_t length = byte(8) | byte(9) << 8;
  size_t start = 10;
  if (version >= 2) {
    if (bytes.size() < 12) {
      return Error{"it ends within its header"};
    }
    length |= byte(10) << 16 | byte(11) << 24;
    start = 12;
  }
  if (length > kLongestHeader || start + length > bytes.size()) {
    return Error{"it ends within its header"};
  }
  data_at = start + length;
  return bytes.substr(start, length);
}

}  // namespace

Result<NpyArray> parse_npy(std::string_view bytes) {
  size_t data_at = 0;
  const Result<std::string_view> header = header_of(bytes, data_at);
  if (!header.ok()) {
    return header.error();
  }
  const std::optional<std::string_view> type = header_value(header.value(), "descr");
  const std::optional<std::string_view> fortran = header_value(header.value(), "fortran_order");
  const std::optional<std::string_view> shape_value = header_value(header.value(), "shape");
  if (!type || !fortran || !shape_value) {
    return Error{"its header does not give descr, fortran_order and shape"};
  }
  if (*type != "'<f4'" && *type != "\"<f4\"") {
    return Error{"its numbers are of the type " + std::string(type->substr(0, 40)) +
                 "; float32 ('<f4') is needed: array.astype('float32')"};
  }
  if (*fortran != "False") {
    return Error{
        "its numbers lie in Fortran order; C order is needed: numpy.ascontiguousarray(array)"};
  }
  std::optional<std::vector<int64_t>> shape = parse_shape(*shape_value);
  const std::optional<int64_t> count =
      shape && shape->size() <= kMostDimensions ? count_of(*shape) : std::nullopt;
  if (!count) {
    return Error{"its shape " + std::string(shape_value->substr(0, 60)) + " is not usable here"};
  }
  const size_t size = static_cast<size_t>(*count) * sizeof(float);
  if (bytes.size() - data_at != size) {
    return Error{"it has " + with_thousands(static_cast<int64_t>(bytes.size() - data_at)) +
                 " bytes of numbers, but its shape " + shape_text(*shape) + " takes " +
                 with_thousands(static_cast<int64_t>(size))};
  }
  NpyArray array{std::move(*shape), std::vector<float>(static_cast<size_t>(*count))};
  if (size > 0) {
    std::memcpy(array.numbers.data(), bytes.data() + data_at, size);
  }
  return array;
}

std::string shape_text(std::span<const int64_t> shape) {
  std::string text = "(";
  for (size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

std::string npy_header(std::span<const int64_t> shape) {
  constexpr size_t kAlignment = 64;
  std::string dictionary =
      "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
  const size_t unpadded = kMagic.size() + 4 + dictionary.size() + 1;
  dictionary.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
  dictionary += '\n';
  std::string header(kMagic);
  header += '\x01';
  header += '\x00';
  header += static_cast<char>(dictionary.size() & 0xff);
  header += static_cast<char>(dictionary.size() >> 8);
  return header + dictionary;
}

}  // namespace playground
