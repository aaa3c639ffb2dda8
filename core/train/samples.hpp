// What a model writes by itself, judged by the recogniser.
#pragma once

#include <memory>

#include "formats/json_writer.hpp"
#include "model/bigram.hpp"
#include "model/sampling.hpp"
#include "model/trained_model.hpp"

namespace playground {

struct SampleOptions {
  Index stories = 500;
  Sampling sampling;
  uint32_t seed = 1;
};

/// How many of so many stories were accepted, by both standards (see Standard).
struct SampleScores {
  Index stories = 0;
  Index grammatical = 0;
  Index sensible = 0;
};

/// Each story is written from its first word to its end; one that does not end counts as rejected.
Result<SampleScores> judge_writer(std::shared_ptr<const TrainedModel> writer,
                                  const SampleOptions& options);
/// The same for a bigram of story_vocabulary().
SampleScores judge_bigram(const Bigram& bigram, const SampleOptions& options);

/// For measure_model: the member `samples`. Not part of it, because the recogniser is large and the
/// page does without.
Result<void> write_samples(JsonWriter& json, const std::shared_ptr<const TrainedModel>& writer,
                           const Bigram& bigram);

}  // namespace playground
