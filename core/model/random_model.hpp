#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/model.hpp"

namespace playground {

/// An untrained model: every number drawn from a seed. A layer computes x + concat(heads) · W_O and
/// nothing else, so that each number on the way can be checked by hand.
///
/// Token vectors are N(0, 1), drawn from (seed, the token's bytes): a word has the same vector in
/// every text. Positions are N(0, 1/4), drawn from (seed, position). W_Q, W_K, W_V are N(0, 1/D);
/// W_O is N(0, 1/(D·L)), so that the residual stream does not grow with depth (as in GPT-2: Radford
/// et al. 2019, section 2.3).
class RandomModel final : public Model {
 public:
  /// None of its matrices is drawn yet.
  RandomModel(ModelShape shape, uint32_t seed) : shape_(shape), seed_(seed) {}
  /// Draws the next matrix, until the model is whole. Fails where memory is short.
  Result<void> draw_next();
  [[nodiscard]] bool is_whole() const { return drawn_ == kMatrices * shape_.layers; }

  [[nodiscard]] ModelShape shape() const override { return shape_; }
  [[nodiscard]] uint32_t seed() const { return seed_; }
  [[nodiscard]] LayerMatrices matrices(Index layer) const override;
  void embed(std::span<const Token> tokens, std::string_view text,
             MatrixView stream) const override;
  [[nodiscard]] bool normalises() const override { return false; }
  void normalise(Index layer, ConstMatrixView stream, MatrixView x) const override;
  Result<void> add_rest(Index layer, MatrixView stream) const override;
  [[nodiscard]] const Mask& mask() const override { return mask_; }
  [[nodiscard]] const Vocabulary* vocabulary() const override { return nullptr; }
  Result<void> probabilities(const float* stream, float* into) const override;

  /// Bytes of weights that a model of this shape needs.
  static double bytes(ModelShape shape);

 private:
  // Of a layer: W_Q, W_K, W_V, W_O.
  static constexpr Index kMatrices = 4;

  void embed_token(std::string_view token_bytes, Index position, float* x) const;

  ModelShape shape_;
  uint32_t seed_ = 0;
  std::vector<Matrix> matrices_;  // L · 4: D × D, as far as they are drawn
  Index drawn_ = 0;
  Mask mask_;
};

}  // namespace playground
