#include "prediction.hpp"

#include <algorithm>

#include "formats/number_text.hpp"
#include "sorting.hpp"

namespace playground {

namespace {

Result<Index> position_to_predict(const Trace& trace, const TrainedModel& model) {
  const std::span<const Token> tokens = trace.tokens();
  if (model.facts().kind == "writer") {
    return trace.length() - 1;
  }
  const auto hidden = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.id == Vocabulary::kMask;
  });
  if (hidden == tokens.end()) {
    return Error{
        "Nothing is hidden in this text: write [MASK] in place of a word, or name a token."};
  }
  return static_cast<Index>(hidden - tokens.begin());
}

}  // namespace

Result<Prediction> predict(Trace& trace, const TrainedModel& model, std::optional<Index> position,
                           Index count) {
  if (trace.length() == 0) {
    return Error{"There is no token in this text to predict from."};
  }
  const Result<Index> chosen =
      position ? Result<Index>(*position) : position_to_predict(trace, model);
  if (!chosen.ok()) {
    return chosen.error();
  }
  if (chosen.value() < 0 || chosen.value() >= trace.length()) {
    return Error{"There is no token " + std::to_string(chosen.value()) +
                 " (counted from 0): this text has " + with_thousands(trace.length()) + "."};
  }
  const Result<std::span<const float>> probabilities = trace.probabilities(chosen.value());
  if (!probabilities.ok()) {
    return probabilities.error();
  }
  Prediction prediction{chosen.value(), {}};
  for (size_t id = 0; id < probabilities.value().size(); ++id) {
    prediction.words.push_back({static_cast<int>(id), probabilities.value()[id]});
  }
  heap_sort(prediction.words, [](const PredictedWord& a, const PredictedWord& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.id < b.id;
  });
  prediction.words.resize(static_cast<size_t>(
      std::clamp<Index>(count, 0, static_cast<Index>(prediction.words.size()))));
  return prediction;
}

}  // namespace playground
