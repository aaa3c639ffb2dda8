#include "model/sampling.hpp"

#include <algorithm>
#include <numeric>

#include "kernels/cross_entropy.hpp"
#include "sorting.hpp"

namespace playground {

std::vector<float> sampling_probabilities(std::span<const float> logits, const Sampling& sampling) {
  std::vector<float> probabilities(logits.begin(), logits.end());
  if (sampling.temperature <= 0.0) {
    const auto largest = std::max_element(logits.begin(), logits.end()) - logits.begin();
    std::fill(probabilities.begin(), probabilities.end(), 0.0F);
    probabilities[static_cast<size_t>(largest)] = 1.0F;
    return probabilities;
  }
  softmax_of_logits(probabilities.data(), static_cast<Index>(probabilities.size()),
                    static_cast<float>(sampling.temperature));
  // Most probable first; of equals the one with the smaller id.
  std::vector<int> order(logits.size());
  std::iota(order.begin(), order.end(), 0);
  heap_sort(order, [&](int a, int b) {
    const float of_a = logits[static_cast<size_t>(a)];
    const float of_b = logits[static_cast<size_t>(b)];
    return of_a != of_b ? of_a > of_b : a < b;
  });
  size_t kept = sampling.top_k > 0 ? std::min(order.size(), static_cast<size_t>(sampling.top_k))
                                   : order.size();
  double sum = 0.0;
  for (size_t i = 0; i < kept; ++i) {
    sum += static_cast<double>(probabilities[static_cast<size_t>(order[i])]);
    // At 1 all stay: rounding must not cut the last ones off.
    if (sampling.top_p < 1.0 && sum >= sampling.top_p) {
      kept = i + 1;
    }
  }
  for (size_t i = 0; i < order.size(); ++i) {
    float& probability = probabilities[static_cast<size_t>(order[i])];
    probability = i < kept ? static_cast<float>(static_cast<double>(probability) / sum) : 0.0F;
  }
  return probabilities;
}

int draw_index(std::span<const float> probabilities, RandomStream& random) {
  double rest = random.uniform();
  int last = 0;
  for (size_t i = 0; i < probabilities.size(); ++i) {
    if (probabilities[i] > 0.0F) {
      last = static_cast<int>(i);
      rest -= static_cast<double>(probabilities[i]);
      if (rest < 0.0) {
        break;
      }
    }
  }
  return last;
}

}  // namespace playground
