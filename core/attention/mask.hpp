#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tensor.hpp"

namespace playground {

/// Which keys a query may attend to. `window`, `dilated` and `global` are joined by "or" (all is
/// allowed if none is given); `causal`, `no_self` and the painted bits then cut by "and". Positions
/// beyond the text are ignored.
///
/// Sliding window, dilated window and global tokens: Longformer (Beltagy et al. 2020, section 3.1);
/// causal sliding window: Mistral 7B (Jiang et al. 2023, section 2).
class Mask {
 public:
  /// From its text, the same in the command, the page's address, the element and JavaScript:
  /// `none`, `causal`, `noself`, `window:W`, `dilated:W,S`, `global:a,b`, `bits:N,BASE64URL`,
  /// joined by `+`.
  static Result<Mask> parse(std::string_view text);

  /// This mask with what `other` cuts by causal and noself: what a trained model brings of its own.
  [[nodiscard]] Mask cut_by(const Mask& other) const {
    Mask both = *this;
    both.causal_ = causal_ || other.causal_;
    both.no_self_ = no_self_ || other.no_self_;
    return both;
  }
  /// Whether causal and noself are all that it has.
  [[nodiscard]] bool only_cuts() const {
    return window_ == 0 && dilated_width_ == 0 && !has_global_ && bits_length_ == 0;
  }

  /// The canonical text, parts in the order causal, noself, window, dilated, global, bits.
  [[nodiscard]] std::string text() const;

  /// Whether the query may attend to the key: the definition, one cell at a time.
  [[nodiscard]] bool allows(Index query, Index key) const;

  /// Writes −1 (allowed) or 0 for keys [keys.first, keys.last) of one query's row.
  void fill_row(Index query, Range keys, int32_t* allowed) const;

  /// Whether each query's keys are one run: then they are key_range of that query alone.
  [[nodiscard]] bool allows_runs() const {
    return !no_self_ && dilated_width_ == 0 && !has_global_ && bits_length_ == 0;
  }

  /// Keys outside the range are masked for every query in `queries`; inside, fill_row tells.
  [[nodiscard]] Range key_range(Range queries, Index length) const;

 private:
  friend class MaskParser;
  [[nodiscard]] bool joined_parts_allow(Index query, Index key) const;
  [[nodiscard]] bool bits_allow(Index query, Index key) const;
  [[nodiscard]] bool is_global(Index position) const;

  bool causal_ = false;
  bool no_self_ = false;
  // 0: not given.
  Index window_ = 0;
  Index dilated_width_ = 0;
  Index dilated_step_ = 0;
  bool has_global_ = false;
  std::vector<Index> global_;  // ascending, each once
  Index bits_length_ = 0;
  std::vector<uint8_t> bits_;  // row-major, first bit highest
};

}  // namespace playground
