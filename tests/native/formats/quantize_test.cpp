#include "formats/quantize.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

Matrix dequantized(const QuantizedRows& rows) {
  Matrix matrix = std::move(Matrix::zeros(rows.rows, rows.columns).value());
  REQUIRE(dequantize_rows(rows.packed, rows.scales, rows.bits, matrix.view()).ok());
  return matrix;
}

float scale_of(const QuantizedRows& rows, size_t row) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(rows.scales[2 * row + i]); };
  return float_from_half(static_cast<uint16_t>(byte(0) | byte(1) << 8));
}

double squared_distance(ConstMatrixView a, ConstMatrixView b) {
  double sum = 0.0;
  for (Index i = 0; i < a.rows; ++i) {
    for (Index j = 0; j < a.columns; ++j) {
      const double difference = static_cast<double>(a.row(i)[j]) - static_cast<double>(b.row(i)[j]);
      sum += difference * difference;
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("Whole multiples of a float16 scale come back exactly, in any shape") {
  const int bits = GENERATE(4, 8);
  const Index columns = GENERATE(1, 2, 3, 8, 65);
  const int largest = bits == 4 ? 7 : 127;
  RandomStream random(1);
  TestMatrix rows(random, 5, columns, 1, 2);
  for (Index i = 0; i < 5; ++i) {
    for (Index j = 0; j < columns; ++j) {
      const auto draw = static_cast<int>(random.next() % static_cast<uint64_t>(2 * largest + 1));
      const int whole = j == 0 ? largest : draw - largest;
      rows.view.row(i)[j] = static_cast<float>(whole) * 0.0078125F;
    }
  }
  const QuantizedRows packed = quantize_rows(rows.view, bits);
  CHECK(packed.bits == bits);
  CHECK(static_cast<Index>(packed.packed.size()) == 5 * packed_row_bytes(columns, bits));
  CHECK(packed.scales.size() == 10);
  TestMatrix again(random, 5, columns, 3, 1);
  REQUIRE(dequantize_rows(packed.packed, packed.scales, bits, again.view).ok());
  CHECK(same_bits(again.view, rows.view));
}

TEST_CASE("The layout of packed bytes is the documented one") {
  const float row[] = {-7.0F, 7.0F, 1.0F};
  const QuantizedRows four = quantize_rows({row, 1, 3, 3}, 4);
  CHECK(four.packed == "\xf1\x09");
  CHECK(four.scales == std::string("\x00\x3c", 2));
  const float wide[] = {-127.0F, 127.0F, -1.0F};
  const QuantizedRows eight = quantize_rows({wide, 1, 3, 3}, 8);
  CHECK(eight.packed == "\x81\x7f\xff");
  CHECK(eight.scales == std::string("\x00\x3c", 2));
}

TEST_CASE("Numbers within the scale's reach are off by half a scale at most") {
  const int bits = GENERATE(4, 8);
  const int largest = bits == 4 ? 7 : 127;
  RandomStream random(2);
  const TestMatrix rows(random, 20, 100);
  const QuantizedRows packed = quantize_rows(rows.view, bits);
  const Matrix again = dequantized(packed);
  int wrong = 0;
  for (Index i = 0; i < 20; ++i) {
    const float scale = scale_of(packed, static_cast<size_t>(i));
    for (Index j = 0; j < 100; ++j) {
      const float size = std::fabs(rows.view.row(i)[j]);
      const float off = std::fabs(rows.view.row(i)[j] - again.view().row(i)[j]);
      const float reach = scale * static_cast<float>(largest);
      wrong += off > std::fmax(scale / 2.0F, size - reach) * 1.0001F ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("The error is small, and smaller than with the scale of the largest number") {
  RandomStream random(3);
  const TestMatrix rows(random, 64, 512);
  const double size = squared_distance(rows.view, Matrix::zeros(64, 512).value().view());
  const double four = squared_distance(rows.view, dequantized(quantize_rows(rows.view, 4)).view());
  const double eight = squared_distance(rows.view, dequantized(quantize_rows(rows.view, 8)).view());
  CHECK(std::sqrt(four / size) < 0.12);
  CHECK(std::sqrt(eight / size) < 0.008);

  QuantizedRows plain = quantize_rows(rows.view, 4);
  double unclipped = 0.0;
  for (Index i = 0; i < 64; ++i) {
    float reach = 0.0F;
    for (Index j = 0; j < 512; ++j) {
      reach = std::fmax(reach, std::fabs(rows.view.row(i)[j]));
    }
    const float scale = float_from_half(half_from_float(reach / 7.0F));
    for (Index j = 0; j < 512; ++j) {
      const float number = rows.view.row(i)[j];
      const double off = static_cast<double>(number - std::nearbyint(number / scale) * scale);
      unclipped += off * off;
    }
  }
  CHECK(four < 0.9 * unclipped);
}

TEST_CASE("Rows of zeros, tiny, huge and not finite numbers do no harm") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const float numbers[][2] = {{0.0F, -0.0F}, {1e-30F, -1e-30F}, {4e-7F, -6e-8F},
                              {1e9F, 1e5F},  {kInfinity, 1.0F}, {std::nanf(""), -1.0F}};
  const int bits = GENERATE(4, 8);
  const QuantizedRows packed = quantize_rows({numbers[0], 6, 2, 2}, bits);
  const Matrix again = dequantized(packed);
  for (const Index zeros : {0, 1, 4, 5}) {
    CAPTURE(zeros);
    CHECK(again.view().row(zeros)[0] == 0.0F);
    CHECK(again.view().row(zeros)[1] == 0.0F);
  }
  CHECK(std::fabs(again.view().row(2)[0] - 4e-7F) <= 0x1p-25F);
  CHECK(again.view().row(3)[0] == 65504.0F * (bits == 4 ? 7.0F : 127.0F));
  CHECK(quantize_rows({nullptr, 0, 4, 4}, bits).packed.empty());
  CHECK(quantize_rows({numbers[0], 2, 0, 2}, bits).scales == std::string(4, '\0'));
}

TEST_CASE("A rounded row is what comes back from the packed one") {
  RandomStream random(21);
  for (const int bits : {4, 8}) {
    for (Index columns = 0; columns <= 9; ++columns) {
      std::vector<float> row(static_cast<size_t>(columns));
      for (float& number : row) {
        number = static_cast<float>(random.uniform()) - 0.5F;
      }
      const QuantizedRows packed = quantize_rows({row.data(), 1, columns, columns}, bits);
      std::vector<float> stored(row.size());
      std::vector<float> rounded(row.size());
      REQUIRE(
          dequantize_rows(packed.packed, packed.scales, bits, {stored.data(), 1, columns, columns})
              .ok());
      round_row(row.data(), columns, bits, rounded.data());
      CHECK(rounded == stored);
    }
  }
}

TEST_CASE("What does not fit the rows is refused") {
  Matrix rows = std::move(Matrix::zeros(2, 3).value());
  const auto refused = [&rows](size_t packed, const std::string& scales, int bits) {
    const Result<void> result =
        dequantize_rows(std::string(packed, 'x'), scales, bits, rows.view());
    return result.ok() ? "" : result.error().message;
  };
  const std::string one("\x00\x3c\x00\x3c", 4);
  CHECK(refused(4, one, 4).empty());
  CHECK(refused(6, one, 8).empty());
  CHECK(refused(6, one, 5) == "Packed numbers have 4 or 8 bits, not 5.");
  CHECK(
      refused(3, one, 4) ==
      "2 rows of 3 numbers in 4 bits take 4 bytes and 4 for their scales, but there are 3 and 4.");
  CHECK(!refused(6, one, 4).empty());
  CHECK(!refused(4, one, 8).empty());
  CHECK(!refused(4, "", 4).empty());
  CHECK(!refused(4, one + one, 4).empty());
  CHECK(refused(4, std::string("\x00\x3c\x00\x7c", 4), 4) ==
        "The scale of row 2 is not a finite number.");
  CHECK(!refused(4, "\x01\xfe\x01\x3c", 4).empty());
}

TEST_CASE("The same numbers give the same bytes everywhere") {
  RandomStream random(4);
  const TestMatrix rows(random, 40, 97);
  const auto fingerprint = [&rows](int bits) {
    uint64_t hash = 14695981039346656037ULL;  // FNV-1a
    const QuantizedRows packed = quantize_rows(rows.view, bits);
    for (const char byte : packed.packed + packed.scales) {
      hash = (hash ^ static_cast<uint8_t>(byte)) * 1099511628211ULL;
    }
    return hash;
  };
  CHECK(fingerprint(4) == 0x723af550a5069a14ULL);
  CHECK(fingerprint(8) == 0xf18ae3b0b3b8648fULL);
}

}  // namespace playground
