#include "cli/arguments.hpp"

#include <algorithm>
#include <numeric>

namespace playground {

namespace {

// Levenshtein's distance: how many letters must change.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

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

}  // namespace playground
