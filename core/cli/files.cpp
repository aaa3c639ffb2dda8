#include "cli/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

namespace playground {

namespace {

constexpr size_t kLargestFile = size_t{2} << 30;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error failed(const char* what, const std::string& path) {
  return Error{std::string(what) + " " + path + ": " + std::strerror(errno) + "."};
}

bool write_all(std::FILE* file, const void* bytes, size_t size) {
  return size == 0 || std::fwrite(bytes, 1, size, file) == size;
}

Result<void> write_parts(const std::string& path, std::string_view head, const void* rest,
                         size_t rest_size) {
  File file(std::fopen(path.c_str(), "wb"));
  if (file == nullptr) {
    return failed("Cannot write", path);
  }
  const bool written = write_all(file.get(), head.data(), head.size()) &&
                       write_all(file.get(), rest, rest_size) && std::fflush(file.get()) == 0;
  return written ? Result<void>() : failed("Cannot write", path);
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Error{"Cannot read " + path + ": it is a folder."};
  }
  File opened;
  std::FILE* file = stdin;
  if (path != "-") {
    opened.reset(std::fopen(path.c_str(), "rb"));
    file = opened.get();
  }
  if (file == nullptr) {
    return failed("Cannot read", path);
  }
  std::string bytes;
  char block[65'536];
  size_t count = 0;
  while ((count = std::fread(block, 1, sizeof block, file)) > 0) {
    bytes.append(block, count);
    if (bytes.size() > kLargestFile) {
      return Error{"Cannot read " + path + ": it is larger than 2 GiB."};
    }
  }
  if (std::ferror(file) != 0) {
    return failed("Cannot read", path);
  }
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  return write_parts(path, bytes, nullptr, 0);
}

Result<void> replace_file(const std::string& path, std::string_view bytes) {
  const std::string unfinished = path + ".unfinished";
  Result<void> done = write_file(unfinished, bytes);
  std::error_code error;
  if (done.ok()) {
    std::filesystem::rename(unfinished, path, error);
    done = error ? Error{"Cannot write " + path + ": " + error.message() + "."} : done;
  }
  if (!done.ok()) {
    std::filesystem::remove(unfinished, error);
  }
  return done;
}

void tell_written(const std::string& path) {
  std::fprintf(stderr, "attend: wrote %s\n", path.c_str());
}

Result<void> write_npy(const std::string& path, std::span<const int64_t> shape,
                       std::span<const float> numbers) {
  return write_parts(path, npy_header(shape), numbers.data(), numbers.size_bytes());
}

Result<NpyArray> read_npy(const std::string& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes.ok()) {
    return bytes.error();
  }
  Result<NpyArray> array = parse_npy(bytes.value());
  if (!array.ok()) {
    return Error{"Cannot use " + path + ": " + array.error().message + "."};
  }
  return array;
}

Result<void> write_output(std::string_view text) {
  return write_all(stdout, text.data(), text.size()) && std::fflush(stdout) == 0
             ? Result<void>()
             : failed("Cannot write", "the output");
}

}  // namespace playground
