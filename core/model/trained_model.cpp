#include "model/trained_model.hpp"

#include <vector>

#include "kernels/cross_entropy.hpp"
#include "kernels/gelu.hpp"
#include "kernels/layer_norm.hpp"
#include "kernels/linear.hpp"

namespace playground {

std::shared_ptr<const TrainedModel> TrainedModel::create(Transformer transformer,
                                                         Vocabulary vocabulary, ModelFacts facts) {
  return std::shared_ptr<const TrainedModel>(
      new TrainedModel(std::move(transformer), std::move(vocabulary), std::move(facts)));
}

Result<std::shared_ptr<const TrainedModel>> TrainedModel::with_facts(const TrainedModel& model,
                                                                     ModelFacts facts) {
  Result<Transformer> copy = model.transformer_.copy();
  if (!copy.ok()) {
    return copy.error();
  }
  return create(std::move(copy.value()), model.vocabulary_, std::move(facts));
}

ModelShape TrainedModel::shape() const {
  const TransformerConfig& config = transformer_.config;
  return {config.layers, config.heads, config.width};
}

LayerMatrices TrainedModel::matrices(Index layer) const {
  const ParameterLayout::Layer& at = transformer_.layout.layer(layer);
  const Index width = transformer_.config.width;
  return {transformer_.matrix(at.query, width, width), transformer_.matrix(at.key, width, width),
          transformer_.matrix(at.value, width, width),
          transformer_.matrix(at.output, width, width)};
}

void TrainedModel::embed_token(int id, Index position, float* x) const {
  const Index width = transformer_.config.width;
  const float* token = transformer_.at(transformer_.layout.token_embedding + id * width);
  const float* place = transformer_.at(transformer_.layout.position_embedding + position * width);
  for (Index i = 0; i < width; ++i) {
    x[i] = token[i] + place[i];
  }
}

void TrainedModel::embed(std::span<const Token> tokens, std::string_view /*text*/,
                         MatrixView stream) const {
  for (Index i = 0; i < stream.rows; ++i) {
    embed_token(tokens[static_cast<size_t>(i)].id, i, stream.row(i));
  }
}

void TrainedModel::normalise(Index layer, ConstMatrixView stream, MatrixView x) const {
  const ParameterLayout::Layer& at = transformer_.layout.layer(layer);
  for (Index i = 0; i < stream.rows; ++i) {
    float mean = 0.0F;
    float factor = 0.0F;
    layer_norm_forward(stream.row(i), transformer_.at(at.norm1_gain),
                       transformer_.at(at.norm1_bias), 1, stream.columns, x.row(i), &mean, &factor);
  }
}

// The MLP: stream += gelu(norm(stream) · W_up + b) · W_down + b, in blocks of rows, so that the
// hidden numbers of a long text need no room.
Result<void> TrainedModel::add_rest(Index layer, MatrixView stream) const {
  constexpr Index kBlock = 64;
  const ParameterLayout::Layer& at = transformer_.layout.layer(layer);
  const Index width = transformer_.config.width;
  const Index hidden = transformer_.config.hidden;
  Products<float> products;
  const Result<void> reserved = products.reserve((width + 8) * (hidden + 8));
  Result<Buffer<float>> room = Buffer<float>::zeros(kBlock * (2 * width + 2 * hidden + 2));
  if (!reserved.ok() || !room.ok()) {
    return reserved.ok() ? room.error() : reserved.error();
  }
  float* norm = room.value().data();
  float* added = norm + kBlock * width;
  float* up = added + kBlock * width;
  float* tanhs = up + kBlock * hidden;
  float* means = tanhs + kBlock * hidden;
  for (Index first = 0; first < stream.rows; first += kBlock) {
    const Index rows = std::min(kBlock, stream.rows - first);
    float* x = stream.row(first);
    layer_norm_forward(x, transformer_.at(at.norm2_gain), transformer_.at(at.norm2_bias), rows,
                       width, norm, means, means + kBlock);
    products.forward(norm, transformer_.at(at.up), rows, width, hidden, up);
    add_bias(transformer_.at(at.up_bias), rows, hidden, up);
    gelu_forward(up, rows * hidden, up, tanhs);
    products.forward(up, transformer_.at(at.down), rows, hidden, width, added);
    add_bias(transformer_.at(at.down_bias), rows, width, added);
    add_to(added, rows * width, x);
  }
  return {};
}

void TrainedModel::logits(const float* stream, float* into) const {
  const ParameterLayout& layout = transformer_.layout;
  const Index width = transformer_.config.width;
  std::vector<float> final(static_cast<size_t>(width));
  float mean = 0.0F;
  float factor = 0.0F;
  layer_norm_forward(stream, transformer_.at(layout.final_gain), transformer_.at(layout.final_bias),
                     1, width, final.data(), &mean, &factor);
  for (Index word = 0; word < transformer_.config.vocabulary; ++word) {
    const float* embedding = transformer_.at(layout.token_embedding + word * width);
    float sum = 0.0F;
    for (Index i = 0; i < width; ++i) {
      sum += final[static_cast<size_t>(i)] * embedding[i];
    }
    into[word] = sum + *transformer_.at(layout.output_bias + word);
  }
}

Result<void> TrainedModel::probabilities(const float* stream, float* into) const {
  logits(stream, into);
  softmax_of_logits(into, transformer_.config.vocabulary, 1.0F);
  return {};
}

}  // namespace playground
