#include "property.hpp"

#include <optional>

#include "formats/number_text.hpp"

namespace playground {

std::string quoted(std::string_view value) {
  return "\"" + std::string(value.substr(0, 60)) + (value.size() > 60 ? "…\"" : "\"");
}

namespace {

Error out_of_range(const Property& property, std::string_view value) {
  const bool whole = property.type == "whole";
  const auto number = [whole](double n) {
    return whole ? with_thousands(static_cast<int64_t>(n)) : number_text(static_cast<float>(n));
  };
  return Error{std::string(property.name) + " is a " + (whole ? "whole number" : "number") +
               " from " + number(property.minimum) + " to " + number(property.maximum) + ", not " +
               quoted(value) + "."};
}

}  // namespace

Result<double> number_in_range(const Property& property, std::string_view value) {
  std::optional<double> number = parse_number(value);
  if (property.type == "whole") {
    const std::optional<int64_t> whole = parse_whole(value);
    number = whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
  }
  if (!number || *number < property.minimum || *number > property.maximum) {
    return out_of_range(property, value);
  }
  return *number;
}

}  // namespace playground
