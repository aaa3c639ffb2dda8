#pragma once

#include <span>
#include <string_view>

#include "attention/mask.hpp"
#include "kernels/matmul.hpp"
#include "tensor.hpp"
#include "tokenizer/token.hpp"

namespace playground {

class Vocabulary;

/// The shape of a model.
struct ModelShape {
  Index layers = 1;
  Index heads = 8;
  Index width = 64;

  [[nodiscard]] Index head_width() const { return width / heads; }
  bool operator==(const ModelShape&) const = default;
};

/// A head by its place, from 0; written from 1: 2.3 is layer 2, head 3.
struct HeadName {
  Index layer = 0;
  Index head = 0;
  bool operator==(const HeadName&) const = default;
};

/// A layer's four matrices, used as y = x · W. Each D × D; head h owns columns h·K to (h + 1)·K − 1
/// of W_Q, W_K, W_V.
struct LayerMatrices {
  ConstMatrixView query;
  ConstMatrixView key;
  ConstMatrixView value;
  ConstMatrixView output;
};

/// The same in the kernel's order; null where a model does not keep them so.
struct PackedMatrices {
  const PackedMatrix* query = nullptr;
  const PackedMatrix* key = nullptr;
  const PackedMatrix* value = nullptr;
  const PackedMatrix* output = nullptr;
};

/// What a trace asks of a model. A layer reads x from the residual stream, adds concat(heads) · W_O
/// to the stream, and then whatever else it has.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  [[nodiscard]] virtual ModelShape shape() const = 0;
  [[nodiscard]] virtual LayerMatrices matrices(Index layer) const = 0;
  [[nodiscard]] virtual PackedMatrices packed(Index /*layer*/) const { return {}; }

  /// Writes the residual stream before the first layer, N × D, for tokens of a text.
  virtual void embed(std::span<const Token> tokens, std::string_view text,
                     MatrixView stream) const = 0;

  /// Whether x is the stream after a normalisation, not the stream itself.
  [[nodiscard]] virtual bool normalises() const = 0;
  /// Writes x, what W_Q, W_K and W_V read. N × D both.
  virtual void normalise(Index layer, ConstMatrixView stream, MatrixView x) const = 0;
  /// Adds to the stream (N × D) what the layer does after attention.
  virtual Result<void> add_rest(Index layer, MatrixView stream) const = 0;

  /// The keys that a query may see in this model, whatever the request's mask adds.
  [[nodiscard]] virtual const Mask& mask() const = 0;

  /// What a trained model knows; none for the random one.
  [[nodiscard]] virtual const Vocabulary* vocabulary() const = 0;
  /// Writes V probabilities of the word at (reader) or after (writer) a token, from its row of the
  /// last stream.
  virtual Result<void> probabilities(const float* stream, float* into) const = 0;
};

}  // namespace playground
