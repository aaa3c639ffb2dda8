#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "result.hpp"
#include "tokenizer/token.hpp"

namespace playground {

/// Byte-level byte-pair encoding (Sennrich et al. 2016; on bytes: Radford et al. 2019,
/// section 2.2). Text is cut into pieces by GPT-2's pattern; within a piece, pairs of neighbours
/// are merged in the order in which the merges were learned. The tokens' ranges tile the text,
/// whatever its bytes.
class BytePair {
 public:
  /// Learns merges from a text: the most frequent pair of neighbours first, of equally frequent
  /// ones the one that occurs first in the text; ends early when no pair occurs twice. Ids: the 256
  /// bytes in GPT-2's order, then one a merge.
  static BytePair learn(std::string_view text, int merges);

  /// From GPT-2's two files. Errors name what is wrong with them.
  static Result<BytePair> from_gpt2(std::string_view encoder_json, std::string_view vocab_bpe);

  /// From a Hugging Face tokenizer.json of the byte-level kind (model BPE, pre-tokenizer ByteLevel
  /// with GPT-2's pattern, no normalizer); other kinds are refused with their name. Added special
  /// tokens in the text are plain text.
  static Result<BytePair> from_tokenizer_json(std::string_view json);

  [[nodiscard]] std::vector<Token> tokenize(std::string_view text) const;

  [[nodiscard]] int vocabulary_size() const { return vocabulary_size_; }
  [[nodiscard]] int merge_count() const { return static_cast<int>(merges_.size()); }

 private:
  friend class BytePairLearner;
  friend class BytePairBuilder;

  struct Merge {
    int32_t rank;  // the order in which it was learned
    int32_t id;    // of the merged token
  };

  static uint64_t pair_key(int32_t left, int32_t right) {
    return (static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32) |
           static_cast<uint32_t>(right);
  }
  [[nodiscard]] const Merge* find_merge(int32_t left, int32_t right) const;
  void tokenize_piece(std::string_view text, size_t start, size_t end,
                      std::vector<Token>& tokens) const;

  std::array<int32_t, 256> byte_ids_{};
  std::unordered_map<uint64_t, Merge> merges_;  // by pair_key of the two tokens' ids
  int vocabulary_size_ = 256;
};

/// GPT-2's order of the 256 bytes, and the code points that stand for them in its files: the
/// printable ones of Latin-1 for themselves, then the others as U+0100, U+0101, …
struct ByteAlphabet {
  std::array<uint8_t, 256> byte_of_rank;
  std::array<char32_t, 256> code_point_of_byte;

  static const ByteAlphabet& gpt2();
};

}  // namespace playground
