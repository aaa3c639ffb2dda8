#pragma once

#include <span>
#include <vector>

#include "tensor.hpp"

namespace playground {

/// How often each word follows each other one: a model that sees one token of context and has no
/// attention.
class Bigram {
 public:
  static Result<Bigram> create(Index vocabulary);

  /// Counts the pairs of neighbours.
  void count(std::span<const int> tokens);

  [[nodiscard]] Index vocabulary() const { return vocabulary_; }
  /// V × V counts: row = the word, column = the word after it.
  [[nodiscard]] ConstMatrixView counts() const {
    return {counts_.data(), vocabulary_, vocabulary_, vocabulary_};
  }
  /// p(next | word): the counts mixed with one count of the words' own frequencies, so that no pair
  /// is impossible: (n(word, next) + p(next)) / (n(word) + 1).
  [[nodiscard]] double probability(int word, int next) const;
  /// The same as V probabilities.
  [[nodiscard]] std::vector<float> probabilities(int word) const;

 private:
  Index vocabulary_ = 0;
  Buffer<float> counts_;        // V × V
  std::vector<double> totals_;  // V: pairs that begin with the word
  std::vector<double> ends_;    // V: pairs that end with it
  double all_ = 0.0;
};

}  // namespace playground
