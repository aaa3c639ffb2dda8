// Questions about pairs of words: which split two nouns belong to, what a word could be confused
// with.
#include <string_view>
#include <vector>

#include "train/story_grammar.hpp"
#include "train/story_lexicon.hpp"

namespace playground {
namespace {

using namespace lexicon;

/// FNV-1a of the noun's table entry, its last bits mixed.
uint32_t noun_hash(int noun, uint32_t salt) {
  uint32_t hash = 2166136261U ^ salt;
  for (const char* c = nouns()[static_cast<size_t>(noun)].forms; *c != '\0'; ++c) {
    hash = (hash ^ static_cast<uint8_t>(*c)) * 16777619U;
  }
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6dU;
  return hash ^ (hash >> 12);
}

// This salt puts dragon and treasure, the lesson's pair, into one group, and some nouns of each
// kind into every group.
constexpr uint32_t kTestSalt = 58735;
constexpr uint32_t kValidationSalt = 23637;

/// Nouns are dealt into eight groups; the pairs inside a group are for testing. Of the others,
/// pairs inside one of seven other groups are for validation. So stories with three or four nouns
/// exist in every split, which independent draws for each pair would not give.
struct Groups {
  uint8_t test;
  uint8_t validation;
};

std::vector<Groups> deal_groups() {
  std::vector<Groups> groups;
  for (int noun = 0; noun < static_cast<int>(nouns().size()); ++noun) {
    groups.push_back({static_cast<uint8_t>(noun_hash(noun, kTestSalt) % 8),
                      static_cast<uint8_t>(noun_hash(noun, kValidationSalt) % 7)});
  }
  return groups;
}

/// What words may be exchanged for each other: nouns of a common class and one number, verbs and
/// adjectives of one form.
bool of_one_kind(WordInfo a, WordInfo b) {
  if (a.kind != b.kind) {
    return false;
  }
  switch (a.kind) {
    case Kind::kNoun: {
      constexpr uint32_t kMarks = kIn | kOn | kMass | kMetal;
      return a.form == b.form &&
             (nouns()[a.index].classes & nouns()[b.index].classes & ~kMarks) != 0;
    }
    case Kind::kAdjective:
      return (adjectives()[a.index].fits & adjectives()[b.index].fits) != 0;
    case Kind::kPronoun:
      return a.index / kSubjectPronouns == b.index / kSubjectPronouns || a.index == kIt ||
             b.index == kIt;
    case Kind::kVerb:
    case Kind::kLinkingVerb:
      return a.form == b.form;
    case Kind::kFunction:
      return false;
  }
  return false;
}

}  // namespace

Split split_of_pair(int noun, int other_noun) {
  static const std::vector<Groups> groups = deal_groups();
  const size_t a = word_info(noun).index;
  const size_t b = word_info(other_noun).index;
  if (a == b) {
    return Split::kTrain;
  }
  if (groups[a].test == groups[b].test) {
    return Split::kTest;
  }
  return groups[a].validation == groups[b].validation ? Split::kValidation : Split::kTrain;
}

bool is_noun(int word) {
  return word_info(word).kind == Kind::kNoun;
}

int other_number(int word) {
  const WordInfo info = word_info(word);
  if (info.kind == Kind::kVerb && info.form < 2) {
    return verb_word(info.index, 1 - info.form);
  }
  if (info.kind == Kind::kLinkingVerb && (info.form < 2 || info.index == 0)) {
    return linking_word(info.index, info.form ^ 1);
  }
  static const int do_word = word_index("do");
  static const int does_word = word_index("does");
  return word == do_word ? does_word : word == does_word ? do_word : -1;
}

int confusable_word(int word, RandomStream& random) {
  const int number = other_number(word);
  if (number >= 0) {
    return number;
  }
  const WordInfo info = word_info(word);
  if (info.kind == Kind::kFunction) {
    return word;
  }
  const auto count = static_cast<int>(story_words().size());
  const auto suits = [&](int other) {
    return other != word && of_one_kind(info, word_info(other));
  };
  int candidates = 0;
  for (int other = 0; other < count; ++other) {
    candidates += suits(other) ? 1 : 0;
  }
  auto skip = static_cast<int>(random.uniform() * candidates);
  for (int other = 0; other < count; ++other) {
    if (suits(other) && skip-- == 0) {
      return other;
    }
  }
  return word;
}

}  // namespace playground
