#include "model/bigram.hpp"

namespace playground {

Result<Bigram> Bigram::create(Index vocabulary) {
  Result<Buffer<float>> counts = Buffer<float>::zeros(vocabulary * vocabulary);
  if (!counts.ok()) {
    return counts.error();
  }
  Bigram bigram;
  bigram.vocabulary_ = vocabulary;
  bigram.counts_ = std::move(counts.value());
  bigram.totals_.resize(static_cast<size_t>(vocabulary));
  bigram.ends_.resize(static_cast<size_t>(vocabulary));
  return bigram;
}

void Bigram::count(std::span<const int> tokens) {
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    counts_[tokens[i] * vocabulary_ + tokens[i + 1]] += 1.0F;
    totals_[static_cast<size_t>(tokens[i])] += 1.0;
    ends_[static_cast<size_t>(tokens[i + 1])] += 1.0;
    all_ += 1.0;
  }
}

double Bigram::probability(int word, int next) const {
  // A word that was never seen has an even share of one more count.
  const double frequency =
      (ends_[static_cast<size_t>(next)] + 1.0 / static_cast<double>(vocabulary_)) / (all_ + 1.0);
  const auto pairs = static_cast<double>(counts_[word * vocabulary_ + next]);
  return (pairs + frequency) / (totals_[static_cast<size_t>(word)] + 1.0);
}

std::vector<float> Bigram::probabilities(int word) const {
  std::vector<float> probabilities(static_cast<size_t>(vocabulary_));
  for (size_t next = 0; next < probabilities.size(); ++next) {
    probabilities[next] = static_cast<float>(probability(word, static_cast<int>(next)));
  }
  return probabilities;
}

}  // namespace playground
