#include "attention/mask.hpp"

#include <algorithm>

namespace playground {

bool Mask::is_global(Index position) const {
  return std::binary_search(global_.begin(), global_.end(), position);
}

bool Mask::joined_parts_allow(Index query, Index key) const {
  if (window_ == 0 && dilated_width_ == 0 && !has_global_) {
    return true;
  }
  const Index distance = query > key ? query - key : key - query;
  if (distance < window_) {
    return true;
  }
  if (dilated_width_ > 0 && distance % dilated_step_ == 0 &&
      distance / dilated_step_ < dilated_width_) {
    return true;
  }
  return is_global(query) || is_global(key);
}

bool Mask::bits_allow(Index query, Index key) const {
  if (query >= bits_length_ || key >= bits_length_) {
    return true;
  }
  const Index bit = query * bits_length_ + key;
  return ((bits_[static_cast<size_t>(bit / 8)] >> (7 - bit % 8)) & 1) != 0;
}

bool Mask::allows(Index query, Index key) const {
  return (!causal_ || key <= query) && (!no_self_ || key != query) && bits_allow(query, key) &&
         joined_parts_allow(query, key);
}

void Mask::fill_row(Index query, Range keys, int32_t* allowed) const {
  const Index count = keys.last - keys.first;
  // Positions in the text → positions in `allowed`.
  const auto inside = [&](Index key) { return key >= keys.first && key < keys.last; };
  const auto fill = [&](Index first, Index last, int32_t value) {
    const Index from = std::max(first, keys.first) - keys.first;
    const Index to = std::min(last, keys.last) - keys.first;
    if (from < to) {
      std::fill(allowed + from, allowed + to, value);
    }
  };
  const bool everything = window_ == 0 && dilated_width_ == 0 && !has_global_;
  std::fill(allowed, allowed + count, everything || is_global(query) ? -1 : 0);
  if (window_ > 0) {
    fill(query - window_ + 1, query + window_, -1);
  }
  for (Index step = 0; step < dilated_width_; ++step) {
    const Index distance = step * dilated_step_;
    if (query - distance < keys.first && query + distance >= keys.last) {
      break;
    }
    for (const Index key : {query - distance, query + distance}) {
      if (inside(key)) {
        allowed[key - keys.first] = -1;
      }
    }
  }
  for (const Index key : global_) {
    fill(key, key + 1, -1);
  }
  if (causal_) {
    fill(query + 1, keys.last, 0);
  }
  if (no_self_) {
    fill(query, query + 1, 0);
  }
  if (query < bits_length_) {
    for (Index key = keys.first; key < std::min(keys.last, bits_length_); ++key) {
      if (!bits_allow(query, key)) {
        allowed[key - keys.first] = 0;
      }
    }
  }
}

Range Mask::key_range(Range queries, Index length) const {
  Range keys{0, length};
  if (window_ > 0 && dilated_width_ == 0 && !has_global_) {
    keys.first = std::max<Index>(0, queries.first - window_ + 1);
    keys.last = std::min(length, queries.last - 1 + window_);
  }
  if (causal_) {
    keys.last = std::min(keys.last, queries.last);
  }
  return keys;
}

}  // namespace playground
