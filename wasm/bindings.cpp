// The border between C++ and JavaScript, and the only file that knows Emscripten. Bulk numbers
// leave as views of the module's memory, which playground.js copies at once; text and arrays come
// in by one `set` into a view.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <string>
#include <vector>

#include "playground.hpp"
#include "tokenizer/utf8.hpp"

namespace {

using emscripten::typed_memory_view;
using emscripten::val;
using playground::ConstMatrixView;
using playground::Error;
using playground::Index;
using playground::Matrix;
using playground::MatrixView;
using playground::Request;
using playground::Result;

// Answers are { value } or { error }, so that no exception crosses the border.
val failure(const Error& error) {
  val answer = val::object();
  answer.set("error", error.message);
  return answer;
}
val success(const val& value) {
  val answer = val::object();
  answer.set("value", value);
  return answer;
}

std::string bytes_from(const val& array) {
  std::string bytes(array["length"].as<size_t>(), '\0');
  val(typed_memory_view(bytes.size(), reinterpret_cast<uint8_t*>(bytes.data())))
      .call<void>("set", array);
  return bytes;
}

// `pairs`: name, value, name, value … as UTF-8 bytes.
Result<Request> request_from(const val& pairs) {
  std::vector<std::string> parts;
  const auto count = pairs["length"].as<size_t>();
  for (size_t i = 0; i < count; ++i) {
    parts.push_back(bytes_from(pairs[i]));
  }
  std::vector<Request::Pair> properties;
  for (size_t i = 0; i + 1 < parts.size(); i += 2) {
    properties.push_back({parts[i], parts[i + 1]});
  }
  return Request::parse(properties);
}

// Three numbers a token (id, start, end), and the texts in one list.
val tokens_value(std::span<const playground::Token> tokens, std::string_view text) {
  val list = val::array();
  for (const playground::Token& token : tokens) {
    val item = val::object();
    item.set("id", token.id);
    item.set("text", playground::printable_utf8(bytes_of(token, text)));
    item.set("start", token.start);
    item.set("end", token.end);
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
    as_eigen(copy_.view()) = as_eigen(matrix);
    return success(val(typed_memory_view(size, copy_.view().data)));
  }

 private:
  Matrix copy_;
};

template <class T>
val span_view(std::span<const T> numbers) {
  return val(typed_memory_view(numbers.size(), numbers.data()));
}

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
    for (const playground::RequestProperty& property : playground::request_table()) {
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
    const bool result_of_last = name == "input" && layer == trace_.shape().layers;
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
    if (name == "meanThumbnail") {
      return success(span_view(trace_.mean_thumbnail(layer)));
    }
    return dense_.view_of(name == "input"    ? trace_.input(layer)
                          : name == "concat" ? trace_.concat(layer)
                                             : trace_.output_matrix(layer));
  }

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

// Memory for arrays that JavaScript hands in and takes out; kept for the next call of the same
// size.
struct Arrays {
  Matrix query, key, value, output;  // N × D
  Matrix weights;                    // H·N × N
};

Result<void> ensure(Matrix& matrix, Index rows, Index columns) {
  if (matrix.rows() == rows && matrix.columns() == columns) {
    return {};
  }
  Result<Matrix> made = Matrix::zeros(rows, columns);
  if (!made.ok()) {
    return made.error();
  }
  matrix = std::move(made.value());
  return {};
}

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

  // Settings come as a request's pairs (heads, mask, scale, temperature).
  val attention(const val& q, const val& k, const val& v, int length, int width, const val& pairs) {
    const Result<Request> settings = request_from(pairs);
    if (!settings.ok()) {
      return failure(settings.error());
    }
    const Request& request = settings.value();
    const Index heads = request.shape.heads;
    Result<void> ready = ensure(arrays_.weights, heads * length, length);
    for (Matrix* matrix : {&arrays_.query, &arrays_.key, &arrays_.value, &arrays_.output}) {
      ready = ready.ok() ? ensure(*matrix, length, width) : ready;
    }
    if (!ready.ok()) {
      return failure(ready.error());
    }
    copy_in(q, arrays_.query);
    copy_in(k, arrays_.key);
    copy_in(v, arrays_.value);
    const Result<void> done =
        playground::attention({arrays_.query.view(), arrays_.key.view(), arrays_.value.view(),
                               heads, request.mask, request.scale, request.temperature},
                              arrays_.weights.view(), arrays_.output.view());
    if (!done.ok()) {
      return failure(done.error());
    }
    val value = val::object();
    value.set("weights", view_of(arrays_.weights));
    value.set("output", view_of(arrays_.output));
    return success(value);
  }

  val load_tokenizer_json(const val& name, const val& bytes) {
    return done(playground_.load_tokenizer(bytes_from(name), bytes_from(bytes)));
  }
  val load_gpt2(const val& name, const val& encoder, const val& merges) {
    return done(
        playground_.load_tokenizer(bytes_from(name), bytes_from(encoder), bytes_from(merges)));
  }

 private:
  static void copy_in(const val& array, Matrix& into) { view_of(into).call<void>("set", array); }
  static val view_of(Matrix& matrix) {
    return val(typed_memory_view(static_cast<size_t>(matrix.rows() * matrix.columns()),
                                 matrix.view().data));
  }
  static val done(const Result<void>& result) {
    return result.ok() ? success(val::null()) : failure(result.error());
  }

  playground::Playground playground_;
  Arrays arrays_;
};

val request_table() {
  val table = val::array();
  for (const playground::RequestProperty& property : playground::request_table()) {
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

}  // namespace

EMSCRIPTEN_BINDINGS(attention_core) {
  emscripten::class_<TraceHandle>("Trace")
      .constructor<>()
      .function("headSlice", &TraceHandle::head_slice)
      .function("layerSlice", &TraceHandle::layer_slice)
      .function("allowed", &TraceHandle::allowed)
      .function("allowedThumbnail", &TraceHandle::allowed_thumbnail)
      .function("softmaxSteps", &TraceHandle::softmax_steps)
      .function("statistics", &TraceHandle::statistics);
  emscripten::class_<PlaygroundHandle>("Playground")
      .constructor<>()
      .function("run", &PlaygroundHandle::run)
      .function("tokenize", &PlaygroundHandle::tokenize)
      .function("attention", &PlaygroundHandle::attention)
      .function("loadTokenizerJson", &PlaygroundHandle::load_tokenizer_json)
      .function("loadGpt2", &PlaygroundHandle::load_gpt2);
  emscripten::function("requestTable", &request_table);
}
