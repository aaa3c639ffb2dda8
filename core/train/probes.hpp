// What each head of a trained model looks at, measured on new stories of the test split: how often
// the largest weight of a row is where a link of the grammar, or a simple rule, says that it should
// be.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/trained_model.hpp"
#include "train/batch_network.hpp"
#include "train/story_grammar.hpp"

namespace playground {

/// What is looked for. The first three are the grammar's links, then come rules of position; these
/// name heads. The last two are the adjectives apart: those right before their noun, and the first
/// of two.
enum class Probe {
  kPronoun,
  kAdjective,
  kVerb,
  kPrevious,
  kNext,
  kSame,
  kFirst,
  kSingleAdjective,
  kFirstOfTwo
};
constexpr int kNamingProbes = 7;
constexpr int kProbes = 9;

/// As in JSON: pronoun, adjective, verb, previous, next, same, first, single_adjective,
/// first_of_two.
std::string_view probe_name(Probe probe);

struct HeadScore {
  /// Of the rows, how many have their largest weight on the target.
  double share = 0.0;
  /// Mean weight on the target.
  double weight = 0.0;
};

struct ProbeScores {
  /// Rows that were looked at.
  Index cases = 0;
  /// L · H.
  std::vector<HeadScore> heads;
  /// How often the nearest noun would be right (links), and the best fixed distance.
  double nearest = 0.0;
  double fixed_distance = 0.0;
  int best_distance = 0;

  /// What a name has to beat. The noun next behind an adjective is its noun by the rules of
  /// English: the nearest noun is no baseline there, but the link itself.
  [[nodiscard]] double baseline(Probe probe) const {
    return probe == Probe::kAdjective || nearest < fixed_distance ? fixed_distance : nearest;
  }
};

struct ProbeReport {
  std::array<ProbeScores, kProbes> probes;
  /// L · H: the index of the probe that names the head, −1 where it beat no baseline for any of
  /// them.
  std::vector<int> names;

  [[nodiscard]] const ProbeScores& of(Probe probe) const {
    return probes[static_cast<size_t>(probe)];
  }
};

struct ProbeOptions {
  GrammarSize grammar = GrammarSize::kFull;
  Split split = Split::kTest;
  Index stories = 2000;
  uint32_t seed = 1;
};

/// Appends a story to a batch, all words visible, nothing asked.
void add_story(const Story& story, const Vocabulary& vocabulary, Batch& batch);

/// Runs the probes on stories with all words visible.
Result<ProbeReport> probe_heads(const Transformer& model, const Vocabulary& vocabulary,
                                const ProbeOptions& options);

}  // namespace playground
