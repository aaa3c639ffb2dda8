#pragma once

#include <memory>
#include <string>

#include "formats/json_writer.hpp"
#include "model/bigram.hpp"
#include "model/trained_model.hpp"
#include "train/probes.hpp"

namespace playground {

/// Writes further members of a writer, beside the bigram that it is compared with.
using WriterScores = Result<void> (*)(JsonWriter& json,
                                      const std::shared_ptr<const TrainedModel>& writer,
                                      const Bigram& bigram);

/// Measures all that a model is described by, as one JSON object: `heads` (role and share of each
/// head), `probes` (every head's scores beside the baselines), and for a reader `answers`, `verbs`
/// and `control`, for a writer `perplexity` and what `more` adds.
Result<std::string> measure_model(const std::shared_ptr<const TrainedModel>& model,
                                  const ProbeOptions& options, WriterScores more = nullptr);

/// The JSON of a probe report alone, for a meter that is read while a model learns.
std::string probe_json(const ProbeReport& report, const Transformer& model);

/// What a head was measured to do, from a model's scores: "" where it earned no name.
struct HeadRole {
  std::string role;
  double share = 0.0;
};
/// L · H roles; empty where the scores have none.
std::vector<HeadRole> head_roles(const TrainedModel& model);

}  // namespace playground
