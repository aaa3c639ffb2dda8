#include "formats/npy.hpp"

#include "catch.hpp"
#include "kernels/elementary.hpp"

namespace playground {

namespace {

std::string file_of(const std::string& header, size_t numbers, char version = 1) {
  std::string bytes = "\x93NUMPY";
  bytes += version;
  bytes += '\0';
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  if (version > 1) {
    bytes += std::string(2, '\0');
  }
  return bytes + header + std::string(numbers * 4, '\0');
}

}  // namespace

TEST_CASE("What is written is read back, and the header is aligned as NumPy's") {
  const std::vector<int64_t> shape =
      GENERATE(std::vector<int64_t>{}, std::vector<int64_t>{3}, std::vector<int64_t>{2, 3},
               std::vector<int64_t>{0, 5}, std::vector<int64_t>{1, 2, 3, 4});
  int64_t count = 1;
  for (const int64_t size : shape) {
    count *= size;
  }
  const std::string header = npy_header(shape);
  CHECK(header.size() % 64 == 0);
  CHECK(header.back() == '\n');
  std::string bytes = header;
  for (int64_t i = 0; i < count; ++i) {
    const float number = static_cast<float>(i) * 0.5F;
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  const Result<NpyArray> array = parse_npy(bytes);
  REQUIRE(array.ok());
  CHECK(array.value().shape == shape);
  REQUIRE(array.value().numbers.size() == static_cast<size_t>(count));
  CHECK((count == 0 || array.value().numbers.back() == static_cast<float>(count - 1) * 0.5F));
}

TEST_CASE("Headers of other writers are read") {
  CHECK(parse_npy(file_of("{\"descr\": \"<f4\", \"shape\": (2, 1), \"fortran_order\": False}\n", 2))
            .ok());
  CHECK(parse_npy(file_of("{'shape':(2L,),'fortran_order':False,'descr':'<f4'}", 2, 2)).ok());
}

TEST_CASE("Other types, orders, sizes and broken headers are refused") {
  const auto refused = [](const std::string& bytes) { return !parse_npy(bytes).ok(); };
  CHECK(refused(""));
  CHECK(refused("\x93NUMPY"));
  CHECK(refused(file_of("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 2)));
  CHECK(refused(file_of("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 1)));
  CHECK(refused(file_of("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", 1)));
  CHECK(refused(file_of("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 1)));
  CHECK(refused(file_of("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 1)));
  CHECK(refused(file_of("{'descr': '<f4', 'fortran_order': False, 'shape': 1, }", 1)));
  CHECK(refused(file_of("{'descr': '<f4', 'shape': (1,), }", 1)));
  CHECK(refused(file_of(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4), }", 0)));
  CHECK(refused(file_of("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 1, 9)));
}

TEST_CASE("Mutated files never crash the reader") {
  const std::string good = npy_header(std::vector<int64_t>{2, 3}) + std::string(24, '\x3f');
  RandomStream random(9);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (uint64_t j = 1 + random.next() % 4; j > 0; --j) {
      bytes[random.next() % bytes.size()] = static_cast<char>(random.next());
    }
    bytes.resize(bytes.size() - random.next() % 2 * (random.next() % bytes.size()));
    const Result<NpyArray> array = parse_npy(bytes);
    CHECK((array.ok() || !array.error().message.empty()));
  }
}

}  // namespace playground
