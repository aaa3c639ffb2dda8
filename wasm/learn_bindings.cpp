// What writes, counts and trains: not in the page's own module.
#include <optional>
#include <string>
#include <vector>

#include "model/generator.hpp"
#include "playground_handle.hpp"
#include "train/evaluation.hpp"
#include "train/model_scores.hpp"
#include "train/probe_examples.hpp"
#include "train/trainer.hpp"

namespace {

using border::answer;
using border::bytes_from;
using border::failure;
using border::pairs_from;
using border::PlaygroundHandle;
using border::span_view;
using border::success;
using emscripten::typed_memory_view;
using emscripten::val;
using playground::ConstMatrixView;
using playground::Error;
using playground::Result;

// Writes on, token by token.
class GeneratorHandle {
 public:
  val start(PlaygroundHandle& from, const std::string& name, const val& prompt, double temperature,
            int top_k, double top_p, double seed) {
    model_ = from.playground().model(name);
    if (model_ == nullptr) {
      return failure({"The model is not loaded; load it first."});
    }
    std::vector<int> ids;
    for (const playground::Token& token : model_->vocabulary()->tokenize(bytes_from(prompt))) {
      ids.push_back(token.id);
    }
    auto made = playground::Generator::create(model_, ids, {temperature, top_k, top_p},
                                              static_cast<uint32_t>(seed));
    if (!made.ok()) {
      return failure(made.error());
    }
    generator_.emplace(std::move(made.value()));
    return success(val::null());
  }

  val next() {
    const Result<int> token = generator_->next();
    return token.ok() ? success(val(token.value())) : failure(token.error());
  }
  val probabilities() {
    probabilities_ = generator_->probabilities();
    return success(span_view(std::span<const float>(probabilities_)));
  }
  [[nodiscard]] val weights(int layer, int head) const {
    return success(span_view(generator_->cache().weights(layer, head)));
  }

 private:
  std::shared_ptr<const playground::TrainedModel> model_;
  std::optional<playground::Generator> generator_;
  std::vector<float> probabilities_;
};

playground::GrammarSize grammar_named(const std::string& name) {
  return name == "small" ? playground::GrammarSize::kSmall : playground::GrammarSize::kFull;
}

// A model of pairs of neighbours, counted from stories.
class BigramHandle {
 public:
  val start(const std::string& grammar, int stories, double seed) {
    auto made =
        playground::bigram_of_stories(grammar_named(grammar), stories, static_cast<uint32_t>(seed));
    if (!made.ok()) {
      return failure(made.error());
    }
    bigram_.emplace(std::move(made.value()));
    return success(val(static_cast<int>(bigram_->vocabulary())));
  }
  val counts() {
    const ConstMatrixView counts = bigram_->counts();
    return success(
        val(typed_memory_view(static_cast<size_t>(counts.rows * counts.columns), counts.data)));
  }
  val probabilities(int word) {
    probabilities_ = bigram_->probabilities(word);
    return success(span_view(std::span<const float>(probabilities_)));
  }

 private:
  std::optional<playground::Bigram> bigram_;
  std::vector<float> probabilities_;
};

// Trains a model in pieces that leave time for other things.
class TrainerHandle {
 public:
  val start(const val& pairs) {
    std::vector<std::string> parts;
    const auto options = playground::TrainOptions::parse(pairs_from(pairs, parts));
    if (!options.ok()) {
      return failure(options.error());
    }
    auto made = playground::Trainer::create(options.value());
    if (!made.ok()) {
      return failure(made.error());
    }
    trainer_.emplace(std::move(made.value()));
    return success(val(static_cast<int>(options.value().steps)));
  }

  // Up to so many steps; the mean of their losses.
  val step(int count) {
    double loss = 0.0;
    int done = 0;
    for (; done < count && !trainer_->finished(); ++done) {
      loss += trainer_->step();
    }
    val value = val::object();
    value.set("step", static_cast<int>(trainer_->steps_done()));
    value.set("loss", done > 0 ? loss / done : 0.0);
    value.set("tokens", trainer_->tokens_seen());
    value.set("finished", trainer_->finished());
    return success(value);
  }

  // Scores of the model as it is now, on new stories: JSON.
  val probe(int stories, double seed) {
    const auto report =
        playground::probe_heads(trainer_->model(), playground::story_vocabulary(),
                                {trainer_->options().grammar, playground::Split::kTest, stories,
                                 static_cast<uint32_t>(seed)});
    return report.ok() ? success(val(playground::probe_json(report.value(), trainer_->model())))
                       : failure(report.error());
  }

  // Makes the model as it is now usable as `model: name`; with its scores where `stories` is not 0.
  val use(PlaygroundHandle& in, const std::string& name, int stories) {
    const auto model = measured(stories);
    return model.ok() ? answer(in.playground().add_model(name, model.value()))
                      : failure(model.error());
  }

  val save() {
    const auto model = measured(2000);
    if (!model.ok()) {
      return failure(model.error());
    }
    file_ = playground::write_model(*model.value(), playground::Precision::kFloat);
    return success(
        val(typed_memory_view(file_.size(), reinterpret_cast<const uint8_t*>(file_.data()))));
  }

 private:
  [[nodiscard]] Result<std::shared_ptr<const playground::TrainedModel>> measured(
      int stories) const {
    auto model = trainer_->trained_model();
    if (!model.ok() || stories == 0) {
      return model;
    }
    playground::ModelFacts facts = model.value()->facts();
    const auto scores = playground::measure_model(
        model.value(), {trainer_->options().grammar, playground::Split::kTest, stories, 1});
    if (!scores.ok()) {
      return scores.error();
    }
    facts.scores = scores.value();
    return playground::TrainedModel::with_facts(*model.value(), facts);
  }

  std::optional<playground::Trainer> trainer_;
  std::string file_;
};

// Stories in which a head of a loaded model points elsewhere, or where it is right: JSON.
val probe_examples(PlaygroundHandle& in, const std::string& name, const std::string& link,
                   int layer, int head, int count, double seed, const std::string& grammar,
                   bool right) {
  const auto model = in.playground().model(name);
  const Result<playground::Probe> probe = playground::probe_named(link);
  if (model == nullptr || !probe.ok()) {
    return failure(model == nullptr ? Error{"The model is not loaded; load it first."}
                                    : probe.error());
  }
  const auto examples = playground::probe_examples(*model, {probe.value(),
                                                            {layer, head},
                                                            count,
                                                            right,
                                                            grammar_named(grammar),
                                                            static_cast<uint32_t>(seed)});
  return examples.ok() ? success(val(playground::examples_json(examples.value())))
                       : failure(examples.error());
}

val train_table() {
  return border::table_value(playground::train_table());
}

}  // namespace

EMSCRIPTEN_BINDINGS(learns) {
  emscripten::class_<GeneratorHandle>("Generator")
      .constructor<>()
      .function("start", &GeneratorHandle::start)
      .function("next", &GeneratorHandle::next)
      .function("probabilities", &GeneratorHandle::probabilities)
      .function("weights", &GeneratorHandle::weights);
  emscripten::class_<BigramHandle>("Bigram")
      .constructor<>()
      .function("start", &BigramHandle::start)
      .function("counts", &BigramHandle::counts)
      .function("probabilities", &BigramHandle::probabilities);
  emscripten::class_<TrainerHandle>("Trainer")
      .constructor<>()
      .function("start", &TrainerHandle::start)
      .function("step", &TrainerHandle::step)
      .function("probe", &TrainerHandle::probe)
      .function("use", &TrainerHandle::use)
      .function("save", &TrainerHandle::save);
  emscripten::function("trainTable", &train_table);
  emscripten::function("probeExamples", &probe_examples);
  emscripten::function("storyWordKinds", &playground::story_word_kinds);
}
