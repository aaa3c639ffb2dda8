#include "train/checkpoint.hpp"

#include <cstring>
#include <limits>

#include "catch.hpp"
#include "formats/safetensors.hpp"
#include "small_training.hpp"

namespace playground {

namespace {

Trainer trainer_after(const TrainOptions& options, Index steps) {
  Result<Trainer> trainer = Trainer::create(options);
  for (Index i = 0; i < steps; ++i) {
    trainer.value().step();
  }
  return std::move(trainer.value());
}

std::string refusal(const std::string& bytes) {
  const Result<Trainer> read = read_checkpoint(bytes);
  return read.ok() ? "" : read.error().message;
}

bool refuses(const std::string& bytes, const std::string& part) {
  const std::string message = refusal(bytes);
  CAPTURE(message, part);
  CHECK(message.find('\n') == std::string::npos);
  return message.find(part) != std::string::npos;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(from.size() == to.size());
  return text.replace(at, from.size(), to);
}

// The file with one number of a tensor changed.
std::string with_number(std::string bytes, const std::string& tensor, float number) {
  const SafeTensors file = parse_safetensors(bytes).value();
  const size_t at = static_cast<size_t>(file.find(tensor)->bytes.data() - bytes.data());
  std::memcpy(bytes.data() + at, &number, sizeof number);
  return bytes;
}

}  // namespace

TEST_CASE("A training goes on from its checkpoint to the same model and moments, bit for bit") {
  TrainOptions options = small_options(7);
  options.steps = 30;
  options.bits = 4;
  // More digits than the core's own reader of numbers is exact for.
  options.learning_rate = 0.0012345678901234567;
  const Trainer straight = trainer_after(options, 30);
  Result<Trainer> resumed = read_checkpoint(write_checkpoint(trainer_after(options, 15)));
  REQUIRE(resumed.ok());
  CHECK(resumed.value().steps_done() == 15);
  while (!resumed.value().finished()) {
    resumed.value().step();
  }
  CHECK(numbers_of(resumed.value().model()) == numbers_of(straight.model()));
  // Moments, powers and settings too.
  CHECK(resumed.value().state().beta1_power == straight.state().beta1_power);
  CHECK(resumed.value().state().beta2_power == straight.state().beta2_power);
  CHECK(write_checkpoint(resumed.value()) == write_checkpoint(straight));
}

TEST_CASE("A checkpoint keeps every setting") {
  constexpr TrainOptions::Pair kSettings[] = {
      {"objective", "writer"}, {"grammar", "small"}, {"layers", "2"}, {"heads", "3"},
      {"width", "12"},         {"rate", "0.013"},    {"steps", "77"}, {"batch", "5"},
      {"seed", "4294967295"},  {"mask", "none"},     {"bits", "4"}};
  REQUIRE(std::size(kSettings) == train_table().size());
  const Trainer trainer = trainer_after(TrainOptions::parse(kSettings).value(), 0);
  const Result<Trainer> read = read_checkpoint(write_checkpoint(trainer));
  REQUIRE(read.ok());
  for (const TrainOptions::Pair& setting : kSettings) {
    CHECK(read.value().options().value_of(setting.name) == setting.value);
  }
}

TEST_CASE("A checkpoint that is damaged, or something else, is refused with what is wrong") {
  const std::string bytes = write_checkpoint(trainer_after(small_options(1), 2));
  CHECK(refusal(bytes).empty());
  CHECK(refuses(bytes.substr(0, bytes.size() - 1), "safetensors"));
  CHECK(refuses(replaced(bytes, "-checkpoint 1", "-checkpoint 9"), "metadata does not say"));
  CHECK(refuses(replaced(bytes, "\"heads\":\"2\"", "\"heads\":\"3\""), "cannot be split"));
  CHECK(refuses(replaced(bytes, "\"layers\":\"1\"", "\"layers\":\"2\""), "parameter.layers.1."));
  CHECK(refuses(replaced(bytes, "\"batch\"", "\"watch\""), "the setting batch"));
  CHECK(refuses(replaced(bytes, "\"steps\":\"40\"", "\"steps\":\"01\""), "steps done"));
  CHECK(refuses(replaced(bytes, "\"steps_done\":\"2\"", "\"steps_done\":\"x\""), "steps done"));
  CHECK(refuses(replaced(bytes, "second_moment.output_bias", "second_moment.output_bits"),
                "second_moment.output_bias is missing"));
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(refuses(with_number(bytes, "parameter.layers.0.up", infinity), "no training has"));
  CHECK(refuses(with_number(bytes, "second_moment.layers.0.up", -1.0F), "no training has"));
  CHECK(refusal(with_number(bytes, "first_moment.layers.0.up", -1.0F)).empty());
}

}  // namespace playground
