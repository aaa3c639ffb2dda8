#include "attention/head_statistics.hpp"

namespace playground {

void HeadStatisticsSum::add(const WeightsRow& row) {
  if (row.softmax.sum == 0.0F) {
    return;
  }
  double distance = 0.0;
  for (Index key = row.keys.first; key < row.keys.last; ++key) {
    const Index steps = key > row.query ? key - row.query : row.query - key;
    distance += static_cast<double>(row.weights[key]) * static_cast<double>(steps);
  }
  entropy_ += row.softmax.entropy;
  distance_ += distance;
  sink_ += row.weights[0];
  previous_ += row.query > 0 ? row.weights[row.query - 1] : 0.0F;
  diagonal_ += row.weights[row.query];
  ++rows_;
}

HeadStatistics HeadStatisticsSum::mean() const {
  if (rows_ == 0) {
    return {};
  }
  const auto mean = [this](double sum) {
    return static_cast<float>(sum / static_cast<double>(rows_));
  };
  return {mean(entropy_), mean(distance_), mean(sink_), mean(previous_), mean(diagonal_)};
}

}  // namespace playground
