// AdamW (Loshchilov and Hutter 2019): Adam's step (Kingma and Ba 2015, algorithm 1), and apart from
// it a pull of the matrices towards 0.
#pragma once

#include <cmath>

#include "model/transformer.hpp"
#include "tensor.hpp"

namespace playground {

struct AdamWOptions {
  double beta1 = 0.9;
  double beta2 = 0.98;
  double epsilon = 1e-8;
  double weight_decay = 0.01;
  /// Longest gradient, as a whole: a longer one is shortened to it.
  double clip = 1.0;
};

/// Running means of the gradient and of its square, as many numbers as parameters each.
struct AdamWState {
  Buffer<float> first;
  Buffer<float> second;
  /// β₁ᵗ and β₂ᵗ after t steps.
  double beta1_power = 1.0;
  double beta2_power = 1.0;

  static Result<AdamWState> zeros(Index count);
};

/// √Σ g² in double precision.
double gradient_length(const float* gradient, Index count);

/// One step of so much learning rate; `gradient` is shortened to options.clip in place.
void adamw_step(const AdamWOptions& options, double learning_rate, const ParameterLayout& layout,
                float* gradient, AdamWState& state, float* parameters);

}  // namespace playground
