#include "train/probe_batches.hpp"

namespace playground {

Result<void> check_knows_words(const TrainedModel& model) {
  const Vocabulary& vocabulary = *model.vocabulary();
  const std::span<const std::string_view> words = story_words();
  bool knows = vocabulary.size() - vocabulary.first_word() == static_cast<int>(words.size());
  for (size_t i = 0; knows && i < words.size(); ++i) {
    knows = vocabulary.entry(vocabulary.first_word() + static_cast<int>(i)) == words[i];
  }
  return knows
             ? Result<void>()
             : Error{"This model's words are not those of the stories that the playground tells."};
}

Result<void> check_reads_stories(const TrainedModel& model) {
  const Result<void> knows = check_knows_words(model);
  const Index positions = model.transformer().config.positions;
  if (!knows.ok() || positions >= kProbeLimits.sequence) {
    return knows;
  }
  return Error{"This model takes texts of up to " + std::to_string(positions) +
               " tokens; the stories that it would be measured on need " +
               std::to_string(kProbeLimits.sequence) + "."};
}

}  // namespace playground
