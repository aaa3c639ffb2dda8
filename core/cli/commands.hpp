#pragma once

#include <span>
#include <string_view>

#include "result.hpp"

namespace playground {

// Each takes the words after its name. Nothing is on the standard output where it fails.
Result<void> show_command(std::span<const std::string_view> words);
Result<void> tokenize_command(std::span<const std::string_view> words);
Result<void> kernel_command(std::span<const std::string_view> words);
Result<void> train_command(std::span<const std::string_view> words);
Result<void> probe_command(std::span<const std::string_view> words);
Result<void> predict_command(std::span<const std::string_view> words);
Result<void> generate_command(std::span<const std::string_view> words);

}  // namespace playground
