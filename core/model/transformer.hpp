// A small transformer (Vaswani et al. 2017) in the form of GPT-2 (Radford et al. 2019): learned
// positions, normalisation before each part, tanh-GELU, output tied to the embeddings. Attention
// has no biases, so that q is x · W_Q and nothing else.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "attention/mask.hpp"
#include "tensor.hpp"

namespace playground {

struct TransformerConfig {
  Index layers = 3;
  Index heads = 4;
  Index width = 64;
  /// Of the MLP.
  Index hidden = 256;
  /// V: how many tokens the model knows.
  Index vocabulary = 0;
  /// P: the longest text.
  Index positions = 64;
  /// Which keys a query may see in this model, whatever the request's mask adds.
  Mask mask;

  [[nodiscard]] Index head_width() const { return width / heads; }
};

/// One tensor of a model: where it lies among all its numbers, row-major.
struct ParameterTensor {
  std::string name;
  Index offset = 0;
  Index rows = 0;
  Index columns = 0;
  /// Matrices are pulled towards 0 in training, gains and biases are not (Loshchilov and Hutter
  /// 2019).
  bool decays = false;

  [[nodiscard]] Index size() const { return rows * columns; }
};

/// Where each tensor of a model lies: one table for training, files and running.
class ParameterLayout {
 public:
  struct Layer {
    Index norm1_gain, norm1_bias;     // D
    Index query, key, value, output;  // D × D, used as y = x · W
    Index norm2_gain, norm2_bias;     // D
    Index up, up_bias;                // D × F, F
    Index down, down_bias;            // F × D, D
  };

  ParameterLayout() = default;
  explicit ParameterLayout(const TransformerConfig& config);

  [[nodiscard]] std::span<const ParameterTensor> tensors() const { return tensors_; }
  [[nodiscard]] Index size() const { return size_; }
  [[nodiscard]] const Layer& layer(Index layer) const {
    return layers_[static_cast<size_t>(layer)];
  }

  Index token_embedding = 0;     // V × D, and its transpose gives the logits
  Index position_embedding = 0;  // P × D
  Index final_gain = 0;          // D
  Index final_bias = 0;          // D
  Index output_bias = 0;         // V

 private:
  Index add(std::string name, Index rows, Index columns);

  std::vector<ParameterTensor> tensors_;
  std::vector<Layer> layers_;
  Index size_ = 0;
};

/// A model: its shape and all its numbers.
struct Transformer {
  TransformerConfig config;
  ParameterLayout layout;
  Buffer<float> parameters;

  static Result<Transformer> zeros(const TransformerConfig& config);
  /// Embeddings and positions N(0, 0.05²), matrices N(0, 1/rows), those that write into the
  /// residual stream divided by √(2 L), gains 1, biases 0: the same numbers for the same seed
  /// everywhere.
  static Result<Transformer> random(const TransformerConfig& config, uint32_t seed);

  [[nodiscard]] Result<Transformer> copy() const;

  [[nodiscard]] const float* at(Index offset) const { return parameters.data() + offset; }
  [[nodiscard]] ConstMatrixView matrix(Index offset, Index rows, Index columns) const {
    return {at(offset), rows, columns, columns};
  }
};

}  // namespace playground
