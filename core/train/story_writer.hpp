// Writes a story word by word, and keeps its nouns, links and probability. What stories there are
// is in story_grammar.cpp.
#pragma once

#include <array>

#include "train/story_grammar.hpp"
#include "train/story_lexicon.hpp"

namespace playground {

/// The small grammar has the commoner nouns and adjectives.
constexpr int kCommonWord = 6;

/// One deed: a frame of a verb with its nouns (positions in StoryWriter's entities). The patient
/// of an intransitive verb is the place.
struct Deed {
  int frame = 0;
  int agent = 0;
  int patient = 0;
  bool negated = false;
};

/// What a second mention must know: whether a reader finds the antecedent of a pronoun here.
enum class Reference { kClear, kUnclear };

class StoryWriter {
 public:
  StoryWriter(const StoryOptions& options, RandomStream& random)
      : options_(options), random_(random) {}

  [[nodiscard]] const StoryOptions& options() const { return options_; }
  [[nodiscard]] bool full() const { return options_.size == GrammarSize::kFull; }

  /// Every random decision of the grammar: an index with probability proportional to its weight,
  /// −1 if all are 0.
  template <class Weight>
  int choose(int count, Weight weight) {
    for (int i = 0; i < count; ++i) {
      weights_[static_cast<size_t>(i)] = static_cast<float>(weight(i));
    }
    return choose_weighted(count);
  }
  bool chance(float probability) {
    return choose(2, [&](int i) { return i == 1 ? probability : 1.0F - probability; }) == 1;
  }

  // Nouns of the story.

  struct Entity {
    int noun = 0;
    bool plural = false;
    int full_mentions = 0;
    int position = -1;    // of its latest full mention
    uint32_t scales = 0;  // of its adjectives
  };
  [[nodiscard]] int entity_count() const { return entity_count_; }
  Entity& entity(int index) { return entities_[static_cast<size_t>(index)]; }
  [[nodiscard]] uint32_t classes(int index) const;
  [[nodiscard]] bool mentioned(int index) const {
    return entities_[static_cast<size_t>(index)].full_mentions > 0;
  }
  /// A new noun of these classes, whose pairs with all others are of the split; −1 if there is
  /// none.
  int draw_entity(uint32_t classes, float plural);
  /// he, she, it or they; −1 for a child, who may be he or she.
  [[nodiscard]] int pronoun_of(int index) const;
  /// The noun could have the other's pronoun.
  [[nodiscard]] bool confusable(int index, int other) const;

  /// The noun gets this adjective later: no other on its scale before.
  void reserve_scale(int index, int adjective) {
    entity(index).scales |= 1U << lexicon::adjectives()[static_cast<size_t>(adjective)].scale;
  }

  void use_present(bool present) { present_ = present; }
  [[nodiscard]] bool present() const { return present_; }
  [[nodiscard]] bool verb_used(int frame) const;

  // Words.

  void word(const char* text, WordRole role = WordRole::kFunction);
  void comma() { word(",", WordRole::kPunctuation); }
  void full_stop() { word(".", WordRole::kPunctuation); }
  /// A noun phrase; on first mention perhaps with adjectives, and with what stands after the noun.
  void noun_phrase(int index, float attachment);
  /// A second mention: a pronoun or the noun again. True if it is the noun.
  bool refer(int index, bool object, Reference reference);
  /// Perhaps an adverb before the deed's verb.
  void adverb(const Deed& deed);
  /// The deed's verb after its subject, which is a noun or else a pronoun.
  void verb(const Deed& deed, bool noun_subject);
  void linking_verb(int index, int verb, bool noun_subject);
  void adjective(int adjective);
  void place(int index, int head);
  /// The next word decides what the pronoun before it stands for.
  void mark_clue();

  /// Links the pronouns and hands the story out.
  Story finish();

 private:
  struct Pronoun {
    int position;
    int entity;
    int clue;
  };

  int choose_weighted(int count);
  void put(int word, WordRole role);
  void add(const Link& link);
  [[nodiscard]] int here() const { return static_cast<int>(story_.words.size()); }
  int draw_adjective(int index, int after);
  int draw_adjectives(int index, std::array<int, 3>& chosen);
  void article(int index, int next_word, bool indefinite);
  void attach_place(int head);
  void attach_relative(int head);
  void link_verb(int subject, bool shows_number);
  void pronoun(int index, bool object);

  StoryOptions options_;
  RandomStream& random_;
  Story story_;
  std::array<Entity, 16> entities_ = {};
  int entity_count_ = 0;
  std::array<Pronoun, 16> pronouns_ = {};
  size_t pronoun_count_ = 0;
  std::array<float, 128> weights_ = {};
  std::array<bool, 128> verbs_used_ = {};
  double probability_ = 1.0;
  int latest_verb_ = -1;
  bool present_ = true;
};

}  // namespace playground
