// What a fuzz target says of a reader: where it does not hold, libFuzzer has found something.
#pragma once

#include <cstdlib>

namespace playground {

inline void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

}  // namespace playground
