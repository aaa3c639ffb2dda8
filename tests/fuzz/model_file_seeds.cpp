// Writes tiny models into a folder, for the fuzzer to start from: each kind of number, both kinds
// of model, and an odd row. Files of a few kilobytes, where a bundled one has 130.
#include <fstream>
#include <string>

#include "model/model_file.hpp"

namespace {

using namespace playground;

struct Seed {
  const char* name;
  const char* kind;
  const char* mask;
  Precision precision;
  Index layers, heads, width, hidden, positions;
};

constexpr Seed kSeeds[] = {
    {"reader_float", "reader", "noself", Precision::kFloat, 1, 1, 1, 1, 3},
    {"reader_eight", "reader", "none", Precision::kEightBits, 1, 2, 2, 3, 8},
    {"reader_four", "reader", "causal", Precision::kFourBits, 1, 3, 6, 2, 5},
    {"reader_wide", "reader", "none", Precision::kFourBits, 1, 1, 9, 10, 12},
    {"writer_float", "writer", "causal", Precision::kFloat, 1, 2, 4, 3, 2},
    {"writer_eight", "writer", "causal", Precision::kEightBits, 1, 1, 5, 4, 7},
    {"writer_four", "writer", "causal", Precision::kFourBits, 1, 1, 3, 1, 4},
    {"writer_deep", "writer", "causal+noself", Precision::kFourBits, 2, 2, 2, 2, 1},
    {"writer_blind", "writer", "none", Precision::kFourBits, 2, 1, 1, 1, 9},
};

Result<std::string> file_of(const Seed& seed) {
  Vocabulary vocabulary = Vocabulary::with_characters({".", "the"});
  TransformerConfig config;
  config.layers = seed.layers;
  config.heads = seed.heads;
  config.width = seed.width;
  config.hidden = seed.hidden;
  config.positions = seed.positions;
  config.vocabulary = vocabulary.size();
  config.mask = Mask::parse(seed.mask).value();
  Result<Transformer> model = Transformer::random(config, 1);
  if (!model.ok()) {
    return model.error();
  }
  const char* scores = R"({"heads":[{"role":"pronoun","share":0.5}]})";
  return write_model(
      *TrainedModel::create(std::move(model.value()), std::move(vocabulary), {seed.kind, 7, scores})
           .value(),
      seed.precision);
}

}  // namespace

int main(int count, char** arguments) {
  for (const Seed& seed : kSeeds) {
    const Result<std::string> file = file_of(seed);
    if (count != 2 || !file.ok()) {
      return 1;
    }
    std::ofstream(std::string(arguments[1]) + "/" + seed.name, std::ios::binary) << file.value();
  }
  return 0;
}
