// One step of training as PyTorch does it: tests/fixtures/make_training_fixture.py.

#include "catch.hpp"
#include "fixtures.hpp"
#include "formats/json_reader.hpp"
#include "formats/npy.hpp"
#include "train/adamw.hpp"
#include "train/batch_network.hpp"

namespace playground {

namespace {

Batch batch_of(const JsonValue& json) {
  Batch batch;
  batch.clear();
  const std::vector<JsonValue>& sequences = json.find("sequences")->items;
  for (size_t s = 0; s < sequences.size(); ++s) {
    const Index first = batch.starts.back();
    for (const JsonValue& asked : json.find("asked")->items[s].items) {
      batch.asked.push_back(first + static_cast<Index>(asked.number));
    }
    for (const JsonValue& target : json.find("targets")->items[s].items) {
      batch.targets.push_back(static_cast<int>(target.number));
    }
    for (const JsonValue& token : sequences[s].items) {
      batch.positions.push_back(static_cast<int>(static_cast<Index>(batch.tokens.size()) - first));
      batch.tokens.push_back(static_cast<int>(token.number));
    }
    batch.starts.push_back(static_cast<Index>(batch.tokens.size()));
  }
  return batch;
}

TransformerConfig config_of(const JsonValue& json) {
  const auto whole = [&json](const char* name) {
    return static_cast<Index>(json.find(name)->number);
  };
  TransformerConfig config;
  config.layers = whole("layers");
  config.heads = whole("heads");
  config.width = whole("width");
  config.hidden = whole("hidden");
  config.vocabulary = whole("vocabulary");
  config.positions = whole("positions");
  config.mask = Mask::parse("causal").value();
  return config;
}

}  // namespace

TEST_CASE("A whole step agrees with PyTorch's: loss, gradient, clipping and AdamW, to 1e-5") {
  const Result<JsonValue> json = parse_json(fixture("training/step.json"));
  const Result<NpyArray> numbers = parse_npy(fixture("training/step.npy"));
  REQUIRE(json.ok());
  REQUIRE(numbers.ok());
  const TransformerConfig config = config_of(json.value());
  const Batch batch = batch_of(json.value());
  Result<BatchNetwork<float>> made = BatchNetwork<float>::create(config, {32, 9});
  BatchNetwork<float>& network = made.value();
  const auto count = static_cast<size_t>(network.layout().size());
  REQUIRE(numbers.value().numbers.size() == 3 * count + 1);
  const float* expected = numbers.value().numbers.data();
  std::vector<float> parameters(expected, expected + count);
  std::vector<float> gradient(count);

  const double loss = network.forward(parameters.data(), batch);
  network.backward(parameters.data(), batch, gradient.data());
  CHECK_THAT(loss, Catch::Matchers::WithinAbs(static_cast<double>(expected[count]), 1e-5));
  CHECK(largest_difference(gradient, expected + count + 1) <= 1e-5);
  // The step is only a test of clipping if the gradient is longer than 1.
  REQUIRE(gradient_length(gradient.data(), network.layout().size()) > 1.0);

  Result<AdamWState> state = AdamWState::zeros(network.layout().size());
  adamw_step({}, json.value().find("rate")->number, network.layout(), gradient.data(),
             state.value(), parameters.data());
  CHECK(largest_difference(parameters, expected + 2 * count + 1) <= 1e-5);
}

}  // namespace playground
