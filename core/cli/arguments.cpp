#include "cli/arguments.hpp"

#include <algorithm>

#include "formats/edit_distance.hpp"
#include "formats/number_text.hpp"

namespace playground {

namespace {

Error unknown_flag(std::string_view name, std::span<const FlagKind> known) {
  const auto nearest =
      std::min_element(known.begin(), known.end(), [name](const FlagKind& a, const FlagKind& b) {
        return edit_distance(name, a.name) < edit_distance(name, b.name);
      });
  return Error{"There is no flag --" + std::string(name.substr(0, 40)) + "; did you mean --" +
               std::string(nearest->name) + "?"};
}

}  // namespace

std::optional<std::string_view> Arguments::value(std::string_view flag) const {
  for (const Flag& given : flags_) {
    if (given.name == flag) {
      return given.value;
    }
  }
  return std::nullopt;
}

Result<Arguments> Arguments::parse(std::span<const std::string_view> words,
                                   std::span<const FlagKind> known) {
  Arguments arguments;
  bool flags_ended = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (flags_ended || word.substr(0, 2) != "--") {
      arguments.words_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      flags_ended = true;
      continue;
    }
    const size_t equals = word.find('=');
    const std::string name(word.substr(2, equals == std::string_view::npos ? equals : equals - 2));
    const auto kind = std::find_if(known.begin(), known.end(),
                                   [&](const FlagKind& flag) { return flag.name == name; });
    if (kind == known.end()) {
      return unknown_flag(name, known);
    }
    if (arguments.has(name)) {
      return Error{"--" + name + " is given twice."};
    }
    std::string value;
    if (equals != std::string_view::npos) {
      if (!kind->takes_value) {
        return Error{"--" + name + " takes no value."};
      }
      value = word.substr(equals + 1);
    } else if (kind->takes_value) {
      if (i + 1 == words.size()) {
        return Error{"--" + name + " needs a value."};
      }
      value = words[++i];
    }
    arguments.flags_.push_back({name, std::move(value)});
  }
  return arguments;
}

Result<int64_t> whole_flag(const Arguments& arguments, const char* name, int64_t least,
                           int64_t most, int64_t otherwise) {
  const std::optional<std::string_view> value = arguments.value(name);
  if (!value) {
    return otherwise;
  }
  const std::optional<int64_t> number = parse_whole(*value);
  if (!number || *number < least || *number > most) {
    return Error{std::string("--") + name + " is a whole number from " + with_thousands(least) +
                 " to " + with_thousands(most) + ", not \"" + std::string(value->substr(0, 40)) +
                 "\"."};
  }
  return *number;
}

}  // namespace playground
