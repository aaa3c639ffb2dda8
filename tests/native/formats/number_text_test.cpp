#include "formats/number_text.hpp"

#include <cmath>
#include <cstdlib>

#include "catch.hpp"
#include "kernels/elementary.hpp"

namespace playground {

TEST_CASE("Whole numbers are digits only") {
  CHECK(parse_whole("0") == 0);
  CHECK(parse_whole("4294967295") == 4294967295);
  CHECK(parse_whole("9007199254740992") == int64_t{1} << 53);
  for (const char* text :
       {"", "-1", "+1", "1.0", " 1", "1 ", "0x1", "9007199254740993", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK(!parse_whole(text));
  }
}

TEST_CASE("Numbers are read as strtod reads them") {
  for (const char* text : {"0", "-0.5", ".5", "5.", "1e3", "2.5E-3", "+7", "123456789012345",
                           "1e22", "0.1", "1e-320", "1.7e308"}) {
    CAPTURE(text);
    REQUIRE(parse_number(text));
    CHECK_THAT(*parse_number(text), WithinRel(std::strtod(text, nullptr), 1e-15));
  }
  for (const char* text :
       {"", ".", "-", "e5", "1e", "1e+", "1.2.3", "nan", "inf", "0x10", "1 ", "1e999", "--1"}) {
    CAPTURE(text);
    CHECK(!parse_number(text));
  }
}

TEST_CASE("A float's text reads back as the same float, and no shorter text would") {
  RandomStream random(2);
  for (int i = 0; i < 200'000; ++i) {
    const auto number = bit_cast<float>(static_cast<uint32_t>(random.next()));
    if (!std::isfinite(number)) {
      continue;
    }
    const std::string text = number_text(number);
    CAPTURE(text);
    REQUIRE(std::strtof(text.c_str(), nullptr) == number);
    REQUIRE(static_cast<float>(*parse_number(text)) == number);
  }
  CHECK(number_text(0.1F) == "0.1");
  CHECK(number_text(100.0F) == "100");
  CHECK(number_text(-1.5F) == "-1.5");
  CHECK(number_text(1e-7F) == "1e-7");
  CHECK(number_text(3.4028235e38F) == "3.4028235e38");
  CHECK(number_text(-0.0F) == "-0");
}

TEST_CASE("Numbers in messages are written as people write them") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(5210) == "5,210");
  CHECK(with_thousands(-1234567) == "-1,234,567");
  CHECK(bytes_text(1073741824.0) == "1 GiB");
  CHECK(bytes_text(1.5 * 1073741824.0) == "1.5 GiB");
  CHECK(bytes_text(340.0 * 1048576.0) == "340 MiB");
  CHECK(bytes_text(1000.0) == "1 KiB");
}

}  // namespace playground
