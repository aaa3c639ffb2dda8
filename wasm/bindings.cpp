// The border between C++ and JavaScript, and the only file that knows Emscripten. Built twice:
// whole, and without PLAYGROUND_LEARNS for the page's first moments. Bulk numbers leave as views of
// the module's memory, which playground.js copies at once; text and arrays come in by one `set`
// into a view.
#include <optional>
#include <string>
#include <vector>

#include "border.hpp"
#include "model/model_file.hpp"
#include "playground.hpp"
#include "prediction.hpp"
#include "tokenizer/utf8.hpp"
#ifdef PLAYGROUND_LEARNS
#include "model/generator.hpp"
#include "train/evaluation.hpp"
#include "train/model_scores.hpp"
#include "train/probe_examples.hpp"
#include "train/trainer.hpp"
#endif

namespace {

using border::answer;
using border::bytes_from;
using border::failure;
using border::pairs_from;
using border::request_from;
using border::span_view;
using border::success;
using emscripten::typed_memory_view;
using emscripten::val;
using playground::ConstMatrixView;
using playground::Error;
using playground::Index;
using playground::Matrix;
using playground::MatrixView;
using playground::Request;
using playground::Result;

// Three numbers a token (id, start, end), and the texts in one list.
val tokens_value(std::span<const playground::Token> tokens, std::string_view text) {
  val list = val::array();
  for (const playground::Token& token : tokens) {
    val item = val::object();
    item.set("id", token.id);
    item.set("text", playground::printable_utf8(bytes_of(token, text)));
    item.set("start", token.start);
    item.set("end", token.end);
    if (token.unknown) {
      item.set("unknown", true);
    }
    list.call<void>("push", item);
  }
  return list;
}

// A matrix as JavaScript copies it: dense, so a head's columns are gathered first.
class DenseCopy {
 public:
  val view_of(ConstMatrixView matrix) {
    const auto size = static_cast<size_t>(matrix.rows * matrix.columns);
    if (matrix.stride == matrix.columns || matrix.rows <= 1) {
      return success(val(typed_memory_view(size, matrix.data)));
    }
    if (copy_.rows() != matrix.rows || copy_.columns() != matrix.columns) {
      Result<Matrix> made = Matrix::zeros(matrix.rows, matrix.columns);
      if (!made.ok()) {
        return failure(made.error());
      }
      copy_ = std::move(made.value());
    }
    playground::copy_numbers(matrix, copy_.view());
    return success(val(typed_memory_view(size, copy_.view().data)));
  }

 private:
  Matrix copy_;
};

class TraceHandle {
 public:
  void take(playground::Trace trace) { trace_ = std::move(trace); }

  [[nodiscard]] val summary() const {
    const Request& request = trace_.request();
    val value = val::object();
    value.set("layers", static_cast<int>(trace_.shape().layers));
    value.set("heads", static_cast<int>(trace_.shape().heads));
    value.set("length", static_cast<int>(trace_.length()));
    value.set("width", static_cast<int>(trace_.shape().width));
    value.set("headWidth", static_cast<int>(trace_.shape().head_width()));
    value.set("scaleFactor", request.scale.factor(trace_.shape().head_width()));
    value.set("thumbnailSize", static_cast<int>(trace_.thumbnail_size()));
    value.set("tokens", tokens_value(trace_.tokens(), request.text));
    val effective = val::object();
    for (const playground::Property& property : playground::request_table()) {
      // The text stays where it is: JavaScript has it, and it may not survive a C++ string's way
      // back.
      if (property.name != "text") {
        effective.set(std::string(property.name), request.value_of(property.name));
      }
    }
    value.set("request", effective);
    return value;
  }

  // Matrices of one head, of one layer, and of the whole trace; `name` is the JavaScript method's.
  val head_slice(const std::string& name, int layer, int head) {
    const Result<void> checked = trace_.check(layer, head);
    if (!checked.ok()) {
      return failure(checked.error());
    }
    if (name == "weights") {
      return matrix(trace_.weights(layer, head));
    }
    if (name == "scores") {
      return matrix(trace_.scores(layer, head));
    }
    if (name == "entropies") {
      return span(trace_.entropies(layer, head));
    }
    if (name == "thumbnail") {
      return success(span_view(trace_.thumbnail(layer, head)));
    }
    return dense_.view_of(name == "query"         ? trace_.query(layer, head)
                          : name == "key"         ? trace_.key(layer, head)
                          : name == "value"       ? trace_.value(layer, head)
                          : name == "output"      ? trace_.output(layer, head)
                          : name == "queryMatrix" ? trace_.query_matrix(layer, head)
                          : name == "keyMatrix"   ? trace_.key_matrix(layer, head)
                                                  : trace_.value_matrix(layer, head));
  }

  val layer_slice(const std::string& name, int layer) {
    const bool result_of_last = name == "stream" && layer == trace_.shape().layers;
    const Result<void> checked = trace_.check(result_of_last ? 0 : layer, 0);
    if (!checked.ok()) {
      return failure(checked.error());
    }
    if (name == "meanWeights") {
      return matrix(trace_.mean_weights(layer));
    }
    if (name == "projected") {
      return matrix(trace_.projected(layer));
    }
    if (name == "attended") {
      return matrix(trace_.attended(layer));
    }
    if (name == "meanThumbnail") {
      return success(span_view(trace_.mean_thumbnail(layer)));
    }
    return dense_.view_of(name == "input"    ? trace_.input(layer)
                          : name == "stream" ? trace_.stream(layer)
                          : name == "concat" ? trace_.concat(layer)
                                             : trace_.output_matrix(layer));
  }

  val probabilities(int position) {
    if (position < 0 || position >= trace_.length()) {
      return failure({"There is no token " + std::to_string(position) + " (counted from 0) among " +
                      std::to_string(trace_.length()) + "."});
    }
    return span(trace_.probabilities(position));
  }

  playground::Trace& trace() { return trace_; }

  val allowed() { return span(trace_.allowed()); }
  [[nodiscard]] val allowed_thumbnail() const {
    return success(span_view(trace_.allowed_thumbnail()));
  }

  val softmax_steps(int layer, int head, int query) {
    const Result<void> checked = trace_.check(layer, head);
    if (!checked.ok()) {
      return failure(checked.error());
    }
    if (query < 0 || query >= trace_.length()) {
      return failure({"There is no token " + std::to_string(query) + " (counted from 0) among " +
                      std::to_string(trace_.length()) + "."});
    }
    return span(trace_.softmax_steps(layer, head, query));
  }

  val statistics(int layer, int head) {
    const Result<void> checked = trace_.check(layer, head);
    if (!checked.ok()) {
      return failure(checked.error());
    }
    const playground::HeadStatistics of_head = trace_.statistics(layer, head);
    val value = val::object();
    value.set("entropy", of_head.entropy);
    value.set("distance", of_head.distance);
    value.set("sink", of_head.sink);
    value.set("previous", of_head.previous);
    value.set("diagonal", of_head.diagonal);
    return success(value);
  }

 private:
  val matrix(const Result<ConstMatrixView>& result) {
    return result.ok() ? dense_.view_of(result.value()) : failure(result.error());
  }
  template <class T>
  val span(const Result<std::span<const T>>& result) {
    return result.ok() ? success(span_view(result.value())) : failure(result.error());
  }

  playground::Trace trace_;
  DenseCopy dense_;
};

class PlaygroundHandle {
 public:
  // Fills a trace that JavaScript made and will delete: Embind cannot hand over what cannot be
  // copied.
  val run(const val& pairs, TraceHandle& into) {
    Result<Request> request = request_from(pairs);
    if (!request.ok()) {
      return failure(request.error());
    }
    Result<playground::Trace> trace = playground_.run(std::move(request.value()));
    if (!trace.ok()) {
      return failure(trace.error());
    }
    into.take(std::move(trace.value()));
    return success(into.summary());
  }

  val tokenize(const val& pairs) {
    const Result<Request> request = request_from(pairs);
    if (!request.ok()) {
      return failure(request.error());
    }
    const Result<std::vector<playground::Token>> tokens = playground_.tokenize(request.value());
    return tokens.ok() ? success(tokens_value(tokens.value(), request.value().text))
                       : failure(tokens.error());
  }

  val load_model(const val& name, const val& bytes) {
    return done(playground_.load_model(bytes_from(name), bytes_from(bytes)));
  }

  // What a loaded model is: its shape, its words and its measured scores (JSON).
  [[nodiscard]] val model_facts(const std::string& name) const {
    const auto model = playground_.model(name);
    if (model == nullptr) {
      return failure({"The model \"" + playground::printable_utf8(name) + "\" is not loaded."});
    }
    const playground::TransformerConfig& config = model->transformer().config;
    val value = val::object();
    value.set("kind", model->facts().kind);
    value.set("layers", static_cast<int>(config.layers));
    value.set("heads", static_cast<int>(config.heads));
    value.set("width", static_cast<int>(config.width));
    value.set("hidden", static_cast<int>(config.hidden));
    value.set("positions", static_cast<int>(config.positions));
    value.set("parameters", static_cast<int>(model->transformer().layout.size()));
    value.set("mask", config.mask.text());
    value.set("seed", model->facts().seed);
    value.set("firstWord", model->vocabulary()->first_word());
    value.set("scores", playground::printable_utf8(model->facts().scores));
    val words = val::array();
    for (int id = 0; id < model->vocabulary()->size(); ++id) {
      words.call<void>("push", playground::printable_utf8(model->vocabulary()->entry(id)));
    }
    value.set("words", words);
    return success(value);
  }

  [[nodiscard]] val near_word(const std::string& name, const val& word) const {
    const auto model = playground_.model(name);
    return model == nullptr ? failure({"The model is not loaded."})
                            : success(val(model->vocabulary()->near_word(bytes_from(word))));
  }

  // The most probable words at a token of a trace; position −1: wherever it is asked.
  [[nodiscard]] val predict(TraceHandle& trace, const std::string& name, int position,
                            int count) const {
    const auto model = playground_.model(name);
    if (model == nullptr) {
      return failure({"The random model was never trained: it predicts no words."});
    }
    const auto prediction = playground::predict(
        trace.trace(), *model, position < 0 ? std::nullopt : std::optional<Index>(position), count);
    if (!prediction.ok()) {
      return failure(prediction.error());
    }
    val words = val::array();
    for (const playground::PredictedWord& word : prediction.value().words) {
      val item = val::object();
      item.set("id", word.id);
      item.set("text", playground::printable_utf8(model->vocabulary()->entry(word.id)));
      item.set("probability", word.probability);
      words.call<void>("push", item);
    }
    val value = val::object();
    value.set("position", static_cast<int>(prediction.value().position));
    value.set("words", words);
    return success(value);
  }

  playground::Playground& playground() { return playground_; }

  val load_tokenizer_json(const val& name, const val& bytes) {
    return done(playground_.load_tokenizer(bytes_from(name), bytes_from(bytes)));
  }
  val load_gpt2(const val& name, const val& encoder, const val& merges) {
    return done(
        playground_.load_tokenizer(bytes_from(name), bytes_from(encoder), bytes_from(merges)));
  }

 private:
  static val done(const Result<void>& result) { return answer(result); }

  playground::Playground playground_;
};

#ifdef PLAYGROUND_LEARNS

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

#endif  // PLAYGROUND_LEARNS

val table_value(std::span<const playground::Property> rows) {
  val table = val::array();
  for (const playground::Property& property : rows) {
    val row = val::object();
    row.set("name", std::string(property.name));
    row.set("type", std::string(property.type));
    row.set("default", std::string(property.default_text));
    row.set("minimum", property.minimum);
    row.set("maximum", property.maximum);
    row.set("choices", std::string(property.choices));
    row.set("help", std::string(property.help));
    table.call<void>("push", row);
  }
  return table;
}
val request_table() {
  return table_value(playground::request_table());
}
#ifdef PLAYGROUND_LEARNS
val train_table() {
  return table_value(playground::train_table());
}
#endif

}  // namespace

EMSCRIPTEN_BINDINGS(attention_core) {
  emscripten::class_<TraceHandle>("Trace")
      .constructor<>()
      .function("headSlice", &TraceHandle::head_slice)
      .function("layerSlice", &TraceHandle::layer_slice)
      .function("allowed", &TraceHandle::allowed)
      .function("allowedThumbnail", &TraceHandle::allowed_thumbnail)
      .function("softmaxSteps", &TraceHandle::softmax_steps)
      .function("probabilities", &TraceHandle::probabilities)
      .function("statistics", &TraceHandle::statistics);
  emscripten::class_<PlaygroundHandle>("Playground")
      .constructor<>()
      .function("run", &PlaygroundHandle::run)
      .function("tokenize", &PlaygroundHandle::tokenize)
      .function("loadTokenizerJson", &PlaygroundHandle::load_tokenizer_json)
      .function("loadGpt2", &PlaygroundHandle::load_gpt2)
      .function("loadModel", &PlaygroundHandle::load_model)
      .function("modelFacts", &PlaygroundHandle::model_facts)
      .function("nearWord", &PlaygroundHandle::near_word)
      .function("predict", &PlaygroundHandle::predict);
#ifdef PLAYGROUND_LEARNS
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
#endif
  emscripten::function("requestTable", &request_table);
}
