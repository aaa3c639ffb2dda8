#include "attention/mask.hpp"

#include "catch.hpp"
#include "masks.hpp"

namespace playground {

namespace {

std::string canonical(std::string_view text) {
  const Result<Mask> mask = Mask::parse(text);
  return mask.ok() ? mask.value().text() : "error: " + mask.error().message;
}

bool refused(std::string_view text, std::string_view part) {
  const Result<Mask> mask = Mask::parse(text);
  return !mask.ok() && mask.error().message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "A mask's text is written back in the order causal, noself, window, dilated, global, bits") {
  CHECK(canonical("none") == "none");
  CHECK(canonical("global:5,0,5+window:4+causal") == "causal+window:4+global:0,5");
  CHECK(canonical("bits:3,_4A+dilated:4,2+noself") == "noself+dilated:4,2+bits:3,_4A");
  for (const char* text : kMasks) {
    CHECK(canonical(text) == text);
  }
}

TEST_CASE("Broken masks are refused with what is wrong") {
  CHECK(refused("", "no mask"));
  CHECK(refused("sideways", "no mask \"sideways\""));
  CHECK(refused("causal+causal", "twice"));
  CHECK(refused("causal+none", "no mask"));
  CHECK(refused("causal:3", "no mask"));
  CHECK(refused("window", "whole number from 1"));
  CHECK(refused("window:0", "whole number from 1"));
  CHECK(refused("window:-1", "whole number from 1"));
  CHECK(refused("dilated:4", "two whole numbers"));
  CHECK(refused("dilated:4,0", "two whole numbers"));
  CHECK(refused("dilated:1,2,3", "two whole numbers"));
  CHECK(refused("global:", "counted from 0"));
  CHECK(refused("global:1,x", "counted from 0"));
  CHECK(refused("bits:65,AA", "1 to 64"));
  CHECK(refused("bits:3,A*", "base64url"));
  CHECK(refused("bits:3,AAAA", "3 characters"));
}

TEST_CASE("Each kind of mask allows what its definition says") {
  const auto allows = [](std::string_view text, Index query, Index key) {
    return Mask::parse(text).value().allows(query, key);
  };
  CHECK(allows("none", 0, 9));
  CHECK(!allows("causal", 0, 1));
  CHECK(allows("causal", 1, 1));
  CHECK(!allows("noself", 1, 1));
  // A token and W − 1 to each side; with causal, itself and the W − 1 before it.
  CHECK(allows("window:4", 5, 2));
  CHECK(!allows("window:4", 5, 1));
  CHECK(allows("window:4", 5, 8));
  CHECK(!allows("causal+window:4", 5, 8));
  CHECK(allows("dilated:3,2", 5, 1));
  CHECK(!allows("dilated:3,2", 5, 2));
  CHECK(!allows("dilated:3,2", 7, 1));
  CHECK(allows("global:0,5", 5, 3));
  CHECK(allows("global:0,5", 3, 0));
  CHECK(!allows("global:0,5", 3, 4));
  CHECK(allows("window:1+global:0", 3, 3));
  // 101 000 111: outside the painted 3 × 3 all is allowed.
  CHECK(allows("bits:3,o4A", 0, 0));
  CHECK(!allows("bits:3,o4A", 0, 1));
  CHECK(!allows("bits:3,o4A", 1, 2));
  CHECK(allows("bits:3,o4A", 2, 2));
  CHECK(allows("bits:3,o4A", 3, 1));
}

TEST_CASE("Rows and ranges agree with the definition, for every mask and any part of a row") {
  for (const char* text : kMasks) {
    const Mask mask = Mask::parse(text).value();
    for (const Index length : {1, 2, 7, 16, 33}) {
      CAPTURE(text, length);
      for (Index query = 0; query < length; ++query) {
        const Range within = mask.key_range({query, std::min(length, query + 3)}, length);
        for (Index first = 0; first < length; first += 5) {
          std::vector<int32_t> row(static_cast<size_t>(length - first), 7);
          mask.fill_row(query, {first, length}, row.data());
          for (Index key = first; key < length; ++key) {
            const bool allowed = mask.allows(query, key);
            REQUIRE(row[static_cast<size_t>(key - first)] == (allowed ? -1 : 0));
            REQUIRE((!allowed || (key >= within.first && key < within.last)));
          }
        }
      }
    }
  }
}

}  // namespace playground
