// The flags that say on which stories a model is measured.
#pragma once

#include "cli/arguments.hpp"
#include "train/story_grammar.hpp"

namespace playground {

/// --split test or validation; the test split where it is not given.
Result<Split> split_of(const Arguments& arguments);

/// --grammar full or small.
Result<GrammarSize> grammar_of(const Arguments& arguments, std::string_view otherwise);

}  // namespace playground
