// The playground as JavaScript sees it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model_file.hpp"
#include "prediction.hpp"
#include "trace_handle.hpp"

namespace border {

using playground::Index;

class PlaygroundHandle {
 public:
  // Begins a trace in one that JavaScript made and will delete: Embind cannot hand over what cannot
  // be copied.
  val begin(const val& pairs, TraceHandle& into) {
    Result<Request> request = request_from(pairs);
    if (!request.ok()) {
      return failure(request.error());
    }
    return answer(playground::take(playground_.begin(std::move(request.value()), into.spare()),
                                   into.trace()));
  }

  // So many steps more: false, and of a whole trace what it tells of itself.
  val advance(TraceHandle& into, int steps) {
    Result<void> done;
    while (done.ok() && steps-- > 0 && !into.trace().is_whole()) {
      done = playground_.advance(into.trace());
    }
    if (!done.ok()) {
      return failure(done.error());
    }
    return success(into.trace().is_whole() ? into.summary() : val(false));
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
    return answer(playground_.load_model(bytes_from(name), bytes_from(bytes)));
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
    return answer(playground_.load_tokenizer(bytes_from(name), bytes_from(bytes)));
  }
  val load_gpt2(const val& name, const val& encoder, const val& merges) {
    return answer(
        playground_.load_tokenizer(bytes_from(name), bytes_from(encoder), bytes_from(merges)));
  }

 private:
  playground::Playground playground_;
};

}  // namespace border
