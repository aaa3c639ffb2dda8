// The only place that reads and writes files.
#pragma once

#include <string>
#include <string_view>

#include "formats/npy.hpp"
#include "result.hpp"

namespace playground {

/// A file's bytes; `-` is the standard input. Files of up to 2 GiB.
Result<std::string> read_file(const std::string& path);

Result<void> write_file(const std::string& path, std::string_view bytes);

/// The same in one step: whoever reads the path finds the old file or the whole new one, even where
/// the writing is cut off.
Result<void> replace_file(const std::string& path, std::string_view bytes);

/// Says on the error output, which no program reads, what has been written.
void tell_written(const std::string& path);

/// float32 numbers as .npy.
Result<void> write_npy(const std::string& path, std::span<const int64_t> shape,
                       std::span<const float> numbers);
Result<NpyArray> read_npy(const std::string& path);

/// Writes to the standard output; an error where it takes no more (a full disk).
Result<void> write_output(std::string_view text);

}  // namespace playground
