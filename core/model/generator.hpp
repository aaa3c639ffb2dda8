#pragma once

#include <memory>
#include <span>
#include <vector>

#include "model/sampling.hpp"
#include "model/trained_model.hpp"

namespace playground {

/// Runs a causal model one token at a time: keys and values of the tokens so far are kept, so that
/// a new token costs one row of each matrix. Its logits are those of the whole text run at once,
/// bit for bit.
class KeyValueCache {
 public:
  static Result<KeyValueCache> create(std::shared_ptr<const TrainedModel> model);

  [[nodiscard]] Index length() const { return length_; }
  [[nodiscard]] bool is_full() const { return length_ == model_->transformer().config.positions; }
  void clear() { length_ = 0; }
  /// Reads one token. Only where it is not full.
  Result<void> add(int token);
  /// V logits of the word after the last token.
  [[nodiscard]] std::span<const float> logits() const { return logits_; }
  /// The last token's row of weights in one head: `length()` numbers.
  [[nodiscard]] std::span<const float> weights(Index layer, Index head) const;

 private:
  explicit KeyValueCache(std::shared_ptr<const TrainedModel> model) : model_(std::move(model)) {}
  void attend(Index layer, const float* query, float* concat);

  std::shared_ptr<const TrainedModel> model_;
  Index length_ = 0;
  Buffer<float> keys_;     // L · P × D
  Buffer<float> values_;   // L · P × D
  Buffer<float> weights_;  // L · H · P, P rounded up to whole vectors
  Buffer<float> room_;     // 6 · D
  std::vector<int32_t> allowed_;
  std::vector<float> logits_;  // V
};

/// Writes on from a prompt, token by token. Behind the end of a story a new one begins, which sees
/// nothing of the old one. Where the model's positions run out, the older half of the text is
/// forgotten.
class Generator {
 public:
  /// `prompt` may be empty: then a story begins.
  static Result<Generator> create(std::shared_ptr<const TrainedModel> model,
                                  const std::vector<int>& prompt, const Sampling& sampling,
                                  uint32_t seed);

  /// Draws the next token, reads it and returns it; Vocabulary::kEnd ends a story.
  Result<int> next();
  /// What the next token will be drawn from: V.
  [[nodiscard]] std::vector<float> probabilities() const;
  [[nodiscard]] const KeyValueCache& cache() const { return cache_; }

 private:
  Generator(KeyValueCache cache, const Sampling& sampling, uint32_t seed);
  Result<void> read(int token);

  KeyValueCache cache_;
  Sampling sampling_;
  RandomStream random_;
  std::vector<int> context_;
};

}  // namespace playground
