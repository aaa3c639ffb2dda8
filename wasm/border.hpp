// How values cross between C++ and JavaScript. Answers are { value } or { error }, so that no
// exception crosses; text and arrays come in by one `set` into a view.
#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "property.hpp"
#include "request.hpp"
#include "result.hpp"
#include "tokenizer/token.hpp"
#include "tokenizer/utf8.hpp"

namespace border {

using emscripten::val;

inline val failure(const playground::Error& error) {
  val answer = val::object();
  answer.set("error", error.message);
  return answer;
}
inline val success(const val& value) {
  val answer = val::object();
  answer.set("value", value);
  return answer;
}
inline val answer(const playground::Result<void>& result) {
  return result.ok() ? success(val::null()) : failure(result.error());
}

inline std::string bytes_from(const val& array) {
  std::string bytes(array["length"].as<size_t>(), '\0');
  val(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<uint8_t*>(bytes.data())))
      .call<void>("set", array);
  return bytes;
}

// `pairs`: name, value, name, value … as UTF-8 bytes, which `parts` keeps.
inline std::vector<playground::PropertyValue> pairs_from(const val& pairs,
                                                         std::vector<std::string>& parts) {
  const auto count = pairs["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) {
    parts.push_back(bytes_from(pairs[i]));
  }
  std::vector<playground::PropertyValue> properties;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) {
    properties.push_back({parts[i], parts[i + 1]});
  }
  return properties;
}

inline playground::Result<playground::Request> request_from(const val& pairs) {
  std::vector<std::string> parts;
  return playground::Request::parse(pairs_from(pairs, parts));
}

template <class T>
val span_view(std::span<const T> numbers) {
  return val(emscripten::typed_memory_view(numbers.size(), numbers.data()));
}

// Three numbers a token (id, start, end), and the texts in one list.
inline val tokens_value(std::span<const playground::Token> tokens, std::string_view text) {
  val list = val::array();
  for (const playground::Token& token : tokens) {
    val item = val::object();
    item.set("id", token.id);
    item.set("text", playground::printable_utf8(bytes_of(token, text)));
    item.set("start", token.start);
    item.set("end", token.end);
    if (token.unknown) {
      item.set("unknown", true);
    }
    list.call<void>("push", item);
  }
  return list;
}

inline val table_value(std::span<const playground::Property> rows) {
  val table = val::array();
  for (const playground::Property& property : rows) {
    val row = val::object();
    row.set("name", std::string(property.name));
    row.set("type", std::string(property.type));
    row.set("default", std::string(property.default_text));
    row.set("minimum", property.minimum);
    row.set("maximum", property.maximum);
    row.set("choices", std::string(property.choices));
    row.set("help", std::string(property.help));
    table.call<void>("push", row);
  }
  return table;
}

}  // namespace border
