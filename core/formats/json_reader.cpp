#include "formats/json_reader.hpp"

#include <cstdint>

#include "formats/number_text.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [member, value] : members) {
    if (member == name) {
      return &value;
    }
  }
  return nullptr;
}

namespace {

constexpr int kDeepest = 64;

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Result<JsonValue> document() {
    JsonValue value;
    read_value(value, 0);
    skip_space();
    if (problem_ == nullptr && at_ < text_.size()) {
      fail("the end");
    }
    if (problem_ != nullptr) {
      return Error{std::string("This is not JSON: ") + problem_ + " was expected at byte " +
                   with_thousands(static_cast<int64_t>(at_)) + "."};
    }
    return value;
  }

 private:
  // Keeps the first problem, and where it was.
  bool fail(const char* expected) {
    problem_ = problem_ == nullptr ? expected : problem_;
    return false;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool take(char c) {
    skip_space();
    if (at_ < text_.size() && text_[at_] == c) {
      ++at_;
      return true;
    }
    return false;
  }

  bool take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) {
      return fail("a value");
    }
    at_ += word.size();
    return true;
  }

  bool read_value(JsonValue& value, int depth) {
    skip_space();
    if (depth > kDeepest) {
      return fail("a value less than 64 levels deep");
    }
    if (at_ >= text_.size()) {
      return fail("a value");
    }
    switch (text_[at_]) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        value.kind = JsonValue::Kind::kString;
        return read_string(value.text);
      case 't':
      case 'f':
        value.kind = JsonValue::Kind::kBool;
        value.boolean = text_[at_] == 't';
        return take_word(value.boolean ? "true" : "false");
      case 'n':
        return take_word("null");
      default:
        return read_number(value);
    }
  }

  bool read_object(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::kObject;
    ++at_;
    if (take('}')) {
      return true;
    }
    do {
      skip_space();
      auto& [name, member] = value.members.emplace_back();
      if (at_ >= text_.size() || text_[at_] != '"' || !read_string(name)) {
        return fail("a member's name in double quotes");
      }
      if (!take(':')) {
        return fail("a colon");
      }
      if (!read_value(member, depth + 1)) {
        return false;
      }
    } while (take(','));
    return take('}') || fail("a comma or }");
  }

  bool read_array(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::kArray;
    ++at_;
    if (take(']')) {
      return true;
    }
    do {
      if (!read_value(value.items.emplace_back(), depth + 1)) {
        return false;
      }
    } while (take(','));
    return take(']') || fail("a comma or ]");
  }

  bool read_number(JsonValue& value) {
    const size_t start = at_;
    const auto digit = [this](size_t i) {
      return i < text_.size() && text_[i] >= '0' && text_[i] <= '9';
    };
    const auto digits = [&] {
      const size_t first = at_;
      while (digit(at_)) {
        ++at_;
      }
      return at_ > first;
    };
    at_ += at_ < text_.size() && text_[at_] == '-' ? 1 : 0;
    const bool leading_zero = at_ < text_.size() && text_[at_] == '0' && digit(at_ + 1);
    bool good = !leading_zero && digits();
    if (good && at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      good = digits();
    }
    if (good && at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      at_ += at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+') ? 1 : 0;
      good = digits();
    }
    const std::optional<double> number =
        good ? parse_number(text_.substr(start, at_ - start)) : std::nullopt;
    if (!number) {
      at_ = start;
      return fail("a value");
    }
    value.kind = JsonValue::Kind::kNumber;
    value.number = *number;
    value.whole = text_.substr(start, at_ - start).find_first_of("-.eE") == std::string_view::npos;
    return true;
  }

  bool read_string(std::string& into) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      const auto byte = static_cast<uint8_t>(text_[at_]);
      if (byte == '\\') {
        if (!read_escape(into)) {
          return false;
        }
        continue;
      }
      const CodePoint code_point = decode_utf8(text_, at_);
      if (byte < 0x20 || !code_point.valid) {
        return fail("a character of valid UTF-8, control characters escaped,");
      }
      into.append(text_.substr(at_, static_cast<size_t>(code_point.length)));
      at_ += static_cast<size_t>(code_point.length);
    }
    if (at_ >= text_.size()) {
      return fail("a closing quote");
    }
    ++at_;
    return true;
  }

  bool read_escape(std::string& into) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    const size_t which = at_ < text_.size() ? kNames.find(text_[at_]) : std::string_view::npos;
    if (which != std::string_view::npos) {
      into += kMeanings[which];
      ++at_;
      return true;
    }
    if (at_ >= text_.size() || text_[at_] != 'u') {
      return fail("an escape of JSON");
    }
    ++at_;
    char32_t value = 0;
    if (!read_hex4(value)) {
      return false;
    }
    if (value >= 0xd800 && value < 0xdc00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      char32_t low = 0;
      if (!read_hex4(low)) {
        return false;
      }
      if (low < 0xdc00 || low > 0xdfff) {
        return fail("the second half of a surrogate pair");
      }
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    }
    if (value >= 0xd800 && value <= 0xdfff) {
      return fail("a whole surrogate pair");
    }
    append_utf8(into, value);
    return true;
  }

  bool read_hex4(char32_t& value) {
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = at_ < text_.size() ? text_[at_] : ' ';
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) {
        return fail("four hexadecimal digits");
      }
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  const char* problem_ = nullptr;
};

}  // namespace

Result<JsonValue> parse_json(std::string_view text) {
  return JsonReader(text).document();
}

}  // namespace playground
