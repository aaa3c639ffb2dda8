#include <cstdio>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/model_files.hpp"
#include "formats/number_text.hpp"
#include "model/model_file.hpp"
#include "train/model_scores.hpp"
#include "train/trainer.hpp"

namespace playground {

namespace {

Result<int64_t> whole_flag(const Arguments& arguments, const char* name, int64_t least,
                           int64_t most, int64_t otherwise) {
  const std::optional<std::string_view> value = arguments.value(name);
  if (!value) {
    return otherwise;
  }
  const std::optional<int64_t> number = parse_whole(*value);
  if (!number || *number < least || *number > most) {
    return Error{std::string("--") + name + " is a whole number from " + with_thousands(least) +
                 " to " + with_thousands(most) + ", not \"" + std::string(value->substr(0, 40)) +
                 "\"."};
  }
  return *number;
}

// A flag for each row of the table, and those of the command's own.
std::vector<FlagKind> train_flags() {
  std::vector<FlagKind> flags{{"bits"}, {"split"}, {"output"}, {"quiet", false}};
  for (const Property& property : train_table()) {
    flags.push_back({property.name});
  }
  return flags;
}

Result<TrainOptions> train_options(const Arguments& arguments) {
  std::vector<TrainOptions::Pair> pairs;
  for (const Property& property : train_table()) {
    if (const std::optional<std::string_view> value = arguments.value(property.name)) {
      pairs.push_back({property.name, *value});
    }
  }
  return TrainOptions::parse(pairs);
}

Result<Precision> precision_of(const Arguments& arguments) {
  const std::string_view bits = arguments.value("bits").value_or("32");
  if (bits == "4") {
    return Precision::kFourBits;
  }
  if (bits == "8") {
    return Precision::kEightBits;
  }
  return bits == "32" ? Result<Precision>(Precision::kFloat) : Error{"--bits is 4, 8 or 32."};
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

Result<Split> split_of(const Arguments& arguments) {
  const std::string_view split = arguments.value("split").value_or("test");
  if (split == "test") {
    return Split::kTest;
  }
  return split == "validation" ? Result<Split>(Split::kValidation)
                               : Error{"--split is test or validation."};
}

// The model as its file will hold it, so that scores are those of what is used.
Result<std::string> measured_file(const TrainedModel& trained, Precision precision, Split split,
                                  GrammarSize grammar) {
  const Result<std::shared_ptr<const TrainedModel>> stored = as_stored(trained, precision);
  if (!stored.ok()) {
    return stored.error();
  }
  const Result<std::string> scores = measure_model(stored.value(), {grammar, split, 4000, 1});
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
  const Result<TrainOptions> options = train_options(arguments);
  const Result<Precision> precision = precision_of(arguments);
  const Result<Split> split = split_of(arguments);
  if (!options.ok() || !precision.ok() || !split.ok()) {
    return !options.ok() ? options.error() : precision.ok() ? split.error() : precision.error();
  }
  Result<Trainer> trainer = Trainer::create(options.value());
  if (!trainer.ok()) {
    return trainer.error();
  }
  double loss = 0.0;
  while (!trainer.value().finished()) {
    const double one = trainer.value().step();
    loss = trainer.value().steps_done() == 1 ? one : 0.98 * loss + 0.02 * one;
    if (!arguments.has("quiet") && trainer.value().steps_done() % 20 == 0) {
      show_progress(trainer.value(), loss);
    }
  }
  const Result<std::shared_ptr<const TrainedModel>> trained = trainer.value().trained_model();
  if (!trained.ok()) {
    return trained.error();
  }
  const Result<std::string> file =
      measured_file(*trained.value(), precision.value(), split.value(), options.value().grammar);
  return file.ok() ? write_file(std::string(*arguments.value("output")), file.value())
                   : file.error();
}

Result<void> probe_command(std::span<const std::string_view> words) {
  const FlagKind flags[] = {{"model"}, {"split"}, {"stories"}, {"grammar"}, {"seed"}};
  const Result<Arguments> parsed = Arguments::parse(words, flags);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  const Result<Split> split = split_of(arguments);
  const Result<int64_t> stories = whole_flag(arguments, "stories", 1, 1'000'000, 2000);
  const Result<int64_t> seed = whole_flag(arguments, "seed", 0, 4294967295, 1);
  if (!split.ok() || !stories.ok() || !seed.ok()) {
    return !split.ok() ? split.error() : stories.ok() ? seed.error() : stories.error();
  }
  const Result<std::shared_ptr<const TrainedModel>> model =
      read_model_file(std::string(arguments.value("model").value_or("reader")));
  if (!model.ok()) {
    return model.error();
  }
  const GrammarSize grammar = arguments.value("grammar").value_or("full") == "small"
                                  ? GrammarSize::kSmall
                                  : GrammarSize::kFull;
  const Result<std::string> scores =
      measure_model(model.value(), {grammar, split.value(), static_cast<Index>(stories.value()),
                                     static_cast<uint32_t>(seed.value())});
  return scores.ok() ? write_output(scores.value() + "\n") : scores.error();
}

}  // namespace playground
