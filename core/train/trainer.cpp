#include "train/trainer.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/real.hpp"
#include "train/rounding.hpp"
#include "train/story_batch.hpp"

namespace playground {

namespace {

constexpr BatchLimits kLimits{2048, 64};
// Stories are shorter; the rest is for what learners type.
constexpr Index kPositions = 128;
constexpr Index kWarmUpSteps = 100;
constexpr double kLastShare = 0.01;

// One stream for each step, whatever was drawn before.
RandomStream stream_of_step(uint32_t seed, Index step) {
  RandomStream seeded((static_cast<uint64_t>(seed) << 32) | static_cast<uint64_t>(step));
  return RandomStream(seeded.next());
}

}  // namespace

Vocabulary story_vocabulary() {
  const std::span<const std::string_view> words = story_words();
  return Vocabulary::with_characters({words.begin(), words.end()});
}

Trainer::Trainer(TrainOptions options, Transformer model, AdamWState state,
                 BatchNetwork<float> network, Buffer<float> gradient, Buffer<float> rounded)
    : options_(std::move(options)),
      model_(std::move(model)),
      state_(std::move(state)),
      network_(std::move(network)),
      gradient_(std::move(gradient)),
      rounded_(std::move(rounded)) {}

Result<Trainer> Trainer::create(const TrainOptions& options) {
  const Result<Mask> mask = Mask::parse(options.mask);
  if (!mask.ok()) {
    return mask.error();
  }
  TransformerConfig config;
  config.layers = options.layers;
  config.heads = options.heads;
  config.width = options.width;
  config.hidden = 4 * options.width;
  config.vocabulary = story_vocabulary().size();
  config.positions = kPositions;
  config.mask = mask.value();
  Result<Transformer> model = Transformer::random(config, options.seed);
  if (!model.ok()) {
    return model.error();
  }
  const Index count = model.value().layout.size();
  Result<AdamWState> state = AdamWState::zeros(count);
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(config, kLimits);
  Result<Buffer<float>> gradient = Buffer<float>::zeros(count);
  Result<Buffer<float>> rounded = Buffer<float>::zeros(options.bits < 32 ? count : 0);
  if (!state.ok() || !network.ok() || !gradient.ok() || !rounded.ok()) {
    return !state.ok()      ? state.error()
           : !network.ok()  ? network.error()
           : !gradient.ok() ? gradient.error()
                            : rounded.error();
  }
  return Trainer(options, std::move(model.value()), std::move(state.value()),
                 std::move(network.value()), std::move(gradient.value()),
                 std::move(rounded.value()));
}

double Trainer::learning_rate(Index step) const {
  constexpr double kPi = 3.141592653589793;
  const auto done = static_cast<double>(step);
  if (step < kWarmUpSteps) {
    return options_.learning_rate * (done + 1.0) / static_cast<double>(kWarmUpSteps);
  }
  const auto rest = static_cast<double>(std::max<Index>(1, options_.steps - kWarmUpSteps));
  const double way = std::min(1.0, (done - static_cast<double>(kWarmUpSteps)) / rest);
  return options_.learning_rate *
         (kLastShare + (1.0 - kLastShare) * 0.5 * (1.0 + cosine(kPi * way)));
}

double Trainer::step() {
  static const Vocabulary kVocabulary = story_vocabulary();
  RandomStream random = stream_of_step(options_.seed, steps_done_);
  fill_batch(options_, kVocabulary, kLimits, model_.config.positions, random, batch_);
  const float* parameters = model_.parameters.data();
  if (options_.bits < 32 && 2 * steps_done_ >= options_.steps) {
    round_parameters(model_.layout, parameters, options_.bits, rounded_.data());
    parameters = rounded_.data();
  }
  const double loss = network_.forward(parameters, batch_);
  std::fill_n(gradient_.data(), gradient_.size(), 0.0F);
  network_.backward(parameters, batch_, gradient_.data());
  adamw_step({}, learning_rate(steps_done_), model_.layout, gradient_.data(), state_,
             model_.parameters.data());
  tokens_seen_ += static_cast<double>(batch_.tokens.size());
  ++steps_done_;
  return loss;
}

Result<std::shared_ptr<const TrainedModel>> Trainer::trained_model() const {
  Result<Transformer> copy = model_.copy();
  if (!copy.ok()) {
    return copy.error();
  }
  const char* kind = options_.objective == Objective::kReader ? "reader" : "writer";
  return TrainedModel::create(std::move(copy.value()), story_vocabulary(),
                              {kind, options_.seed, ""});
}

Result<void> Trainer::resume(Transformer model, AdamWState state, Index steps_done) {
  if (model.layout.size() != model_.layout.size() || state.first.size() != model_.layout.size() ||
      state.second.size() != model_.layout.size()) {
    return Error{"This checkpoint is of a model of another shape."};
  }
  model_ = std::move(model);
  state_ = std::move(state);
  steps_done_ = steps_done;
  return {};
}

}  // namespace playground
