#include "formats/safetensors.hpp"

#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "formats/half.hpp"
#include "kernels/elementary.hpp"

namespace playground {

namespace {

std::string file_of(const std::string& header, size_t data) {
  std::string bytes;
  for (size_t i = 0; i < 8; ++i) {
    bytes += static_cast<char>(static_cast<uint64_t>(header.size()) >> (8 * i) & 0xff);
  }
  return bytes + header + std::string(data, '\x2a');
}

std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                  const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

std::string reference_file() {
  std::ifstream stream(
      std::string(PLAYGROUND_SOURCE_DIR) + "/tests/fixtures/safetensors/reference.safetensors",
      std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

template <class T>
std::vector<T> numbers_of(const SafeTensors& file, std::string_view name) {
  const SafeTensor* tensor = file.find(name);
  REQUIRE(tensor != nullptr);
  std::vector<T> numbers(tensor->bytes.size() / sizeof(T));
  std::memcpy(numbers.data(), tensor->bytes.data(), numbers.size() * sizeof(T));
  return numbers;
}

bool same(const SafeTensors& a, const SafeTensors& b) {
  return a.metadata == b.metadata &&
         std::equal(a.tensors.begin(), a.tensors.end(), b.tensors.begin(), b.tensors.end(),
                    [](const SafeTensor& x, const SafeTensor& y) {
                      return x.name == y.name && x.dtype == y.dtype && x.shape == y.shape &&
                             x.bytes == y.bytes;
                    });
}

SafeTensors small_model() {
  SafeTensors file;
  file.tensors = {{"odd", "U8", {3}, "abc"},
                  {"empty", "F16", {2, 0}, ""},
                  {"also empty", "F16", {0}, ""},
                  {"new\nline", "F32", {1, 2}, "abcdefgh"},
                  {"", "BF16", {}, "ab"}};
  file.metadata = {{"z", "last first"}, {"a", "\t\"\xe2\x88\x92\\"}, {"", ""}};
  return file;
}

}  // namespace

TEST_CASE("A safetensors file is read as it was written") {
  const SafeTensors file = small_model();
  const std::string bytes = write_safetensors(file);
  CHECK(static_cast<uint8_t>(bytes[0]) % 8 == 0);
  const Result<SafeTensors> read = parse_safetensors(bytes);
  REQUIRE(read.ok());
  CHECK(same(read.value(), file));
  CHECK(write_safetensors(read.value()) == bytes);
  CHECK(read.value().find("odd")->bytes.data() == bytes.data() + bytes.size() - 13);
  CHECK(read.value().find("even") == nullptr);
  CHECK(*read.value().metadata_value("z") == "last first");
  CHECK(read.value().metadata_value("odd") == nullptr);
}

TEST_CASE("A file without tensors or metadata has an empty header") {
  const std::string bytes = write_safetensors({});
  CHECK(bytes == file_of("{}      ", 0));
  CHECK(parse_safetensors(bytes).ok());
}

TEST_CASE("A file of the Python package is read, and written again to the byte") {
  const std::string bytes = reference_file();
  const Result<SafeTensors> read = parse_safetensors(bytes);
  REQUIRE(read.ok());
  const SafeTensors& file = read.value();
  CHECK(file.tensors.size() == 8);
  CHECK(*file.metadata_value("format") == "attention-playground");
  CHECK(*file.metadata_value("text") == "\"\xc3\xa9\" \\");
  CHECK(file.find("weights")->shape == std::vector<int64_t>{2, 3});
  CHECK(numbers_of<float>(file, "weights") ==
        std::vector<float>{-0.5F, -0.25F, 0.0F, 0.25F, 0.5F, 0.75F});
  CHECK(numbers_of<uint8_t>(file, "packed") == std::vector<uint8_t>{1, 2, 255});
  const std::vector<uint16_t> scales = numbers_of<uint16_t>(file, "scales");
  CHECK(scales == std::vector<uint16_t>{half_from_float(0.1F), half_from_float(-2.0F)});
  CHECK(numbers_of<int64_t>(file, "ids") == std::vector<int64_t>{-1, 9007199254740993});
  CHECK(numbers_of<uint8_t>(file, "allowed") == std::vector<uint8_t>{1, 0, 1});
  CHECK(file.find("nothing")->shape == std::vector<int64_t>{0, 5});
  CHECK(file.find("scalar")->shape.empty());
  CHECK(numbers_of<double>(file, "scalar") == std::vector<double>{2.5});
  CHECK(numbers_of<int16_t>(file, "a \"name\" \xc3\xa9") == std::vector<int16_t>{7});
  CHECK(write_safetensors(file) == bytes);
}

TEST_CASE("Safetensors headers of other writers are read") {
  const auto accepted = [](const std::string& header, size_t data) {
    return parse_safetensors(file_of(header, data)).ok();
  };
  // In any order, with white space, and with members that nobody knows yet.
  CHECK(accepted(
      "{" + entry("b", "U8", "[2]", "[1,3]") + "," + entry("a", "U8", "[1]", "[0,1]") + "}", 3));
  CHECK(accepted("{ \"a\" : {\"shape\":[ 1 ],\"data_offsets\":[0, 4],\"dtype\":\"I32\"} }\n\t", 4));
  CHECK(accepted(R"({"a":{"dtype":"I8","shape":[],"data_offsets":[0,1],"more":null}})", 1));
  CHECK(accepted(R"({"__metadata__":{}})", 0));
  for (const auto& [dtype, size] : std::vector<std::pair<std::string, size_t>>{{"F32", 4},
                                                                               {"F16", 2},
                                                                               {"BF16", 2},
                                                                               {"F64", 8},
                                                                               {"I8", 1},
                                                                               {"U8", 1},
                                                                               {"I16", 2},
                                                                               {"U16", 2},
                                                                               {"I32", 4},
                                                                               {"U32", 4},
                                                                               {"I64", 8},
                                                                               {"U64", 8},
                                                                               {"BOOL", 1}}) {
    CAPTURE(dtype);
    const std::string offsets = "[0," + std::to_string(3 * size) + "]";
    CHECK(accepted("{" + entry("a", dtype, "[3,1]", offsets) + "}", 3 * size));
  }
}

TEST_CASE("A file with a broken header is refused in one line that says why") {
  struct Case {
    std::string header;
    size_t data;
    std::string reason;
  };
  const auto one = [](const char* dtype, const char* shape, const char* offsets) {
    return "{" + entry("a", dtype, shape, offsets) + "}";
  };
  const auto two = [](const char* first, const char* second) {
    return "{" + entry("a", "U8", "[2]", first) + "," + entry("b", "U8", "[2]", second) + "}";
  };
  const std::vector<Case> cases = {
      // Not JSON, or not an object.
      {"", 0, "does not begin with {"},
      {"[]", 0, "does not begin with {"},
      {" {}", 0, "does not begin with {"},
      {"\xef\xbb\xbf{}", 0, "does not begin with {"},
      {"{", 0, "a member's name in double quotes was expected at byte 1"},
      {"{}x", 0, "the end was expected"},
      {std::string("{}\0", 3), 0, "the end was expected"},
      {"{\"a\xff\":1}", 0, "valid UTF-8"},
      {"{\"a\":" + std::string(70, '[') + std::string(70, ']') + "}", 0, "64 levels deep"},
      {"{\"a\":[" + std::string(1'000'000, ',') + "]}", 0, "more than 1,000,000 values"},
      // Metadata.
      {R"({"__metadata__":[]})", 0, "its __metadata__ is not an object"},
      {R"({"__metadata__":null})", 0, "its __metadata__ is not an object"},
      {R"({"__metadata__":{"a":1}})", 0, "its __metadata__ under \"a\" is not a text"},
      {R"({"__metadata__":{"a":"","b":"","a":""}})", 0, "its __metadata__ has \"a\" twice"},
      {R"({"__metadata__":{},"__metadata__":{}})", 0, "its header has \"__metadata__\" twice"},
      // Members of a tensor.
      {R"({"a":1})", 0, "\"a\" has no dtype"},
      {R"({"a":{}})", 0, "\"a\" has no dtype"},
      {R"({"a":{"dtype":1,"shape":[],"data_offsets":[0,1]}})", 1, "\"a\" has no dtype"},
      {R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", 1, "\"a\" has no shape"},
      {R"({"a":{"dtype":"U8","shape":[]}})", 1, "\"a\" has no data_offsets"},
      {R"({"a":{"dtype":"U8","dtype":"U8","shape":[],"data_offsets":[0,1]}})", 1,
       "\"a\" has \"dtype\" twice"},
      {"{" + entry("a", "U8", "[]", "[0,1]") + "," + entry("a", "U8", "[]", "[0,1]") + "}", 1,
       "its header has \"a\" twice"},
      {one("F8_E4M3", "[1]", "[0,1]"), 1, "the unknown dtype \"F8_E4M3\""},
      {one("f32", "[1]", "[0,4]"), 4, "the unknown dtype \"f32\""},
      {one("", "[1]", "[0,4]"), 4, "the unknown dtype \"\""},
      // Shapes.
      {one("U8", "1", "[0,1]"), 1, "has no shape"},
      {one("U8", "{}", "[0,1]"), 1, "has no shape"},
      {one("U8", "[-1]", "[0,1]"), 1, "has no shape"},
      {one("U8", "[-0]", "[0,0]"), 0, "has no shape"},
      {one("U8", "[1.0]", "[0,1]"), 1, "has no shape"},
      {one("U8", "[1e0]", "[0,1]"), 1, "has no shape"},
      {one("U8", "[\"1\"]", "[0,1]"), 1, "has no shape"},
      {one("U8", "[9007199254740993,0]", "[0,0]"), 0, "has no shape"},
      {one("U8", "[99999999999999999999,0]", "[0,0]"), 0, "has no shape"},
      // Sizes, some of which overflow 32 or 64 bits to the right number.
      {one("F32", "[2]", "[0,4]"), 4, "has 4 bytes, but its shape and dtype take 8"},
      {one("F32", "[0]", "[0,4]"), 4, "has 4 bytes, but its shape and dtype take 0"},
      {one("F32", "[]", "[0,0]"), 0, "has 0 bytes, but its shape and dtype take 4"},
      {one("U8", "[65536,65536]", "[0,0]"), 0, "take 4,294,967,296"},
      {one("F32", "[1073741825]", "[0,4]"), 4, "take 4,294,967,300"},
      {one("U8", "[4294967296,4294967296]", "[0,0]"), 0, "take far more"},
      {one("U8", "[4294967296,4294967296,0]", "[0,0]"), 0, "take far more"},
      {one("F64", "[2305843009213693952,8]", "[0,0]"), 0, "has no shape"},
      {one("F64", "[4503599627370496,4503599627370496]", "[0,0]"), 0, "take far more"},
      // Offsets.
      {one("U8", "[1]", "[0]"), 1, "has no data_offsets"},
      {one("U8", "[1]", "[0,1,1]"), 1, "has no data_offsets"},
      {one("U8", "[1]", "[0,1.0]"), 1, "has no data_offsets"},
      {one("U8", "[1]", "[-1,0]"), 1, "has no data_offsets"},
      {one("U8", "[1]", "0"), 1, "has no data_offsets"},
      {one("U8", "[1]", "[1,0]"), 1, "lies at bytes 1 to 0 of 1"},
      {one("U8", "[2]", "[0,2]"), 1, "lies at bytes 0 to 2 of 1"},
      {one("U8", "[1]", "[4294967296,4294967297]"), 1, "lies at bytes 4,294,967,296 to"},
      {one("U8", "[0]", "[9,9]"), 1, "lies at bytes 9 to 9 of 1"},
      // Every byte belongs to one tensor.
      {"{}", 1, "its last 1 bytes belong to no tensor"},
      {one("U8", "[1]", "[0,1]"), 3, "its last 2 bytes belong to no tensor"},
      {one("U8", "[1]", "[1,2]"), 2, "a hole of 1 bytes before the tensor \"a\""},
      {two("[0,2]", "[3,5]"), 5, "a hole of 1 bytes before the tensor \"b\""},
      {two("[0,2]", "[1,3]"), 3, "\"b\" overlaps the one before it"},
      {two("[0,2]", "[0,2]"), 2, "\"b\" overlaps the one before it"},
      {two("[1,3]", "[0,2]"), 3, "\"a\" overlaps the one before it"},
  };
  for (const auto& [header, data, reason] : cases) {
    CAPTURE(header.substr(0, 100));
    const Result<SafeTensors> read = parse_safetensors(file_of(header, data));
    REQUIRE(!read.ok());
    const std::string& message = read.error().message;
    CAPTURE(message);
    CHECK(message.rfind("This is not a safetensors file: ", 0) == 0);
    CHECK(message.find(reason) != std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
  }
}

TEST_CASE("A long name with odd characters is shown short, and on one line") {
  const std::string name = "\\n" + std::string(1'000, 'x');
  const Result<SafeTensors> read =
      parse_safetensors(file_of("{" + entry(name, "U9", "[]", "[0,1]") + "}", 1));
  REQUIRE(!read.ok());
  CHECK(read.error().message.size() < 200);
  CHECK(read.error().message.find('\n') == std::string::npos);
}

TEST_CASE("The length of the header is checked") {
  const auto message = [](const std::string& bytes) {
    return parse_safetensors(bytes).error().message;
  };
  const std::string prefix = "This is not a safetensors file: ";
  CHECK(message("") ==
        prefix + "it is shorter than the 8 bytes that give the length of its header.");
  CHECK(message(std::string("\x03\0\0\0\0\0\0\0{}", 10)) ==
        prefix + "it ends within its header of 3 bytes.");
  CHECK(message(std::string("\0\xe1\xf5\x05\0\0\0\0{}", 10)) ==
        prefix + "it ends within its header of 100,000,000 bytes.");
  CHECK(message(std::string("\x01\xe1\xf5\x05\0\0\0\0{}", 10)) ==
        prefix + "its first 8 bytes give a header of more than 100 MB.");
  CHECK(message("\xff\xff\xff\xff\xff\xff\xff\xff{}") ==
        prefix + "its first 8 bytes give a header of more than 100 MB.");
  // 2^32 + 2 is 2 where lengths have 32 bits.
  CHECK(message(std::string("\x02\0\0\0\x01\0\0\0{}", 10)) ==
        prefix + "its first 8 bytes give a header of more than 100 MB.");
}

TEST_CASE("A file that ends anywhere before its end, or goes on after it, is refused") {
  const std::string bytes = write_safetensors(small_model());
  for (size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK(!parse_safetensors(bytes.substr(0, size)).ok());
  }
  CHECK(!parse_safetensors(bytes + '\0').ok());
}

TEST_CASE("Mutated safetensors files never crash the reader, and what it reads is whole") {
  RandomStream random(11);
  const std::string files[] = {write_safetensors(small_model()), reference_file()};
  constexpr std::string_view kLikely = "{}[]\",:0123456789\\-.e";
  for (int i = 0; i < 40'000; ++i) {
    std::string bytes = files[i % 2];
    for (uint64_t j = 1 + random.next() % 4; j > 0; --j) {
      const bool any = random.next() % 2 == 0;
      bytes[random.next() % bytes.size()] =
          any ? static_cast<char>(random.next()) : kLikely[random.next() % kLikely.size()];
    }
    bytes.resize(bytes.size() - random.next() % 2 * (random.next() % bytes.size()));
    const Result<SafeTensors> read = parse_safetensors(bytes);
    if (!read.ok()) {
      CHECK(!read.error().message.empty());
      continue;
    }
    size_t size = 0;
    for (const SafeTensor& tensor : read.value().tensors) {
      size += tensor.bytes.size();
    }
    CHECK(size < bytes.size());
    const std::string again = write_safetensors(read.value());
    const Result<SafeTensors> reread = parse_safetensors(again);
    REQUIRE(reread.ok());
    CHECK(same(reread.value(), read.value()));
  }
}

}  // namespace playground
