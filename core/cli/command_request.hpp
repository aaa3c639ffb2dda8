// From a command's flags to a request that can run.
#pragma once

#include <span>
#include <vector>

#include "cli/arguments.hpp"
#include "playground.hpp"

namespace playground {

/// A flag for each property of a request but its text, and those of the command's own.
std::vector<FlagKind> request_flags(std::span<const FlagKind> own);

/// The request that the words and flags make; `-` as text reads the standard input. A tokenizer
/// or model that is a file is loaded into the playground under its path. `model` is the one that is
/// meant where none is named.
Result<Request> command_request(const Arguments& arguments, Playground& playground,
                                std::string_view model = "random");

}  // namespace playground
