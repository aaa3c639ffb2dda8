#include "model/model_file.hpp"

#include <cmath>
#include <cstring>

#include "formats/json_reader.hpp"
#include "formats/json_writer.hpp"
#include "formats/quantize.hpp"
#include "formats/safetensors.hpp"

namespace playground {

namespace {

constexpr std::string_view kFormat = "attention-playground-model 1";

std::string config_json(const TransformerConfig& config, const ModelFacts& facts) {
  JsonWriter json;
  json.begin_object();
  json.name("kind");
  json.string(facts.kind);
  const struct {
    const char* name;
    int64_t value;
  } numbers[] = {{"layers", config.layers},       {"heads", config.heads},
                 {"width", config.width},         {"hidden", config.hidden},
                 {"positions", config.positions}, {"seed", facts.seed}};
  for (const auto& number : numbers) {
    json.name(number.name);
    json.whole(number.value);
  }
  json.name("mask");
  json.string(config.mask.text());
  json.end_object();
  return json.text();
}

std::string words_text(const Vocabulary& vocabulary) {
  std::string text;
  for (int id = vocabulary.first_word(); id < vocabulary.size(); ++id) {
    text += (text.empty() ? "" : " ") + vocabulary.entry(id);
  }
  return text;
}

std::string bytes_of_floats(const float* numbers, Index count) {
  std::string bytes(static_cast<size_t>(count) * sizeof(float), '\0');
  std::memcpy(bytes.data(), numbers, bytes.size());
  return bytes;
}

std::string halves_of(const float* numbers, Index count) {
  std::string bytes;
  for (Index i = 0; i < count; ++i) {
    const uint16_t half = half_from_float(numbers[i]);
    bytes.push_back(static_cast<char>(half & 0xff));
    bytes.push_back(static_cast<char>(half >> 8));
  }
  return bytes;
}

Error unusable(const std::string& what) {
  return Error{"This is not a model of the playground: " + what + "."};
}

// --- reading
// ------------------------------------------------------------------------------------------------

Result<Index> whole_member(const JsonValue& config, const char* name, Index least, Index most) {
  const JsonValue* value = config.find(name);
  if (value == nullptr || value->kind != JsonValue::Kind::kNumber ||
      value->number != std::floor(value->number) || value->number < static_cast<double>(least) ||
      value->number > static_cast<double>(most)) {
    return unusable(std::string(name) + " is not a whole number from " + std::to_string(least) +
                    " to " + std::to_string(most));
  }
  return static_cast<Index>(value->number);
}

struct FileConfig {
  TransformerConfig config;
  ModelFacts facts;
};

Result<FileConfig> read_config(const std::string& text) {
  const Result<JsonValue> json = parse_json(text);
  if (!json.ok()) {
    return unusable("its config is no JSON");
  }
  FileConfig read;
  const struct {
    const char* name;
    Index& into;
    Index least, most;
  } numbers[] = {{"layers", read.config.layers, 1, 96},
                 {"heads", read.config.heads, 1, 96},
                 {"width", read.config.width, 1, 1024},
                 {"hidden", read.config.hidden, 1, 4096},
                 {"positions", read.config.positions, 1, 4096}};
  for (const auto& number : numbers) {
    const Result<Index> value = whole_member(json.value(), number.name, number.least, number.most);
    if (!value.ok()) {
      return value.error();
    }
    number.into = value.value();
  }
  // Larger than an Index is in WebAssembly.
  const JsonValue* seed = json.value().find("seed");
  if (seed != nullptr && seed->number >= 0.0 && seed->number <= 4294967295.0) {
    read.facts.seed = static_cast<uint32_t>(seed->number);
  }
  const JsonValue* kind = json.value().find("kind");
  const JsonValue* mask = json.value().find("mask");
  if (kind == nullptr || (kind->text != "reader" && kind->text != "writer")) {
    return unusable("its kind is neither reader nor writer");
  }
  const Result<Mask> parsed = Mask::parse(mask == nullptr ? "" : mask->text);
  if (!parsed.ok() || !parsed.value().only_cuts()) {
    return unusable("its mask is not made of causal and noself");
  }
  if (read.config.width % read.config.heads != 0) {
    return unusable("its width is not a multiple of its heads");
  }
  read.facts.kind = kind->text;
  read.config.mask = parsed.value();
  return read;
}

Result<Vocabulary> read_words(const std::string& text) {
  constexpr size_t kMostWords = 50'000;
  std::vector<std::string_view> words;
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t space = std::min(rest.find(' '), rest.size());
    if (space == 0 || words.size() == kMostWords) {
      return unusable("its words are not one list of up to 50,000");
    }
    words.push_back(rest.substr(0, space));
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  Vocabulary vocabulary = Vocabulary::with_characters(words);
  if (!vocabulary.has_each_once()) {
    return unusable("a word stands twice in its list");
  }
  return vocabulary;
}

bool has_size(const SafeTensor* tensor, std::string_view dtype, Index bytes) {
  return tensor != nullptr && tensor->dtype == dtype &&
         tensor->bytes.size() == static_cast<size_t>(bytes);
}

// Whether the file has the numbers of a tensor, in one of the three forms.
bool is_there(const SafeTensors& file, const ParameterTensor& tensor) {
  const SafeTensor* stored = file.find(tensor.name);
  if (has_size(stored, "F32", tensor.size() * 4)) {
    return true;
  }
  if (!tensor.decays) {
    return has_size(stored, "F16", tensor.size() * 2);
  }
  const bool integers = has_size(stored, "U8", tensor.rows * ((tensor.columns + 1) / 2)) ||
                        has_size(stored, "I8", tensor.size());
  return integers && has_size(file.find(tensor.name + ".scale"), "F16", tensor.rows * 2);
}

Result<void> read_tensor(const SafeTensors& file, const ParameterTensor& tensor, float* into) {
  const SafeTensor& stored = *file.find(tensor.name);
  if (stored.dtype == "F32") {
    std::memcpy(into, stored.bytes.data(), stored.bytes.size());
  } else if (stored.dtype == "F16") {
    for (Index i = 0; i < tensor.size(); ++i) {
      const auto* half = reinterpret_cast<const uint8_t*>(stored.bytes.data()) + 2 * i;
      into[i] = float_from_half(static_cast<uint16_t>(half[0] | (half[1] << 8)));
    }
  } else {
    const Result<void> done = dequantize_rows(
        stored.bytes, file.find(tensor.name + ".scale")->bytes, stored.dtype == "U8" ? 4 : 8,
        {into, tensor.rows, tensor.columns, tensor.columns});
    if (!done.ok()) {
      return done;
    }
  }
  for (Index i = 0; i < tensor.size(); ++i) {
    if (!std::isfinite(into[i])) {
      return unusable("the tensor " + tensor.name + " has numbers that are not finite");
    }
  }
  return {};
}

}  // namespace

std::string write_model(const TrainedModel& model, Precision precision) {
  const Transformer& transformer = model.transformer();
  SafeTensors file;
  file.metadata = {{"format", std::string(kFormat)},
                   {"config", config_json(transformer.config, model.facts())},
                   {"words", words_text(*model.vocabulary())},
                   {"scores", model.facts().scores}};
  std::vector<std::string> kept;
  // Views into `kept` must stay where they are: two for each tensor at most.
  kept.reserve(2 * transformer.layout.tensors().size());
  const auto keep = [&kept](std::string bytes) -> std::string_view {
    kept.push_back(std::move(bytes));
    return kept.back();
  };
  for (const ParameterTensor& tensor : transformer.layout.tensors()) {
    const float* numbers = transformer.at(tensor.offset);
    if (precision == Precision::kFloat) {
      file.tensors.push_back({tensor.name,
                              "F32",
                              {tensor.rows, tensor.columns},
                              keep(bytes_of_floats(numbers, tensor.size()))});
    } else if (!tensor.decays) {
      file.tensors.push_back(
          {tensor.name, "F16", {tensor.columns}, keep(halves_of(numbers, tensor.size()))});
    } else {
      const int bits = precision == Precision::kFourBits ? 4 : 8;
      QuantizedRows rows =
          quantize_rows(transformer.matrix(tensor.offset, tensor.rows, tensor.columns), bits);
      const Index stored_columns = bits == 4 ? (tensor.columns + 1) / 2 : tensor.columns;
      file.tensors.push_back({tensor.name,
                              bits == 4 ? "U8" : "I8",
                              {tensor.rows, stored_columns},
                              keep(std::move(rows.packed))});
      file.tensors.push_back(
          {tensor.name + ".scale", "F16", {tensor.rows}, keep(std::move(rows.scales))});
    }
  }
  return write_safetensors(file);
}

Result<std::shared_ptr<const TrainedModel>> read_model(std::string_view bytes) {
  const Result<SafeTensors> parsed = parse_safetensors(bytes);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const SafeTensors& file = parsed.value();
  const std::string* format = file.metadata_value("format");
  const std::string* config_text = file.metadata_value("config");
  const std::string* words = file.metadata_value("words");
  if (format == nullptr || *format != kFormat || config_text == nullptr || words == nullptr) {
    return unusable("its metadata does not say \"" + std::string(kFormat) + "\"");
  }
  Result<FileConfig> read = read_config(*config_text);
  Result<Vocabulary> vocabulary = read_words(*words);
  if (!read.ok() || !vocabulary.ok()) {
    return read.ok() ? vocabulary.error() : read.error();
  }
  TransformerConfig& config = read.value().config;
  config.vocabulary = vocabulary.value().size();
  const ParameterLayout layout(config);
  for (const ParameterTensor& tensor : layout.tensors()) {
    if (!is_there(file, tensor)) {
      return unusable("the tensor " + tensor.name + " is missing or has another size");
    }
  }
  Result<Transformer> transformer = Transformer::zeros(config);
  if (!transformer.ok()) {
    return transformer.error();
  }
  for (const ParameterTensor& tensor : transformer.value().layout.tensors()) {
    const Result<void> done =
        read_tensor(file, tensor, transformer.value().parameters.data() + tensor.offset);
    if (!done.ok()) {
      return done.error();
    }
  }
  if (const std::string* scores = file.metadata_value("scores")) {
    read.value().facts.scores = *scores;
  }
  return TrainedModel::create(std::move(transformer.value()), std::move(vocabulary.value()),
                              std::move(read.value().facts));
}

Result<std::shared_ptr<const TrainedModel>> as_stored(const TrainedModel& model,
                                                      Precision precision) {
  return read_model(write_model(model, precision));
}

}  // namespace playground
