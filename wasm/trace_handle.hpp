// A trace as JavaScript sees it: slices leave as views of the module's memory, which trace.js
// copies at once.
#pragma once

#include <string>

#include "border.hpp"
#include "playground.hpp"

namespace border {

using emscripten::typed_memory_view;
using playground::ConstMatrixView;
using playground::Matrix;
using playground::Request;
using playground::Result;

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
  /// What another trace may be computed in.
  playground::Trace spare() { return std::move(trace_); }

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

}  // namespace border
