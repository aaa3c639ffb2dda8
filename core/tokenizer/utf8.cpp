#include "tokenizer/utf8.hpp"

#include <cstdint>

namespace playground {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Range {
  uint8_t low;
  uint8_t high;
};

// The second byte decides whether a sequence is overlong, a surrogate or above U+10FFFF
// (Unicode 17.0, table 3-7); later bytes are any continuation byte.
Range allowed_second_byte(uint8_t first) {
  switch (first) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {0x80, 0xBF};
  }
}

int sequence_length(uint8_t first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    return 4;
  }
  return 0;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, size_t at) {
  const auto first = static_cast<uint8_t>(text[at]);
  const int length = sequence_length(first);
  if (length == 1) {
    return {first, 1, true};
  }
  if (length == 0) {
    return {replacement, 1, false};
  }
  char32_t value = first & (0x7FU >> length);
  Range allowed = allowed_second_byte(first);
  for (int read = 1; read < length; ++read) {
    const size_t position = at + static_cast<size_t>(read);
    if (position >= text.size()) {
      return {replacement, read, false};
    }
    const auto byte = static_cast<uint8_t>(text[position]);
    if (byte < allowed.low || byte > allowed.high) {
      return {replacement, read, false};
    }
    value = (value << 6) | (byte & 0x3FU);
    allowed = {0x80, 0xBF};
  }
  return {value, length, true};
}

void append_utf8(std::string& text, char32_t value) {
  const auto continuation = [value](int shift) {
    return static_cast<char>(0x80U | ((value >> shift) & 0x3FU));
  };
  if (value < 0x80) {
    text += static_cast<char>(value);
  } else if (value < 0x800) {
    text += static_cast<char>(0xC0U | (value >> 6));
    text += continuation(0);
  } else if (value < 0x10000) {
    text += static_cast<char>(0xE0U | (value >> 12));
    text += continuation(6);
    text += continuation(0);
  } else {
    text += static_cast<char>(0xF0U | (value >> 18));
    text += continuation(12);
    text += continuation(6);
    text += continuation(0);
  }
}

std::string printable_utf8(std::string_view bytes) {
  std::string result;
  result.reserve(bytes.size());
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode_utf8(bytes, at);
    append_utf8(result, point.value);
    at += static_cast<size_t>(point.length);
  }
  return result;
}

}  // namespace playground
