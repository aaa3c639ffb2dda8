#include "cli/story_flags.hpp"

namespace playground {

Result<Split> split_of(const Arguments& arguments) {
  const std::string_view split = arguments.value("split").value_or("test");
  if (split == "test") {
    return Split::kTest;
  }
  return split == "validation" ? Result<Split>(Split::kValidation)
                               : Error{"--split is test or validation."};
}

Result<GrammarSize> grammar_of(const Arguments& arguments, std::string_view otherwise) {
  const std::string_view grammar = arguments.value("grammar").value_or(otherwise);
  if (grammar == "small") {
    return GrammarSize::kSmall;
  }
  return grammar == "full" ? Result<GrammarSize>(GrammarSize::kFull)
                           : Error{"--grammar is full or small."};
}

}  // namespace playground
