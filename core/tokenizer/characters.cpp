#include "tokenizer/characters.hpp"

#include "tokenizer/grapheme.hpp"
#include "tokenizer/token_ids.hpp"

namespace playground {

std::vector<Token> tokenize_characters(std::string_view text) {
  TokenIds tokens(text);
  for (size_t at = 0; at < text.size();) {
    const size_t end = grapheme_end(text, at);
    tokens.add(at, end);
    at = end;
  }
  return tokens.take();
}

}  // namespace playground
