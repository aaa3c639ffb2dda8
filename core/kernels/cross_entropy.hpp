// Cross-entropy of a softmax over words: −ln p(target), and its way back: dlogits = p − [target].
#pragma once

#include "kernels/real.hpp"
#include "tensor.hpp"

namespace playground {

/// logits: rows × V, replaced by their gradients, each row's times `weight`; targets: rows.
/// Returns Σ −ln p(target) over the rows, not weighted.
template <class Real>
double cross_entropy(Real* logits, const int* targets, Index rows, Index vocabulary, Real weight) {
  double loss = 0.0;
  for (Index t = 0; t < rows; ++t) {
    Real* row = logits + t * vocabulary;
    Real largest = row[0];
    for (Index w = 1; w < vocabulary; ++w) {
      largest = row[w] > largest ? row[w] : largest;
    }
    const Real of_target = row[targets[t]] - largest;
    Real sum = 0;
    for (Index w = 0; w < vocabulary; ++w) {
      row[w] = exp_of(row[w] - largest);
      sum += row[w];
    }
    loss += static_cast<double>(log_of(sum) - of_target);
    const Real share = weight / sum;
    for (Index w = 0; w < vocabulary; ++w) {
      row[w] *= share;
    }
    row[targets[t]] -= weight;
  }
  return loss;
}

/// Turns logits into probabilities in place: softmax(logits / temperature).
template <class Real>
void softmax_of_logits(Real* logits, Index count, Real temperature) {
  Real largest = logits[0];
  for (Index w = 1; w < count; ++w) {
    largest = logits[w] > largest ? logits[w] : largest;
  }
  Real sum = 0;
  for (Index w = 0; w < count; ++w) {
    logits[w] = exp_of((logits[w] - largest) / temperature);
    sum += logits[w];
  }
  for (Index w = 0; w < count; ++w) {
    logits[w] /= sum;
  }
}

extern template double cross_entropy(float*, const int*, Index, Index, float);
extern template void softmax_of_logits(float*, Index, float);

}  // namespace playground
