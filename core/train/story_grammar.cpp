#include "train/story_grammar.hpp"

#include "train/story_clauses.hpp"

namespace playground {
namespace {

using namespace lexicon;

constexpr float kAttachment = 0.4F;
constexpr float kPlainAttachment = 0.8F;
constexpr float kNegated = 0.2F;
constexpr float kPresent = 0.6F;
constexpr size_t kLongest = 48;
constexpr Reference kClear = Reference::kClear;

/// Kinds of stories. Each is a function that returns false where the nouns or reasons that it needs
/// do not exist: then the story is drawn anew.
class Teller {
 public:
  explicit Teller(StoryWriter& writer) : write_(writer), clause_(writer) {}

  bool tell() {
    using Kind = bool (Teller::*)();
    static constexpr Kind kKinds[] = {&Teller::because,   &Teller::so_or_but, &Teller::before_after,
                                      &Teller::two_verbs, &Teller::sentences, &Teller::plain,
                                      &Teller::quality};
    static constexpr int kFull[] = {36, 12, 11, 10, 19, 6, 6};
    static constexpr int kSmall[] = {65, 0, 0, 0, 35, 0, 0};
    write_.use_present(write_.chance(kPresent));
    const bool full = write_.full();
    return (this->*kKinds[write_.choose(7, [&](int i) { return (full ? kFull : kSmall)[i]; })])();
  }

 private:
  bool because();
  bool because_first(const Deed& deed);
  bool so_or_but();
  bool before_after();
  bool two_verbs();
  bool sentences();
  bool plain();
  bool quality();

  [[nodiscard]] float attachment() const { return write_.full() ? kAttachment : 0.0F; }
  static bool has_reasons(const Frame& frame) {
    return (frame.agent_reasons | frame.patient_reasons) != 0;
  }
  static bool has_hindrances(const Frame& frame) {
    return (frame.agent_hindrances | frame.patient_hindrances) != 0;
  }
  static bool is_event(const Frame& frame) { return (frame.flags & kFeeling) == 0; }
  /// In practice half of the stories whose pronouns tell by their form what they stand for are
  /// drawn anew: a reason has to tell it.
  bool is_too_easy(const Deed& deed) {
    return write_.options().noise && !write_.confusable(deed.agent, deed.patient) &&
           write_.chance(0.5F);
  }
  /// Something else that the agent did.
  bool draw_next_deed(Deed& deed, int agent);

  StoryWriter& write_;
  Clauses clause_;
};

/// The dragon guarded the treasure because it was valuable.
bool Teller::because() {
  Deed deed{-1, -1, -1, write_.full() && write_.chance(kNegated)};
  if (!clause_.draw_deed(deed, [&](const Frame& frame) {
        return deed.negated ? has_hindrances(frame) : has_reasons(frame);
      })) {
    return false;
  }
  if (is_too_easy(deed)) {
    return false;
  }
  if (write_.full() && write_.chance(0.16F)) {
    return because_first(deed);
  }
  clause_.deed_clause(deed, kClear, kClear, attachment());
  // Reasons: a quality, a goal, something else's quality; not to do it: also a missing quality.
  const bool goal = write_.full() && !deed.negated && clause_.has_goal(deed);
  const int kind = !write_.full() ? 0 : write_.choose(4, [&](int i) {
    const int weights[] = {80, goal ? 12 : 0, Clauses::has_other(deed) ? 4 : 0,
                           deed.negated ? 20 : 0};
    return weights[i];
  });
  if (kind == 1 || kind == 2) {
    write_.word("because");
    if (kind == 2 && !clause_.other_clause(deed)) {
      return false;
    }
    if (kind == 1) {
      clause_.goal_clause(deed);
    }
    write_.full_stop();
    return true;
  }
  const bool missing = kind == 3;
  const Reason reason = clause_.draw_reason(deed, Clauses::reasons(deed, deed.negated && !missing));
  if (reason.entity < 0) {
    return false;
  }
  const bool passes = (adjectives()[static_cast<size_t>(reason.adjective)].flags & kPasses) != 0;
  const bool when =
      write_.full() && passes && reason.entity == deed.agent && !missing && write_.chance(0.15F);
  write_.word(when ? "when" : "because");
  clause_.quality_clause(reason, {kClear, 0.0F, missing, when});
  write_.full_stop();
  return true;
}

/// Because it was hungry, the dragon ate the sheep. Because the dragon was hungry, it ate the
/// sheep.
bool Teller::because_first(const Deed& deed) {
  const Reason reason = clause_.draw_reason(deed, Clauses::reasons(deed, deed.negated));
  if (reason.entity < 0) {
    return false;
  }
  write_.word("because");
  const bool pronoun_first = write_.chance(0.5F);
  if (pronoun_first) {
    clause_.quality_before_name(reason);
  } else {
    clause_.quality_clause(reason, {kClear, attachment(), false, false});
  }
  write_.comma();
  const uint32_t patients = Clauses::frame_of(deed).patients;
  clause_.deed_clause(deed, clause_.clarity(deed.agent, kActor, deed.agent),
                      clause_.clarity(deed.patient, patients, deed.agent), 0.0F);
  write_.full_stop();
  return true;
}

/// The dragon was hungry, so it ate the sheep. The box was heavy, but the robot carried it.
bool Teller::so_or_but() {
  const bool but = write_.chance(0.4F);
  Deed deed{-1, -1, -1, write_.chance(but ? 0.6F : 0.25F)};
  const bool hindrances = but != deed.negated;
  if (!clause_.draw_deed(deed, [&](const Frame& frame) {
        return hindrances ? has_hindrances(frame) : has_reasons(frame);
      })) {
    return false;
  }
  const Reason reason = clause_.draw_reason(deed, Clauses::reasons(deed, hindrances));
  if (reason.entity < 0 || is_too_easy(deed)) {
    return false;
  }
  clause_.quality_clause(reason, {kClear, attachment(), false, false});
  write_.comma();
  write_.word(but ? "but" : "so");
  const uint32_t patients = Clauses::frame_of(deed).patients;
  clause_.deed_clause(deed, clause_.clarity(deed.agent, kActor, deed.agent),
                      clause_.clarity(deed.patient, patients, deed.agent), 0.0F);
  write_.full_stop();
  return true;
}

bool Teller::draw_next_deed(Deed& deed, int agent) {
  const uint32_t classes = write_.classes(agent);
  deed = {-1, agent, -1, false};
  return clause_.draw_deed(
      deed, [&](const Frame& frame) { return (frame.agents & classes) != 0 && is_event(frame); });
}

/// After the girl found the key, she opened the box. The wolf slept before it hunted the rabbit.
bool Teller::before_after() {
  Deed first{-1, -1, -1, false};
  Deed second;
  if (!clause_.draw_deed(first, is_event) || !draw_next_deed(second, first.agent)) {
    return false;
  }
  const char* conjunction = write_.chance(0.5F) ? "before" : "after";
  const bool fronted = write_.chance(0.5F);
  if (fronted) {
    write_.word(conjunction);
  }
  clause_.deed_clause(first, kClear, kClear, attachment());
  if (fronted) {
    write_.comma();
  } else {
    write_.word(conjunction);
  }
  clause_.deed_clause(second, clause_.clarity(first.agent, kActor, first.agent), kClear, 0.0F);
  write_.full_stop();
  return true;
}

/// The wolf saw the rabbit but did not chase it.
bool Teller::two_verbs() {
  Deed first{-1, -1, -1, false};
  if (!clause_.draw_deed(first, [](const Frame& frame) { return (frame.flags & kBegins) != 0; })) {
    return false;
  }
  clause_.opening();
  clause_.deed_clause(first, kClear, kClear, attachment());
  const bool but = write_.chance(0.4F);
  Deed second{-1, first.agent, first.patient, but};
  if (!clause_.draw_deed(second, [&](const Frame& frame) {
        return (frame.flags & kContinues) != 0 &&
               (frame.agents & write_.classes(first.agent)) != 0 &&
               (frame.patients & write_.classes(first.patient)) != 0;
      })) {
    return false;
  }
  write_.word(but ? "but" : "and");
  // The subject is not said again: a link to its noun would be the first verb's.
  write_.verb(second, false);
  const uint32_t patients = Clauses::frame_of(second).patients;
  clause_.object(second, clause_.clarity(first.patient, patients, first.agent), 0.0F);
  write_.full_stop();
  return true;
}

/// The girl found a key. It was rusty. Then she opened the box.
bool Teller::sentences() {
  Deed first{-1, -1, -1, false};
  if (!clause_.draw_deed(first, [](const Frame& frame) { return frame.patients != 0; })) {
    return false;
  }
  clause_.opening();
  clause_.deed_clause(first, kClear, kClear, attachment());
  write_.full_stop();
  const bool tells_quality = !write_.full() || write_.chance(0.7F);
  if (tells_quality) {
    const bool gone = (Clauses::frame_of(first).flags & kKills) != 0;
    Reason reason{write_.chance(gone ? 0.0F : 0.6F) ? first.patient : first.agent, -1};
    reason.adjective = clause_.draw_quality(reason.entity);
    if (reason.adjective < 0) {
      return false;
    }
    clause_.quality_clause(
        reason, {clause_.clarity(reason.entity, kActor, reason.entity), 0.0F, false, false});
    write_.full_stop();
    if (!write_.full() || !write_.chance(0.5F)) {
      return true;
    }
  }
  Deed next{-1, first.agent, first.patient, false};
  const auto continues = [&](const Frame& frame) {
    return (frame.flags & kContinues) != 0 && (frame.agents & write_.classes(first.agent)) != 0 &&
           (frame.patients & write_.classes(first.patient)) != 0;
  };
  const bool same = (Clauses::frame_of(first).flags & kBegins) != 0 && write_.chance(0.6F);
  if (same ? !clause_.draw_deed(next, continues) : !draw_next_deed(next, first.agent)) {
    return false;
  }
  if (write_.chance(0.4F)) {
    write_.word("then");
  }
  const uint32_t patients = Clauses::frame_of(next).patients;
  clause_.deed_clause(next, clause_.clarity(first.agent, kActor, first.agent),
                      clause_.clarity(next.patient, patients, first.agent), 0.0F);
  write_.full_stop();
  return true;
}

/// The wolves near the castle hunt the rabbit.
bool Teller::plain() {
  Deed deed{-1, -1, -1, write_.chance(kNegated)};
  if (!clause_.draw_deed(deed, [](const Frame&) { return true; })) {
    return false;
  }
  clause_.opening();
  clause_.deed_clause(deed, kClear, kClear, kPlainAttachment, kAttachment / 2);
  write_.full_stop();
  return true;
}

/// The key near the lamps is rusty.
bool Teller::quality() {
  Reason reason{write_.draw_entity(~0U, 0.35F), -1};
  reason.adjective = reason.entity < 0 ? -1 : clause_.draw_quality(reason.entity);
  if (reason.adjective < 0) {
    return false;
  }
  clause_.opening();
  clause_.quality_clause(reason, {kClear, kPlainAttachment, write_.chance(kNegated), false});
  write_.full_stop();
  return true;
}

}  // namespace

Story draw_story(const StoryOptions& options, RandomStream& random) {
  for (;;) {
    StoryWriter writer(options, random);
    if (Teller(writer).tell()) {
      Story story = writer.finish();
      if (story.words.size() <= kLongest) {
        return story;
      }
    }
  }
}

}  // namespace playground
