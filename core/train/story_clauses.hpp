// The clauses that stories are made of, and the choice of a reason that a reader understands.
#pragma once

#include "train/story_writer.hpp"

namespace playground {

/// Why a deed is done: a quality of its agent or patient.
struct Reason {
  int entity = -1;
  int adjective = -1;
};

/// Qualities that are reasons, if the agent or the patient has them.
struct Reasons {
  uint64_t agent = 0;
  uint64_t patient = 0;
};

/// How a quality is told.
struct QualityStyle {
  Reference reference = Reference::kClear;
  float attachment = 0.0F;
  bool negated = false;
  /// After "when": was, felt or became, but not looked.
  bool passing = false;
};

class Clauses {
 public:
  explicit Clauses(StoryWriter& writer) : write_(writer) {}

  static const lexicon::Frame& frame_of(const Deed& deed) {
    return lexicon::frames()[static_cast<size_t>(deed.frame)];
  }
  static bool intransitive(const Deed& deed) { return frame_of(deed).patients == 0; }
  /// Reasons to do the deed, or not to.
  static Reasons reasons(const Deed& deed, bool hindrances);

  /// A frame that passes the test, −1 if none does.
  template <class Test>
  int draw_frame(Test test) {
    constexpr int kCommon = 5;
    // The small grammar has the commoner deeds, all done to things: what is said of a pronoun then
    // tells a being from a thing, which a model of two layers learns in seconds.
    const auto is_small = [](const lexicon::Frame& frame) {
      return frame.weight >= kCommon && frame.patients != 0 &&
             (frame.patients & lexicon::kLiving) == 0;
    };
    return write_.choose(static_cast<int>(lexicon::frames().size()), [&](int i) {
      const lexicon::Frame& frame = lexicon::frames()[static_cast<size_t>(i)];
      return (write_.full() || is_small(frame)) && !write_.verb_used(i) && test(frame)
                 ? static_cast<int>(frame.weight)
                 : 0;
    });
  }
  template <class Test>
  bool draw_deed(Deed& deed, Test test) {
    deed.frame = draw_frame(test);
    return deed.frame >= 0 && draw_nouns(deed);
  }
  /// A quality of the agent or the patient that is such a reason, and that says which of them is
  /// meant where the pronoun does not.
  Reason draw_reason(const Deed& deed, const Reasons& reasons, uint8_t flags = 0);
  /// Any quality of the entity. Of two that act it may be both's: then a pronoun is not clear.
  int draw_quality(int entity);
  /// Whether a pronoun for the entity is clear: no other mentioned noun of the same pronoun is of
  /// these classes, the one left out excepted.
  Reference clarity(int entity, uint32_t classes, int left_out);

  void opening();
  /// A first mention, or a later one. True if it is a noun.
  bool name(int entity, bool object, Reference reference, float attachment);
  /// What stands after the object's noun must not be taken for what follows the clause.
  void deed_clause(const Deed& deed, Reference agent, Reference patient, float attachment,
                   float object_attachment = 0.0F);
  void object(const Deed& deed, Reference patient, float attachment);
  void quality_clause(const Reason& quality, const QualityStyle& style);
  /// The same with a pronoun, before its noun: "Because it was hungry, the dragon …".
  void quality_before_name(const Reason& quality);
  /// "wanted to eat"
  void goal_clause(const Deed& deed);
  [[nodiscard]] bool has_goal(const Deed& deed);
  /// "someone else was greedy": says nothing of the story's nouns. False if nothing fits.
  bool other_clause(const Deed& deed);
  static bool has_other(const Deed& deed);

 private:
  void linking_verb(const Reason& quality, bool noun_subject, const QualityStyle& style);
  bool draw_nouns(Deed& deed);
  bool is_reason(const Deed& deed, const Reasons& reasons, int entity, int adjective);

  StoryWriter& write_;
};

}  // namespace playground
