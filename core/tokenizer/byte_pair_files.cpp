// Vocabularies from files that somebody else made, hostile ones included.
#include <algorithm>

#include "formats/json_reader.hpp"
#include "formats/number_text.hpp"
#include "sorting.hpp"
#include "tokenizer/byte_pair.hpp"
#include "tokenizer/utf8.hpp"

namespace playground {

namespace {

constexpr double kLargestId = 10'000'000;

std::string shown(std::string_view text) {
  return "\"" + printable_utf8(text.substr(0, 40)) + "\"";
}

}  // namespace

class BytePairBuilder {
 public:
  explicit BytePairBuilder(std::string_view file) : file_(file) {}

  Result<void> set_vocabulary(const JsonValue& vocabulary) {
    if (vocabulary.kind != JsonValue::Kind::kObject || vocabulary.members.empty()) {
      return error("has no vocabulary: an object of tokens and their ids");
    }
    std::vector<int32_t> ids;
    for (const auto& [token, value] : vocabulary.members) {
      const bool whole = value.kind == JsonValue::Kind::kNumber && value.number >= 0 &&
                         value.number <= kLargestId &&
                         value.number == static_cast<double>(static_cast<int64_t>(value.number));
      if (!whole) {
        return error("gives the token " + shown(token) + " an id that is no whole number from 0");
      }
      const auto id = static_cast<int32_t>(value.number);
      if (!ids_.try_emplace(token, id).second) {
        return error("has the token " + shown(token) + " twice");
      }
      ids.push_back(id);
    }
    heap_sort(ids);
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) {
      return error("gives one id to two tokens");
    }
    result_.vocabulary_size_ = static_cast<int>(ids_.size());
    return set_bytes();
  }

  Result<void> add_merge(std::string_view left, std::string_view right) {
    const auto left_id = ids_.find(std::string(left));
    const auto right_id = ids_.find(std::string(right));
    const auto merged_id = ids_.find(std::string(left) + std::string(right));
    if (left_id == ids_.end() || right_id == ids_.end() || merged_id == ids_.end()) {
      return error("merges " + shown(left) + " and " + shown(right) +
                   ", but not all three tokens are in its vocabulary");
    }
    const auto rank = static_cast<int32_t>(result_.merges_.size());
    const uint64_t key = BytePair::pair_key(left_id->second, right_id->second);
    if (!result_.merges_.try_emplace(key, BytePair::Merge{rank, merged_id->second}).second) {
      return error("merges " + shown(left) + " and " + shown(right) + " twice");
    }
    return {};
  }

  /// A merge as it stands in a line: two tokens and one space between them.
  Result<void> add_merge(std::string_view line) {
    const size_t space = line.find(' ');
    if (space == std::string_view::npos || space == 0 || space + 1 == line.size() ||
        line.find(' ', space + 1) != std::string_view::npos) {
      return error("has the line " + shown(line) + ", which is not two tokens to merge");
    }
    return add_merge(line.substr(0, space), line.substr(space + 1));
  }

  [[nodiscard]] Error error(const std::string& what) const {
    return Error{std::string(file_) + " " + what + (what.back() == '.' ? "" : ".")};
  }

  BytePair take() { return std::move(result_); }

 private:
  Result<void> set_bytes() {
    const ByteAlphabet& alphabet = ByteAlphabet::gpt2();
    for (size_t byte = 0; byte < 256; ++byte) {
      std::string letter;
      append_utf8(letter, alphabet.code_point_of_byte[byte]);
      const auto id = ids_.find(letter);
      if (id == ids_.end()) {
        return error("is not byte-level: its vocabulary has no token for the byte " +
                     std::to_string(byte));
      }
      result_.byte_ids_[byte] = id->second;
    }
    return {};
  }

  std::string_view file_;
  std::unordered_map<std::string, int32_t> ids_;
  BytePair result_;
};

namespace {

// ByteLevel alone, or as a member of a Sequence that only splits by ByteLevel.
const JsonValue* find_byte_level(const JsonValue* pre_tokenizer) {
  if (pre_tokenizer == nullptr) {
    return nullptr;
  }
  const JsonValue* type = pre_tokenizer->find("type");
  if (type != nullptr && type->text == "ByteLevel") {
    return pre_tokenizer;
  }
  const JsonValue* members = pre_tokenizer->find("pretokenizers");
  return type != nullptr && type->text == "Sequence" && members != nullptr &&
                 members->items.size() == 1
             ? find_byte_level(&members->items[0])
             : nullptr;
}

bool is_false_or_absent(const JsonValue* value) {
  return value == nullptr || value->kind == JsonValue::Kind::kNull ||
         (value->kind == JsonValue::Kind::kBool && !value->boolean);
}

std::string type_of(const JsonValue* value) {
  const JsonValue* type = value != nullptr ? value->find("type") : nullptr;
  return type != nullptr ? type->text.substr(0, 40) : "none";
}

// Everything that would make its tokens differ from byte-level byte-pair with GPT-2's pattern.
std::string why_not_byte_level(const JsonValue& file, const JsonValue& model) {
  const JsonValue* normalizer = file.find("normalizer");
  if (normalizer != nullptr && normalizer->kind != JsonValue::Kind::kNull) {
    return "has a normalizer (" + type_of(normalizer) + "), which is not supported";
  }
  if (type_of(&model) != "BPE" && model.find("type") != nullptr) {
    return "has a model of the kind " + type_of(&model) + "; only BPE is supported";
  }
  const JsonValue* byte_level = find_byte_level(file.find("pre_tokenizer"));
  if (byte_level == nullptr) {
    return "has a pre-tokenizer of the kind " + type_of(file.find("pre_tokenizer")) +
           "; only ByteLevel is supported";
  }
  const JsonValue* use_regex = byte_level->find("use_regex");
  if (use_regex != nullptr && is_false_or_absent(use_regex)) {
    return "splits by a pattern of its own (use_regex is false), which is not supported";
  }
  if (!is_false_or_absent(byte_level->find("add_prefix_space"))) {
    return "puts a space before the text (add_prefix_space), which is not supported";
  }
  for (const char* option : {"ignore_merges", "byte_fallback", "dropout"}) {
    if (!is_false_or_absent(model.find(option))) {
      return std::string("sets ") + option + ", which is not supported";
    }
  }
  for (const char* option : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    const JsonValue* value = model.find(option);
    if (value != nullptr && !value->text.empty()) {
      return std::string("sets ") + option + ", which is not supported";
    }
  }
  return {};
}

Result<void> add_merges(BytePairBuilder& builder, const JsonValue& merges) {
  for (const JsonValue& merge : merges.items) {
    const bool is_pair = merge.kind == JsonValue::Kind::kArray && merge.items.size() == 2 &&
                         merge.items[0].kind == JsonValue::Kind::kString &&
                         merge.items[1].kind == JsonValue::Kind::kString;
    if (!is_pair && merge.kind != JsonValue::Kind::kString) {
      return builder.error("has a merge that is no pair of tokens");
    }
    const Result<void> added = is_pair ? builder.add_merge(merge.items[0].text, merge.items[1].text)
                                       : builder.add_merge(merge.text);
    if (!added.ok()) {
      return added;
    }
  }
  return {};
}

}  // namespace

Result<BytePair> BytePair::from_gpt2(std::string_view encoder_json, std::string_view vocab_bpe) {
  BytePairBuilder builder("encoder.json with vocab.bpe");
  Result<JsonValue> encoder = parse_json(encoder_json);
  if (!encoder.ok()) {
    return builder.error("cannot be read: " + encoder.error().message);
  }
  Result<void> done = builder.set_vocabulary(encoder.value());
  while (done.ok() && !vocab_bpe.empty()) {
    const size_t end = std::min(vocab_bpe.find('\n'), vocab_bpe.size());
    std::string_view line = vocab_bpe.substr(0, end);
    vocab_bpe.remove_prefix(std::min(end + 1, vocab_bpe.size()));
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    // The first line of the published file names its version.
    if (!line.empty() && line.substr(0, 9) != "#version:") {
      done = builder.add_merge(line);
    }
  }
  if (!done.ok()) {
    return done.error();
  }
  return builder.take();
}

Result<BytePair> BytePair::from_tokenizer_json(std::string_view json) {
  BytePairBuilder builder("tokenizer.json");
  Result<JsonValue> file = parse_json(json);
  if (!file.ok()) {
    return builder.error("cannot be read: " + file.error().message);
  }
  const JsonValue* model = file.value().find("model");
  const JsonValue* vocabulary = model != nullptr ? model->find("vocab") : nullptr;
  const JsonValue* merges = model != nullptr ? model->find("merges") : nullptr;
  if (vocabulary == nullptr || merges == nullptr || merges->kind != JsonValue::Kind::kArray) {
    return builder.error("has no model with a vocab and merges");
  }
  const std::string problem = why_not_byte_level(file.value(), *model);
  if (!problem.empty()) {
    return builder.error(problem);
  }
  Result<void> done = builder.set_vocabulary(*vocabulary);
  done = done.ok() ? add_merges(builder, *merges) : done;
  if (!done.ok()) {
    return done.error();
  }
  return builder.take();
}

}  // namespace playground
