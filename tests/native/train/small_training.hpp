// A training of a second or less, for the tests of what trains.
#pragma once

#include <vector>

#include "train/trainer.hpp"

namespace playground {

inline TrainOptions small_options(uint32_t seed) {
  TrainOptions options;
  options.grammar = GrammarSize::kSmall;
  options.layers = 1;
  options.heads = 2;
  options.width = 16;
  options.batch = 8;
  options.steps = 40;
  options.seed = seed;
  return options;
}

inline std::vector<float> numbers_of(const Transformer& model) {
  return {model.parameters.data(), model.parameters.data() + model.parameters.size()};
}

}  // namespace playground
