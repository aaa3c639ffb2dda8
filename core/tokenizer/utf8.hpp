// Reading UTF-8 that may be broken: a text box, a file and a pasted binary all end up here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace playground {

struct CodePoint {
  /// U+FFFD where the bytes are not valid UTF-8.
  char32_t value = 0;
  /// Bytes read. Of an invalid sequence: its maximal subpart (Unicode 17.0, section 3.9), so that
  /// as many replacement characters are shown as browsers show.
  int length = 0;
  bool valid = false;
};

/// The code point whose first byte is text[at]; at < text.size().
CodePoint decode_utf8(std::string_view text, size_t at);

/// Appends a code point, which is neither a surrogate nor above U+10FFFF.
void append_utf8(std::string& text, char32_t value);

/// The bytes, with each invalid part shown as U+FFFD: always valid UTF-8.
std::string printable_utf8(std::string_view bytes);

}  // namespace playground
