// float16 (IEEE 754 binary16) as its 16 bits. The same bits on every machine.
#pragma once

#include <cstdint>

namespace playground {

/// Rounded to the nearest, ties to even; from 65,520 on infinity; every NaN is 0x7e00 with the
/// number's sign.
uint16_t half_from_float(float number);

/// Exact.
float float_from_half(uint16_t half);

}  // namespace playground
