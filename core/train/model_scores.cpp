#include "train/model_scores.hpp"

#include "formats/json_reader.hpp"
#include "formats/json_writer.hpp"
#include "train/evaluation.hpp"
#include "train/probe_batches.hpp"

namespace playground {

namespace {

constexpr Index kBigramStories = 20'000;

void number(JsonWriter& json, const char* name, double value) {
  json.name(name);
  json.number(static_cast<float>(value));
}

void share(JsonWriter& json, const char* name, const Share& of) {
  json.name(name);
  json.begin_object();
  number(json, "share", of.value());
  json.name("cases");
  json.whole(of.cases);
  json.end_object();
}

void shares(JsonWriter& json, const char* name, const std::vector<Share>& of_heads) {
  json.name(name);
  json.begin_array();
  for (const Share& of : of_heads) {
    json.number(static_cast<float>(of.value()));
  }
  json.end_array();
}

void write_heads(JsonWriter& json, const ProbeReport& report) {
  json.name("heads");
  json.begin_array();
  for (size_t head = 0; head < report.names.size(); ++head) {
    const int probe = report.names[head];
    json.begin_object();
    json.name("role");
    if (probe < 0) {
      json.null();
    } else {
      json.string(probe_name(static_cast<Probe>(probe)));
      number(json, "share", report.probes[static_cast<size_t>(probe)].heads[head].share);
    }
    json.end_object();
  }
  json.end_array();
}

void write_probes(JsonWriter& json, const ProbeReport& report) {
  json.name("probes");
  json.begin_object();
  for (int p = 0; p < kProbes; ++p) {
    const ProbeScores& scores = report.probes[static_cast<size_t>(p)];
    json.name(probe_name(static_cast<Probe>(p)));
    json.begin_object();
    json.name("cases");
    json.whole(scores.cases);
    number(json, "nearest", scores.nearest);
    number(json, "fixed", scores.fixed_distance);
    json.name("distance");
    json.whole(scores.best_distance);
    json.name("shares");
    json.begin_array();
    for (const HeadScore& head : scores.heads) {
      json.number(static_cast<float>(head.share));
    }
    json.end_array();
    json.name("weights");
    json.begin_array();
    for (const HeadScore& head : scores.heads) {
      json.number(static_cast<float>(head.weight));
    }
    json.end_array();
    json.end_object();
  }
  json.end_object();
}

void write_answers(JsonWriter& json, const Answers& answers) {
  json.name("answers");
  json.begin_object();
  share(json, "all", answers.all_heads_on);
  shares(json, "without", answers.without);
  share(json, "clue_after", answers.clue_after);
  share(json, "clue_before", answers.clue_before);
  json.end_object();
}

void write_control(JsonWriter& json, const Control& control) {
  json.name("control");
  json.begin_object();
  json.name("cases");
  json.whole(control.pronoun.front().cases);
  shares(json, "pronoun", control.pronoun);
  shares(json, "else", control.something_else);
  json.end_object();
}

Result<void> write_reader(JsonWriter& json, const TrainedModel& reader,
                          const ProbeOptions& options) {
  const Result<Answers> answers = evaluate_answers(reader, options);
  const Result<Share> verbs = evaluate_verbs(reader, options);
  const Result<Control> control = evaluate_control(reader, options);
  if (!answers.ok() || !verbs.ok() || !control.ok()) {
    return !answers.ok() ? answers.error() : verbs.ok() ? control.error() : verbs.error();
  }
  write_answers(json, answers.value());
  share(json, "verbs", verbs.value());
  write_control(json, control.value());
  return {};
}

Result<void> write_writer(JsonWriter& json, const std::shared_ptr<const TrainedModel>& writer,
                          const ProbeOptions& options, WriterScores more) {
  const Result<Bigram> bigram = bigram_of_stories(options.grammar, kBigramStories, 1);
  if (!bigram.ok()) {
    return bigram.error();
  }
  const Result<Perplexities> perplexities = evaluate_perplexity(*writer, bigram.value(), options);
  if (!perplexities.ok()) {
    return perplexities.error();
  }
  json.name("perplexity");
  json.begin_object();
  number(json, "writer", perplexities.value().writer);
  number(json, "bigram", perplexities.value().bigram);
  number(json, "grammar", perplexities.value().grammar);
  number(json, "language", perplexities.value().language);
  json.end_object();
  return more != nullptr ? more(json, writer, bigram.value()) : Result<void>();
}

}  // namespace

std::string probe_json(const ProbeReport& report, const Transformer& model) {
  JsonWriter json;
  json.begin_object();
  json.name("layers");
  json.whole(model.config.layers);
  write_heads(json, report);
  write_probes(json, report);
  json.end_object();
  return json.text();
}

Result<std::string> measure_model(const std::shared_ptr<const TrainedModel>& model,
                                  const ProbeOptions& options, WriterScores more) {
  const Result<void> reads = check_reads_stories(*model);
  if (!reads.ok()) {
    return reads.error();
  }
  const Result<ProbeReport> report =
      probe_heads(model->transformer(), *model->vocabulary(), options);
  if (!report.ok()) {
    return report.error();
  }
  JsonWriter json;
  json.begin_object();
  json.name("split");
  json.string(options.split == Split::kTest         ? "test"
              : options.split == Split::kValidation ? "validation"
                                                    : "train");
  // Of the full one nothing is said, as in all models that there are.
  if (options.grammar == GrammarSize::kSmall) {
    json.name("grammar");
    json.string("small");
  }
  json.name("stories");
  json.whole(options.stories);
  write_heads(json, report.value());
  write_probes(json, report.value());
  const Result<void> written = model->facts().kind == "reader"
                                   ? write_reader(json, *model, options)
                                   : write_writer(json, model, options, more);
  if (!written.ok()) {
    return written.error();
  }
  json.end_object();
  return json.text();
}

std::vector<HeadRole> head_roles(const TrainedModel& model) {
  const TransformerConfig& config = model.transformer().config;
  const Result<JsonValue> scores = parse_json(model.facts().scores);
  const JsonValue* heads = scores.ok() ? scores.value().find("heads") : nullptr;
  if (heads == nullptr ||
      heads->items.size() != static_cast<size_t>(config.layers * config.heads)) {
    return {};
  }
  std::vector<HeadRole> roles;
  for (const JsonValue& head : heads->items) {
    const JsonValue* role = head.find("role");
    const JsonValue* value = head.find("share");
    roles.push_back({role != nullptr ? role->text : "", value != nullptr ? value->number : 0.0});
  }
  return roles;
}

}  // namespace playground
