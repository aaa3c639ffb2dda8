#include "kernels/gelu.hpp"

#include "kernels/simd.hpp"

namespace playground {

template <>
void gelu_forward(const float* x, Index count, float* y, float* tanhs) {
  using namespace gelu_detail;
  using namespace simd;
  const f32x4 root = splat(static_cast<float>(kRoot));
  const f32x4 cubic = splat(static_cast<float>(kCubic));
  const f32x4 one = splat(1.0F);
  const f32x4 two = splat(2.0F);
  const SimdExp exp;
  const auto tanh_of = [&](f32x4 v) {
    const f32x4 u = root * (v + cubic * v * v * v);
    return one - two / (exp(two * u) + one);
  };
  const auto activated = [&](f32x4 v, f32x4 tanh) { return splat(0.5F) * v * (one + tanh); };
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const f32x4 v = load(x + i);
    const f32x4 tanh = tanh_of(v);
    store(y + i, activated(v, tanh));
    if (tanhs != nullptr) {
      store(tanhs + i, tanh);
    }
  }
  if (i < count) {
    const auto bytes = static_cast<size_t>(count - i) * sizeof(float);
    f32x4 v = splat(0.0F);
    std::memcpy(&v, x + i, bytes);
    const f32x4 tanh = tanh_of(v);
    const f32x4 result = activated(v, tanh);
    std::memcpy(y + i, &result, bytes);
    if (tanhs != nullptr) {
      std::memcpy(tanhs + i, &tanh, bytes);
    }
  }
}

template void gelu_backward(const float*, const float*, const float*, Index, float*);

}  // namespace playground
