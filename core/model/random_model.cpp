#include "model/random_model.hpp"

#include <cmath>

#include "kernels/elementary.hpp"

namespace playground {

namespace {

// What a stream of draws is for; part of its key, so that no two share numbers.
enum class Purpose : uint64_t { kToken = 1, kPosition, kQuery, kKey, kValue, kOutput };

// FNV-1a, 64 bits, over bytes; SplitMix64 then spreads the key.
uint64_t hash_bytes(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<uint8_t>(byte)) * 0x100000001b3ULL;
  }
  return hash;
}

RandomStream stream_for(uint32_t seed, Purpose purpose, uint64_t which) {
  RandomStream seeded((static_cast<uint64_t>(seed) << 8) | static_cast<uint64_t>(purpose));
  return RandomStream(seeded.next() ^ RandomStream(which).next());
}

Result<Matrix> draw_matrix(RandomStream stream, Index width, float deviation) {
  Result<Matrix> matrix = Matrix::zeros(width, width);
  if (matrix.ok()) {
    float* numbers = matrix.value().view().data;
    for (Index i = 0; i < width * width; ++i) {
      numbers[i] = stream.normal() * deviation;
    }
  }
  return matrix;
}

}  // namespace

double RandomModel::bytes(ModelShape shape) {
  const auto width = static_cast<double>(shape.width);
  return 4.0 * width * width * static_cast<double>(shape.layers) * sizeof(float);
}

Result<std::shared_ptr<const RandomModel>> RandomModel::create(ModelShape shape, uint32_t seed) {
  std::shared_ptr<RandomModel> model(new RandomModel(shape, seed));
  model->layers_.resize(static_cast<size_t>(shape.layers));
  const float inward = 1.0F / std::sqrt(static_cast<float>(shape.width));
  const float outward = 1.0F / std::sqrt(static_cast<float>(shape.width * shape.layers));
  for (Index l = 0; l < shape.layers; ++l) {
    Layer& layer = model->layers_[static_cast<size_t>(l)];
    const struct {
      Matrix& matrix;
      Purpose purpose;
      float deviation;
    } parts[] = {{layer.query, Purpose::kQuery, inward},
                 {layer.key, Purpose::kKey, inward},
                 {layer.value, Purpose::kValue, inward},
                 {layer.output, Purpose::kOutput, outward}};
    for (const auto& part : parts) {
      Result<Matrix> drawn = draw_matrix(stream_for(seed, part.purpose, static_cast<uint64_t>(l)),
                                         shape.width, part.deviation);
      if (!drawn.ok()) {
        return drawn.error();
      }
      part.matrix = std::move(drawn.value());
    }
  }
  return std::shared_ptr<const RandomModel>(std::move(model));
}

LayerMatrices RandomModel::matrices(Index layer) const {
  const Layer& of = layers_[static_cast<size_t>(layer)];
  return {of.query.view(), of.key.view(), of.value.view(), of.output.view()};
}

void RandomModel::embed(std::span<const Token> tokens, std::string_view text,
                        MatrixView stream) const {
  for (Index i = 0; i < stream.rows; ++i) {
    embed_token(bytes_of(tokens[static_cast<size_t>(i)], text), i, stream.row(i));
  }
}

void RandomModel::embed_token(std::string_view token_bytes, Index position, float* x) const {
  constexpr float kPositionDeviation = 0.5F;
  RandomStream token = stream_for(seed_, Purpose::kToken, hash_bytes(token_bytes));
  RandomStream place = stream_for(seed_, Purpose::kPosition, static_cast<uint64_t>(position));
  for (Index i = 0; i < shape_.width; ++i) {
    x[i] = token.normal() + place.normal() * kPositionDeviation;
  }
}

void RandomModel::normalise(Index /*layer*/, ConstMatrixView stream, MatrixView x) const {
  copy_numbers(stream, x);
}

Result<void> RandomModel::add_rest(Index /*layer*/, MatrixView /*stream*/) const {
  return {};
}

Result<void> RandomModel::probabilities(const float* /*stream*/, float* /*into*/) const {
  return Error{"The random model was never trained: it predicts no words."};
}

}  // namespace playground
