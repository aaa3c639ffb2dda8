#include "model/transformer.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/elementary.hpp"

namespace playground {

Index ParameterLayout::add(std::string name, Index rows, Index columns) {
  const Index offset = size_;
  tensors_.push_back({std::move(name), offset, rows, columns, rows > 1});
  size_ += rows * columns;
  return offset;
}

ParameterLayout::ParameterLayout(const TransformerConfig& config) {
  const Index width = config.width;
  const Index hidden = config.hidden;
  token_embedding = add("token_embedding", config.vocabulary, width);
  position_embedding = add("position_embedding", config.positions, width);
  for (Index l = 0; l < config.layers; ++l) {
    const std::string prefix = "layers." + std::to_string(l) + ".";
    Layer layer{};
    layer.norm1_gain = add(prefix + "norm1.gain", 1, width);
    layer.norm1_bias = add(prefix + "norm1.bias", 1, width);
    layer.query = add(prefix + "query", width, width);
    layer.key = add(prefix + "key", width, width);
    layer.value = add(prefix + "value", width, width);
    layer.output = add(prefix + "output", width, width);
    layer.norm2_gain = add(prefix + "norm2.gain", 1, width);
    layer.norm2_bias = add(prefix + "norm2.bias", 1, width);
    layer.up = add(prefix + "up", width, hidden);
    layer.up_bias = add(prefix + "up.bias", 1, hidden);
    layer.down = add(prefix + "down", hidden, width);
    layer.down_bias = add(prefix + "down.bias", 1, width);
    layers_.push_back(layer);
  }
  final_gain = add("final_norm.gain", 1, width);
  final_bias = add("final_norm.bias", 1, width);
  output_bias = add("output_bias", 1, config.vocabulary);
}

Result<Transformer> Transformer::zeros(const TransformerConfig& config) {
  Transformer model;
  model.config = config;
  model.layout = ParameterLayout(config);
  Result<Buffer<float>> parameters = Buffer<float>::zeros(model.layout.size());
  if (!parameters.ok()) {
    return parameters.error();
  }
  model.parameters = std::move(parameters.value());
  return model;
}

Result<Transformer> Transformer::copy() const {
  Result<Transformer> made = zeros(config);
  if (made.ok()) {
    std::copy_n(parameters.data(), parameters.size(), made.value().parameters.data());
  }
  return made;
}

namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Of the normal distribution that a matrix is drawn from; the embeddings have their own.
float deviation_of(const ParameterTensor& tensor, const TransformerConfig& config) {
  constexpr float kEmbedding = 0.05F;
  if (ends_with(tensor.name, "embedding")) {
    return kEmbedding;
  }
  const float inward = 1.0F / std::sqrt(static_cast<float>(tensor.rows));
  const bool into_stream = ends_with(tensor.name, "output") || ends_with(tensor.name, "down");
  return into_stream ? inward / std::sqrt(static_cast<float>(2 * config.layers)) : inward;
}

}  // namespace

Result<Transformer> Transformer::random(const TransformerConfig& config, uint32_t seed) {
  Result<Transformer> model = zeros(config);
  if (!model.ok()) {
    return model;
  }
  RandomStream stream(RandomStream(seed).next());
  for (const ParameterTensor& tensor : model.value().layout.tensors()) {
    float* numbers = model.value().parameters.data() + tensor.offset;
    const bool is_gain = ends_with(tensor.name, "gain");
    const float deviation = tensor.decays ? deviation_of(tensor, config) : 0.0F;
    for (Index i = 0; i < tensor.size(); ++i) {
      numbers[i] = tensor.decays ? stream.normal() * deviation : is_gain ? 1.0F : 0.0F;
    }
  }
  return model;
}

}  // namespace playground
