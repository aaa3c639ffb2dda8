#pragma once

#include <span>
#include <vector>

#include "kernels/elementary.hpp"

namespace playground {

/// How the next word is drawn.
struct Sampling {
  /// What logits are divided by: below 1 safer, above 1 wilder; 0 takes the most probable word.
  double temperature = 0.8;
  /// Only so many most probable words; 0: all (Fan, Lewis and Dauphin 2018).
  int top_k = 0;
  /// Only the most probable words that together reach this probability (Holtzman et al. 2020,
  /// section 3.1).
  double top_p = 1.0;
};

/// What is left to draw from: the probability of each word after temperature, top-k and top-p,
/// summing to 1.
std::vector<float> sampling_probabilities(std::span<const float> logits, const Sampling& sampling);

/// Draws an index with its probability.
int draw_index(std::span<const float> probabilities, RandomStream& random);

}  // namespace playground
