#include "train/samples.hpp"

#include <cmath>
#include <optional>

#include "model/generator.hpp"
#include "train/story_grammar.hpp"
#include "train/trainer.hpp"

namespace playground {

namespace {

// No story of the grammar is longer.
constexpr size_t kLongest = 64;

// `next` draws the word after the last one: a token of the vocabulary, nothing where it fails.
template <class Next>
std::optional<SampleScores> judge(const SampleOptions& options, int first_word, Next&& next) {
  SampleScores scores;
  std::vector<int> words;
  while (scores.stories < options.stories) {
    const std::optional<int> token = next();
    if (!token) {
      return std::nullopt;
    }
    if (*token != Vocabulary::kEnd) {
      words.push_back(*token - first_word);
      if (words.size() <= kLongest) {
        continue;
      }
    }
    ++scores.stories;
    scores.grammatical += recognise(words, Standard::kGrammatical).ok() ? 1 : 0;
    scores.sensible += recognise(words).ok() ? 1 : 0;
    words.clear();
  }
  return scores;
}

void write_counts(JsonWriter& json, const char* name, const SampleScores& scores) {
  json.name(name);
  json.begin_object();
  json.name("grammatical");
  json.whole(scores.grammatical);
  json.name("sensible");
  json.whole(scores.sensible);
  json.end_object();
}

}  // namespace

Result<SampleScores> judge_writer(std::shared_ptr<const TrainedModel> writer,
                                  const SampleOptions& options) {
  const int first_word = writer->vocabulary()->first_word();
  Result<Generator> generator =
      Generator::create(std::move(writer), {}, options.sampling, options.seed);
  if (!generator.ok()) {
    return generator.error();
  }
  Error error;
  const std::optional<SampleScores> scores =
      judge(options, first_word, [&]() -> std::optional<int> {
        const Result<int> next = generator.value().next();
        if (!next.ok()) {
          error = next.error();
          return std::nullopt;
        }
        return next.value();
      });
  return scores ? Result<SampleScores>(*scores) : error;
}

SampleScores judge_bigram(const Bigram& bigram, const SampleOptions& options) {
  RandomStream random(RandomStream(options.seed).next());
  int word = Vocabulary::kEnd;
  const std::optional<SampleScores> scores =
      judge(options, story_vocabulary().first_word(), [&]() -> std::optional<int> {
        std::vector<float> logits = bigram.probabilities(word);
        for (float& value : logits) {
          value = std::log(value);
        }
        word = draw_index(sampling_probabilities(logits, options.sampling), random);
        return word;
      });
  return scores.value_or(SampleScores{});
}

Result<void> write_samples(JsonWriter& json, const std::shared_ptr<const TrainedModel>& writer,
                           const Bigram& bigram) {
  const SampleOptions options;
  const Result<SampleScores> of_writer = judge_writer(writer, options);
  if (!of_writer.ok()) {
    return of_writer.error();
  }
  json.name("samples");
  json.begin_object();
  json.name("stories");
  json.whole(options.stories);
  json.name("temperature");
  json.number(static_cast<float>(options.sampling.temperature));
  write_counts(json, "writer", of_writer.value());
  write_counts(json, "bigram", judge_bigram(bigram, options));
  json.end_object();
  return {};
}

}  // namespace playground
