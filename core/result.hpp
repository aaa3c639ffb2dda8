// Failures are values. The core never throws and never exits: whatever can fail returns a Result,
// whose message is a sentence that a learner understands.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace playground {

struct Error {
  std::string message;
};

/// A value, or the Error that explains why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}      // NOLINT: return a value as it is
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: return an error as it is

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  /// Only where ok().
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  /// Only where not ok().
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

/// Success, or the Error that explains what went wrong.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: return an error as it is

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  /// Only where not ok().
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

/// Moves a value to where it belongs, or hands on the Error.
template <class T>
Result<void> take(Result<T> made, T& into) {
  if (!made.ok()) {
    return made.error();
  }
  into = std::move(made.value());
  return {};
}

}  // namespace playground
