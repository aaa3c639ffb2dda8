#include "train/probe_examples.hpp"

#include "formats/json_writer.hpp"
#include "property.hpp"
#include "train/probe_batches.hpp"
#include "train/probe_cases.hpp"

namespace playground {

namespace {

Result<void> check_head(const TransformerConfig& config, HeadName head) {
  if (head.layer >= 0 && head.layer < config.layers && head.head >= 0 && head.head < config.heads) {
    return {};
  }
  return Error{"There is no head " + std::to_string(head.layer + 1) + "." +
               std::to_string(head.head + 1) + ": the model has " + std::to_string(config.layers) +
               " layers of " + std::to_string(config.heads) + " heads."};
}

std::string text_of(const Story& story) {
  std::vector<int> words;
  for (const StoryWord& word : story.words) {
    words.push_back(word.word);
  }
  return story_text(words);
}

}  // namespace

Result<std::vector<ProbeExample>> probe_examples(const TrainedModel& model,
                                                 const ExampleOptions& options) {
  const Transformer& transformer = model.transformer();
  const Result<void> head = check_head(transformer.config, options.head);
  const Result<void> reads = check_reads_stories(model);
  if (!head.ok() || !reads.ok()) {
    return head.ok() ? reads.error() : head.error();
  }
  // One story at a time: most are never needed.
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(
      transformer.config, {kProbeLimits.sequence, kProbeLimits.sequence});
  if (!network.ok()) {
    return network.error();
  }
  std::vector<ProbeExample> examples;
  const auto look_at = [&](const Story& story, const SequenceWeights& weights) {
    for (const ProbeCase& one : cases_of(story)) {
      if (one.probe != options.probe) {
        continue;
      }
      const std::span<const float> row = weights.row(network.value(), options.head, one.query);
      const Index pointed = largest(row);
      if ((pointed == one.target) == options.right) {
        examples.push_back({text_of(story), one.query, one.target, pointed,
                            row[static_cast<size_t>(one.target)],
                            row[static_cast<size_t>(pointed)]});
        return;
      }
    }
  };
  RandomStream random(RandomStream(options.seed).next());
  Batch batch;
  for (Index drawn = 0; drawn < kExampleStories; ++drawn) {
    if (static_cast<Index>(examples.size()) >= options.count) {
      break;
    }
    const Story story = draw_story({options.grammar, Split::kTest, false}, random);
    batch.clear();
    add_story(story, *model.vocabulary(), batch);
    network.value().logits(transformer.parameters.data(), batch);
    for_sequences(batch, transformer.config.heads,
                  [&](size_t /*s*/, const SequenceWeights& weights) { look_at(story, weights); });
  }
  return examples;
}

Result<Probe> probe_named(std::string_view name) {
  std::string names;
  for (int p = 0; p < kNamingProbes; ++p) {
    const auto probe = static_cast<Probe>(p);
    if (probe_name(probe) == name) {
      return probe;
    }
    names += (names.empty() ? "" : " ") + std::string(probe_name(probe));
  }
  return Error{"link is one of: " + names + "; not " + quoted(name) + "."};
}

std::string examples_json(std::span<const ProbeExample> examples) {
  JsonWriter json;
  json.begin_array();
  for (const ProbeExample& example : examples) {
    json.begin_object();
    json.name("text");
    json.string(example.text);
    const struct {
      const char* name;
      Index position;
    } positions[] = {
        {"query", example.query}, {"target", example.target}, {"pointed", example.pointed}};
    for (const auto& one : positions) {
      json.name(one.name);
      json.whole(one.position);
    }
    json.name("target_weight");
    json.number(example.target_weight);
    json.name("pointed_weight");
    json.number(example.pointed_weight);
    json.end_object();
  }
  json.end_array();
  return json.text();
}

}  // namespace playground
