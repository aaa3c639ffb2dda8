#include "tokenizer/gpt2_pieces.hpp"

#include "tokenizer/unicode.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

enum class Kind { white_space, letter, number, other, end };

struct Here {
  Kind kind;
  size_t next;
};

Here look(std::string_view text, size_t at) {
  if (at >= text.size()) {
    return {Kind::end, at};
  }
  const CodePoint code_point = decode_utf8(text, at);
  const size_t next = at + static_cast<size_t>(code_point.length);
  if (!code_point.valid) {
    return {Kind::other, next};
  }
  const Category category = character_class(code_point.value).category;
  if (category == Category::white_space) {
    return {Kind::white_space, next};
  }
  return {is_letter(category)   ? Kind::letter
          : is_number(category) ? Kind::number
                                : Kind::other,
          next};
}

size_t run_end(std::string_view text, size_t at, Kind kind) {
  for (Here here = look(text, at); here.kind == kind; here = look(text, at)) {
    at = here.next;
  }
  return at;
}

size_t contraction_length(std::string_view text) {
  for (const std::string_view ending : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"}) {
    if (text.substr(0, ending.size()) == ending) {
      return ending.size();
    }
  }
  return 0;
}

}  // namespace

size_t gpt2_piece_end(std::string_view text, size_t at) {
  const size_t contraction = contraction_length(text.substr(at));
  if (contraction > 0) {
    return at + contraction;
  }
  const Here here = look(text, at);
  if (here.kind != Kind::white_space) {
    return run_end(text, at, here.kind);
  }
  const Kind next = look(text, here.next).kind;
  if (text[at] == ' ' && next != Kind::white_space && next != Kind::end) {
    return run_end(text, here.next, next);
  }
  // White space leaves its last character to what follows, if anything does and there is more than
  // one.
  size_t last = at;
  size_t end = here.next;
  for (Here space = look(text, end); space.kind == Kind::white_space; space = look(text, end)) {
    last = end;
    end = space.next;
  }
  return end < text.size() && last > at ? last : end;
}

}  // namespace playground
