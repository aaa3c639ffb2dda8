#include "train/checkpoint.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "formats/number_text.hpp"
#include "formats/safetensors.hpp"

namespace playground {

namespace {

constexpr std::string_view kFormat = "attention-playground-checkpoint 1";
constexpr const char* kStepsDone = "steps_done";

// The three numbers that each parameter has, by what its name gets in front.
constexpr const char* kParameter = "parameter.";
constexpr const char* kFirstMoment = "first_moment.";
constexpr const char* kSecondMoment = "second_moment.";

Error unusable(const std::string& what) {
  return Error{"This is not a checkpoint of a training: " + what + "."};
}

Result<TrainOptions> read_settings(const SafeTensors& file) {
  std::vector<TrainOptions::Pair> pairs;
  for (const Property& property : train_table()) {
    const std::string* value = file.metadata_value(property.name);
    if (value == nullptr) {
      return unusable("it does not tell the setting " + std::string(property.name));
    }
    pairs.push_back({property.name, *value});
  }
  Result<TrainOptions> options = TrainOptions::parse(pairs);
  if (options.ok()) {
    // parse is exact up to 15 digits; of a rate, the last bit changes every number of the model.
    options.value().learning_rate = std::strtod(file.metadata_value("rate")->c_str(), nullptr);
  }
  return options;
}

Result<Index> read_steps_done(const SafeTensors& file, const TrainOptions& options) {
  const std::string* text = file.metadata_value(kStepsDone);
  const std::optional<int64_t> steps = parse_whole(text == nullptr ? "" : *text);
  if (!steps || *steps > options.steps) {
    return unusable("its steps done are not a whole number up to " + std::to_string(options.steps));
  }
  return static_cast<Index>(*steps);
}

// Numbers of all parameters, `least` or more, from the tensors whose names begin with `kind`.
Result<void> read_numbers(const SafeTensors& file, const ParameterLayout& layout, const char* kind,
                          float least, Buffer<float>& into) {
  for (const ParameterTensor& tensor : layout.tensors()) {
    const std::string name = kind + tensor.name;
    const SafeTensor* stored = file.find(name);
    if (stored == nullptr || stored->dtype != "F32" ||
        stored->bytes.size() != static_cast<size_t>(tensor.size()) * sizeof(float)) {
      return unusable("the tensor " + name + " is missing or has another size");
    }
    float* numbers = into.data() + tensor.offset;
    std::memcpy(numbers, stored->bytes.data(), stored->bytes.size());
    for (Index i = 0; i < tensor.size(); ++i) {
      if (!std::isfinite(numbers[i]) || numbers[i] < least) {
        return unusable("the tensor " + name + " has numbers that no training has");
      }
    }
  }
  return {};
}

// β to so many steps, by the very products that the training made.
double power(double beta, Index steps) {
  double product = 1.0;
  for (Index step = 0; step < steps; ++step) {
    product *= beta;
  }
  return product;
}

// Puts a new training where the file's stood after so many steps.
Result<void> restore(const SafeTensors& file, Index steps, Trainer& trainer) {
  Result<Transformer> model = trainer.model().copy();
  Result<AdamWState> state = AdamWState::zeros(trainer.model().layout.size());
  if (!model.ok() || !state.ok()) {
    return model.ok() ? state.error() : model.error();
  }
  constexpr float kAny = -std::numeric_limits<float>::max();
  const ParameterLayout& layout = trainer.model().layout;
  const struct {
    const char* kind;
    float least;
    Buffer<float>& into;
  } parts[] = {{kParameter, kAny, model.value().parameters},
               {kFirstMoment, kAny, state.value().first},
               {kSecondMoment, 0.0F, state.value().second}};
  for (const auto& part : parts) {
    const Result<void> read = read_numbers(file, layout, part.kind, part.least, part.into);
    if (!read.ok()) {
      return read.error();
    }
  }
  state.value().beta1_power = power(AdamWOptions{}.beta1, steps);
  state.value().beta2_power = power(AdamWOptions{}.beta2, steps);
  return trainer.resume(std::move(model.value()), std::move(state.value()), steps);
}

}  // namespace

std::string write_checkpoint(const Trainer& trainer) {
  SafeTensors file;
  file.metadata = {{"format", std::string(kFormat)},
                   {kStepsDone, std::to_string(trainer.steps_done())}};
  for (const Property& property : train_table()) {
    file.metadata.emplace_back(property.name, trainer.options().value_of(property.name));
  }
  const struct {
    const char* kind;
    const Buffer<float>& numbers;
  } parts[] = {{kParameter, trainer.model().parameters},
               {kFirstMoment, trainer.state().first},
               {kSecondMoment, trainer.state().second}};
  for (const auto& part : parts) {
    for (const ParameterTensor& tensor : trainer.model().layout.tensors()) {
      const auto* bytes = reinterpret_cast<const char*>(part.numbers.data() + tensor.offset);
      file.tensors.push_back({part.kind + tensor.name,
                              "F32",
                              {tensor.rows, tensor.columns},
                              {bytes, static_cast<size_t>(tensor.size()) * sizeof(float)}});
    }
  }
  return write_safetensors(file);
}

Result<Trainer> read_checkpoint(std::string_view bytes) {
  const Result<SafeTensors> parsed = parse_safetensors(bytes);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const SafeTensors& file = parsed.value();
  const std::string* format = file.metadata_value("format");
  if (format == nullptr || *format != kFormat) {
    return unusable("its metadata does not say \"" + std::string(kFormat) + "\"");
  }
  const Result<TrainOptions> options = read_settings(file);
  const Result<Index> steps =
      options.ok() ? read_steps_done(file, options.value()) : options.error();
  if (!steps.ok()) {
    return steps.error();
  }
  Result<Trainer> trainer = Trainer::create(options.value());
  if (!trainer.ok()) {
    return trainer.error();
  }
  const Result<void> restored = restore(file, steps.value(), trainer.value());
  return restored.ok() ? std::move(trainer) : restored.error();
}

}  // namespace playground
