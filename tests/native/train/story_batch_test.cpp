#include "train/story_batch.hpp"

#include "catch.hpp"
#include "small_training.hpp"

namespace playground {
namespace {

constexpr Index kPositions = 128;

struct Steps {
  int next = 0;   // to the position right behind
  int wider = 0;  // over left out positions
};

Steps steps_of(Objective objective) {
  TrainOptions options = small_options(1);
  options.objective = objective;
  options.grammar = GrammarSize::kFull;
  options.batch = 64;
  RandomStream random(4);
  Batch batch;
  Steps steps;
  for (int i = 0; i < 20; ++i) {
    fill_batch(options, story_vocabulary(), {2048, 64}, kPositions, random, batch);
    REQUIRE(batch.positions.size() == batch.tokens.size());
    for (size_t sequence = 0; sequence + 1 < batch.starts.size(); ++sequence) {
      const auto end = static_cast<size_t>(batch.starts[sequence + 1]);
      for (auto at = static_cast<size_t>(batch.starts[sequence]) + 1; at < end; ++at) {
        const int step = batch.positions[at] - batch.positions[at - 1];
        REQUIRE(step >= 1);
        (step == 1 ? steps.next : steps.wider) += 1;
      }
      REQUIRE(batch.positions[end - 1] < kPositions);
    }
  }
  return steps;
}

}  // namespace

TEST_CASE("A reader's words stand in order, many with positions left out between them") {
  const Steps steps = steps_of(Objective::kReader);
  CHECK(steps.wider > steps.next / 8);
  CHECK(steps.next > steps.wider);
}

TEST_CASE("A writer's words stand side by side") {
  CHECK(steps_of(Objective::kWriter).wider == 0);
}

}  // namespace playground
