#pragma once

#include <string_view>
#include <vector>

#include "tokenizer/token.hpp"

namespace playground {

/// One token a character as people see it: an extended grapheme cluster (UAX #29), so that a family
/// emoji or a letter with its accents stays whole; each invalid part of the UTF-8 is a token of its
/// own. The ranges tile the text.
std::vector<Token> tokenize_characters(std::string_view text);

}  // namespace playground
