#include "formats/json_writer.hpp"

#include "formats/number_text.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

void JsonWriter::separate() {
  if (needs_comma_) {
    text_ += ',';
  }
  needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::name(std::string_view name) {
  separate();
  quoted(name);
  text_ += ':';
  needs_comma_ = false;
}

void JsonWriter::quoted(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  text_ += '"';
  for (const char c : printable_utf8(text)) {
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      text_ += "\\u00";
      text_ += kHex[static_cast<unsigned char>(c) >> 4];
      text_ += kHex[c & 15];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
}

void JsonWriter::string(std::string_view text) {
  separate();
  quoted(text);
}

void JsonWriter::number(float number) {
  separate();
  const bool finite = number - number == 0.0F;
  text_ += finite ? number_text(number) : "null";
}

void JsonWriter::whole(int64_t number) {
  separate();
  text_ += std::to_string(number);
}

void JsonWriter::boolean(bool value) {
  separate();
  text_ += value ? "true" : "false";
}

void JsonWriter::null() {
  separate();
  text_ += "null";
}

void JsonWriter::matrix(ConstMatrixView matrix) {
  begin_array();
  for (Index i = 0; i < matrix.rows; ++i) {
    begin_array();
    for (Index j = 0; j < matrix.columns; ++j) {
      number(matrix.row(i)[j]);
    }
    end_array();
  }
  end_array();
}

}  // namespace playground
