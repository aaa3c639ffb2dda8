// The names under which JavaScript finds traces and the playground. The files of this folder are
// the only ones that know Emscripten.
#include "playground_handle.hpp"

namespace {

using border::PlaygroundHandle;
using border::TraceHandle;

emscripten::val request_table() {
  return border::table_value(playground::request_table());
}

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
      .function("begin", &PlaygroundHandle::begin)
      .function("advance", &PlaygroundHandle::advance)
      .function("tokenize", &PlaygroundHandle::tokenize)
      .function("loadTokenizerJson", &PlaygroundHandle::load_tokenizer_json)
      .function("loadGpt2", &PlaygroundHandle::load_gpt2)
      .function("loadModel", &PlaygroundHandle::load_model)
      .function("modelFacts", &PlaygroundHandle::model_facts)
      .function("nearWord", &PlaygroundHandle::near_word)
      .function("predict", &PlaygroundHandle::predict);
  emscripten::function("requestTable", &request_table);
}
