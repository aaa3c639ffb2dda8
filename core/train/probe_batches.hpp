// The new stories that a model is measured on, gathered into batches: the same ones for every
// measure.
#pragma once

#include <algorithm>
#include <span>
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

/// Where the weights of one sequence of a batch lie in a network that has run it.
struct SequenceWeights {
  Index offset = 0;
  Index length = 0;

  /// A head's row of a query: N numbers.
  [[nodiscard]] std::span<const float> row(const BatchNetwork<float>& network, HeadName head,
                                           Index query) const {
    return {network.weights(head.layer) + offset + (head.head * length + query) * length,
            static_cast<size_t>(length)};
  }
};

/// see(s, weights) for each sequence of a batch.
template <class See>
void for_sequences(const Batch& batch, Index heads, See see) {
  SequenceWeights weights;
  for (size_t s = 0; s + 1 < batch.starts.size(); ++s) {
    weights.length = batch.starts[s + 1] - batch.starts[s];
    see(s, weights);
    weights.offset += heads * weights.length * weights.length;
  }
}

/// Where a row has its largest weight.
inline Index largest(std::span<const float> row) {
  return std::max_element(row.begin(), row.end()) - row.begin();
}

/// An error for a model with other words than the stories: there its ids mean something else.
Result<void> check_knows_words(const TrainedModel& model);
/// The same, and for one with fewer positions than a story may have words.
Result<void> check_reads_stories(const TrainedModel& model);

}  // namespace playground
