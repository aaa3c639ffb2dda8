#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kernels/matmul.hpp"
#include "model/model.hpp"
#include "model/transformer.hpp"
#include "model/vocabulary.hpp"

namespace playground {

/// What a model's file tells about it.
struct ModelFacts {
  /// Its objective: "reader" (the word at a token) or "writer" (the word after it).
  std::string kind = "reader";
  /// What its training started from.
  uint32_t seed = 0;
  /// How it was measured, as JSON; empty where it was not.
  std::string scores;
};

/// A transformer with the words that it knows.
class TrainedModel final : public Model {
 public:
  /// Fails where there is no memory for the packed matrices.
  static Result<std::shared_ptr<const TrainedModel>> create(Transformer transformer,
                                                            Vocabulary vocabulary,
                                                            ModelFacts facts);

  /// A copy of a model that tells other facts.
  static Result<std::shared_ptr<const TrainedModel>> with_facts(const TrainedModel& model,
                                                                ModelFacts facts);

  [[nodiscard]] const Transformer& transformer() const { return transformer_; }
  [[nodiscard]] const ModelFacts& facts() const { return facts_; }

  [[nodiscard]] ModelShape shape() const override;
  [[nodiscard]] LayerMatrices matrices(Index layer) const override;
  [[nodiscard]] PackedMatrices packed(Index layer) const override;
  void embed(std::span<const Token> tokens, std::string_view text,
             MatrixView stream) const override;
  [[nodiscard]] bool normalises() const override { return true; }
  void normalise(Index layer, ConstMatrixView stream, MatrixView x) const override;
  Result<void> add_rest(Index layer, MatrixView stream) const override;
  [[nodiscard]] const Mask& mask() const override { return transformer_.config.mask; }
  [[nodiscard]] const Vocabulary* vocabulary() const override { return &vocabulary_; }
  Result<void> probabilities(const float* stream, float* into) const override;

  /// The residual stream of one token at a position, before the first layer: D.
  void embed_token(int id, Index position, float* x) const;
  /// Writes V logits from a row of the last stream.
  Result<void> logits(const float* stream, float* into) const;

 private:
  TrainedModel(Transformer transformer, Vocabulary vocabulary, ModelFacts facts)
      : transformer_(std::move(transformer)),
        vocabulary_(std::move(vocabulary)),
        facts_(std::move(facts)) {}

  /// A layer's matrices in the kernel's order, for all runs.
  struct PackedLayer {
    PackedMatrix query, key, value, output;  // D × D
    PackedMatrix up, down;                   // D × F, F × D
  };
  Result<void> pack();

  std::vector<PackedLayer> packed_;  // L
  PackedMatrix words_;               // D × V: the embeddings, turned
  // Room for one run, kept for the next: the core has one thread.
  mutable Buffer<float> room_;
  Transformer transformer_;
  Vocabulary vocabulary_;
  ModelFacts facts_;
};

}  // namespace playground
