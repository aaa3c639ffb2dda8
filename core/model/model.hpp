#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tensor.hpp"

namespace playground {

/// The shape of a model.
struct ModelShape {
  Index layers = 1;
  Index heads = 8;
  Index width = 64;

  [[nodiscard]] Index head_width() const { return width / heads; }
  bool operator==(const ModelShape&) const = default;
};

/// One attention layer, used as y = x · W. Each D × D; head h owns columns h·K to (h + 1)·K − 1 of
/// W_Q, W_K, W_V.
struct LayerWeights {
  Matrix query;
  Matrix key;
  Matrix value;
  Matrix output;
};

/// An untrained model: every number drawn from a seed. A layer computes x + concat(heads) · W_O and
/// nothing else, so that each number on the way can be checked by hand.
///
/// Token vectors are N(0, 1), drawn from (seed, the token's bytes): a word has the same vector in
/// every text. Positions are N(0, 1/4), drawn from (seed, position). W_Q, W_K, W_V are N(0, 1/D);
/// W_O is N(0, 1/(D·L)), so that the residual stream does not grow with depth (as in GPT-2: Radford
/// et al. 2019, section 2.3).
class RandomModel {
 public:
  static Result<RandomModel> create(ModelShape shape, uint32_t seed);

  [[nodiscard]] const ModelShape& shape() const { return shape_; }
  [[nodiscard]] uint32_t seed() const { return seed_; }
  [[nodiscard]] const LayerWeights& layer(Index layer) const {
    return layers_[static_cast<size_t>(layer)];
  }

  /// Writes token + position vectors of one token: D numbers.
  void embed(std::string_view token_bytes, Index position, float* x) const;

  /// Bytes of weights that a model of this shape needs.
  static double bytes(ModelShape shape);

 private:
  ModelShape shape_;
  uint32_t seed_ = 0;
  std::vector<LayerWeights> layers_;  // L
};

}  // namespace playground
