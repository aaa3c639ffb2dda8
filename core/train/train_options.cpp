#include "train/train_options.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "attention/mask.hpp"

namespace playground {

namespace {

constexpr Property kTable[] = {
    {"objective", "choice", "reader", 0, 0, "reader writer",
     "What is learned: words that are hidden (reader), or the next word (writer)."},
    {"grammar", "choice", "full", 0, 0, "full small",
     "Which stories: the full language, or a small part that is learned in seconds."},
    {"layers", "whole", "3", 1, 8, "", "How many layers follow each other."},
    {"heads", "whole", "4", 1, 16, "", "How many heads each layer has."},
    {"width", "whole", "64", 4, 256, "", "How many numbers a token's vector has (D)."},
    {"rate", "number", "0.002", 1e-6, 1, "", "The largest learning rate."},
    {"steps", "whole", "3000", 1, 100000, "", "How many batches are read."},
    {"batch", "whole", "64", 1, 128, "", "How many stories a batch has."},
    {"seed", "whole", "1", 0, 4294967295.0, "",
     "Where the first numbers and the stories start from."},
    {"mask", "mask", "noself", 0, 0, "",
     "Which keys a query may see: none, causal, noself or causal+noself."},
    {"bits", "choice", "32", 0, 0, "4 8 32",
     "How many bits a number of the finished model has: 4, 8 or 32."},
};

const Property* find_property(std::string_view name) {
  for (const Property& property : kTable) {
    if (property.name == name) {
      return &property;
    }
  }
  return nullptr;
}

// Of options, or of constant ones.
template <class Options>
auto& size_named(Options& options, std::string_view name) {
  return name == "layers"  ? options.layers
         : name == "heads" ? options.heads
         : name == "width" ? options.width
         : name == "steps" ? options.steps
                           : options.batch;
}

// Whether the choices, separated by spaces, have this one.
bool has_choice(std::string_view choices, std::string_view value) {
  while (!choices.empty()) {
    const size_t end = std::min(choices.find(' '), choices.size());
    if (choices.substr(0, end) == value) {
      return true;
    }
    choices.remove_prefix(std::min(end + 1, choices.size()));
  }
  return false;
}

Result<void> assign_choice(TrainOptions& options, const Property& property,
                           std::string_view value) {
  if (!has_choice(property.choices, value)) {
    return Error{std::string(property.name) + " is one of: " + std::string(property.choices) +
                 "; not " + quoted(value) + "."};
  }
  if (property.name == "grammar") {
    options.grammar = value == "full" ? GrammarSize::kFull : GrammarSize::kSmall;
  } else if (property.name == "bits") {
    options.bits = value == "4" ? 4 : value == "8" ? 8 : 32;
  }
  return {};
}

Result<void> assign_mask(TrainOptions& options, std::string_view value) {
  const Result<Mask> mask = Mask::parse(value);
  if (!mask.ok()) {
    return mask.error();
  }
  if (!mask.value().only_cuts()) {
    return Error{"A model's own mask is none, causal, noself or causal+noself, not " +
                 quoted(value) + "."};
  }
  options.mask = mask.value().text();
  return {};
}

Result<void> assign_number(TrainOptions& options, const Property& property,
                           std::string_view value) {
  const Result<double> number = number_in_range(property, value);
  if (!number.ok()) {
    return number.error();
  }
  const std::string_view name = property.name;
  if (name == "rate") {
    options.learning_rate = number.value();
  } else if (name == "seed") {
    options.seed = static_cast<uint32_t>(number.value());
  } else {
    size_named(options, name) = static_cast<Index>(number.value());
  }
  return {};
}

std::string shortest_text(double number) {
  char text[32];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, number);
    if (std::strtod(text, nullptr) == number) {
      break;
    }
  }
  return text;
}

// What differs from the reader's recipe: fewer layers learn the next word as well, and faster.
void take_recipe_of_writer(TrainOptions& options) {
  options.objective = Objective::kWriter;
  options.layers = 2;
  options.steps = 2500;
  options.mask = "causal";
}

}  // namespace

std::span<const Property> train_table() {
  return kTable;
}

Result<TrainOptions> TrainOptions::parse(std::span<const Pair> pairs) {
  TrainOptions options;
  for (const Pair& pair : pairs) {
    if (pair.name == "objective" && pair.value == "writer") {
      take_recipe_of_writer(options);
    }
  }
  for (const Pair& pair : pairs) {
    const Property* property = find_property(pair.name);
    if (property == nullptr) {
      return Error{"A training has no setting " + quoted(pair.name) + "."};
    }
    const Result<void> assigned =
        property->type == "choice" ? assign_choice(options, *property, pair.value)
        : property->type == "mask" ? assign_mask(options, pair.value)
                                   : assign_number(options, *property, pair.value);
    if (!assigned.ok()) {
      return assigned.error();
    }
  }
  if (options.width % options.heads != 0) {
    return Error{"A width of " + std::to_string(options.width) + " cannot be split into " +
                 std::to_string(options.heads) + " equal heads."};
  }
  return options;
}

std::string TrainOptions::value_of(std::string_view name) const {
  if (name == "objective") {
    return objective == Objective::kReader ? "reader" : "writer";
  }
  if (name == "grammar") {
    return grammar == GrammarSize::kFull ? "full" : "small";
  }
  if (name == "mask") {
    return mask;
  }
  if (name == "bits") {
    return std::to_string(bits);
  }
  return name == "rate"   ? shortest_text(learning_rate)
         : name == "seed" ? std::to_string(seed)
                          : std::to_string(size_named(*this, name));
}

}  // namespace playground
