// predict and generate: what trained models make of a text.
#include <algorithm>
#include <cstdio>
#include <optional>

#include "cli/arguments.hpp"
#include "cli/command_request.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/model_files.hpp"
#include "formats/json_writer.hpp"
#include "formats/number_text.hpp"
#include "model/generator.hpp"
#include "prediction.hpp"
#include "tokenizer/utf8.hpp"
#include "train/probe_batches.hpp"
#include "train/story_grammar.hpp"

namespace playground {

namespace {

std::string prediction_json(const Prediction& prediction, const Vocabulary& vocabulary) {
  JsonWriter json;
  json.begin_object();
  json.name("position");
  json.whole(prediction.position);
  json.name("words");
  json.begin_array();
  for (const PredictedWord& word : prediction.words) {
    json.begin_object();
    json.name("id");
    json.whole(word.id);
    json.name("text");
    json.string(vocabulary.entry(word.id));
    json.name("probability");
    json.number(word.probability);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.text() + "\n";
}

std::string prediction_lines(const Prediction& prediction, const Vocabulary& vocabulary) {
  std::string lines;
  for (const PredictedWord& word : prediction.words) {
    char line[96];
    std::snprintf(line, sizeof line, "%6.2f %%  %s\n",
                  100.0 * static_cast<double>(word.probability), vocabulary.entry(word.id).c_str());
    lines += line;
  }
  return lines;
}

struct GenerateSettings {
  Sampling sampling;
  uint32_t seed = 1;
  int64_t tokens = 60;
  int64_t stories = 1;
};

Result<GenerateSettings> generate_settings(const Arguments& arguments) {
  GenerateSettings settings;
  double seed = settings.seed;
  double top_k = 0.0;
  double tokens = static_cast<double>(settings.tokens);
  double stories = static_cast<double>(settings.stories);
  const struct {
    Property property;
    double& into;
  } numbers[] = {
      {{"temperature", "number", "", 0, 2, "", ""}, settings.sampling.temperature},
      {{"top-p", "number", "", 0.01, 1, "", ""}, settings.sampling.top_p},
      {{"top-k", "whole", "", 0, 50'000, "", ""}, top_k},
      {{"seed", "whole", "", 0, 4294967295.0, "", ""}, seed},
      {{"tokens", "whole", "", 1, 1'000'000, "", ""}, tokens},
      {{"stories", "whole", "", 1, 100'000, "", ""}, stories},
  };
  for (const auto& number : numbers) {
    if (const std::optional<std::string_view> value = arguments.value(number.property.name)) {
      const Result<double> parsed = number_in_range(number.property, *value);
      if (!parsed.ok()) {
        return Error{"--" + parsed.error().message};
      }
      number.into = parsed.value();
    }
  }
  settings.sampling.top_k = static_cast<int>(top_k);
  settings.seed = static_cast<uint32_t>(seed);
  settings.tokens = static_cast<int64_t>(tokens);
  settings.stories = static_cast<int64_t>(stories);
  return settings;
}

// Words as a text with capitals, from the model's ids; letters of unknown words are left out.
std::string text_of(std::span<const int> ids, const Vocabulary& vocabulary) {
  std::vector<int> words;
  for (const int id : ids) {
    if (vocabulary.is_word(id)) {
      words.push_back(id - vocabulary.first_word());
    }
  }
  return story_text(words);
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

// A text to write on from: as it was typed, with what is added to it.
struct Prompt {
  std::string text;
  std::vector<int> ids;

  [[nodiscard]] std::string with(std::span<const int> all, const Vocabulary& vocabulary) const {
    const std::string whole = text_of(all, vocabulary);
    const std::string known = text_of(ids, vocabulary);
    std::string added = whole.substr(std::min(known.size(), whole.size()));
    // Nothing known stands before it, but the sentence has begun.
    if (!text.empty() && known.empty() && !added.empty() && added[0] != '.' && added[0] != ',') {
      added = " " + lower_case(added.substr(0, 1)) + added.substr(1);
    }
    return text + added;
  }
};

// The model reads an unknown word letter by letter.
void tell_unknown_words(const Prompt& prompt, const std::vector<Token>& tokens,
                        const Vocabulary& vocabulary) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].unknown) {
      continue;
    }
    const auto first = static_cast<size_t>(tokens[i].start);
    while (i + 1 < tokens.size() && tokens[i + 1].unknown && tokens[i + 1].start == tokens[i].end) {
      ++i;
    }
    const std::string word = prompt.text.substr(first, static_cast<size_t>(tokens[i].end) - first);
    const std::string near = vocabulary.near_word(word);
    std::fprintf(stderr, "attend: the model does not know %s and reads its letters%s%s.\n",
                 quoted(printable_utf8(word)).c_str(),
                 near.empty() ? "" : "; near: ", near.c_str());
  }
}

}  // namespace

Result<void> predict_command(std::span<const std::string_view> words) {
  const FlagKind own[] = {{"position"}, {"count"}, {"json", false}};
  const Result<Arguments> parsed = Arguments::parse(words, request_flags(own));
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  std::optional<Index> position;
  if (const std::optional<std::string_view> value = arguments.value("position")) {
    const std::optional<int64_t> number = parse_whole(*value);
    if (!number) {
      return Error{"--position is a token's number, from 0."};
    }
    position = static_cast<Index>(*number);
  }
  const std::optional<int64_t> count = parse_whole(arguments.value("count").value_or("10"));
  if (!count || *count < 1) {
    return Error{"--count is a whole number from 1."};
  }
  Playground playground;
  Result<Request> request = command_request(arguments, playground, "reader");
  if (!request.ok()) {
    return request.error();
  }
  const std::shared_ptr<const TrainedModel> model = playground.model(request.value().model);
  if (model == nullptr) {
    return Error{
        "The random model was never trained: it predicts no words. Use --model reader or writer."};
  }
  Result<Trace> trace = playground.run(std::move(request.value()));
  if (!trace.ok()) {
    return trace.error();
  }
  const std::span<const Token> tokens = trace.value().tokens();
  if (model->facts().kind == "writer" &&
      std::any_of(tokens.begin(), tokens.end(),
                  [](const Token& token) { return token.id == Vocabulary::kMask; })) {
    return Error{
        "A writer predicts what follows the text and fills no [MASK]: leave [MASK] out, or use "
        "--model reader."};
  }
  const Result<Prediction> prediction =
      predict(trace.value(), *model, position, static_cast<Index>(*count));
  if (!prediction.ok()) {
    return prediction.error();
  }
  return write_output(arguments.has("json")
                          ? prediction_json(prediction.value(), *model->vocabulary())
                          : prediction_lines(prediction.value(), *model->vocabulary()));
}

Result<void> generate_command(std::span<const std::string_view> words) {
  const FlagKind flags[] = {{"model"}, {"temperature"}, {"top-k"},  {"top-p"},
                            {"seed"},  {"tokens"},      {"stories"}};
  const Result<Arguments> parsed = Arguments::parse(words, flags);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  const Result<GenerateSettings> settings = generate_settings(arguments);
  if (!settings.ok()) {
    return settings.error();
  }
  const Result<std::shared_ptr<const TrainedModel>> model =
      read_model_file(std::string(arguments.value("model").value_or("writer")));
  if (!model.ok()) {
    return model.error();
  }
  // Its words are written as the words of stories.
  const Result<void> knows = check_knows_words(*model.value());
  if (!knows.ok()) {
    return knows.error();
  }
  const Vocabulary& vocabulary = *model.value()->vocabulary();
  Prompt prompt{joined(arguments.words()), {}};
  const std::vector<Token> tokens = vocabulary.tokenize(prompt.text);
  for (const Token& token : tokens) {
    prompt.ids.push_back(token.id);
  }
  tell_unknown_words(prompt, tokens, vocabulary);
  std::vector<int> ids = prompt.ids;
  Result<Generator> generator =
      Generator::create(model.value(), ids, settings.value().sampling, settings.value().seed);
  if (!generator.ok()) {
    return generator.error();
  }
  std::string output;
  int64_t stories = 0;
  for (int64_t drawn = 0; drawn < settings.value().tokens * settings.value().stories &&
                          stories < settings.value().stories;
       ++drawn) {
    const Result<int> next = generator.value().next();
    if (!next.ok()) {
      return next.error();
    }
    if (next.value() == Vocabulary::kEnd) {
      output += prompt.with(ids, vocabulary) + "\n";
      prompt = {};
      ids.clear();
      ++stories;
    } else {
      ids.push_back(next.value());
    }
  }
  return write_output(ids.empty() ? output : output + prompt.with(ids, vocabulary) + "\n");
}

}  // namespace playground
