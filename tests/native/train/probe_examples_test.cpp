#include "train/probe_examples.hpp"

#include <algorithm>

#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "playground.hpp"
#include "small_training.hpp"
#include "stories.hpp"
#include "train/model_scores.hpp"

namespace playground {

namespace {

std::shared_ptr<const TrainedModel> small_reader() {
  Result<Trainer> trainer = Trainer::create(small_options(4));
  for (int i = 0; i < 5; ++i) {
    trainer.value().step();
  }
  return trainer.value().trained_model().value();
}

std::vector<ProbeExample> examples_of(const TrainedModel& model, const ExampleOptions& options) {
  Result<std::vector<ProbeExample>> examples = probe_examples(model, options);
  REQUIRE(examples.ok());
  return std::move(examples.value());
}

// What a position's word must be for the example to be one of its probe.
bool fits(Probe probe, const ProbeExample& example, const std::vector<int>& words) {
  const auto word = [&](Index at) { return words[static_cast<size_t>(at)]; };
  switch (probe) {
    case Probe::kPronoun: {
      const std::vector<int> pronouns = words_of("he she it they him her them");
      return is_noun(word(example.target)) &&
             std::find(pronouns.begin(), pronouns.end(), word(example.query)) != pronouns.end();
    }
    case Probe::kAdjective:
      return is_noun(word(example.target)) && example.query < example.target;
    case Probe::kVerb:
      return is_noun(word(example.target)) && other_number(word(example.query)) >= 0;
    case Probe::kPrevious:
      return example.target == example.query - 1;
    case Probe::kNext:
      return example.target == example.query + 1;
    case Probe::kSame:
      return word(example.target) == word(example.query) && example.target < example.query;
    default:
      return example.target == 0 && example.query > 0;
  }
}

// By a trace of the text, as a learner sees it.
void check_in_trace(Playground& playground, const ExampleOptions& options,
                    const ProbeExample& example) {
  const Request::Pair pairs[] = {{"text", example.text}, {"model", "reader"}};
  Result<Trace> trace = playground.run(Request::parse(pairs).value());
  REQUIRE(trace.ok());
  const ConstMatrixView weights =
      trace.value().weights(options.head.layer, options.head.head).value();
  const float* row = weights.row(example.query);
  using Catch::Matchers::WithinAbs;
  CHECK(std::max_element(row, row + weights.columns) - row == example.pointed);
  CHECK_THAT(example.pointed_weight, WithinAbs(row[example.pointed], 1e-6));
  CHECK_THAT(example.target_weight, WithinAbs(row[example.target], 1e-6));
  CHECK((example.pointed == example.target) == options.right);
}

}  // namespace

TEST_CASE(
    "Examples are stories in which a head points to the target, or does not, as their trace") {
  const auto model = small_reader();
  Playground playground;
  REQUIRE(playground.add_model("reader", model).ok());
  for (int probe = 0; probe < kNamingProbes; ++probe) {
    for (const bool right : {false, true}) {
      ExampleOptions options;
      options.probe = static_cast<Probe>(probe);
      options.head = {0, 1};
      options.count = 5;
      options.right = right;
      const std::vector<ProbeExample> examples = examples_of(*model, options);
      CAPTURE(probe_name(options.probe), right);
      CHECK(examples.size() == 5);
      for (const ProbeExample& example : examples) {
        const std::vector<int> words = words_of(example.text);
        CAPTURE(example.text, example.query, example.target);
        CHECK(recognise(words).ok());
        CHECK(fits(options.probe, example, words));
        check_in_trace(playground, options, example);
      }
    }
  }
}

TEST_CASE("Examples follow from the seed, one a story, as many as were asked for") {
  const auto model = small_reader();
  const auto texts = [&](uint32_t seed, Index count) {
    ExampleOptions options;
    options.seed = seed;
    options.count = count;
    options.grammar = GrammarSize::kSmall;
    std::vector<std::string> all;
    for (const ProbeExample& example : examples_of(*model, options)) {
      all.push_back(example.text);
    }
    return all;
  };
  const std::vector<std::string> ten = texts(1, 10);
  CHECK(ten.size() == 10);
  CHECK(ten == texts(1, 10));
  CHECK(ten != texts(2, 10));
  CHECK(std::vector<std::string>(ten.begin(), ten.begin() + 3) == texts(1, 3));
  CHECK(texts(1, 0).empty());
  // The search ends where there are not so many.
  CHECK(texts(1, 1'000'000).size() <= static_cast<size_t>(kExampleStories));
}

TEST_CASE("Examples as JSON") {
  const ProbeExample example{"The \"cat\".", 3, 2, 1, 0.25F, 0.5F};
  const Result<JsonValue> json = parse_json(examples_json({&example, 1}));
  REQUIRE(json.ok());
  const JsonValue& one = json.value().items.at(0);
  CHECK(one.find("text")->text == example.text);
  CHECK(one.find("query")->number == 3);
  CHECK(one.find("target")->number == 2);
  CHECK(one.find("pointed")->number == 1);
  CHECK(one.find("target_weight")->number == 0.25);
  CHECK(one.find("pointed_weight")->number == 0.5);
  CHECK(examples_json({}) == "[]");
}

TEST_CASE("A head that is not there, a link without name and a model of other words are refused") {
  const auto message = [](const TrainedModel& model, HeadName head) {
    ExampleOptions options;
    options.head = head;
    const auto examples = probe_examples(model, options);
    return examples.ok() ? std::string() : examples.error().message;
  };
  const auto model = small_reader();
  CHECK(message(*model, {0, 2}).find("no head 1.3: the model has 1 layers of 2") !=
        std::string::npos);
  CHECK(message(*model, {1, 0}).find("no head 2.1") != std::string::npos);
  CHECK(message(*model, {0, -1}).find("no head") != std::string::npos);
  CHECK(probe_named("verb").value() == Probe::kVerb);
  CHECK(probe_named("first_of_two").error().message.find("one of: pronoun adjective") !=
        std::string::npos);

  // Its words and its positions are fewer than those of the stories.
  TransformerConfig config = model->transformer().config;
  Vocabulary few = Vocabulary::with_characters({".", "the", "cat"});
  config.vocabulary = few.size();
  const auto other = TrainedModel::create(std::move(Transformer::random(config, 1).value()),
                                          std::move(few), {"reader", 1, ""})
                         .value();
  CHECK(message(*other, {0, 0}).find("words are not") != std::string::npos);
  CHECK(measure_model(other, {}).error().message.find("words are not") != std::string::npos);
  config.vocabulary = story_vocabulary().size();
  config.positions = 20;
  const auto shorter = TrainedModel::create(std::move(Transformer::random(config, 1).value()),
                                            story_vocabulary(), {"reader", 1, ""})
                           .value();
  CHECK(message(*shorter, {0, 0}).find("up to 20 tokens") != std::string::npos);
}

}  // namespace playground
