// Matrices as lines of text: digits in a pipe, shades where there is a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tensor.hpp"

namespace playground {

enum class Colour { kNone, k256, kTrue };

struct Terminal {
  bool is_terminal = false;
  Colour colour = Colour::kNone;
  int columns = 80;

  /// What the standard output is: NO_COLOR, TERM, COLORTERM and COLUMNS are respected.
  static Terminal of_output();
};

/// White space made visible (· ⏎ ⇥), invalid bytes as U+FFFD.
std::string visible_text(std::string_view text);

/// How many columns a terminal gives the text.
int display_width(std::string_view text);

/// Filled up with spaces to a width; a negative width fills up on the left. Longer texts are cut,
/// with … .
std::string padded(std::string_view text, int width);

struct LabelledMatrix {
  ConstMatrixView weights;                 // n × n
  const uint8_t* allowed;                  // n · n: 0 where nothing in the cell is allowed
  const std::vector<std::string>* labels;  // n
};

/// One line a row, with its label; a line of the columns' labels above. Digits where they fit the
/// terminal (always in a pipe), else shades. What is not allowed is "·", or empty among shades.
std::string matrix_text(const LabelledMatrix& matrix, const Terminal& terminal);

}  // namespace playground
