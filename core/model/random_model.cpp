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

Result<void> RandomModel::draw_next() {
  constexpr Purpose kPurposes[kMatrices] = {Purpose::kQuery, Purpose::kKey, Purpose::kValue,
                                            Purpose::kOutput};
  const Index layer = drawn_ / kMatrices;
  const Purpose purpose = kPurposes[drawn_ % kMatrices];
  const Index summed = shape_.width * (purpose == Purpose::kOutput ? shape_.layers : 1);
  matrices_.resize(static_cast<size_t>(drawn_ + 1));
  const Result<void> done =
      take(draw_matrix(stream_for(seed_, purpose, static_cast<uint64_t>(layer)), shape_.width,
                       1.0F / std::sqrt(static_cast<float>(summed))),
           matrices_.back());
  drawn_ += done.ok() ? 1 : 0;
  return done;
}

LayerMatrices RandomModel::matrices(Index layer) const {
  const Matrix* first = matrices_.data() + layer * kMatrices;
  return {first[0].view(), first[1].view(), first[2].view(), first[3].view()};
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
