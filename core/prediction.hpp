#pragma once

#include <optional>
#include <vector>

#include "model/trained_model.hpp"
#include "trace.hpp"

namespace playground {

struct PredictedWord {
  int id = 0;
  float probability = 0.0F;
};

/// The most probable words at a token (reader) or after it (writer).
struct Prediction {
  Index position = 0;
  std::vector<PredictedWord> words;
};

/// Most probable words first, `count` of them at the most. Without a position: the first hidden
/// word of a reader's text, the last token of a writer's. Fails where the model was never trained
/// or there is no such token.
Result<Prediction> predict(Trace& trace, const TrainedModel& model, std::optional<Index> position,
                           Index count);

}  // namespace playground
