// Numbers from and to text, without the C library: its float formatting alone would be a fifth of
// the WebAssembly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace playground {

/// The whole number that the text is, digits only; nothing for anything else or above 2^53.
std::optional<int64_t> parse_whole(std::string_view text);

/// The finite number that the text is (-1.5, 2e-3, .5); nothing for anything else. Correctly
/// rounded up to 15 digits with an exponent within ±22, else within 1 unit in the last place of a
/// double.
std::optional<double> parse_number(std::string_view text);

/// 5210 → "5,210".
std::string with_thousands(int64_t number);

/// The shortest text (up to 9 significant digits) that reads back as the same float; "NaN",
/// "Infinity", "-Infinity".
std::string number_text(float number);

/// Bytes as people say them, rounded up below a gibibyte: "1.5 GiB", "340 MiB", "12 KiB".
std::string bytes_text(double bytes);

}  // namespace playground
