#include "train/samples.hpp"

#include "catch.hpp"
#include "small_training.hpp"
#include "train/evaluation.hpp"
#include "train/trainer.hpp"

namespace playground {

TEST_CASE("A bigram writes few stories that are grammatical, fewer that make sense") {
  const Bigram bigram = std::move(bigram_of_stories(GrammarSize::kFull, 5'000, 1).value());
  const SampleScores scores = judge_bigram(bigram, {300, {}, 1});
  CHECK(scores.stories == 300);
  CHECK(scores.grammatical > 0);
  CHECK(scores.grammatical < 60);
  CHECK(scores.sensible <= scores.grammatical);
}

TEST_CASE("An untrained writer writes no story, and is stopped") {
  TrainOptions options = small_options(1);
  options.objective = Objective::kWriter;
  options.mask = "causal";
  const Result<SampleScores> scores =
      judge_writer(Trainer::create(options).value().trained_model().value(), {5, {}, 1});
  REQUIRE(scores.ok());
  CHECK(scores.value().stories == 5);
  CHECK(scores.value().grammatical == 0);
}

}  // namespace playground
