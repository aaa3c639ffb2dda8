#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"

namespace playground {

struct FlagKind {
  std::string_view name;
  bool takes_value = true;
};

/// A command's words: flags by name, and the rest in order.
class Arguments {
 public:
  /// `--flag value`, `--flag=value`; `--` ends the flags; `-` is a word. A flag that is unknown,
  /// given twice or without its value is an error.
  static Result<Arguments> parse(std::span<const std::string_view> words,
                                 std::span<const FlagKind> known);

  [[nodiscard]] std::span<const std::string> words() const { return words_; }
  [[nodiscard]] std::optional<std::string_view> value(std::string_view flag) const;
  [[nodiscard]] bool has(std::string_view flag) const { return value(flag).has_value(); }

 private:
  struct Flag {
    std::string name;
    std::string value;
  };
  std::vector<std::string> words_;
  std::vector<Flag> flags_;
};

/// The whole number that a flag says, `otherwise` where it is not given; an error that names the
/// range.
Result<int64_t> whole_flag(const Arguments& arguments, const char* name, int64_t least,
                           int64_t most, int64_t otherwise);

}  // namespace playground
