// Mask from and to its text.
#include <algorithm>

#include "attention/mask.hpp"
#include "formats/number_text.hpp"
#include "sorting.hpp"

namespace playground {

namespace {

constexpr Index kLargestPainted = 64;
constexpr int64_t kLargestPosition = 1'000'000;
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

size_t bytes_for(Index painted_length) {
  return static_cast<size_t>((painted_length * painted_length + 7) / 8);
}

Result<std::vector<uint8_t>> decode_bits(std::string_view text, Index length) {
  std::vector<uint8_t> bytes;
  uint32_t pending = 0;
  int pending_bits = 0;
  for (const char c : text) {
    const size_t value = kBase64Url.find(c);
    if (value == std::string_view::npos) {
      return Error{"A painted mask's bits are written in base64url: letters, digits, - and _."};
    }
    pending = (pending << 6) | static_cast<uint32_t>(value);
    pending_bits += 6;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes.push_back(static_cast<uint8_t>(pending >> pending_bits));
    }
  }
  if (bytes.size() != bytes_for(length) || text.size() != (bytes.size() * 8 + 5) / 6) {
    return Error{"A painted mask for " + std::to_string(length) + " tokens has " +
                 std::to_string((bytes_for(length) * 8 + 5) / 6) + " characters of bits, not " +
                 std::to_string(text.size()) + "."};
  }
  return bytes;
}

std::string encode_bits(const std::vector<uint8_t>& bytes) {
  std::string text;
  uint32_t pending = 0;
  int pending_bits = 0;
  for (const uint8_t byte : bytes) {
    pending = (pending << 8) | byte;
    pending_bits += 8;
    while (pending_bits >= 6) {
      pending_bits -= 6;
      text += kBase64Url[(pending >> pending_bits) & 63];
    }
  }
  if (pending_bits > 0) {
    text += kBase64Url[(pending << (6 - pending_bits)) & 63];
  }
  return text;
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text.substr(0, 80)) + "\"";
}

}  // namespace

class MaskParser {
 public:
  Result<void> add(std::string_view part) {
    const size_t colon = part.find(':');
    const std::string_view name = part.substr(0, colon);
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) {
      return Error{"The mask has " + quoted(name) + " twice; each part stands at most once."};
    }
    seen_.push_back(name);
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view() : part.substr(colon + 1);
    if (colon == std::string_view::npos && (name == "causal" || name == "noself")) {
      (name == "causal" ? mask_.causal_ : mask_.no_self_) = true;
      return {};
    }
    if (name == "window") {
      return add_window(value);
    }
    if (name == "dilated") {
      return add_dilated(value);
    }
    if (name == "global") {
      return add_global(value);
    }
    if (name == "bits") {
      return add_bits(value);
    }
    return Error{
        "There is no mask " + quoted(part) +
        "; a mask is none, causal, noself, window:4, dilated:4,2, global:0,5 or several of "
        "them joined by +."};
  }

  Mask mask() { return std::move(mask_); }

 private:
  static std::optional<Index> positive(std::string_view text) {
    const std::optional<int64_t> number = parse_whole(text);
    if (!number || *number < 1 || *number > kLargestPosition) {
      return std::nullopt;
    }
    return static_cast<Index>(*number);
  }

  Result<void> add_window(std::string_view value) {
    const std::optional<Index> window = positive(value);
    if (!window) {
      return Error{"window needs a whole number from 1, like window:4, not " + quoted(value) + "."};
    }
    mask_.window_ = *window;
    return {};
  }

  Result<void> add_dilated(std::string_view value) {
    const std::vector<std::string_view> parts = split(value, ',');
    const std::optional<Index> width = positive(parts[0]);
    const std::optional<Index> step = parts.size() == 2 ? positive(parts[1]) : std::nullopt;
    if (!width || !step) {
      return Error{
          "dilated needs two whole numbers from 1, a width and a step, like dilated:4,2, not " +
          quoted(value) + "."};
    }
    mask_.dilated_width_ = *width;
    mask_.dilated_step_ = *step;
    return {};
  }

  Result<void> add_global(std::string_view value) {
    for (const std::string_view part : split(value, ',')) {
      const std::optional<int64_t> position = parse_whole(part);
      if (!position || *position > kLargestPosition) {
        return Error{"global needs token positions counted from 0, like global:0,5, not " +
                     quoted(value) + "."};
      }
      mask_.global_.push_back(static_cast<Index>(*position));
    }
    heap_sort(mask_.global_);
    mask_.global_.erase(std::unique(mask_.global_.begin(), mask_.global_.end()),
                        mask_.global_.end());
    mask_.has_global_ = true;
    return {};
  }

  Result<void> add_bits(std::string_view value) {
    const size_t comma = value.find(',');
    const std::optional<Index> length = positive(value.substr(0, comma));
    if (comma == std::string_view::npos || !length || *length > kLargestPainted) {
      return Error{"bits needs the number of tokens (1 to 64), a comma and the bits in base64url."};
    }
    Result<std::vector<uint8_t>> bits = decode_bits(value.substr(comma + 1), *length);
    if (!bits.ok()) {
      return bits.error();
    }
    mask_.bits_length_ = *length;
    mask_.bits_ = std::move(bits.value());
    return {};
  }

  Mask mask_;
  std::vector<std::string_view> seen_;
};

Result<Mask> Mask::parse(std::string_view text) {
  if (text == "none") {
    return Mask{};
  }
  MaskParser parser;
  for (const std::string_view part : split(text, '+')) {
    const Result<void> added = parser.add(part);
    if (!added.ok()) {
      return added.error();
    }
  }
  return parser.mask();
}

std::string Mask::text() const {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "+") + part; };
  if (causal_) {
    add("causal");
  }
  if (no_self_) {
    add("noself");
  }
  if (window_ > 0) {
    add("window:" + std::to_string(window_));
  }
  if (dilated_width_ > 0) {
    add("dilated:" + std::to_string(dilated_width_) + "," + std::to_string(dilated_step_));
  }
  if (has_global_) {
    std::string positions;
    for (const Index position : global_) {
      positions += (positions.empty() ? "" : ",") + std::to_string(position);
    }
    add("global:" + positions);
  }
  if (bits_length_ > 0) {
    add("bits:" + std::to_string(bits_length_) + "," + encode_bits(bits_));
  }
  return text.empty() ? "none" : text;
}

}  // namespace playground
