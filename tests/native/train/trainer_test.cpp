#include "train/trainer.hpp"

#include <cstring>

#include "catch.hpp"
#include "small_training.hpp"
#include "train/evaluation.hpp"
#include "train/model_scores.hpp"

namespace playground {

namespace {

std::vector<float> trained(uint32_t seed) {
  Result<Trainer> trainer = Trainer::create(small_options(seed));
  while (!trainer.value().finished()) {
    trainer.value().step();
  }
  return numbers_of(trainer.value().model());
}

AdamWState copy_of(const AdamWState& state) {
  Result<AdamWState> copy = AdamWState::zeros(state.first.size());
  std::copy_n(state.first.data(), state.first.size(), copy.value().first.data());
  std::copy_n(state.second.data(), state.second.size(), copy.value().second.data());
  copy.value().beta1_power = state.beta1_power;
  copy.value().beta2_power = state.beta2_power;
  return std::move(copy.value());
}

}  // namespace

TEST_CASE("The same seed trains the same model, bit for bit, another seed another one") {
  const std::vector<float> one = trained(5);
  CHECK(one == trained(5));
  CHECK(one != trained(6));
}

TEST_CASE("A training that was stopped and resumed ends with the same model") {
  Result<Trainer> stopped = Trainer::create(small_options(7));
  for (int i = 0; i < 15; ++i) {
    stopped.value().step();
  }
  Result<Trainer> resumed = Trainer::create(small_options(7));
  REQUIRE(resumed.value()
              .resume(std::move(stopped.value().model().copy().value()),
                      copy_of(stopped.value().state()), stopped.value().steps_done())
              .ok());
  while (!resumed.value().finished()) {
    resumed.value().step();
  }
  CHECK(numbers_of(resumed.value().model()) == trained(7));
}

TEST_CASE("The loss falls") {
  for (const Objective objective : {Objective::kReader, Objective::kWriter}) {
    TrainOptions options = small_options(3);
    options.objective = objective;
    options.mask = objective == Objective::kWriter ? "causal" : "noself";
    options.steps = 120;
    options.learning_rate = 0.01;
    Result<Trainer> trainer = Trainer::create(options);
    const double first = trainer.value().step();
    double last = 0.0;
    while (!trainer.value().finished()) {
      last = trainer.value().step();
    }
    CHECK(last < 0.8 * first);
  }
}

TEST_CASE("A model that is stored in 4 bits was trained for it") {
  TrainOptions options = small_options(4);
  options.bits = 4;
  Result<Trainer> rounded = Trainer::create(options);
  Result<Trainer> plain = Trainer::create(small_options(4));
  const auto both_step = [&] { return std::pair(rounded.value().step(), plain.value().step()); };
  for (Index i = 0; i < options.steps / 2; ++i) {
    const auto [of_rounded, of_plain] = both_step();
    CHECK(of_rounded == of_plain);
  }
  // From here on the loss is that of the rounded numbers, which the model's own numbers are not.
  const auto [of_rounded, of_plain] = both_step();
  CHECK(of_rounded != of_plain);
  CHECK_THAT(of_rounded, Catch::Matchers::WithinRel(of_plain, 0.1));
}

TEST_CASE("The learning rate warms up, then falls along a cosine to 1 %") {
  TrainOptions options = small_options(1);
  options.steps = 1100;
  options.learning_rate = 0.01;
  Result<Trainer> trainer = Trainer::create(options);
  using Catch::Matchers::WithinRel;
  CHECK_THAT(trainer.value().learning_rate(0), WithinRel(0.0001, 1e-9));
  CHECK_THAT(trainer.value().learning_rate(99), WithinRel(0.01, 1e-9));
  CHECK_THAT(trainer.value().learning_rate(600), WithinRel(0.01 * 0.505, 1e-6));
  CHECK_THAT(trainer.value().learning_rate(1100), WithinRel(0.0001, 1e-6));
}

TEST_CASE("Options that cannot be are refused in words") {
  const auto refusal = [](std::string_view name, std::string_view value) {
    const TrainOptions::Pair pairs[] = {{name, value}};
    const Result<TrainOptions> options = TrainOptions::parse(pairs);
    return options.ok() ? std::string() : options.error().message;
  };
  CHECK(refusal("heads", "5").find("cannot be split into 5") != std::string::npos);
  CHECK(refusal("layers", "9").find("from 1 to 8") != std::string::npos);
  CHECK(refusal("objective", "poet").find("one of: reader writer") != std::string::npos);
  CHECK(refusal("mask", "window:3").find("own mask") != std::string::npos);
  CHECK(refusal("colour", "red").find("no setting") != std::string::npos);
  const TrainOptions::Pair writer[] = {{"layers", "3"}, {"objective", "writer"}};
  CHECK(TrainOptions::parse(writer).value().layers == 3);
  CHECK(TrainOptions::parse(writer).value().mask == "causal");
}

TEST_CASE("Probes find what is there: a head's share is that of its largest weights") {
  Result<Trainer> trainer = Trainer::create(small_options(2));
  trainer.value().step();
  const Result<ProbeReport> report = probe_heads(trainer.value().model(), story_vocabulary(),
                                                 {GrammarSize::kSmall, Split::kTest, 300, 1});
  REQUIRE(report.ok());
  for (const ProbeScores& scores : report.value().probes) {
    for (const HeadScore& head : scores.heads) {
      CHECK(head.share >= 0.0);
      CHECK(head.share <= 1.0);
      CHECK(head.weight <= 1.0);
    }
  }
  CHECK(report.value().of(Probe::kPrevious).cases > 1'000);
  // An untrained model has earned no name.
  for (const int name : report.value().names) {
    CHECK(name < 3);
  }
}

TEST_CASE("A bigram's probabilities sum to 1 and follow the counts") {
  Result<Bigram> bigram = bigram_of_stories(GrammarSize::kSmall, 2'000, 1);
  REQUIRE(bigram.ok());
  const Vocabulary vocabulary = story_vocabulary();
  const std::vector<float> after_the = bigram.value().probabilities(vocabulary.find("the"));
  double sum = 0.0;
  for (const float probability : after_the) {
    CHECK(probability > 0.0F);
    sum += probability;
  }
  CHECK_THAT(sum, Catch::Matchers::WithinAbs(1.0, 1e-4));
  CHECK(after_the[static_cast<size_t>(vocabulary.find("dragon"))] >
        after_the[static_cast<size_t>(vocabulary.find("because"))]);
}

}  // namespace playground
