#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "tokenizer/token.hpp"

namespace playground {

/// Collects tokens and numbers distinct ones in order of first appearance.
class TokenIds {
 public:
  explicit TokenIds(std::string_view text) : text_(text) {}

  void add(size_t start, size_t end) {
    const auto next = static_cast<int32_t>(ids_.size());
    const int32_t id = ids_.try_emplace(text_.substr(start, end - start), next).first->second;
    tokens_.push_back({id, static_cast<int32_t>(start), static_cast<int32_t>(end)});
  }

  std::vector<Token> take() { return std::move(tokens_); }

 private:
  std::string_view text_;
  std::unordered_map<std::string_view, int32_t> ids_;
  std::vector<Token> tokens_;
};

}  // namespace playground
