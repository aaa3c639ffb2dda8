// Stories to batches: what a model is shown of them, and what it is asked.
#pragma once

#include "train/batch_network.hpp"
#include "train/trainer.hpp"

namespace playground {

/// Fills a batch with `options.batch` stories, or as many as the limits allow; of a model with so
/// many positions.
void fill_batch(const TrainOptions& options, const Vocabulary& vocabulary, BatchLimits limits,
                Index positions, RandomStream& random, Batch& batch);

}  // namespace playground
