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
/// Rows become columns: lane j of row i is lane i of row j.
inline void turn(f32x4 (&rows)[kLanes]) {
  const auto [a, b, c, d] = rows;
  const f32x4 first_ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const f32x4 first_cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const f32x4 last_ab = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const f32x4 last_cd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(first_ab, first_cd, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(first_ab, first_cd, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(last_ab, last_cd, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(last_ab, last_cd, 2, 3, 6, 7);
}
/// All ones in the lanes whose position, counted from `position`, lies in [first, last).
inline i32x4 inside(int32_t position, int32_t first, int32_t last) {
  const i32x4 positions = i32x4{0, 1, 2, 3} + position;
  return (positions >= first) & (positions < last);
}

}  // namespace playground::simd
