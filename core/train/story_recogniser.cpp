// Whether the clauses of a story make sense: who can do what to whom, what the pronouns stand for,
// and whether reasons are reasons.
#include "train/story_grammar.hpp"
#include "train/story_parser.hpp"

namespace playground {
namespace {

using namespace lexicon;
using NameKind = ParsedName::Kind;

/// One way to understand a deed.
struct Reading {
  const Frame* frame;
  int agent;
  int patient;
};

class Recogniser {
 public:
  Recogniser(std::span<const int> words, Standard standard)
      : parser_(words), sensible_(standard == Standard::kSensible) {}

  Result<void> run() {
    do {
      ParsedSentence sentence;
      if (!parser_.sentence(sentence) || !makes_sense(sentence)) {
        return Error{parser_.error()};
      }
    } while (!parser_.at_end());
    return {};
  }

 private:
  bool fail(const ParsedClause& clause, std::string_view what) {
    return parser_.fail(clause.position, what);
  }

  /// The nouns that a name can mean. A pronoun's stand before it, except where its clause comes
  /// first in the sentence.
  [[nodiscard]] std::vector<int> meanings(const ParsedName& name, bool fronted) const {
    std::vector<int> result;
    for (int i = 0; i < static_cast<int>(parser_.parsed_nouns().size()); ++i) {
      const ParsedNoun& noun = parser_.parsed_nouns()[static_cast<size_t>(i)];
      if (name.kind == NameKind::kNoun ? i == name.noun
                                       : name.kind == NameKind::kPronoun &&
                                             can_stand_for(name.pronoun, noun.noun, noun.plural) &&
                                             (fronted || noun.position < name.position)) {
        result.push_back(i);
      }
    }
    return result;
  }

  [[nodiscard]] std::vector<Reading> readings(const ParsedClause& clause, bool fronted) const {
    std::vector<Reading> result;
    const std::vector<int> patients =
        clause.place >= 0 ? std::vector<int>{clause.place} : meanings(clause.object, fronted);
    for (const int agent : meanings(clause.subject, fronted)) {
      for (const int patient : patients) {
        for (int i = 0; i < static_cast<int>(frames().size()); ++i) {
          const Frame& frame = frames()[static_cast<size_t>(i)];
          const bool patient_fits = clause.place >= 0
                                        ? frame.patients == 0
                                        : (frame.patients & parser_.classes(patient)) != 0;
          if (verb_of_frame(i) == clause.verb && agent != patient && patient_fits &&
              (frame.agents & parser_.classes(agent)) != 0) {
            result.push_back({&frame, agent, patient});
          }
        }
      }
    }
    return result;
  }

  /// The clause by itself: some reading of its pronouns fits.
  bool clause_fits(const ParsedClause& clause, bool fronted) {
    if (clause.subject.kind >= NameKind::kSomeoneElse) {
      return (clause.adjective >= 0 && !clause.negated) ||
             fail(clause, "this is not said of others.");
    }
    const std::vector<int> subjects = meanings(clause.subject, fronted);
    if (subjects.empty()) {
      return parser_.fail(clause.subject.position, "the pronoun stands for nothing.");
    }
    if (clause.adjective >= 0) {
      const Adjective& adjective = adjectives()[static_cast<size_t>(clause.adjective)];
      for (const int subject : subjects) {
        if (adjective_fits(adjective, parser_.classes(subject))) {
          return true;
        }
      }
      return fail(clause, "the adjective does not fit the subject.");
    }
    if (clause.goal >= 0) {
      return true;
    }
    return !readings(clause, fronted).empty() || fail(clause, "the verb does not fit its nouns.");
  }

  /// Whether a clause says why the deed is done, or (hindrance) why not.
  bool explains(const ParsedClause& reason, bool reason_fronted, const ParsedClause& deed,
                bool deed_fronted, bool hindrance, bool agent_only) {
    if (!sensible_) {
      return true;
    }
    const std::vector<int> subjects = meanings(reason.subject, reason_fronted);
    for (const Reading& reading : readings(deed, deed_fronted)) {
      const Frame& frame = *reading.frame;
      for (const int subject : subjects) {
        const bool agent = subject == reading.agent;
        if (reason.goal >= 0) {
          if (agent && !hindrance && (frame.goals >> reason.goal & 1) != 0) {
            return true;
          }
          continue;
        }
        const Adjective& adjective = adjectives()[static_cast<size_t>(reason.adjective)];
        const uint64_t of_agent = hindrance ? frame.agent_hindrances : frame.agent_reasons;
        const uint64_t of_patient = hindrance ? frame.patient_hindrances : frame.patient_reasons;
        const uint64_t qualities = agent ? of_agent : subject == reading.patient ? of_patient : 0;
        if (adjective_fits(adjective, parser_.classes(subject)) && (agent || !agent_only) &&
            (qualities >> adjective.quality & 1) != 0) {
          return true;
        }
      }
    }
    return fail(reason, "this is not a reason for the deed.");
  }

  bool explained_by_others(const ParsedClause& reason, const ParsedClause& deed) {
    if (!sensible_) {
      return true;
    }
    const Adjective& adjective = adjectives()[static_cast<size_t>(reason.adjective)];
    const bool someone = reason.subject.kind == NameKind::kSomeoneElse;
    for (const Reading& reading : readings(deed, false)) {
      const uint64_t qualities =
          someone ? reasons_of_others(reading.frame->flags) : reading.frame->patient_reasons;
      const uint32_t bearers = someone ? kPerson : reading.frame->patients & (kGoods | kEdible);
      if (someone != deed.negated && adjective_fits(adjective, bearers) &&
          (qualities >> adjective.quality & 1) != 0) {
        return true;
      }
    }
    return fail(reason, "this is not a reason for the deed.");
  }

  bool because(const ParsedSentence& sentence, const ParsedClause& deed,
               const ParsedClause& reason) {
    const bool when = sentence.conjunction == Conjunction::kWhen;
    if (deed.verb < 0 || deed.goal >= 0 || (reason.adjective < 0 && reason.goal < 0)) {
      return fail(reason, "a deed and its reason are wanted.");
    }
    if (reason.subject.kind >= NameKind::kSomeoneElse) {
      return !when && !sentence.fronted ? explained_by_others(reason, deed)
                                        : fail(reason, "this is not a reason for the deed.");
    }
    // "… because it was not hungry" explains what is not done.
    if (reason.negated && (!deed.negated || when)) {
      return fail(reason, "a missing quality is no reason to do something.");
    }
    if (when && (reason.goal >= 0 ||
                 (adjectives()[static_cast<size_t>(reason.adjective)].flags & kPasses) == 0)) {
      return fail(reason, "\"when\" wants something that changes.");
    }
    return explains(reason, sentence.fronted, deed, false, deed.negated && !reason.negated, when);
  }

  bool so_or_but(const ParsedSentence& sentence) {
    const ParsedClause& reason = sentence.first;
    const ParsedClause& deed = sentence.second;
    if (reason.adjective < 0 || reason.negated || deed.verb < 0 || deed.goal >= 0) {
      return fail(deed, "a quality and then a deed are wanted.");
    }
    const bool but = sentence.conjunction == Conjunction::kBut;
    return explains(reason, false, deed, false, but != deed.negated, false);
  }

  bool before_or_after(const ParsedSentence& sentence) {
    const ParsedClause& first = sentence.first;
    const ParsedClause& second = sentence.second;
    if (first.verb < 0 || second.verb < 0 || first.goal >= 0 || second.goal >= 0 || first.negated ||
        second.negated) {
      return fail(second, "two deeds are wanted.");
    }
    for (const Reading& a : readings(first, false)) {
      for (const Reading& b : readings(second, false)) {
        if (a.agent == b.agent) {
          return true;
        }
      }
    }
    return fail(second, "both deeds should have one subject.");
  }

  bool two_verbs(const ParsedSentence& sentence) {
    const ParsedClause& first = sentence.first;
    const ParsedClause& second = sentence.second;
    if (first.verb < 0 || first.negated || second.goal >= 0 ||
        (sentence.conjunction == Conjunction::kBut) != second.negated) {
      return fail(second, "the second deed does not follow the first.");
    }
    for (const Reading& a : readings(first, false)) {
      for (const Reading& b : readings(second, false)) {
        const bool follows = (a.frame->flags & kBegins) != 0 && (b.frame->flags & kContinues) != 0;
        if (a.agent == b.agent && a.patient == b.patient && (follows || !sensible_)) {
          return true;
        }
      }
    }
    return fail(second, "the second deed does not follow the first.");
  }

  bool makes_sense(const ParsedSentence& sentence) {
    const bool two = sentence.conjunction != Conjunction::kNone;
    if (!clause_fits(sentence.first, sentence.fronted) ||
        (two && !clause_fits(sentence.second, false))) {
      return false;
    }
    switch (sentence.conjunction) {
      case Conjunction::kNone:
        return (sentence.first.goal < 0 && sentence.first.subject.kind < NameKind::kSomeoneElse) ||
               fail(sentence.first, "this is said only after \"because\".");
      case Conjunction::kBecause:
      case Conjunction::kWhen:
        return sentence.fronted ? because(sentence, sentence.second, sentence.first)
                                : because(sentence, sentence.first, sentence.second);
      case Conjunction::kBefore:
      case Conjunction::kAfter:
        return before_or_after(sentence);
      case Conjunction::kSo:
        return so_or_but(sentence);
      case Conjunction::kBut:
      case Conjunction::kAnd:
        return sentence.shared_subject ? two_verbs(sentence) : so_or_but(sentence);
    }
    return false;
  }

  StoryParser parser_;
  bool sensible_;
};

}  // namespace

Result<void> recognise(std::span<const int> words, Standard standard) {
  const auto count = static_cast<int>(story_words().size());
  for (const int word : words) {
    if (word < 0 || word >= count) {
      return Error{"A word is not one of the story language."};
    }
  }
  if (words.empty()) {
    return Error{"There is no word."};
  }
  return Recogniser(words, standard).run();
}

}  // namespace playground
