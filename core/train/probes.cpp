#include "train/probes.hpp"

#include <algorithm>
#include <cstdlib>

#include "train/probe_batches.hpp"
#include "train/probe_cases.hpp"

namespace playground {

namespace {

constexpr int kFarthest = 12;

// Counts of one probe while stories go by.
struct Tally {
  Index cases = 0;
  Index nearest = 0;
  // distances[d + kFarthest]: the target is d tokens after the query (before it where negative).
  std::array<Index, 2 * kFarthest + 1> distances{};
  std::vector<Index> hits;      // L · H
  std::vector<double> weights;  // L · H
};

bool is_link(Probe probe) {
  return probe != Probe::kPrevious && probe != Probe::kNext && probe != Probe::kSame &&
         probe != Probe::kFirst;
}

// The nearest noun to a word, on the side where such targets stand: before a pronoun and a verb,
// behind an adjective.
Index nearest_noun(const Story& story, Probe probe, Index query) {
  const Index step = probe == Probe::kPronoun || probe == Probe::kVerb ? -1 : 1;
  const auto count = static_cast<Index>(story.words.size());
  for (Index at = query + step; at >= 0 && at < count; at += step) {
    if (story.words[static_cast<size_t>(at)].role == WordRole::kNoun) {
      return at;
    }
  }
  return -1;
}

class Prober {
 public:
  Prober(const Transformer& model, BatchNetwork<float> network)
      : model_(model), network_(std::move(network)) {
    const auto heads = static_cast<size_t>(model.config.layers * model.config.heads);
    for (Tally& tally : tallies_) {
      tally.hits.resize(heads);
      tally.weights.resize(heads);
    }
  }

  void look_at(const std::vector<Story>& stories, const Batch& batch) {
    network_.logits(model_.parameters.data(), batch);
    for_sequences(batch, model_.config.heads, [&](size_t s, const SequenceWeights& weights) {
      for (const ProbeCase& one : cases_of(stories[s])) {
        count(stories[s], one);
        measure(one, weights);
      }
    });
  }

  [[nodiscard]] ProbeReport report() const;

 private:
  void count(const Story& story, const ProbeCase& one) {
    Tally& tally = tallies_[static_cast<size_t>(one.probe)];
    ++tally.cases;
    if (is_link(one.probe)) {
      tally.nearest += nearest_noun(story, one.probe, one.query) == one.target ? 1 : 0;
      const Index distance = std::clamp<Index>(one.target - one.query, -kFarthest, kFarthest);
      ++tally.distances[static_cast<size_t>(distance + kFarthest)];
    }
  }

  void measure(const ProbeCase& one, const SequenceWeights& weights) {
    Tally& tally = tallies_[static_cast<size_t>(one.probe)];
    for (Index layer = 0; layer < model_.config.layers; ++layer) {
      for (Index head = 0; head < model_.config.heads; ++head) {
        const std::span<const float> row = weights.row(network_, {layer, head}, one.query);
        const auto at = static_cast<size_t>(layer * model_.config.heads + head);
        tally.hits[at] += largest(row) == one.target ? 1 : 0;
        tally.weights[at] += static_cast<double>(row[static_cast<size_t>(one.target)]);
      }
    }
  }

  const Transformer& model_;
  BatchNetwork<float> network_;
  std::array<Tally, kProbes> tallies_;
};

ProbeReport Prober::report() const {
  ProbeReport report;
  for (size_t p = 0; p < tallies_.size(); ++p) {
    const Tally& tally = tallies_[p];
    ProbeScores& scores = report.probes[p];
    scores.cases = tally.cases;
    scores.heads.resize(tally.hits.size());
    if (tally.cases == 0) {
      continue;
    }
    const auto cases = static_cast<double>(tally.cases);
    for (size_t h = 0; h < tally.hits.size(); ++h) {
      scores.heads[h] = {static_cast<double>(tally.hits[h]) / cases, tally.weights[h] / cases};
    }
    scores.nearest = static_cast<double>(tally.nearest) / cases;
    const auto most = std::max_element(tally.distances.begin() + 1, tally.distances.end() - 1);
    scores.fixed_distance = static_cast<double>(*most) / cases;
    scores.best_distance = static_cast<int>(most - tally.distances.begin()) - kFarthest;
  }
  return report;
}

// Of the errors that a rule without attention makes, the part that the head mends. Rules of
// position have no baseline: for them it is the share itself.
double gain_of(const ProbeReport& report, Probe probe, size_t head) {
  const ProbeScores& scores = report.of(probe);
  const double baseline = scores.baseline(probe);
  return scores.cases == 0 ? 0.0 : (scores.heads[head].share - baseline) / (1.0 - baseline + 1e-9);
}

// A name has to be earned: right in most rows, and well above what a rule without attention gets.
bool earns(const ProbeReport& report, Probe probe, size_t head) {
  constexpr double kLeastShare[] = {0.8, 0.5};
  constexpr double kLeastGain[] = {0.3, 0.5};
  const int kind = is_link(probe) ? 0 : 1;
  return report.of(probe).heads[head].share >= kLeastShare[kind] &&
         gain_of(report, probe, head) > kLeastGain[kind];
}

// A link tells more than a rule of position, so that it comes first; of several links or rules, the
// one that gains most.
int name_of(const ProbeReport& report, size_t head) {
  constexpr int kLinks = 3;
  for (const auto& [first, last] : {std::pair(0, kLinks), std::pair(kLinks, kNamingProbes)}) {
    int best = -1;
    for (int p = first; p < last; ++p) {
      const auto probe = static_cast<Probe>(p);
      if (earns(report, probe, head) &&
          (best < 0 ||
           gain_of(report, probe, head) > gain_of(report, static_cast<Probe>(best), head))) {
        best = p;
      }
    }
    if (best >= 0) {
      return best;
    }
  }
  return -1;
}

// A head may do two things well. The best one of a link carries the link's name, unless it is the
// best of another link too, in which it gains more.
void name_heads(ProbeReport& report) {
  const size_t heads = report.probes[0].heads.size();
  for (size_t head = 0; head < heads; ++head) {
    report.names.push_back(name_of(report, head));
  }
  std::vector<double> carried(heads, 0.0);
  for (const Probe probe : {Probe::kPronoun, Probe::kAdjective, Probe::kVerb}) {
    const std::vector<HeadScore>& scores = report.of(probe).heads;
    const auto best = static_cast<size_t>(
        std::max_element(scores.begin(), scores.end(),
                         [](const auto& a, const auto& b) { return a.share < b.share; }) -
        scores.begin());
    const double gain = gain_of(report, probe, best);
    if (earns(report, probe, best) && gain > carried[best]) {
      carried[best] = gain;
      report.names[best] = static_cast<int>(probe);
    }
  }
}

}  // namespace

std::string_view probe_name(Probe probe) {
  constexpr std::string_view kNames[kProbes] = {
      "pronoun", "adjective",        "verb",        "previous", "next", "same",
      "first",   "single_adjective", "first_of_two"};
  return kNames[static_cast<size_t>(probe)];
}

void add_story(const Story& story, const Vocabulary& vocabulary, Batch& batch) {
  const int first_word = vocabulary.first_word();
  for (size_t i = 0; i < story.words.size(); ++i) {
    batch.tokens.push_back(first_word + story.words[i].word);
    batch.positions.push_back(static_cast<int>(i));
  }
  batch.starts.push_back(static_cast<Index>(batch.tokens.size()));
}

Result<ProbeReport> probe_heads(const Transformer& model, const Vocabulary& vocabulary,
                                const ProbeOptions& options) {
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(model.config, kProbeLimits);
  if (!network.ok()) {
    return network.error();
  }
  Prober prober(model, std::move(network.value()));
  for_probe_batches(
      options, [&](const Story& story, Batch& batch) { add_story(story, vocabulary, batch); },
      [&](const std::vector<Story>& stories, const Batch& batch) {
        prober.look_at(stories, batch);
      });
  ProbeReport report = prober.report();
  name_heads(report);
  return report;
}

}  // namespace playground
