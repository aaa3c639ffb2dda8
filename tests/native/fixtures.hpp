// Oracles' numbers: reading their files, and how far ours are from them.
#pragma once

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace playground {

/// The bytes of a file below tests/fixtures/.
inline std::string fixture(const std::string& name) {
  std::ifstream stream(std::string(PLAYGROUND_SOURCE_DIR) + "/tests/fixtures/" + name,
                       std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline double largest_difference(const std::vector<float>& numbers, const float* expected) {
  double largest = 0.0;
  for (size_t i = 0; i < numbers.size(); ++i) {
    const double difference =
        std::fabs(static_cast<double>(numbers[i]) - static_cast<double>(expected[i]));
    largest = difference <= largest ? largest : difference;  // a NaN is kept
  }
  return largest;
}

}  // namespace playground
