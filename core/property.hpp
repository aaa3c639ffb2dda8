#pragma once

#include <string>
#include <string_view>

#include "result.hpp"

namespace playground {

/// A row of a table of settings: of a request's, or of a training's.
struct Property {
  std::string_view name;
  /// text, choice, model, tokenizer, mask, scale, heads, number or whole.
  std::string_view type;
  std::string_view default_text;
  /// Numbers and whole numbers only.
  double minimum = 0.0;
  double maximum = 0.0;
  /// Choices only, separated by spaces.
  std::string_view choices;
  std::string_view help;
};

/// A property's name and value, as text.
struct PropertyValue {
  std::string_view name;
  std::string_view value;
};

/// A value as it stands in a message: short, and in quotes.
std::string quoted(std::string_view value);

/// The number (or whole number) that a property's value says; an error that names its range.
Result<double> number_in_range(const Property& property, std::string_view value);

}  // namespace playground
