#include "cli/trace_files.hpp"

#include <filesystem>
#include <vector>

#include "cli/files.hpp"
#include "formats/number_text.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

constexpr int kVersion = 1;

void write_request(JsonWriter& json, const Request& request) {
  json.begin_object();
  for (const Property& property : request_table()) {
    json.name(property.name);
    const std::string value = request.value_of(property.name);
    if (property.type == "whole") {
      json.whole(parse_whole(value).value_or(0));
    } else if (property.type == "number") {
      json.number(static_cast<float>(request.temperature));
    } else {
      json.string(value);
    }
  }
  json.end_object();
}

void write_statistics(JsonWriter& json, const HeadStatistics& statistics) {
  const struct {
    const char* name;
    float value;
  } rows[] = {{"entropy", statistics.entropy},
              {"distance", statistics.distance},
              {"sink", statistics.sink},
              {"previous", statistics.previous},
              {"diagonal", statistics.diagonal}};
  json.begin_object();
  for (const auto& row : rows) {
    json.name(row.name);
    json.number(row.value);
  }
  json.end_object();
}

void write_matrix(JsonWriter& json, const char* name, ConstMatrixView matrix) {
  json.name(name);
  json.matrix(matrix);
}

Result<void> write_head(JsonWriter& json, Trace& trace, Index layer, Index head,
                        const HeadRole* role) {
  const Result<ConstMatrixView> weights = trace.weights(layer, head);
  const Result<ConstMatrixView> scores = trace.scores(layer, head);
  if (!weights.ok() || !scores.ok()) {
    return weights.ok() ? scores.error() : weights.error();
  }
  json.begin_object();
  // What the head was measured to do, or null.
  const bool is_named = role != nullptr && !role->role.empty();
  json.name("role");
  if (is_named) {
    json.string(role->role);
  } else {
    json.null();
  }
  json.name("share");
  if (is_named) {
    json.number(static_cast<float>(role->share));
  } else {
    json.null();
  }
  json.name("statistics");
  write_statistics(json, trace.statistics(layer, head));
  write_matrix(json, "weights", weights.value());
  write_matrix(json, "scores", scores.value());
  write_matrix(json, "query", trace.query(layer, head));
  write_matrix(json, "key", trace.key(layer, head));
  write_matrix(json, "value", trace.value(layer, head));
  write_matrix(json, "output", trace.output(layer, head));
  json.end_object();
  return {};
}

Result<void> write_layer(JsonWriter& json, Trace& trace, Index layer,
                         const std::vector<HeadRole>& roles) {
  const Result<ConstMatrixView> projected = trace.projected(layer);
  if (!projected.ok()) {
    return projected.error();
  }
  json.begin_object();
  write_matrix(json, "input", trace.input(layer));
  json.name("heads");
  json.begin_array();
  for (Index head = 0; head < trace.shape().heads; ++head) {
    const auto at = static_cast<size_t>(layer * trace.shape().heads + head);
    const Result<void> written =
        write_head(json, trace, layer, head, at < roles.size() ? &roles[at] : nullptr);
    if (!written.ok()) {
      return written;
    }
  }
  json.end_array();
  write_matrix(json, "concat", trace.concat(layer));
  write_matrix(json, "projected", projected.value());
  json.end_object();
  return {};
}

// Gathers slices, one after another, into one .npy file.
class TensorFile {
 public:
  void add(ConstMatrixView slice) {
    for (Index i = 0; i < slice.rows; ++i) {
      numbers_.insert(numbers_.end(), slice.row(i), slice.row(i) + slice.columns);
    }
  }
  [[nodiscard]] Result<void> write(const std::filesystem::path& path,
                                   std::span<const int64_t> shape) const {
    return write_npy(path.string(), shape, numbers_);
  }

 private:
  std::vector<float> numbers_;
};

using Slice = Result<ConstMatrixView> (*)(Trace&, Index layer, Index head);

struct Tensor {
  const char* name;
  Slice slice;
};

}  // namespace

void write_tokens(JsonWriter& json, std::span<const Token> tokens, std::string_view text) {
  json.begin_array();
  for (const Token& token : tokens) {
    json.begin_object();
    json.name("id");
    json.whole(token.id);
    json.name("text");
    json.string(bytes_of(token, text));
    json.name("start");
    json.whole(token.start);
    json.name("end");
    json.whole(token.end);
    if (token.unknown) {
      json.name("unknown");
      json.boolean(true);
    }
    json.end_object();
  }
  json.end_array();
}

Result<std::string> trace_json(Trace& trace, const std::vector<HeadRole>& roles) {
  JsonWriter json;
  json.begin_object();
  json.name("version");
  json.whole(kVersion);
  json.name("request");
  write_request(json, trace.request());
  json.name("tokens");
  write_tokens(json, trace.tokens(), trace.request().text);
  json.name("length");
  json.whole(trace.length());
  json.name("layers");
  json.begin_array();
  for (Index layer = 0; layer < trace.shape().layers; ++layer) {
    const Result<void> written = write_layer(json, trace, layer, roles);
    if (!written.ok()) {
      return written.error();
    }
  }
  json.end_array();
  write_matrix(json, "output", trace.stream(trace.shape().layers));
  json.end_object();
  return json.text() + "\n";
}

Result<void> write_trace_npy(Trace& trace, const std::string& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return Error{"Cannot make the folder " + folder + ": " + problem.message() + "."};
  }
  const ModelShape& shape = trace.shape();
  const int64_t n = trace.length();
  const int64_t d = shape.width;
  const Tensor of_heads[] = {
      {"weights", [](Trace& t, Index l, Index h) { return t.weights(l, h); }},
      {"scores", [](Trace& t, Index l, Index h) { return t.scores(l, h); }},
      {"query",
       [](Trace& t, Index l, Index h) -> Result<ConstMatrixView> { return t.query(l, h); }},
      {"key", [](Trace& t, Index l, Index h) -> Result<ConstMatrixView> { return t.key(l, h); }},
      {"value",
       [](Trace& t, Index l, Index h) -> Result<ConstMatrixView> { return t.value(l, h); }},
      {"output",
       [](Trace& t, Index l, Index h) -> Result<ConstMatrixView> { return t.output(l, h); }}};
  const Tensor of_layers[] = {
      {"stream", [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.stream(l); }},
      {"input", [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.input(l); }},
      {"concat", [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.concat(l); }},
      {"projected", [](Trace& t, Index l, Index) { return t.projected(l); }},
      {"query_matrix",
       [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.matrices(l).query; }},
      {"key_matrix",
       [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.matrices(l).key; }},
      {"value_matrix",
       [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.matrices(l).value; }},
      {"output_matrix",
       [](Trace& t, Index l, Index) -> Result<ConstMatrixView> { return t.matrices(l).output; }}};
  const auto write = [&](const Tensor& tensor, Index layers, Index heads,
                         std::vector<int64_t> axes) {
    TensorFile file;
    for (Index layer = 0; layer < layers; ++layer) {
      for (Index head = 0; head < heads; ++head) {
        const Result<ConstMatrixView> slice = tensor.slice(trace, layer, head);
        if (!slice.ok()) {
          return Result<void>(slice.error());
        }
        file.add(slice.value());
      }
    }
    return file.write(std::filesystem::path(folder) / (std::string(tensor.name) + ".npy"), axes);
  };
  Result<void> done;
  for (const Tensor& tensor : of_heads) {
    const bool square = &tensor < of_heads + 2;
    const int64_t columns = square ? n : static_cast<int64_t>(shape.head_width());
    done = done.ok()
               ? write(tensor, shape.layers, shape.heads, {shape.layers, shape.heads, n, columns})
               : done;
  }
  for (const Tensor& tensor : of_layers) {
    const Index layers = shape.layers + (&tensor == of_layers ? 1 : 0);
    const int64_t rows = &tensor < of_layers + 4 ? n : d;
    done = done.ok() ? write(tensor, layers, 1, {layers, rows, d}) : done;
  }
  return done;
}

}  // namespace playground
