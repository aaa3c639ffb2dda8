#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attention/mask.hpp"
#include "model/model.hpp"
#include "property.hpp"
#include "result.hpp"

namespace playground {

/// The one table of what a request is made of: the page's address, controls, the element's
/// attributes, the command's flags and the help are made from it.
std::span<const Property> request_table();

/// What a score is multiplied by: 1/√d_k (Vaswani et al. 2017, section 3.2.1), nothing, or any
/// number.
struct Scale {
  enum class Kind { kSqrt, kNone, kNumber };
  Kind kind = Kind::kSqrt;
  double number = 1.0;

  static Result<Scale> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] double factor(Index head_width) const;
};

/// Everything that a trace depends on. Plain data; made by parse only, so that it is valid.
struct Request {
  std::string text;
  std::string model = "random";
  std::string tokenizer = "words";
  Mask mask;
  Scale scale;
  double temperature = 1.0;
  ModelShape shape;
  uint32_t seed = 1;
  /// Heads that are switched off: they hand on nothing.
  std::vector<HeadName> ablate;
  /// Which of the properties that belong to a trained model were given.
  std::vector<std::string> given_shape;

  using Pair = PropertyValue;
  /// Fills in defaults, checks every value and the rules between them.
  static Result<Request> parse(std::span<const Pair> pairs);

  /// The value of a property in its canonical form.
  [[nodiscard]] std::string value_of(std::string_view name) const;

  /// Scale / temperature: what the kernel multiplies scores by.
  [[nodiscard]] float softmax_factor() const;
};

/// The most tokens that a request may have.
constexpr Index kMaximumTokens = 4096;

/// A head as it is written, from 1: 2.3 is layer 2, head 3; nothing for anything else.
std::optional<HeadName> parse_head(std::string_view text);

/// Whether a tokenizer's text asks for byte-pair learned from the request's own text.
bool names_byte_pair(std::string_view tokenizer);

/// The merges that `bytepair:MERGES` asks for; an error for any other text.
Result<int> byte_pair_merges(std::string_view tokenizer);

}  // namespace playground
