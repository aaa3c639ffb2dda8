#include "model/generator.hpp"

#include <cstring>

#include "catch.hpp"
#include "eigen_views.hpp"
#include "playground.hpp"

namespace playground {

namespace {

std::shared_ptr<const TrainedModel> small_writer(Index positions = 12) {
  TransformerConfig config;
  config.layers = 2;
  config.heads = 2;
  config.width = 8;
  config.hidden = 20;
  config.positions = positions;
  config.mask = Mask::parse("causal").value();
  Vocabulary vocabulary = Vocabulary::with_characters({".", "the", "cat", "sat", "dog", "ran"});
  config.vocabulary = vocabulary.size();
  Result<Transformer> made = Transformer::random(config, 3);
  // Larger than in training, so that words differ in their probabilities.
  for (Index i = 0; i < made.value().layout.size(); ++i) {
    made.value().parameters[i] *= 3.0F;
  }
  return TrainedModel::create(std::move(made.value()), std::move(vocabulary), {"writer", 3, ""})
      .value();
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

}  // namespace

TEST_CASE(
    "With kept keys and values, logits and weights are those of the whole text at once, bit for "
    "bit") {
  const auto model = small_writer();
  Playground playground;
  REQUIRE(playground.add_model("writer", model).ok());
  const std::string text = "the cat sat . the dog ran the cat";
  const std::vector<Token> tokens = model->vocabulary()->tokenize(text);
  Result<KeyValueCache> cache = KeyValueCache::create(model);
  for (size_t i = 0; i < tokens.size(); ++i) {
    REQUIRE(cache.value().add(tokens[i].id).ok());
    const Request::Pair pairs[] = {
        {"text", std::string_view(text).substr(0, static_cast<size_t>(tokens[i].end))},
        {"model", "writer"}};
    Result<Trace> trace = playground.run(Request::parse(pairs).value());
    REQUIRE(trace.ok());
    const auto length = static_cast<Index>(i + 1);
    std::vector<float> logits(cache.value().logits().size());
    REQUIRE(model->logits(trace.value().stream(2).row(length - 1), logits.data()).ok());
    CAPTURE(i);
    CHECK(same_bits(cache.value().logits(), logits));
    for (Index layer = 0; layer < 2; ++layer) {
      for (Index head = 0; head < 2; ++head) {
        const ConstMatrixView weights = trace.value().weights(layer, head).value();
        CHECK(same_bits(cache.value().weights(layer, head),
                        {weights.row(length - 1), static_cast<size_t>(length)}));
      }
    }
  }
}

TEST_CASE(
    "The same seed writes the same, another seed something else, for as long as it is asked") {
  const auto model = small_writer();
  const auto write = [&](uint32_t seed) {
    Result<Generator> generator = Generator::create(model, {}, {1.0, 0, 1.0}, seed);
    std::vector<int> ids;
    for (int i = 0; i < 200; ++i) {
      ids.push_back(generator.value().next().value());
    }
    return ids;
  };
  CHECK(write(1) == write(1));
  CHECK(write(1) != write(2));
}

// Found by tests/fuzz/model_file.cpp: half of one token is none, and the second one had no place.
TEST_CASE("Whatever a model's positions are, what is read stays within them") {
  for (const Index positions : {1, 2, 3, 5}) {
    Result<Generator> generator =
        Generator::create(small_writer(positions), {Vocabulary::kOther}, {}, 1);
    for (Index i = 0; i < 2 * positions + 2; ++i) {
      REQUIRE(generator.value().next().ok());
      CAPTURE(positions, i);
      REQUIRE(generator.value().cache().length() <= positions);
    }
  }
}

TEST_CASE("A reader does not write on") {
  Transformer transformer = std::move(Transformer::zeros({}).value());
  const auto reader = TrainedModel::create(std::move(transformer), Vocabulary::with_characters({}),
                                           {"reader", 1, ""})
                          .value();
  const Result<Generator> generator = Generator::create(reader, {}, {}, 1);
  REQUIRE(!generator.ok());
  CHECK(generator.error().message.find("Only a writer writes on") == 0);
}

TEST_CASE("A head that is switched off hands on nothing, and nothing before it changes") {
  const auto model = small_writer();
  Playground playground;
  REQUIRE(playground.add_model("writer", model).ok());
  const auto run = [&](const char* ablate) {
    const Request::Pair pairs[] = {
        {"text", "the cat sat"}, {"model", "writer"}, {"ablate", ablate}};
    return playground.run(Request::parse(pairs).value());
  };
  Result<Trace> on = run("none");
  Result<Trace> off = run("2.1");
  CHECK(as_eigen(off.value().output(1, 0)).isZero(0.0F));
  CHECK(as_eigen(off.value().output(1, 1)) == as_eigen(on.value().output(1, 1)));
  CHECK(as_eigen(off.value().stream(1)) == as_eigen(on.value().stream(1)));
  CHECK(as_eigen(off.value().stream(2)) != as_eigen(on.value().stream(2)));
  CHECK(as_eigen(off.value().weights(1, 0).value()) == as_eigen(on.value().weights(1, 0).value()));
  CHECK(run("3.1").error().message.find("there are 2 layers of 2 heads") != std::string::npos);
}

}  // namespace playground
