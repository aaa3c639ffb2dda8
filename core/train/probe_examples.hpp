// Single stories behind a head's score: where it points to something else than the probe's target,
// and where it is right.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "train/probes.hpp"

namespace playground {

/// A story, and where a head has the largest weight of one row. Positions are those of the text's
/// tokens, from 0.
struct ProbeExample {
  std::string text;
  Index query = 0;
  Index target = 0;
  Index pointed = 0;
  float target_weight = 0.0F;
  float pointed_weight = 0.0F;
};

struct ExampleOptions {
  Probe probe = Probe::kPronoun;
  HeadName head;
  /// The most examples, one a story.
  Index count = 10;
  /// Cases in which the head is right, instead of those in which it is not.
  bool right = false;
  GrammarSize grammar = GrammarSize::kFull;
  uint32_t seed = 1;
};

/// How many stories are searched at most.
constexpr Index kExampleStories = 2000;

/// Draws new stories of the test split until there are enough examples. Fails where the model has
/// no such head, or does not read stories.
Result<std::vector<ProbeExample>> probe_examples(const TrainedModel& model,
                                                 const ExampleOptions& options);

/// The probe that may name a head, by its name.
Result<Probe> probe_named(std::string_view name);

/// An array of objects: text, query, target, pointed, target_weight, pointed_weight.
std::string examples_json(std::span<const ProbeExample> examples);

}  // namespace playground
