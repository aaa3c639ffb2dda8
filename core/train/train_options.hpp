#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "property.hpp"
#include "tensor.hpp"
#include "train/story_grammar.hpp"

namespace playground {

/// What a model is asked to learn: words that are hidden from it, or the word that comes next.
enum class Objective { kReader, kWriter };

/// All that a training depends on: the same options give the same model, bit for bit, everywhere.
struct TrainOptions {
  Objective objective = Objective::kReader;
  GrammarSize grammar = GrammarSize::kFull;
  Index layers = 3;
  Index heads = 4;
  Index width = 64;
  double learning_rate = 2e-3;
  Index steps = 3000;
  /// Stories a step.
  Index batch = 64;
  uint32_t seed = 1;
  /// Of the model itself: the reader's tokens may not attend to themselves, the writer's not to the
  /// future.
  std::string mask = "noself";
  /// How the finished model is stored: 4, 8 or 32 bits a number. With 4 or 8 the last half of the
  /// steps feels the rounding (see rounding.hpp).
  int bits = 32;

  using Pair = PropertyValue;
  /// Fills in what the objective's recipe says, then takes the pairs; checks every value.
  static Result<TrainOptions> parse(std::span<const Pair> pairs);
  /// The value of a row of train_table() as text, for parse; a rate as the shortest decimal that is
  /// this double and no other.
  [[nodiscard]] std::string value_of(std::string_view name) const;
};

/// The table of what a training depends on, its defaults those of the reader.
std::span<const Property> train_table();

}  // namespace playground
