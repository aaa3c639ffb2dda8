#pragma once

#include <string>

#include "model/trained_model.hpp"
#include "train/adamw.hpp"
#include "train/batch_network.hpp"
#include "train/story_grammar.hpp"
#include "train/train_options.hpp"

namespace playground {

/// What the models of a story language know: its words after the signs and characters.
Vocabulary story_vocabulary();

/// Trains one model. A step's batch depends on the seed and the step's number alone, so that a
/// training that was stopped and resumed ends with the same model.
class Trainer {
 public:
  static Result<Trainer> create(const TrainOptions& options);

  /// One step; returns the batch's loss: the mean of −ln p(right word).
  double step();

  [[nodiscard]] Index steps_done() const { return steps_done_; }
  /// Tokens that have been read.
  [[nodiscard]] double tokens_seen() const { return tokens_seen_; }
  [[nodiscard]] bool finished() const { return steps_done_ >= options_.steps; }
  [[nodiscard]] const TrainOptions& options() const { return options_; }
  [[nodiscard]] const Transformer& model() const { return model_; }
  /// The model as it is now, to be used like any other.
  [[nodiscard]] Result<std::shared_ptr<const TrainedModel>> trained_model() const;
  /// Of the step with this number, from 0: linear warm-up, then a cosine down to 1 %.
  [[nodiscard]] double learning_rate(Index step) const;

  /// What resuming needs beside the model's numbers.
  [[nodiscard]] const AdamWState& state() const { return state_; }
  Result<void> resume(Transformer model, AdamWState state, Index steps_done);

 private:
  Trainer(TrainOptions options, Transformer model, AdamWState state, BatchNetwork<float> network,
          Buffer<float> gradient, Buffer<float> rounded);

  TrainOptions options_;
  Transformer model_;
  AdamWState state_;
  BatchNetwork<float> network_;
  Buffer<float> gradient_;
  Buffer<float> rounded_;  // the parameters as they will be stored; empty with 32 bits
  Batch batch_;
  Index steps_done_ = 0;
  double tokens_seen_ = 0.0;
};

}  // namespace playground
