// The command as a shell sees it: what it prints, and how it ends.
#pragma once

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "formats/npy.hpp"

namespace playground {

struct Ran {
  int code;
  std::string output;
  std::string errors;
};

// A folder of this test's own, removed with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "attend-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline Ran attend(const std::string& arguments, const std::string& input = "") {
  const Folder folder;
  write(folder.at("in"), input);
  const std::string command = std::string(ATTEND_PATH) + " " + arguments + " < " + folder.at("in") +
                              " > " + folder.at("out") + " 2> " + folder.at("err");
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), read(folder.at("out")), read(folder.at("err"))};
}

inline void expect_refusal(const Ran& ran, const std::string& part) {
  CAPTURE(ran.errors, part);
  CHECK(ran.code == 2);
  CHECK(ran.output.empty());
  CHECK(ran.errors.find(part) != std::string::npos);
  // One line.
  CHECK(ran.errors.find('\n') == ran.errors.size() - 1);
}

inline JsonValue json_of(const Ran& ran) {
  Result<JsonValue> json = parse_json(ran.output);
  CAPTURE(ran.output.substr(0, 200));
  REQUIRE(json.ok());
  return std::move(json.value());
}

inline std::string npy(const std::vector<int64_t>& shape, const std::vector<float>& numbers) {
  return npy_header(shape) +
         std::string(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
}

}  // namespace playground
