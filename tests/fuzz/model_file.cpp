// Whatever the bytes are, the reader says what is wrong or gives a model that runs: every size that
// a file may choose is used, in a trace, in its words' probabilities and in writing on.
#include "model/model_file.hpp"

#include <algorithm>
#include <cstring>

#include "formats/safetensors.hpp"
#include "model/generator.hpp"
#include "playground.hpp"
#include "require.hpp"
#include "train/model_scores.hpp"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

using namespace playground;

// A known word where the model has it, a hidden word, one that must be spelled; and a text of one
// token for models that have no more positions.
constexpr const char* kTexts[] = {"the [MASK] Zé.", "x"};

void run(const std::shared_ptr<const TrainedModel>& model, const char* text) {
  Playground playground;
  require(playground.add_model("model", model).ok());
  const Request::Pair pairs[] = {{"text", text}, {"model", "model"}};
  Result<Request> request = Request::parse(pairs);
  require(request.ok());
  Result<Trace> trace = playground.run(std::move(request.value()));
  if (!trace.ok()) {
    return;
  }
  const Index length = trace.value().length();
  const ModelShape shape = trace.value().shape();
  const Result<ConstMatrixView> weights = trace.value().weights(shape.layers - 1, shape.heads - 1);
  require(weights.ok() && weights.value().rows == length);
  const Result<std::span<const float>> probabilities = trace.value().probabilities(length - 1);
  require(probabilities.ok() &&
          probabilities.value().size() == static_cast<size_t>(model->vocabulary()->size()));
}

// Past the end of the positions, so that what was read is forgotten.
void write_on(const std::shared_ptr<const TrainedModel>& model) {
  Result<Generator> generator = Generator::create(model, {Vocabulary::kOther}, {}, 1);
  const Index tokens = std::min<Index>(model->transformer().config.positions + 2, 12);
  for (Index i = 0; generator.ok() && i < tokens; ++i) {
    const Result<int> next = generator.value().next();
    require(!next.ok() || (next.value() >= 0 && next.value() < model->vocabulary()->size()));
  }
}

void check_same_when_written(const TrainedModel& model) {
  const auto again = as_stored(model, Precision::kFloat);
  require(again.ok());
  const Transformer& one = model.transformer();
  const Transformer& other = again.value()->transformer();
  require(one.layout.size() == other.layout.size() &&
          std::equal(one.at(0), one.at(one.layout.size()), other.at(0)));
}

std::string mutated(std::string bytes, size_t most) {
  const size_t size = bytes.size();
  bytes.resize(std::max(size, most));
  auto* data = reinterpret_cast<uint8_t*>(bytes.data());
  bytes.resize(LLVMFuzzerMutate(data, size, bytes.size()));
  return bytes;
}

// Of 1,000 files that are changed anywhere 3 are still models. So most changes leave the header as
// it is, and some change the header, but not its length. libFuzzer makes up to five in a row.
std::string mutated_file(const std::string& file, size_t most, unsigned seed) {
  uint64_t header = 0;
  if (file.size() >= kSafeTensorsLengthBytes) {
    std::memcpy(&header, file.data(), kSafeTensorsLengthBytes);
  }
  const size_t numbers = kSafeTensorsLengthBytes + static_cast<size_t>(header);
  const unsigned kind = seed % 16;
  if (kind == 0 || header == 0 || header > file.size() || numbers > file.size()) {
    return mutated(file, most);
  }
  const bool of_header = kind < 4;
  const size_t first = of_header ? kSafeTensorsLengthBytes : numbers;
  const size_t last = of_header ? numbers : file.size();
  std::string part = mutated(file.substr(first, last - first), last - first);
  part.resize(last - first, ' ');
  return file.substr(0, first) + part + file.substr(last);
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  const std::string file =
      mutated_file({reinterpret_cast<const char*>(data), size}, max_size, seed);
  std::memcpy(data, file.data(), std::min(file.size(), max_size));
  return std::min(file.size(), max_size);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto read = read_model({reinterpret_cast<const char*>(data), size});
  if (!read.ok()) {
    require(read.error().message.find('\n') == std::string::npos);
    return 0;
  }
  for (const char* text : kTexts) {
    run(read.value(), text);
  }
  write_on(read.value());
  static_cast<void>(head_roles(*read.value()));
  check_same_when_written(*read.value());
  return 0;
}
