#include "model/model_file.hpp"

#include <cstring>
#include <limits>

#include "catch.hpp"
#include "formats/safetensors.hpp"
#include "kernels/elementary.hpp"

namespace playground {

namespace {

std::shared_ptr<const TrainedModel> small_reader() {
  TransformerConfig config;
  config.layers = 2;
  config.heads = 2;
  config.width = 6;
  config.hidden = 11;
  config.positions = 9;
  config.mask = Mask::parse("noself").value();
  Vocabulary vocabulary = Vocabulary::with_characters({".", "the", "cat", "sat"});
  config.vocabulary = vocabulary.size();
  Result<Transformer> made = Transformer::random(config, 3);
  return TrainedModel::create(std::move(made.value()), std::move(vocabulary),
                              {"reader", 4294967295U, "{\"heads\":[]}"})
      .value();
}

bool same_numbers(const TrainedModel& a, const TrainedModel& b) {
  const Transformer& one = a.transformer();
  const Transformer& other = b.transformer();
  return one.layout.size() == other.layout.size() &&
         std::memcmp(one.at(0), other.at(0),
                     static_cast<size_t>(one.layout.size()) * sizeof(float)) == 0;
}

std::string refusal(const std::string& bytes) {
  const Result<std::shared_ptr<const TrainedModel>> model = read_model(bytes);
  return model.ok() ? "" : model.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  REQUIRE(from.size() == to.size());
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A model in float32 comes back with the same bits, words and facts") {
  const auto model = small_reader();
  const auto read = read_model(write_model(*model, Precision::kFloat));
  REQUIRE(read.ok());
  CHECK(same_numbers(*model, *read.value()));
  CHECK(read.value()->facts().kind == "reader");
  CHECK(read.value()->facts().seed == 4294967295U);
  CHECK(read.value()->facts().scores == "{\"heads\":[]}");
  CHECK(read.value()->mask().text() == "noself");
  CHECK(read.value()->vocabulary()->find("cat") == model->vocabulary()->find("cat"));
}

TEST_CASE("A model in few bits is near, and what is stored comes back with the same bits") {
  const auto model = small_reader();
  for (const Precision precision : {Precision::kFourBits, Precision::kEightBits}) {
    const auto once = as_stored(*model, precision);
    REQUIRE(once.ok());
    CHECK(!same_numbers(*model, *once.value()));
    double difference = 0.0;
    double size = 0.0;
    for (Index i = 0; i < model->transformer().layout.size(); ++i) {
      const double exact = *model->transformer().at(i);
      difference += (*once.value()->transformer().at(i) - exact) *
                    (*once.value()->transformer().at(i) - exact);
      size += exact * exact;
    }
    CHECK(difference < (precision == Precision::kFourBits ? 0.02 : 0.0001) * size);
    CHECK(write_model(*once.value(), precision).size() == write_model(*model, precision).size());
  }
}

TEST_CASE("Files that are no model are refused with what is wrong") {
  const std::string bytes = write_model(*small_reader(), Precision::kFloat);
  CHECK(refusal("").find("safetensors") != std::string::npos);
  CHECK(refusal(replaced(bytes, "playground-model 1", "playground-model 9")).find("metadata") !=
        std::string::npos);
  CHECK(refusal(replaced(bytes, "\\\"layers\\\":2", "\\\"layers\\\":3")).find("layers.2.") !=
        std::string::npos);
  CHECK(refusal(replaced(bytes, "\\\"heads\\\":2", "\\\"heads\\\":4")).find("multiple") !=
        std::string::npos);
  CHECK(refusal(replaced(bytes, "\\\"mask\\\":\\\"noself\\\"", "\\\"mask\\\":\\\"window\\\""))
            .find("mask") != std::string::npos);
  CHECK(refusal(replaced(bytes, "the cat sat", "the cat cat")).find("twice") != std::string::npos);
  CHECK(refusal(replaced(bytes, "\\\"kind\\\":\\\"reader\\\"", "\\\"kind\\\":\\\"writes\\\""))
            .find("kind") != std::string::npos);
  std::string not_finite = bytes;
  const float infinity = std::numeric_limits<float>::infinity();
  std::memcpy(not_finite.data() + not_finite.size() - 40, &infinity, sizeof infinity);
  CHECK(refusal(not_finite).find("not finite") != std::string::npos);
}

TEST_CASE("Truncated and mutated files never crash") {
  const std::string bytes = write_model(*small_reader(), Precision::kFourBits);
  for (size_t length = 0; length < bytes.size(); length += 7) {
    CHECK(!refusal(bytes.substr(0, length)).empty());
  }
  RandomStream random(6);
  for (int i = 0; i < 3'000; ++i) {
    std::string mutant = bytes;
    for (int change = 0; change < 3; ++change) {
      const auto at = static_cast<size_t>(random.uniform() * static_cast<double>(mutant.size()));
      mutant[at] = static_cast<char>(random.next());
    }
    static_cast<void>(read_model(mutant));
  }
}

}  // namespace playground
