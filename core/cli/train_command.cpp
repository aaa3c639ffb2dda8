#include <cstdio>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/story_flags.hpp"
#include "model/model_file.hpp"
#include "train/checkpoint.hpp"
#include "train/model_scores.hpp"
#include "train/samples.hpp"

namespace playground {

namespace {

// A flag for each row of the table, and those of the command's own.
std::vector<FlagKind> train_flags() {
  std::vector<FlagKind> flags{{"split"},      {"output"}, {"quiet", false},
                              {"checkpoint"}, {"every"},  {"resume"}};
  for (const Property& property : train_table()) {
    flags.push_back({property.name});
  }
  return flags;
}

Result<Trainer> new_trainer(const Arguments& arguments) {
  std::vector<TrainOptions::Pair> pairs;
  for (const Property& property : train_table()) {
    if (const std::optional<std::string_view> value = arguments.value(property.name)) {
      pairs.push_back({property.name, *value});
    }
  }
  const Result<TrainOptions> options = TrainOptions::parse(pairs);
  return options.ok() ? Trainer::create(options.value()) : options.error();
}

// With other settings the rest of the training would not belong to its beginning.
Result<Trainer> resumed_trainer(const Arguments& arguments, const std::string& path) {
  for (const Property& property : train_table()) {
    if (arguments.has(property.name)) {
      return Error{"--resume goes on with the settings of the checkpoint; leave out --" +
                   std::string(property.name) + "."};
    }
  }
  const Result<std::string> bytes = read_file(path);
  if (!bytes.ok()) {
    return bytes.error();
  }
  Result<Trainer> trainer = read_checkpoint(bytes.value());
  return trainer.ok() ? std::move(trainer)
                      : Error{"Cannot resume from " + path + ": " + trainer.error().message};
}

Result<Trainer> trainer_of(const Arguments& arguments) {
  const std::optional<std::string_view> checkpoint = arguments.value("resume");
  return checkpoint ? resumed_trainer(arguments, std::string(*checkpoint)) : new_trainer(arguments);
}

Precision precision_of(const TrainOptions& options) {
  return options.bits == 4   ? Precision::kFourBits
         : options.bits == 8 ? Precision::kEightBits
                             : Precision::kFloat;
}

void show_progress(const Trainer& trainer, double loss) {
  constexpr int kWidth = 30;
  const double part =
      static_cast<double>(trainer.steps_done()) / static_cast<double>(trainer.options().steps);
  const auto filled = static_cast<size_t>(part * kWidth);
  std::fprintf(stderr, "\r[%s%s] step %lld of %lld, loss %.3f ", std::string(filled, '#').c_str(),
               std::string(kWidth - filled, '.').c_str(),
               static_cast<long long>(trainer.steps_done()),
               static_cast<long long>(trainer.options().steps), loss);
  if (trainer.finished()) {
    std::fputs("\n", stderr);
  }
}

// All steps that are left, with a checkpoint after each so many of them where one is asked for.
Result<void> train(const Arguments& arguments, int64_t every, Trainer& trainer) {
  double loss = -1.0;
  while (!trainer.finished()) {
    const double one = trainer.step();
    loss = loss < 0.0 ? one : 0.98 * loss + 0.02 * one;
    if (!arguments.has("quiet") && trainer.steps_done() % 20 == 0) {
      show_progress(trainer, loss);
    }
    if (arguments.has("checkpoint") && trainer.steps_done() % every == 0 && !trainer.finished()) {
      const Result<void> written =
          replace_file(std::string(*arguments.value("checkpoint")), write_checkpoint(trainer));
      if (!written.ok()) {
        return written;
      }
    }
  }
  return {};
}

// The model as its file will hold it, so that scores are those of what is used.
Result<std::string> measured_file(const TrainedModel& trained, Precision precision, Split split,
                                  GrammarSize grammar) {
  const Result<std::shared_ptr<const TrainedModel>> stored = as_stored(trained, precision);
  if (!stored.ok()) {
    return stored.error();
  }
  const Result<std::string> scores =
      measure_model(stored.value(), {grammar, split, 4000, 1}, write_samples);
  if (!scores.ok()) {
    return scores.error();
  }
  ModelFacts facts = trained.facts();
  facts.scores = scores.value();
  const Result<std::shared_ptr<const TrainedModel>> told = TrainedModel::with_facts(trained, facts);
  if (!told.ok()) {
    return told.error();
  }
  return write_model(*told.value(), precision);
}

}  // namespace

Result<void> train_command(std::span<const std::string_view> words) {
  const Result<Arguments> parsed = Arguments::parse(words, train_flags());
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  if (!arguments.words().empty() || !arguments.has("output")) {
    return Error{"train takes flags only; --output FILE is needed: where to write the model."};
  }
  if (arguments.has("every") && !arguments.has("checkpoint")) {
    return Error{"--every is how many steps lie between checkpoints; --checkpoint FILE is needed."};
  }
  const Result<Split> split = split_of(arguments);
  const Result<int64_t> every = whole_flag(arguments, "every", 1, 100'000, 100);
  if (!split.ok() || !every.ok()) {
    return split.ok() ? every.error() : split.error();
  }
  Result<Trainer> trainer = trainer_of(arguments);
  if (!trainer.ok()) {
    return trainer.error();
  }
  const Result<void> done = train(arguments, every.value(), trainer.value());
  if (!done.ok()) {
    return done;
  }
  const Result<std::shared_ptr<const TrainedModel>> trained = trainer.value().trained_model();
  if (!trained.ok()) {
    return trained.error();
  }
  const Result<std::string> file =
      measured_file(*trained.value(), precision_of(trainer.value().options()), split.value(),
                    trainer.value().options().grammar);
  if (!file.ok()) {
    return file.error();
  }
  const std::string path(*arguments.value("output"));
  const Result<void> written = write_file(path, file.value());
  if (written.ok() && !arguments.has("quiet")) {
    tell_written(path);
  }
  return written;
}

}  // namespace playground
