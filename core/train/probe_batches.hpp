// The new stories that a model is measured on, gathered into batches: the same ones for every
// measure.
#pragma once

#include <vector>

#include "train/batch_network.hpp"
#include "train/probes.hpp"
#include "train/story_grammar.hpp"

namespace playground {

/// What a network for these batches must be built for.
constexpr BatchLimits kProbeLimits{2048, 64};

/// Draws the stories; fill(story, batch) appends each, visit(stories, batch) sees each batch.
template <class Fill, class Visit>
void for_probe_batches(const ProbeOptions& options, Fill fill, Visit visit) {
  RandomStream random(RandomStream(options.seed).next());
  std::vector<Story> stories;
  Batch batch;
  batch.clear();
  for (Index drawn = 0; drawn < options.stories; ++drawn) {
    stories.push_back(draw_story({options.grammar, options.split, false}, random));
    fill(stories.back(), batch);
    const auto tokens = static_cast<Index>(batch.tokens.size());
    if (tokens + kProbeLimits.sequence > kProbeLimits.tokens || drawn + 1 == options.stories) {
      visit(stories, batch);
      stories.clear();
      batch.clear();
    }
  }
}

}  // namespace playground
