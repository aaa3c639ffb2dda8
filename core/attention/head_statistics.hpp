#pragma once

#include "attention/attention.hpp"

namespace playground {

/// What one head's weights look like, as means over the rows in which something is allowed.
struct HeadStatistics {
  /// Entropy of a row in bits: 0 = all on one token, log2 n = spread evenly over n.
  float entropy = 0.0F;
  /// Σ weight · |query − key|: how far away the head looks.
  float distance = 0.0F;
  /// Weight on the first token, the usual "attention sink" (Xiao et al. 2023).
  float sink = 0.0F;
  /// Weight on the token just before the query.
  float previous = 0.0F;
  /// Weight on the query's own token.
  float diagonal = 0.0F;
};

/// Collects rows of one head, in any order of heads but ascending queries.
class HeadStatisticsSum {
 public:
  void add(const WeightsRow& row);
  [[nodiscard]] HeadStatistics mean() const;

 private:
  double entropy_ = 0.0;
  double distance_ = 0.0;
  double sink_ = 0.0;
  double previous_ = 0.0;
  double diagonal_ = 0.0;
  Index rows_ = 0;
};

}  // namespace playground
