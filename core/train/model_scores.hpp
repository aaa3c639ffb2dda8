#pragma once

#include <memory>
#include <string>

#include "model/trained_model.hpp"
#include "train/probes.hpp"

namespace playground {

/// Measures all that a model is described by, as one JSON object: `heads` (role and share of each
/// head), `probes` (every head's scores beside the baselines), and for a reader `answers`, `verbs`
/// and `control`, for a writer `perplexity` and `samples`.
Result<std::string> measure_model(const std::shared_ptr<const TrainedModel>& model,
                                  const ProbeOptions& options);

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
