#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace playground {

/// One token: a byte range of the UTF-8 text it was cut from, and its number.
struct Token {
  /// Words and characters: the distinct tokens in order of first appearance, from 0.
  /// Byte-pair: the id in its vocabulary.
  int32_t id = 0;
  /// Byte range [start, end) in the text.
  int32_t start = 0;
  int32_t end = 0;
  /// A piece of a word that the model does not know.
  bool unknown = false;

  bool operator==(const Token&) const = default;
};

/// The bytes of the token, exactly as they stand in the text.
inline std::string_view bytes_of(const Token& token, std::string_view text) {
  return text.substr(static_cast<size_t>(token.start),
                     static_cast<size_t>(token.end - token.start));
}

}  // namespace playground
