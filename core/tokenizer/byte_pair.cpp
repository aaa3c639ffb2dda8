#include "tokenizer/byte_pair.hpp"

#include <queue>

#include "tokenizer/gpt2_pieces.hpp"

namespace playground {

namespace {

// A piece's tokens as a linked list, so that a merge moves nothing.
struct Link {
  int32_t id;
  int32_t start;
  int32_t end;
  int32_t previous;  // −1: none
  int32_t next;      // −1: none
};

// A merge that was possible when it was queued; ids tell whether it still is.
struct Candidate {
  int32_t rank;
  int32_t position;
  int32_t left;
  int32_t right;

  // The lowest rank first, of equal ones the leftmost.
  bool operator<(const Candidate& other) const {
    return rank != other.rank ? rank > other.rank : position > other.position;
  }
};

ByteAlphabet make_gpt2_alphabet() {
  const auto prints_itself = [](int byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte <= 0xac) ||
           (byte >= 0xae && byte <= 0xff);
  };
  ByteAlphabet alphabet{};
  size_t rank = 0;
  for (int byte = 0; byte < 256; ++byte) {
    if (prints_itself(byte)) {
      alphabet.byte_of_rank[rank++] = static_cast<uint8_t>(byte);
      alphabet.code_point_of_byte[static_cast<size_t>(byte)] = static_cast<char32_t>(byte);
    }
  }
  char32_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    if (!prints_itself(byte)) {
      alphabet.byte_of_rank[rank++] = static_cast<uint8_t>(byte);
      alphabet.code_point_of_byte[static_cast<size_t>(byte)] = next++;
    }
  }
  return alphabet;
}

}  // namespace

const ByteAlphabet& ByteAlphabet::gpt2() {
  static const ByteAlphabet alphabet = make_gpt2_alphabet();
  return alphabet;
}

const BytePair::Merge* BytePair::find_merge(int32_t left, int32_t right) const {
  const auto found = merges_.find(pair_key(left, right));
  return found == merges_.end() ? nullptr : &found->second;
}

void BytePair::tokenize_piece(std::string_view text, size_t start, size_t end,
                              std::vector<Token>& tokens) const {
  std::vector<Link> links;
  const auto length = static_cast<int32_t>(end - start);
  for (int32_t i = 0; i < length; ++i) {
    const size_t at = start + static_cast<size_t>(i);
    links.push_back({byte_ids_[static_cast<uint8_t>(text[at])], static_cast<int32_t>(at),
                     static_cast<int32_t>(at + 1), i - 1, i + 1 < length ? i + 1 : -1});
  }
  std::priority_queue<Candidate> queue;
  const auto propose = [&](int32_t position) {
    if (position < 0 || links[static_cast<size_t>(position)].next < 0) {
      return;
    }
    const Link& left = links[static_cast<size_t>(position)];
    const Link& right = links[static_cast<size_t>(left.next)];
    if (const Merge* merge = find_merge(left.id, right.id)) {
      queue.push({merge->rank, position, left.id, right.id});
    }
  };
  for (int32_t i = 0; i < length; ++i) {
    propose(i);
  }
  constexpr int32_t kMergedAway = -1;
  while (!queue.empty()) {
    const Candidate candidate = queue.top();
    queue.pop();
    Link& left = links[static_cast<size_t>(candidate.position)];
    if (left.id != candidate.left || left.next < 0 ||
        links[static_cast<size_t>(left.next)].id != candidate.right) {
      continue;
    }
    Link& right = links[static_cast<size_t>(left.next)];
    left.id = find_merge(candidate.left, candidate.right)->id;
    left.end = right.end;
    left.next = right.next;
    right.id = kMergedAway;
    if (left.next >= 0) {
      links[static_cast<size_t>(left.next)].previous = candidate.position;
    }
    propose(left.previous);
    propose(candidate.position);
  }
  for (int32_t i = 0; i >= 0 && i < length; i = links[static_cast<size_t>(i)].next) {
    const Link& link = links[static_cast<size_t>(i)];
    tokens.push_back({link.id, link.start, link.end});
  }
}

std::vector<Token> BytePair::tokenize(std::string_view text) const {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const size_t end = gpt2_piece_end(text, at);
    tokenize_piece(text, at, end, tokens);
    at = end;
  }
  return tokens;
}

}  // namespace playground
