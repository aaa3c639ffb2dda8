#include "formats/number_text.hpp"

#include <cmath>

namespace playground {

namespace {

constexpr int64_t kLargestWhole = int64_t{1} << 53;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

double power_of_ten(int exponent) {
  double power = 1.0;
  double base = 10.0;
  for (int rest = exponent; rest > 0; rest /= 2, base *= base) {
    power = rest % 2 != 0 ? power * base : power;
  }
  return power;
}

double scaled(double digits, int exponent) {
  // One division where the power is exact rounds correctly; two steps keep 10^-320 from being 0
  // before its time.
  if (exponent < -300) {
    return digits / power_of_ten(300) / power_of_ten(-exponent - 300);
  }
  return exponent < 0 ? digits / power_of_ten(-exponent) : digits * power_of_ten(exponent);
}

// Reads digits, keeping the first 18 significant ones; `exponent` takes the rest and the place of
// the point.
struct Decimal {
  uint64_t digits = 0;
  int exponent = 0;
  bool any = false;

  void add(char c, bool after_point) {
    any = true;
    if (digits < 100'000'000'000'000'000ULL) {
      digits = digits * 10 + static_cast<uint64_t>(c - '0');
      exponent -= after_point ? 1 : 0;
    } else {
      exponent += after_point ? 0 : 1;
    }
  }
};

std::string digits_text(uint64_t digits, int count, int exponent) {
  // digits has `count` digits and stands for 0.d1d2… · 10^(exponent + 1).
  std::string text(static_cast<size_t>(count), '0');
  for (int i = count - 1; i >= 0; --i, digits /= 10) {
    text[static_cast<size_t>(i)] = static_cast<char>('0' + digits % 10);
  }
  while (text.size() > 1 && text.back() == '0') {
    text.pop_back();
  }
  const auto length = static_cast<int>(text.size());
  if (exponent >= 0 && exponent < 15) {
    if (length <= exponent + 1) {
      return text + std::string(static_cast<size_t>(exponent + 1 - length), '0');
    }
    return text.insert(static_cast<size_t>(exponent + 1), ".");
  }
  if (exponent < 0 && exponent >= -5) {
    return "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + text;
  }
  if (length > 1) {
    text.insert(1, ".");
  }
  return text + "e" + std::to_string(exponent);
}

}  // namespace

std::optional<int64_t> parse_whole(std::string_view text) {
  if (text.empty() || text.size() > 16) {
    return std::nullopt;
  }
  int64_t number = 0;
  for (const char c : text) {
    if (!is_digit(c)) {
      return std::nullopt;
    }
    number = number * 10 + (c - '0');
  }
  return number <= kLargestWhole ? std::optional(number) : std::nullopt;
}

std::optional<double> parse_number(std::string_view text) {
  size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  at += negative || (!text.empty() && text[0] == '+') ? 1 : 0;
  Decimal decimal;
  for (bool after_point = false; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      decimal.add(text[at], after_point);
    } else if (text[at] == '.' && !after_point) {
      after_point = true;
    } else {
      break;
    }
  }
  if (!decimal.any) {
    return std::nullopt;
  }
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::string_view rest = text.substr(at + 1);
    const bool minus = !rest.empty() && rest[0] == '-';
    rest.remove_prefix(minus || (!rest.empty() && rest[0] == '+') ? 1 : 0);
    const std::optional<int64_t> value = parse_whole(rest);
    if (!value) {
      return std::nullopt;
    }
    exponent = static_cast<int>(*value < 10'000 ? *value : 10'000) * (minus ? -1 : 1);
  } else if (at < text.size()) {
    return std::nullopt;
  }
  exponent += decimal.exponent;
  exponent = exponent < -700 ? -700 : exponent > 700 ? 700 : exponent;
  const double value =
      decimal.digits == 0 ? 0.0 : scaled(static_cast<double>(decimal.digits), exponent);
  if (!std::isfinite(value)) {
    return std::nullopt;
  }
  return negative ? -value : value;
}

std::string with_thousands(int64_t number) {
  std::string text = std::to_string(number < 0 ? -number : number);
  for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
    text.insert(static_cast<size_t>(at), ",");
  }
  return number < 0 ? "-" + text : text;
}

std::string number_text(float number) {
  if (number != number) {
    return "NaN";
  }
  const std::string sign = std::signbit(number) ? "-" : "";
  const double size = std::fabs(static_cast<double>(number));
  if (size == 0.0) {
    return sign + "0";
  }
  if (!std::isfinite(size)) {
    return sign + "Infinity";
  }
  int exponent = 0;
  for (double rest = size; rest >= 10.0; rest /= 10.0) {
    ++exponent;
  }
  for (double rest = size; rest < 1.0; rest *= 10.0) {
    --exponent;
  }
  for (int count = 1; count <= 9; ++count) {
    int place = exponent;
    auto digits = static_cast<uint64_t>(scaled(size, count - 1 - place) + 0.5);
    if (static_cast<double>(digits) >= power_of_ten(count)) {
      digits /= 10;
      ++place;
    }
    if (static_cast<float>(scaled(static_cast<double>(digits), place - count + 1)) ==
            static_cast<float>(size) ||
        count == 9) {
      return sign + digits_text(digits, count, place);
    }
  }
  return {};
}

std::string bytes_text(double bytes) {
  constexpr const char* kUnits[] = {" KiB", " MiB", " GiB"};
  size_t unit = 0;
  double amount = bytes / 1024.0;
  for (; amount >= 1024.0 && unit < 2; ++unit) {
    amount /= 1024.0;
  }
  // Gibibytes are large enough for a decimal.
  const double rounded = unit == 2 ? std::floor(amount * 10.0 + 0.5) / 10.0 : std::ceil(amount);
  const double whole = std::floor(rounded);
  const auto tenth = static_cast<int>((rounded - whole) * 10.0 + 0.5);
  return with_thousands(static_cast<int64_t>(whole)) +
         (tenth > 0 ? "." + std::to_string(tenth) : "") + kUnits[unit];
}

}  // namespace playground
