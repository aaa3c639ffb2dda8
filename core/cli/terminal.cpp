#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "formats/number_text.hpp"
#include "tokenizer/characters.hpp"
#include "tokenizer/unicode.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

// At least: names of columns may take more, where there is room.
constexpr int kDigitsWidth = 5;
constexpr int kLongestLabel = 14;

struct Rgb {
  double red, green, blue;
};

// The page's palette for weights on a dark ground, from 0 to 1.
constexpr Rgb kPalette[] = {{24, 24, 34},   {50, 52, 110},  {40, 104, 142},
                            {36, 150, 132}, {110, 206, 88}, {208, 226, 48}};

Rgb colour_of(float weight) {
  constexpr int kLast = std::size(kPalette) - 1;
  const double place = std::clamp(static_cast<double>(weight), 0.0, 1.0) * kLast;
  const int left = std::min(static_cast<int>(place), kLast - 1);
  const double part = place - left;
  const Rgb& a = kPalette[left];
  const Rgb& b = kPalette[left + 1];
  return {a.red + (b.red - a.red) * part, a.green + (b.green - a.green) * part,
          a.blue + (b.blue - a.blue) * part};
}

std::string painted(const std::string& text, float weight, Colour colour) {
  if (colour == Colour::kNone) {
    return text;
  }
  const Rgb rgb = colour_of(weight);
  const auto level = [](double x) { return static_cast<int>(x + 0.5); };
  std::string code = "\x1b[48;2;" + std::to_string(level(rgb.red)) + ";" +
                     std::to_string(level(rgb.green)) + ";" + std::to_string(level(rgb.blue)) + "m";
  if (colour == Colour::k256) {
    const auto cube = [](double x) { return static_cast<int>(x / 255.0 * 5.0 + 0.5); };
    code = "\x1b[48;5;" +
           std::to_string(16 + 36 * cube(rgb.red) + 6 * cube(rgb.green) + cube(rgb.blue)) + "m";
  }
  // Dark ink on the light end, light ink on the dark one.
  const bool light = 0.299 * rgb.red + 0.587 * rgb.green + 0.114 * rgb.blue > 110.0;
  return code + (light ? "\x1b[30m" : "\x1b[97m") + text + "\x1b[0m";
}

std::string two_decimals(float weight) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(weight));
  // What rounds to 0 or 1 without being it is not written as if it were.
  const std::string_view rounded = text;
  return rounded == "0.00" && weight > 0.0F   ? "≈0"
         : rounded == "1.00" && weight < 1.0F ? "≈1"
                                              : text;
}

bool is_wide(char32_t value) {
  return value >= 0x1100 &&
         (value <= 0x115f || (value >= 0x2e80 && value <= 0xa4cf) ||
          (value >= 0xac00 && value <= 0xd7a3) || (value >= 0xf900 && value <= 0xfaff) ||
          (value >= 0xfe30 && value <= 0xfe6f) || (value >= 0xff00 && value <= 0xff60) ||
          (value >= 0x1f1e6 && value <= 0x1faff) || (value >= 0x20000 && value <= 0x3fffd));
}

// How a cell is drawn, and how wide.
class Cells {
 public:
  Cells(const Terminal& terminal, Index count, int label_width) : terminal_(terminal) {
    const auto fits = [&](int width) {
      return label_width + 1 + count * width <= terminal.columns;
    };
    has_digits_ = !terminal.is_terminal || fits(kDigitsWidth);
    width_ = fits(2) ? 2 : 1;
    if (has_digits_) {
      const auto room = (terminal.columns - label_width - 1) / std::max<Index>(1, count);
      width_ =
          std::clamp(static_cast<int>(room), kDigitsWidth, std::max(kDigitsWidth, label_width + 1));
    }
  }

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] bool has_digits() const { return has_digits_; }

  [[nodiscard]] std::string text(float weight, bool allowed) const {
    if (!allowed) {
      return padded(has_digits_ ? "·" : "", width_);
    }
    if (has_digits_) {
      return painted(padded(two_decimals(weight), width_ - 1), weight, terminal_.colour) + " ";
    }
    return terminal_.colour == Colour::kNone
               ? shade(weight)
               : painted(std::string(static_cast<size_t>(width_), ' '), weight, terminal_.colour);
  }

 private:
  [[nodiscard]] std::string shade(float weight) const {
    constexpr const char* kShades[] = {" ", "░", "▒", "▓", "█"};
    const auto level = static_cast<size_t>(std::clamp(weight, 0.0F, 1.0F) * 4.0F + 0.5F);
    const std::string block = kShades[level];
    return width_ == 2 ? block + block : block;
  }

  const Terminal& terminal_;
  bool has_digits_ = true;
  int width_ = kDigitsWidth;
};

}  // namespace

Terminal Terminal::of_output() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value != nullptr ? value : "");
  };
  Terminal terminal;
  terminal.is_terminal = isatty(STDOUT_FILENO) != 0;
  winsize size{};
  if (const std::optional<int64_t> columns = parse_whole(variable("COLUMNS")); columns) {
    terminal.columns = static_cast<int>(std::clamp<int64_t>(*columns, 20, 1000));
  } else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    terminal.columns = size.ws_col;
  }
  if (terminal.is_terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb") {
    const std::string_view depth = variable("COLORTERM");
    terminal.colour = depth == "truecolor" || depth == "24bit" ? Colour::kTrue : Colour::k256;
  }
  return terminal;
}

std::string visible_text(std::string_view text) {
  std::string visible;
  for (const char c : printable_utf8(text)) {
    switch (c) {
      case ' ':
        visible += "·";
        break;
      case '\n':
        visible += "⏎";
        break;
      case '\t':
        visible += "⇥";
        break;
      default:
        // Other control characters would move the terminal's cursor.
        visible += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? std::string("␀")
                                                                     : std::string(1, c);
    }
  }
  return visible;
}

int display_width(std::string_view text) {
  int width = 0;
  for (const Token& character : tokenize_characters(text)) {
    width += is_wide(decode_utf8(text, static_cast<size_t>(character.start)).value) ? 2 : 1;
  }
  return width;
}

std::string padded(std::string_view text, int width) {
  const int room = std::abs(width);
  std::string cut(text);
  if (display_width(text) > room) {
    int used = 1;
    size_t end = 0;
    for (const Token& character : tokenize_characters(text)) {
      used += display_width(bytes_of(character, text));
      if (used > room) {
        break;
      }
      end = static_cast<size_t>(character.end);
    }
    cut = std::string(text.substr(0, end)) + "…";
  }
  const std::string fill(static_cast<size_t>(std::max(0, room - display_width(cut))), ' ');
  return width < 0 ? fill + cut : cut + fill;
}

std::string matrix_text(const LabelledMatrix& matrix, const Terminal& terminal) {
  const std::vector<std::string>& labels = *matrix.labels;
  int label_width = 1;
  for (const std::string& label : labels) {
    label_width = std::max(label_width, std::min(kLongestLabel, display_width(label)));
  }
  const Cells cells(terminal, matrix.weights.columns, label_width);
  std::string text;
  if (cells.has_digits()) {
    text += std::string(static_cast<size_t>(label_width) + 1, ' ');
    for (const std::string& label : labels) {
      text += padded(label, cells.width() - 1) + " ";
    }
    text += "\n";
  }
  for (Index i = 0; i < matrix.weights.rows; ++i) {
    text += padded(labels[static_cast<size_t>(i)], -label_width) + " ";
    for (Index j = 0; j < matrix.weights.columns; ++j) {
      text +=
          cells.text(matrix.weights.row(i)[j], matrix.allowed[i * matrix.weights.columns + j] != 0);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

}  // namespace playground
