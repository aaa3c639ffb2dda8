#include <cstdio>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/model_files.hpp"
#include "cli/story_flags.hpp"
#include "formats/json_reader.hpp"
#include "formats/number_text.hpp"
#include "train/model_scores.hpp"
#include "train/probe_examples.hpp"
#include "train/samples.hpp"

namespace playground {

namespace {

// What only single stories have, not the scores of all.
constexpr const char* kExampleFlags[] = {"head", "link", "right", "json"};

std::string percent(float weight) {
  return std::to_string(static_cast<int>(100.0F * weight + 0.5F)) + " %";
}

// A story, and below it what the head does there.
std::string example_lines(const ProbeExample& example, const Vocabulary& vocabulary) {
  const std::vector<Token> tokens = vocabulary.tokenize(example.text);
  const auto word = [&](Index at) {
    return std::string(bytes_of(tokens[static_cast<size_t>(at)], example.text));
  };
  std::string text = example.text + "\n    " + word(example.query) + " → " + word(example.pointed) +
                     " (" + percent(example.pointed_weight) + ")";
  if (example.pointed != example.target) {
    text += ", not " + word(example.target) + " (" + percent(example.target_weight) + ")";
  }
  return text + "\n";
}

Result<ExampleOptions> example_options(const Arguments& arguments, const ProbeOptions& stories) {
  const std::optional<HeadName> head = parse_head(arguments.value("head").value_or(""));
  if (!head) {
    return Error{"--examples needs --head, a layer and a head of it like 3.1."};
  }
  const Result<Probe> probe = probe_named(arguments.value("link").value_or("pronoun"));
  if (!probe.ok()) {
    return Error{"--" + probe.error().message};
  }
  const Result<int64_t> count = whole_flag(arguments, "examples", 1, kExampleStories, 10);
  if (!count.ok()) {
    return count.error();
  }
  return ExampleOptions{probe.value(),          *head,           static_cast<Index>(count.value()),
                        arguments.has("right"), stories.grammar, stories.seed};
}

Result<void> show_examples(const Arguments& arguments, const TrainedModel& model,
                           const ProbeOptions& stories) {
  const Result<ExampleOptions> options = example_options(arguments, stories);
  if (!options.ok()) {
    return options.error();
  }
  const Result<std::vector<ProbeExample>> examples = probe_examples(model, options.value());
  if (!examples.ok()) {
    return examples.error();
  }
  if (arguments.has("json")) {
    return write_output(examples_json(examples.value()) + "\n");
  }
  std::string text =
      examples.value().empty() ? "None in " + with_thousands(kExampleStories) + " stories.\n" : "";
  for (const ProbeExample& example : examples.value()) {
    text += example_lines(example, *model.vocabulary());
  }
  return write_output(text);
}

// Of the grammar that it was trained with, which its file says where it is the small one.
std::string grammar_of_model(const TrainedModel& model) {
  const Result<JsonValue> scores = parse_json(model.facts().scores);
  const JsonValue* grammar = scores.ok() ? scores.value().find("grammar") : nullptr;
  return grammar != nullptr ? grammar->text : "full";
}

Result<ProbeOptions> probe_options(const Arguments& arguments, const TrainedModel& model) {
  const Result<Split> split = split_of(arguments);
  const Result<int64_t> stories = whole_flag(arguments, "stories", 1, 1'000'000, 2000);
  const Result<int64_t> seed = whole_flag(arguments, "seed", 0, 4294967295, 1);
  const Result<GrammarSize> grammar = grammar_of(arguments, grammar_of_model(model));
  if (!split.ok() || !stories.ok() || !seed.ok() || !grammar.ok()) {
    return !split.ok()     ? split.error()
           : !stories.ok() ? stories.error()
           : !seed.ok()    ? seed.error()
                           : grammar.error();
  }
  return ProbeOptions{grammar.value(), split.value(), static_cast<Index>(stories.value()),
                      static_cast<uint32_t>(seed.value())};
}

// Flags that would change nothing are an error.
Result<void> check_flags(const Arguments& arguments) {
  if (!arguments.words().empty()) {
    return Error{"probe takes flags only, not \"" + arguments.words()[0].substr(0, 40) + "\"."};
  }
  const bool examples = arguments.has("examples");
  for (const char* flag : kExampleFlags) {
    if (!examples && arguments.has(flag)) {
      return Error{"--" + std::string(flag) + " belongs to --examples N."};
    }
  }
  for (const char* flag : {"split", "stories"}) {
    if (examples && arguments.has(flag)) {
      return Error{
          "--examples takes stories of the test split until there are enough; leave out --" +
          std::string(flag) + "."};
    }
  }
  return {};
}

}  // namespace

Result<void> probe_command(std::span<const std::string_view> words) {
  const FlagKind flags[] = {{"model"},        {"split"},      {"stories"},  {"grammar"},
                            {"seed"},         {"head"},       {"examples"}, {"link"},
                            {"right", false}, {"json", false}};
  const Result<Arguments> parsed = Arguments::parse(words, flags);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  const Result<void> checked = check_flags(arguments);
  const Result<std::shared_ptr<const TrainedModel>> model =
      checked.ok() ? read_model_file(std::string(arguments.value("model").value_or("reader")))
                   : checked.error();
  const Result<ProbeOptions> options =
      model.ok() ? probe_options(arguments, *model.value()) : model.error();
  if (!options.ok()) {
    return options.error();
  }
  if (arguments.has("examples")) {
    return show_examples(arguments, *model.value(), options.value());
  }
  const Result<std::string> scores = measure_model(model.value(), options.value(), write_samples);
  if (!scores.ok()) {
    return scores.error();
  }
  const bool is_small = options.value().grammar == GrammarSize::kSmall;
  std::fprintf(stderr, "attend: measured on new stories of the %s grammar\n",
               is_small ? "small" : "full");
  return write_output(scores.value() + "\n");
}

}  // namespace playground
