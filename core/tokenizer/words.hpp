#pragma once

#include <string_view>
#include <vector>

#include "tokenizer/token.hpp"

namespace playground {

/// Words and punctuation, case kept. A word is a run of letters, marks, digits and connectors
/// ("_"); an apostrophe (' or U+2019) between two letters belongs to it ("don't" is one token), a
/// hyphen does not. An ideograph or kana is a word of its own, since their scripts write no spaces.
/// Every other character (a whole grapheme cluster: punctuation, an emoji, an invalid part of the
/// UTF-8) is a token of its own. White space (Unicode's White_Space) is in no token.
std::vector<Token> tokenize_words(std::string_view text);

}  // namespace playground
