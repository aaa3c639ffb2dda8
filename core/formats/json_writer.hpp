#pragma once

#include <string>
#include <string_view>

#include "tensor.hpp"

namespace playground {

/// Writes one JSON document from front to back. Numbers read back as the same float32; what JSON
/// cannot say (NaN, infinity) is null; strings are valid UTF-8, invalid bytes shown as U+FFFD.
class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void name(std::string_view name);

  void string(std::string_view text);
  void number(float number);
  void whole(int64_t number);
  void boolean(bool value);
  void null();
  /// An array of rows.
  void matrix(ConstMatrixView matrix);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quoted(std::string_view text);

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace playground
