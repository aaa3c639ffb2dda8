#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace playground {

struct JsonMember;

/// A JSON value (RFC 8259). Objects keep their members in order; a name that stands twice is found
/// first.
struct JsonValue {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  bool boolean = false;
  double number = 0.0;
  bool whole = false;               // numbers: written in digits alone, not 1.0, 1e3 or -1
  std::string text;                 // strings, in UTF-8
  std::vector<JsonValue> items;     // arrays
  std::vector<JsonMember> members;  // objects

  /// The member of that name; nullptr where there is none or this is no object.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

/// Reads one JSON document, strictly, up to 64 levels deep. The error says what was expected, and
/// at which byte.
Result<JsonValue> parse_json(std::string_view text);

}  // namespace playground
