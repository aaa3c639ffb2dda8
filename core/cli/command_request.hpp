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
/// that is a file is loaded into the playground under its path.
Result<Request> command_request(const Arguments& arguments, Playground& playground);

}  // namespace playground
