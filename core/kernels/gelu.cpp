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
  Index i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const f32x4 v = load(x + i);
    const f32x4 u = root * (v + cubic * v * v * v);
    const f32x4 tanh = one - two / (exp(two * u) + one);
    store(y + i, splat(0.5F) * v * (one + tanh));
    if (tanhs != nullptr) {
      store(tanhs + i, tanh);
    }
  }
  gelu_forward_reference(x + i, count - i, y + i, tanhs == nullptr ? nullptr : tanhs + i);
}

template void gelu_backward(const float*, const float*, const float*, Index, float*);

}  // namespace playground
