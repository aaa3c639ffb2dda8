#include "request.hpp"

#include <algorithm>
#include <cmath>

#include "formats/number_text.hpp"
#include "property.hpp"
#include "sorting.hpp"

namespace playground {

namespace {

constexpr Property kTable[] = {
    {"text", "text", "", 0, 0, "", "The sentence that is looked at."},
    {"model", "model", "random", 0, 0, "random reader writer reader-causal",
     "Which model computes: random is untrained, its numbers drawn from the seed; reader, writer "
     "and "
     "reader-causal were trained."},
    {"tokenizer", "tokenizer", "words", 0, 0, "words characters bytepair",
     "How the text is cut: words, characters, bytepair:MERGES (learned from this text), or one "
     "that "
     "was loaded."},
    {"mask", "mask", "none", 0, 0, "",
     "Which keys a query may see: none, causal, noself, window:W, dilated:W,S, global:a,b, "
     "bits:N,BITS, "
     "joined by +."},
    {"scale", "scale", "sqrt", 0, 0, "sqrt none",
     "What scores are multiplied by: sqrt (1 / square root of d_k), none, or a number."},
    {"temperature", "number", "1", 0.01, 100, "",
     "What scores are divided by before the softmax: below 1 sharper, above 1 flatter."},
    {"layers", "whole", "1", 1, 96, "", "How many attention layers follow each other."},
    {"heads", "whole", "8", 1, 96, "", "How many heads each layer has."},
    {"width", "whole", "64", 1, 1024, "",
     "How many numbers a token's vector has (D); a multiple of heads."},
    {"seed", "whole", "1", 0, 4294967295.0, "", "Where the random model's numbers start from."},
    {"ablate", "heads", "none", 0, 0, "",
     "Heads that are switched off, like 2.3 or 1.4,2.3 (layer and head, counted from 1)."},
};

constexpr int kMaximumMerges = 50'000;

const Property* find_property(std::string_view name) {
  for (const Property& property : kTable) {
    if (property.name == name) {
      return &property;
    }
  }
  return nullptr;
}

Result<void> assign_number(Request& request, std::string_view name, std::string_view value) {
  const Result<double> number = number_in_range(*find_property(name), value);
  if (!number.ok()) {
    return number.error();
  }
  if (name == "temperature") {
    request.temperature = static_cast<double>(static_cast<float>(number.value()));
  } else if (name == "seed") {
    request.seed = static_cast<uint32_t>(number.value());
  } else {
    Index& size = name == "layers"  ? request.shape.layers
                  : name == "heads" ? request.shape.heads
                                    : request.shape.width;
    size = static_cast<Index>(number.value());
  }
  return {};
}

Result<void> assign_tokenizer(Request& request, std::string_view value) {
  if (value.empty()) {
    return Error{"tokenizer is words, characters, bytepair:MERGES or the name of a loaded one."};
  }
  if (names_byte_pair(value)) {
    const Result<int> merges = byte_pair_merges(value);
    if (!merges.ok()) {
      return merges.error();
    }
    request.tokenizer = "bytepair:" + std::to_string(merges.value());
    return {};
  }
  request.tokenizer = value;
  return {};
}

// "none", or heads like "2.3" joined by commas, each once, in ascending order.
Result<std::vector<HeadName>> parse_heads(std::string_view text) {
  std::vector<HeadName> heads;
  if (text == "none") {
    return heads;
  }
  std::string_view rest = text;
  while (true) {
    const size_t comma = rest.find(',');
    const std::string_view part = rest.substr(0, comma);
    const std::optional<HeadName> head = parse_head(part);
    if (!head) {
      return Error{"ablate is none, or heads like 2.3 (layer 2, head 3) joined by commas, not " +
                   quoted(text) + "."};
    }
    heads.push_back(*head);
    if (comma == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(comma + 1);
  }
  heap_sort(heads, [](const HeadName& a, const HeadName& b) {
    return a.layer != b.layer ? a.layer < b.layer : a.head < b.head;
  });
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  return heads;
}

std::string heads_text(const std::vector<HeadName>& heads) {
  std::string text;
  for (const HeadName& head : heads) {
    text += (text.empty() ? "" : ",") + std::to_string(head.layer + 1) + "." +
            std::to_string(head.head + 1);
  }
  return text.empty() ? "none" : text;
}

bool belongs_to_trained_models(std::string_view name) {
  return name == "tokenizer" || name == "layers" || name == "heads" || name == "width" ||
         name == "seed";
}

Result<void> assign(Request& request, std::string_view name, std::string_view value) {
  if (name == "text") {
    request.text = value;
    return {};
  }
  if (name == "model") {
    if (value.empty()) {
      return Error{"model is random, reader, writer, or the name of one that was loaded."};
    }
    request.model = value;
    return {};
  }
  if (name == "tokenizer") {
    return assign_tokenizer(request, value);
  }
  if (name == "mask") {
    return take(Mask::parse(value), request.mask);
  }
  if (name == "scale") {
    return take(Scale::parse(value), request.scale);
  }
  if (name == "ablate") {
    return take(parse_heads(value), request.ablate);
  }
  return assign_number(request, name, value);
}

// The two multiples of heads next to the width, within the table's limits.
Error width_not_a_multiple(const ModelShape& shape) {
  const auto largest = static_cast<Index>(find_property("width")->maximum);
  const Index below = shape.width / shape.heads * shape.heads;
  const Index above = below + shape.heads;
  std::string nearest = below > 0 ? std::to_string(below) : "";
  if (above <= largest) {
    nearest += (nearest.empty() ? "" : " and ") + std::to_string(above);
  }
  return Error{"A width of " + std::to_string(shape.width) + " cannot be split into " +
               std::to_string(shape.heads) + " equal heads; the nearest that can: " + nearest +
               "."};
}

}  // namespace

std::span<const Property> request_table() {
  return kTable;
}

std::optional<HeadName> parse_head(std::string_view text) {
  const size_t point = text.find('.');
  const std::optional<int64_t> layer = parse_whole(text.substr(0, point));
  const std::optional<int64_t> head =
      point == std::string_view::npos ? std::nullopt : parse_whole(text.substr(point + 1));
  if (!layer || !head || *layer < 1 || *head < 1 || *layer > 96 || *head > 96) {
    return std::nullopt;
  }
  return HeadName{static_cast<Index>(*layer - 1), static_cast<Index>(*head - 1)};
}

bool names_byte_pair(std::string_view tokenizer) {
  return tokenizer == "bytepair" || tokenizer.substr(0, 9) == "bytepair:";
}

Result<int> byte_pair_merges(std::string_view tokenizer) {
  constexpr std::string_view kPrefix = "bytepair:";
  const std::optional<int64_t> merges = tokenizer.substr(0, kPrefix.size()) == kPrefix
                                            ? parse_whole(tokenizer.substr(kPrefix.size()))
                                            : std::nullopt;
  if (!merges || *merges > kMaximumMerges) {
    return Error{"bytepair needs a number of merges from 0 to " + with_thousands(kMaximumMerges) +
                 ", like bytepair:50, not " + quoted(tokenizer) + "."};
  }
  return static_cast<int>(*merges);
}

Result<Scale> Scale::parse(std::string_view text) {
  if (text == "sqrt") {
    return Scale{};
  }
  if (text == "none") {
    return Scale{Kind::kNone, 1.0};
  }
  const std::optional<double> number = parse_number(text);
  if (!number || std::fabs(*number) > 1e6) {
    return Error{
        "scale is sqrt (1 divided by the square root of d_k), none, or a number between "
        "-1,000,000 and 1,000,000, not " +
        quoted(text) + "."};
  }
  // As float32, so that the canonical text reads back as the same number.
  return Scale{Kind::kNumber, static_cast<double>(static_cast<float>(*number))};
}

std::string Scale::text() const {
  switch (kind) {
    case Kind::kSqrt:
      return "sqrt";
    case Kind::kNone:
      return "none";
    case Kind::kNumber:
      break;
  }
  return number_text(static_cast<float>(number));
}

double Scale::factor(Index head_width) const {
  return kind == Kind::kSqrt ? 1.0 / std::sqrt(static_cast<double>(head_width)) : number;
}

Result<Request> Request::parse(std::span<const Pair> pairs) {
  Request request;
  for (const Pair& pair : pairs) {
    if (find_property(pair.name) == nullptr) {
      return Error{"A request has no property " + quoted(pair.name) + "."};
    }
    const Result<void> assigned = assign(request, pair.name, pair.value);
    if (!assigned.ok()) {
      return assigned.error();
    }
    if (belongs_to_trained_models(pair.name)) {
      request.given_shape.emplace_back(pair.name);
    }
  }
  // A trained model's shape is its own, and Playground::run says so.
  if (request.model == "random" && request.shape.width % request.shape.heads != 0) {
    return width_not_a_multiple(request.shape);
  }
  return request;
}

std::string Request::value_of(std::string_view name) const {
  if (name == "text") {
    return text;
  }
  if (name == "model") {
    return model;
  }
  if (name == "tokenizer") {
    return tokenizer;
  }
  if (name == "mask") {
    return mask.text();
  }
  if (name == "scale") {
    return scale.text();
  }
  if (name == "ablate") {
    return heads_text(ablate);
  }
  if (name == "temperature") {
    return number_text(static_cast<float>(temperature));
  }
  return std::to_string(name == "layers"  ? shape.layers
                        : name == "heads" ? shape.heads
                        : name == "width" ? shape.width
                                          : static_cast<Index>(seed));
}

float Request::softmax_factor() const {
  return static_cast<float>(scale.factor(shape.head_width()) / temperature);
}

}  // namespace playground
