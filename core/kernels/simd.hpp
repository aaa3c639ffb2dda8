// The only place that knows vectors. GCC's and clang's vector extensions compile to WebAssembly
// SIMD128, SSE and NEON from one source; each lane does the same IEEE operations everywhere, so the
// bits agree.
#pragma once

#include <cstdint>
#include <cstring>

namespace playground::simd {

constexpr int kLanes = 4;

using f32x4 = float __attribute__((vector_size(16)));
using i32x4 = int32_t __attribute__((vector_size(16)));
using u32x4 = uint32_t __attribute__((vector_size(16)));

inline f32x4 load(const float* p) {
  f32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline i32x4 load(const int32_t* p) {
  i32x4 v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
inline void store(float* p, f32x4 v) {
  std::memcpy(p, &v, sizeof v);
}
inline f32x4 splat(float x) {
  return f32x4{x, x, x, x};
}
inline u32x4 splat(uint32_t x) {
  return u32x4{x, x, x, x};
}

inline i32x4 bits(f32x4 v) {
  i32x4 r;
  std::memcpy(&r, &v, sizeof r);
  return r;
}
inline f32x4 from_bits(i32x4 v) {
  f32x4 r;
  std::memcpy(&r, &v, sizeof r);
  return r;
}

/// Lanes of `a` where `mask` is all ones, of `b` where it is 0.
inline f32x4 select(i32x4 mask, f32x4 a, f32x4 b) {
  return from_bits((bits(a) & mask) | (bits(b) & ~mask));
}
/// Lanes of `a` where `mask` is all ones, elsewhere 0.
inline f32x4 keep(i32x4 mask, f32x4 a) {
  return from_bits(bits(a) & mask);
}
/// b where it is larger than a, else a (a NaN in b is passed over): one instruction everywhere.
inline f32x4 larger(f32x4 a, f32x4 b) {
  return a < b ? b : a;
}
/// All ones in the lanes whose position, counted from `position`, lies in [first, last).
inline i32x4 inside(int32_t position, int32_t first, int32_t last) {
  const i32x4 positions = i32x4{0, 1, 2, 3} + position;
  return (positions >= first) & (positions < last);
}

}  // namespace playground::simd
