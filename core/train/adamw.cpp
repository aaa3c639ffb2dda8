#include "train/adamw.hpp"

namespace playground {

Result<AdamWState> AdamWState::zeros(Index count) {
  Result<Buffer<float>> first = Buffer<float>::zeros(count);
  Result<Buffer<float>> second = Buffer<float>::zeros(count);
  if (!first.ok() || !second.ok()) {
    return first.ok() ? second.error() : first.error();
  }
  AdamWState state;
  state.first = std::move(first.value());
  state.second = std::move(second.value());
  return state;
}

double gradient_length(const float* gradient, Index count) {
  double squares = 0.0;
  for (Index i = 0; i < count; ++i) {
    squares += static_cast<double>(gradient[i]) * static_cast<double>(gradient[i]);
  }
  return std::sqrt(squares);
}

void adamw_step(const AdamWOptions& options, double learning_rate, const ParameterLayout& layout,
                float* gradient, AdamWState& state, float* parameters) {
  const double length = gradient_length(gradient, layout.size());
  // As PyTorch's clip_grad_norm_: a hair shorter, so that rounding cannot leave it longer.
  const auto shorter =
      length > options.clip ? static_cast<float>(options.clip / (length + 1e-6)) : 1.0F;
  state.beta1_power *= options.beta1;
  state.beta2_power *= options.beta2;
  const auto beta1 = static_cast<float>(options.beta1);
  const auto beta2 = static_cast<float>(options.beta2);
  const auto rest1 = static_cast<float>(1.0 - options.beta1);
  const auto rest2 = static_cast<float>(1.0 - options.beta2);
  const auto step = static_cast<float>(learning_rate / (1.0 - state.beta1_power));
  const auto root = static_cast<float>(std::sqrt(1.0 - state.beta2_power));
  const auto epsilon = static_cast<float>(options.epsilon);
  for (const ParameterTensor& tensor : layout.tensors()) {
    const float keep =
        tensor.decays ? static_cast<float>(1.0 - learning_rate * options.weight_decay) : 1.0F;
    float* p = parameters + tensor.offset;
    float* first = state.first.data() + tensor.offset;
    float* second = state.second.data() + tensor.offset;
    const float* gradients = gradient + tensor.offset;
    for (Index i = 0; i < tensor.size(); ++i) {
      const float g = gradients[i] * shorter;
      first[i] = beta1 * first[i] + rest1 * g;
      second[i] = beta2 * second[i] + rest2 * (g * g);
      p[i] = p[i] * keep - step * first[i] / (std::sqrt(second[i]) / root + epsilon);
    }
  }
}

}  // namespace playground
