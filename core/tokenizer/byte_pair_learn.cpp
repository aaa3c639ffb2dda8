// Learning merges from a text.
#include <algorithm>

#include "sorting.hpp"
#include "tokenizer/byte_pair.hpp"
#include "tokenizer/gpt2_pieces.hpp"

namespace playground {

class BytePairLearner {
 public:
  explicit BytePairLearner(std::string_view text) {
    const ByteAlphabet& alphabet = ByteAlphabet::gpt2();
    for (size_t rank = 0; rank < 256; ++rank) {
      result_.byte_ids_[alphabet.byte_of_rank[rank]] = static_cast<int32_t>(rank);
    }
    collect_pieces(text);
    for (size_t piece = 0; piece < pieces_.size(); ++piece) {
      count_pairs(piece, +1);
    }
  }

  BytePair learn(int merges) {
    for (int rank = 0; rank < merges; ++rank) {
      const uint64_t best = best_pair();
      if (pairs_.empty() || pairs_.at(best).count < 2) {
        break;
      }
      const int32_t id = 256 + rank;
      result_.merges_[best] = {rank, id};
      merge(best, id);
    }
    result_.vocabulary_size_ = 256 + result_.merge_count();
    return std::move(result_);
  }

 private:
  // Distinct pieces, in order of their first occurrence.
  struct Piece {
    std::vector<int32_t> ids;
    int64_t count = 0;
  };
  struct Pair {
    int64_t count = 0;
    // Pieces that had the pair when it was counted, each perhaps no longer, or listed twice.
    std::vector<size_t> pieces;
  };
  // Where a pair stands first: pieces do not overlap, so this orders as the text does.
  struct Place {
    size_t piece;
    size_t offset;
    bool operator<(const Place& other) const {
      return piece != other.piece ? piece < other.piece : offset < other.offset;
    }
  };

  void collect_pieces(std::string_view text) {
    std::unordered_map<std::string_view, size_t> index;
    for (size_t at = 0; at < text.size();) {
      const size_t end = gpt2_piece_end(text, at);
      const std::string_view piece = text.substr(at, end - at);
      const auto [found, is_new] = index.try_emplace(piece, pieces_.size());
      if (is_new) {
        Piece& added = pieces_.emplace_back();
        for (const char byte : piece) {
          added.ids.push_back(result_.byte_ids_[static_cast<uint8_t>(byte)]);
        }
      }
      ++pieces_[found->second].count;
      at = end;
    }
  }

  static size_t offset_of(const Piece& piece, uint64_t key) {
    for (size_t i = 0; i + 1 < piece.ids.size(); ++i) {
      if (BytePair::pair_key(piece.ids[i], piece.ids[i + 1]) == key) {
        return i;
      }
    }
    return std::string_view::npos;
  }

  void count_pairs(size_t index, int sign) {
    const Piece& piece = pieces_[index];
    for (size_t i = 0; i + 1 < piece.ids.size(); ++i) {
      Pair& pair = pairs_[BytePair::pair_key(piece.ids[i], piece.ids[i + 1])];
      pair.count += sign * piece.count;
      if (sign > 0 && (pair.pieces.empty() || pair.pieces.back() != index)) {
        pair.pieces.push_back(index);
      }
    }
  }

  Place first_place(uint64_t key, const Pair& pair) const {
    Place first{pieces_.size(), 0};
    for (const size_t index : pair.pieces) {
      if (index < first.piece) {
        const size_t offset = offset_of(pieces_[index], key);
        if (offset != std::string_view::npos) {
          first = {index, offset};
        }
      }
    }
    return first;
  }

  uint64_t best_pair() const {
    uint64_t best = 0;
    int64_t best_count = 0;
    Place best_place{};
    for (const auto& [key, pair] : pairs_) {
      if (pair.count < best_count || pair.count < 2) {
        continue;
      }
      const Place place = first_place(key, pair);
      if (pair.count > best_count || place < best_place) {
        best = key;
        best_count = pair.count;
        best_place = place;
      }
    }
    if (best_count == 0 && !pairs_.empty()) {
      return pairs_.begin()->first;
    }
    return best;
  }

  void merge(uint64_t key, int32_t id) {
    std::vector<size_t> touched = pairs_.at(key).pieces;
    heap_sort(touched);
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const size_t index : touched) {
      Piece& piece = pieces_[index];
      if (offset_of(piece, key) == std::string_view::npos) {
        continue;
      }
      count_pairs(index, -1);
      size_t written = 0;
      for (size_t i = 0; i < piece.ids.size(); ++i, ++written) {
        const bool joined =
            i + 1 < piece.ids.size() && BytePair::pair_key(piece.ids[i], piece.ids[i + 1]) == key;
        piece.ids[written] = joined ? id : piece.ids[i];
        i += joined ? 1 : 0;
      }
      piece.ids.resize(written);
      count_pairs(index, +1);
    }
    pairs_.erase(key);
  }

  std::vector<Piece> pieces_;
  std::unordered_map<uint64_t, Pair> pairs_;  // by pair_key
  BytePair result_;
};

BytePair BytePair::learn(std::string_view text, int merges) {
  return BytePairLearner(text).learn(merges);
}

}  // namespace playground
