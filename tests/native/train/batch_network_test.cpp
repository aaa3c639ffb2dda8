// The network's gradients: against finite differences in double precision, and the float network
// against the double one.
#include "train/batch_network.hpp"

#include "catch.hpp"
#include "kernels/elementary.hpp"

using namespace playground;
using Catch::Matchers::WithinAbs;

namespace {

TransformerConfig small_config(const char* mask, Index layers = 2) {
  TransformerConfig config;
  config.layers = layers;
  config.heads = 2;
  config.width = 8;
  config.hidden = 12;
  config.vocabulary = 11;
  config.positions = 7;
  config.mask = Mask::parse(mask).value();
  return config;
}

Batch small_batch(RandomStream& random) {
  Batch batch;
  batch.clear();
  for (const Index length : {5, 1, 7, 3}) {
    for (Index i = 0; i < length; ++i) {
      if (random.uniform() < 0.6) {
        batch.asked.push_back(static_cast<Index>(batch.tokens.size()));
        batch.targets.push_back(static_cast<int>(random.uniform() * 11.0));
      }
      batch.tokens.push_back(static_cast<int>(random.uniform() * 11.0));
      batch.positions.push_back(static_cast<int>(i));
    }
    batch.starts.push_back(static_cast<Index>(batch.tokens.size()));
  }
  return batch;
}

constexpr BatchLimits kLimits{16, 7};

// Larger than in training, so that no gradient is lost in rounding.
std::vector<double> random_parameters(Index count, RandomStream& random) {
  std::vector<double> parameters(static_cast<size_t>(count));
  for (double& parameter : parameters) {
    parameter = random.normal() * 0.5;
  }
  return parameters;
}

}  // namespace

TEST_CASE("Every gradient agrees with finite differences in double precision, under every mask") {
  for (const char* mask : {"none", "causal", "noself", "causal+noself", "causal+window:2",
                           "window:2+global:0", "dilated:2,2", "bits:3,qoA"}) {
    RandomStream random(7);
    const TransformerConfig config = small_config(mask);
    Result<BatchNetwork<double>> network_made = BatchNetwork<double>::create(config, kLimits);
    BatchNetwork<double>& network = network_made.value();
    const Batch batch = small_batch(random);
    std::vector<double> parameters = random_parameters(network.layout().size(), random);
    std::vector<double> gradient(parameters.size());
    network.forward(parameters.data(), batch);
    network.backward(parameters.data(), batch, gradient.data());
    for (const ParameterTensor& tensor : network.layout().tensors()) {
      // Of the whole tensor: single numbers near 0 have no relative precision.
      double difference = 0.0;
      double size = 0.0;
      for (Index i = tensor.offset; i < tensor.offset + tensor.size(); ++i) {
        constexpr double kStep = 1e-5;
        double& parameter = parameters[static_cast<size_t>(i)];
        const double before = parameter;
        parameter = before + kStep;
        const double above = network.forward(parameters.data(), batch);
        parameter = before - kStep;
        const double below = network.forward(parameters.data(), batch);
        parameter = before;
        const double expected = (above - below) / (2.0 * kStep);
        difference += (gradient[static_cast<size_t>(i)] - expected) *
                      (gradient[static_cast<size_t>(i)] - expected);
        size += expected * expected;
      }
      CAPTURE(mask, tensor.name);
      // What no loss depends on has no gradient: q and k where every token sees one key at most.
      CHECK(std::sqrt(difference) <= 1e-6 * std::sqrt(size) + 1e-9);
    }
  }
}

TEST_CASE("The float network is the double one to float's precision") {
  RandomStream random(8);
  const TransformerConfig config = small_config("causal");
  Result<BatchNetwork<double>> exact_made = BatchNetwork<double>::create(config, kLimits);
  BatchNetwork<double>& exact = exact_made.value();
  Result<BatchNetwork<float>> fast_made = BatchNetwork<float>::create(config, kLimits);
  BatchNetwork<float>& fast = fast_made.value();
  const Batch batch = small_batch(random);
  const std::vector<double> parameters = random_parameters(exact.layout().size(), random);
  const std::vector<float> rounded(parameters.begin(), parameters.end());
  std::vector<double> gradient(parameters.size());
  std::vector<float> fast_gradient(parameters.size());
  const double loss = exact.forward(parameters.data(), batch);
  exact.backward(parameters.data(), batch, gradient.data());
  CHECK_THAT(fast.forward(rounded.data(), batch), WithinAbs(loss, 1e-5));
  fast.backward(rounded.data(), batch, fast_gradient.data());
  for (size_t i = 0; i < gradient.size(); ++i) {
    CAPTURE(i);
    CHECK_THAT(fast_gradient[i], WithinAbs(gradient[i], 2e-5));
  }
}

TEST_CASE("A sequence's gradient does not depend on what stands beside it in the batch") {
  RandomStream random(9);
  const TransformerConfig config = small_config("none", 1);
  Result<BatchNetwork<double>> network_made = BatchNetwork<double>::create(config, kLimits);
  BatchNetwork<double>& network = network_made.value();
  const std::vector<double> parameters = random_parameters(network.layout().size(), random);
  Batch batch = small_batch(random);
  Batch first;
  first.clear();
  first.tokens.assign(batch.tokens.begin(), batch.tokens.begin() + 5);
  first.positions.assign(batch.positions.begin(), batch.positions.begin() + 5);
  first.starts.push_back(5);
  first.asked = {4};
  first.targets = {3};
  batch.asked = {4};
  batch.targets = {3};
  std::vector<double> alone(parameters.size());
  std::vector<double> together(parameters.size());
  const double loss = network.forward(parameters.data(), first);
  network.backward(parameters.data(), first, alone.data());
  CHECK(network.forward(parameters.data(), batch) == loss);
  network.backward(parameters.data(), batch, together.data());
  for (size_t i = 0; i < alone.size(); ++i) {
    CHECK_THAT(together[i], WithinAbs(alone[i], 1e-14));
  }
}
