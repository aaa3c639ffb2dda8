// What a trace does with rows of weights while they are computed.
#pragma once

#include <algorithm>
#include <vector>

#include "attention/head_statistics.hpp"
#include "tensor.hpp"

namespace playground {

/// Which block of a thumbnail a position falls into.
class BlockMap {
 public:
  BlockMap(Index length, Index blocks) : length_(length), blocks_(blocks) {}
  [[nodiscard]] Index of(Index position) const { return position * blocks_ / length_; }
  /// The first position of a block; first(b + 1) ends it.
  [[nodiscard]] Index first(Index block) const { return (block * length_ + blocks_ - 1) / blocks_; }

 private:
  Index length_;
  Index blocks_;
};

/// Writes each row's entropy in bits.
class EntropyVisitor final : public WeightsVisitor {
 public:
  explicit EntropyVisitor(float* into) : into_(into) {}
  void visit(const WeightsRow& row) override { into_[row.query] = row.softmax.entropy; }

 private:
  float* into_;
};

/// Keeps what a layer's rows leave behind besides the weights: statistics and thumbnails.
class LayerVisitor final : public WeightsVisitor {
 public:
  struct Destinations {
    Index heads = 0;
    Index length = 0;
    Index thumbnail_size = 0;
    float* thumbnails = nullptr;      // H · S · S
    float* mean_thumbnail = nullptr;  // S · S
  };

  /// Begins a layer. Fails where memory is short, and takes none where an earlier one took as much.
  Result<void> begin(const Destinations& into) {
    into_ = into;
    blocks_ = {into.length, into.thumbnail_size};
    statistics_.assign(static_cast<size_t>(into.heads), {});
    return mean_rows_.reserve(kBlockRows * into.length);
  }

  void visit(const WeightsRow& row) override {
    statistics_[static_cast<size_t>(row.head)].add(row);
    const Index side = into_.thumbnail_size * into_.thumbnail_size;
    raise_thumbnail(row.weights, row.query, into_.thumbnails + row.head * side);
    add_to_mean(row);
  }

  void write_statistics(HeadStatistics* into) const {
    for (const HeadStatisticsSum& sum : statistics_) {
      *into++ = sum.mean();
    }
  }

 private:
  void raise_thumbnail(const float* weights, Index query, float* thumbnail) const {
    float* row = thumbnail + blocks_.of(query) * into_.thumbnail_size;
    for (Index block = 0; block < into_.thumbnail_size; ++block) {
      const float* first = weights + blocks_.first(block);
      row[block] =
          std::max(row[block], *std::max_element(first, weights + blocks_.first(block + 1)));
    }
  }

  void add_to_mean(const WeightsRow& row) {
    float* mean = mean_rows_.data() + row.query % kBlockRows * into_.length;
    if (row.head == 0) {
      std::fill_n(mean, into_.length, 0.0F);
    }
    for (Index key = row.keys.first; key < row.keys.last; ++key) {
      mean[key] += row.weights[key];
    }
    if (row.head == into_.heads - 1) {
      for (Index key = 0; key < into_.length; ++key) {
        mean[key] /= static_cast<float>(into_.heads);
      }
      raise_thumbnail(mean, row.query, into_.mean_thumbnail);
    }
  }

  Destinations into_;
  BlockMap blocks_{0, 0};
  std::vector<HeadStatisticsSum> statistics_;  // H
  Buffer<float> mean_rows_;                    // kBlockRows · N
};

}  // namespace playground
