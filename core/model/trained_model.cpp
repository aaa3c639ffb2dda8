#include "model/trained_model.hpp"

#include <vector>

#include "kernels/cross_entropy.hpp"
#include "kernels/feed_forward.hpp"
#include "kernels/layer_norm.hpp"
#include "kernels/linear.hpp"

namespace playground {

Result<std::shared_ptr<const TrainedModel>> TrainedModel::create(Transformer transformer,
                                                                 Vocabulary vocabulary,
                                                                 ModelFacts facts) {
  std::shared_ptr<TrainedModel> model(
      new TrainedModel(std::move(transformer), std::move(vocabulary), std::move(facts)));
  const Result<void> packed = model->pack();
  if (!packed.ok()) {
    return packed.error();
  }
  return std::shared_ptr<const TrainedModel>(std::move(model));
}

Result<void> TrainedModel::pack() {
  const TransformerConfig& config = transformer_.config;
  Result<void> done = words_.reserve(config.width, config.vocabulary);
  if (done.ok()) {
    words_.pack_transposed(
        transformer_.matrix(transformer_.layout.token_embedding, config.vocabulary, config.width));
  }
  packed_.resize(static_cast<size_t>(config.layers));
  for (Index l = 0; l < config.layers; ++l) {
    const ParameterLayout::Layer& at = transformer_.layout.layer(l);
    PackedLayer& layer = packed_[static_cast<size_t>(l)];
    const struct {
      PackedMatrix* into;
      Index offset, rows, columns;
    } matrices[] = {
        {&layer.query, at.query, config.width, config.width},
        {&layer.key, at.key, config.width, config.width},
        {&layer.value, at.value, config.width, config.width},
        {&layer.output, at.output, config.width, config.width},
        {&layer.up, at.up, config.width, config.hidden},
        {&layer.down, at.down, config.hidden, config.width},
    };
    for (const auto& [into, offset, rows, columns] : matrices) {
      done = done.ok() ? into->reserve(rows, columns) : done;
      if (done.ok()) {
        into->pack(transformer_.matrix(offset, rows, columns));
      }
    }
  }
  return done;
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

PackedMatrices TrainedModel::packed(Index layer) const {
  const PackedLayer& of = packed_[static_cast<size_t>(layer)];
  return {&of.query, &of.key, &of.value, &of.output};
}

// Rows of a stream and of x are dense.
void TrainedModel::normalise(Index layer, ConstMatrixView stream, MatrixView x) const {
  const ParameterLayout::Layer& at = transformer_.layout.layer(layer);
  layer_norm_forward<float>(stream.data, transformer_.at(at.norm1_gain),
                            transformer_.at(at.norm1_bias), stream.rows, stream.columns, x.data,
                            nullptr, nullptr);
}

Result<void> TrainedModel::add_rest(Index layer, MatrixView stream) const {
  const ParameterLayout::Layer& at = transformer_.layout.layer(layer);
  const PackedLayer& packed = packed_[static_cast<size_t>(layer)];
  const Result<void> reserved =
      room_.reserve(feed_forward_room(stream.rows, stream.columns, transformer_.config.hidden));
  if (reserved.ok()) {
    add_feed_forward({transformer_.at(at.norm2_gain), transformer_.at(at.norm2_bias), packed.up,
                      transformer_.at(at.up_bias), packed.down, transformer_.at(at.down_bias)},
                     stream, room_.data());
  }
  return reserved;
}

Result<void> TrainedModel::logits(const float* stream, float* into) const {
  const ParameterLayout& layout = transformer_.layout;
  const Index width = transformer_.config.width;
  const Index words = transformer_.config.vocabulary;
  const Result<void> reserved = room_.reserve(width);
  if (!reserved.ok()) {
    return reserved;
  }
  const MatrixView final{room_.data(), 1, width, width};
  layer_norm_forward<float>(stream, transformer_.at(layout.final_gain),
                            transformer_.at(layout.final_bias), 1, width, final.data, nullptr,
                            nullptr);
  matmul(final, words_, {into, 1, words, words});
  add_to(transformer_.at(layout.output_bias), words, into);
  return {};
}

Result<void> TrainedModel::probabilities(const float* stream, float* into) const {
  const Result<void> done = logits(stream, into);
  if (done.ok()) {
    softmax_of_logits(into, transformer_.config.vocabulary, 1.0F);
  }
  return done;
}

}  // namespace playground
