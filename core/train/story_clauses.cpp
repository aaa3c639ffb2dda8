#include "train/story_clauses.hpp"

namespace playground {

using namespace lexicon;

namespace {

constexpr float kPlural = 0.28F;
constexpr const char* kGoals[] = {"eat", "sleep", "play", "hide", "help", "rest"};

const Adjective& adjective_at(int index) {
  return adjectives()[static_cast<size_t>(index)];
}

int want_frame() {
  static const int want = [] {
    int frame = 0;
    while (verb_word(verb_of_frame(frame), 0) != word_index("want")) {
      ++frame;
    }
    return frame;
  }();
  return want;
}

}  // namespace

Reasons Clauses::reasons(const Deed& deed, bool hindrances) {
  const Frame& frame = frame_of(deed);
  return hindrances ? Reasons{frame.agent_hindrances, frame.patient_hindrances}
                    : Reasons{frame.agent_reasons, frame.patient_reasons};
}

bool Clauses::draw_nouns(Deed& deed) {
  const Frame& frame = frame_of(deed);
  deed.agent = deed.agent >= 0 ? deed.agent : write_.draw_entity(frame.agents, kPlural);
  if (deed.agent >= 0 && deed.patient < 0) {
    deed.patient = frame.patients != 0 ? write_.draw_entity(frame.patients, kPlural)
                                       : write_.draw_entity(kPlace, kPlural / 3);
  }
  return deed.agent >= 0 && deed.patient >= 0;
}

bool Clauses::is_reason(const Deed& deed, const Reasons& reasons, int entity, int adjective) {
  const Adjective& quality = adjective_at(adjective);
  const bool agent = entity == deed.agent;
  const auto has = [&](uint64_t set) { return (set >> quality.quality & 1) != 0; };
  const auto fits = [&](int other) { return adjective_fits(quality, write_.classes(other)); };
  if (!has(agent ? reasons.agent : reasons.patient) || !fits(entity) ||
      (write_.entity(entity).scales >> quality.scale & 1) != 0 ||
      (quality.flags & kBeforeNoun) != 0) {
    return false;
  }
  for (int other = 0; other < write_.entity_count(); ++other) {
    if (other == entity || !write_.confusable(entity, other) || !fits(other)) {
      continue;
    }
    // Of two that act, the verb tells whose quality is a reason; of all others nothing does.
    const bool partner = other == (agent ? deed.patient : deed.agent) && !intransitive(deed);
    const bool both_act =
        (write_.classes(entity) & write_.classes(other) & kActor) != 0 ||
        ((write_.classes(entity) & kActor) != 0 && (write_.classes(other) & kActor) != 0);
    if (!partner || !both_act || has(agent ? reasons.patient : reasons.agent)) {
      return false;
    }
  }
  return true;
}

Reason Clauses::draw_reason(const Deed& deed, const Reasons& reasons, uint8_t flags) {
  const auto count = static_cast<int>(adjectives().size());
  const auto weight = [&](int entity, int adjective) {
    const Adjective& quality = adjective_at(adjective);
    const bool possible =
        (quality.flags & flags) == flags && is_reason(deed, reasons, entity, adjective);
    return possible ? static_cast<int>(quality.weight) : 0;
  };
  const auto any = [&](int entity) {
    for (int i = 0; i < count; ++i) {
      if (weight(entity, i) > 0) {
        return 1;
      }
    }
    return 0;
  };
  Reason reason;
  const int role = write_.choose(2, [&](int i) { return any(i == 0 ? deed.agent : deed.patient); });
  if (role >= 0) {
    reason.entity = role == 0 ? deed.agent : deed.patient;
    reason.adjective = write_.choose(count, [&](int i) { return weight(reason.entity, i); });
    write_.reserve_scale(reason.entity, reason.adjective);
  }
  return reason;
}

int Clauses::draw_quality(int entity) {
  const int choice = write_.choose(static_cast<int>(adjectives().size()), [&](int i) {
    const Adjective& quality = adjective_at(i);
    const bool possible = adjective_fits(quality, write_.classes(entity)) &&
                          (quality.flags & kBeforeNoun) == 0 &&
                          (write_.entity(entity).scales >> quality.scale & 1) == 0 &&
                          (clarity(entity, quality.fits, entity) == Reference::kClear ||
                           clarity(entity, kActor, entity) == Reference::kUnclear);
    return possible ? static_cast<int>(quality.weight) : 0;
  });
  if (choice >= 0) {
    write_.reserve_scale(entity, choice);
  }
  return choice;
}

Reference Clauses::clarity(int entity, uint32_t classes, int left_out) {
  for (int other = 0; other < write_.entity_count(); ++other) {
    if (other != entity && other != left_out && write_.mentioned(other) &&
        write_.confusable(entity, other) && (write_.classes(other) & classes) != 0) {
      return Reference::kUnclear;
    }
  }
  return Reference::kClear;
}

void Clauses::opening() {
  if (!write_.full() || !write_.chance(0.12F)) {
    return;
  }
  static const char* const kPast[][2] = {{"one", "day"}, {"last", "night"}, {"yesterday", ""}};
  static const char* const kNow[][2] = {{"every", "day"}, {"every", "night"}, {"today", ""}};
  const int choice = write_.choose(3, [](int) { return 1; });
  for (const char* text : write_.present() ? kNow[choice] : kPast[choice]) {
    if (*text != '\0') {
      write_.word(text);
    }
  }
  write_.comma();
}

bool Clauses::name(int entity, bool object, Reference reference, float attachment) {
  if (write_.mentioned(entity)) {
    return write_.refer(entity, object, reference);
  }
  write_.noun_phrase(entity, attachment);
  return true;
}

void Clauses::object(const Deed& deed, Reference patient, float attachment) {
  if (intransitive(deed)) {
    write_.place(deed.patient, deed.agent);
  } else {
    name(deed.patient, true, patient, attachment);
  }
}

void Clauses::deed_clause(const Deed& deed, Reference agent, Reference patient, float attachment,
                          float object_attachment) {
  const bool noun = name(deed.agent, false, agent, attachment);
  if (noun) {
    write_.adverb(deed);
  }
  write_.verb(deed, noun);
  object(deed, patient, object_attachment);
}

void Clauses::linking_verb(const Reason& quality, bool noun_subject, const QualityStyle& style) {
  const uint8_t flags = adjective_at(quality.adjective).flags;
  const bool living = (write_.classes(quality.entity) & kActor) != 0;
  const int verb = write_.choose(static_cast<int>(linking_verbs().size()), [&](int i) {
    const LinkingVerb& candidate = linking_verbs()[static_cast<size_t>(i)];
    const bool feels = candidate.needs == kFeels;
    const bool possible =
        candidate.needs == 0 ||
        (!style.negated && (flags & candidate.needs) != 0 && (feels ? living : !style.passing));
    return possible ? static_cast<int>(candidate.weight) : 0;
  });
  write_.linking_verb(quality.entity, verb, noun_subject);
}

void Clauses::quality_clause(const Reason& quality, const QualityStyle& style) {
  const bool noun = name(quality.entity, false, style.reference, style.attachment);
  linking_verb(quality, noun, style);
  if (style.negated) {
    write_.word("not");
  }
  write_.adjective(quality.adjective);
  if (write_.full() && (adjective_at(quality.adjective).flags & kTakesPlace) != 0 &&
      write_.chance(0.6F)) {
    const int place = write_.draw_entity(kPlace, kPlural / 3);
    if (place >= 0) {
      write_.place(place, quality.entity);
    }
  }
}

void Clauses::quality_before_name(const Reason& quality) {
  const bool noun = write_.refer(quality.entity, false, Reference::kClear);
  linking_verb(quality, noun, {});
  write_.adjective(quality.adjective);
}

bool Clauses::has_goal(const Deed& deed) {
  // The partner in the deed is not meant: the goal explains what the agent does.
  const Reference reference =
      clarity(deed.agent, kActor, intransitive(deed) ? deed.agent : deed.patient);
  return frame_of(deed).goals != 0 && !write_.verb_used(want_frame()) &&
         reference == Reference::kClear;
}

void Clauses::goal_clause(const Deed& deed) {
  const bool noun = name(deed.agent, false, Reference::kClear, 0.0F);
  const int goals = frame_of(deed).goals;
  write_.verb({want_frame(), deed.agent, deed.patient, false}, noun);
  write_.word("to");
  const int goal = write_.choose(6, [&](int i) { return goals >> i & 1; });
  write_.mark_clue();
  write_.word(kGoals[goal], WordRole::kVerb);
}

bool Clauses::has_other(const Deed& deed) {
  return deed.negated ? (frame_of(deed).patients & (kGoods | kEdible)) != 0 &&
                            frame_of(deed).patient_reasons != 0
                      : reasons_of_others(frame_of(deed).flags) != 0;
}

bool Clauses::other_clause(const Deed& deed) {
  const Frame& frame = frame_of(deed);
  const uint64_t qualities = deed.negated ? frame.patient_reasons : reasons_of_others(frame.flags);
  const uint32_t bearers = deed.negated ? frame.patients & (kGoods | kEdible) : kPerson;
  const int adjective = write_.choose(static_cast<int>(adjectives().size()), [&](int i) {
    const Adjective& quality = adjective_at(i);
    const bool possible = (qualities >> quality.quality & 1) != 0 &&
                          adjective_fits(quality, bearers) && (quality.flags & kBeforeNoun) == 0;
    return possible ? static_cast<int>(quality.weight) : 0;
  });
  if (adjective < 0) {
    return false;
  }
  write_.word(deed.negated ? "something" : "someone");
  write_.word("else");
  write_.word(write_.present() ? "is" : "was", WordRole::kNumberVerb);
  write_.word(adjective_at(adjective).word, WordRole::kAdjective);
  return true;
}

}  // namespace playground
