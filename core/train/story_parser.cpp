#include "train/story_parser.hpp"

#include "train/story_grammar.hpp"

namespace playground {

using namespace lexicon;

namespace {

constexpr std::string_view kGoals[] = {"eat", "sleep", "play", "hide", "help", "rest"};

}  // namespace

std::string_view StoryParser::text(int position) const {
  return position < static_cast<int>(words_.size())
             ? story_words()[static_cast<size_t>(words_[static_cast<size_t>(position)])]
             : std::string_view("the end");
}

uint32_t StoryParser::classes(int noun) const {
  return nouns()[static_cast<size_t>(nouns_[static_cast<size_t>(noun)].noun)].classes;
}

bool StoryParser::fail(int position, std::string_view what) {
  if (error_.empty()) {
    error_ = "Word " + std::to_string(position + 1) + ", \"";
    error_ += text(position);
    error_ += "\": ";
    error_ += what;
  }
  return false;
}

bool StoryParser::next_is(std::string_view text_wanted) const {
  return !at_end() && text(here()) == text_wanted;
}

bool StoryParser::take(std::string_view text_wanted) {
  const bool found = next_is(text_wanted);
  at_ += found ? 1 : 0;
  return found;
}

WordInfo StoryParser::next() const {
  return at_end() ? WordInfo{} : word_info(words_[at_]);
}

Conjunction StoryParser::take_subordinator() {
  return take("because")  ? Conjunction::kBecause
         : take("when")   ? Conjunction::kWhen
         : take("before") ? Conjunction::kBefore
         : take("after")  ? Conjunction::kAfter
                          : Conjunction::kNone;
}

/// "One day," in the first sentence, "then" in the others.
bool StoryParser::opening() {
  if (sentences_ > 0) {
    take("then");
    return true;
  }
  const int begin = here();
  bool present = false;
  if (take("one")) {
    if (!take("day")) {
      return fail(here(), "\"one\" begins only \"one day\".");
    }
  } else if (take("last")) {
    if (!take("night")) {
      return fail(here(), "\"last\" begins only \"last night\".");
    }
  } else if (take("every")) {
    present = true;
    if (!take("day") && !take("night")) {
      return fail(here(), "\"every\" begins only \"every day\" and \"every night\".");
    }
  } else if (take("today")) {
    present = true;
  } else if (!take("yesterday")) {
    return true;
  }
  return tense(present, begin) &&
         (take(",") || fail(here(), "a comma is missing after the opening."));
}

bool StoryParser::tense(bool present, int position) {
  if (tense_ >= 0 && tense_ != (present ? 1 : 0)) {
    return fail(position, "the tense changes.");
  }
  tense_ = present ? 1 : 0;
  return true;
}

bool StoryParser::agreement(const ParsedName& subject, bool plural, int position) {
  return subject.plural == plural ||
         fail(position, subject.plural ? "the subject is plural." : "the subject is singular.");
}

/// Subject, an adverb perhaps, and the predicate.
bool StoryParser::clause(ParsedClause& clause) {
  return name(clause.subject, false) && predicate(clause);
}

bool StoryParser::predicate(ParsedClause& clause) {
  const int before = here();
  const bool has_adverb =
      take("quickly") || take("quietly") || take("always") || take("often") || take("sometimes");
  clause.position = here();
  if (!has_adverb && next().kind == Kind::kLinkingVerb) {
    return linking_rest(clause);
  }
  return finite_verb(clause.subject, clause) && (!has_adverb || adverb(clause, before)) &&
         verb_rest(clause);
}

/// A verb in a form that agrees, or "does not" and its base.
bool StoryParser::finite_verb(const ParsedName& subject, ParsedClause& clause) {
  const int position = here();
  const bool did = take("did");
  const bool do_word = !did && take("do");
  const bool does = !did && !do_word && take("does");
  clause.negated = did || do_word || does;
  if (clause.negated) {
    if (!take("not")) {
      return fail(here(), "\"not\" is missing.");
    }
    if (!tense(!did, position) || (!did && !agreement(subject, do_word, position))) {
      return false;
    }
  }
  const WordInfo verb = next();
  if (at_end() || verb.kind != Kind::kVerb) {
    return fail(here(), "a verb is missing here.");
  }
  clause.position = here();
  clause.verb = verb.index;
  ++at_;
  if (clause.negated) {
    return verb.form == 0 || fail(clause.position, "after \"not\" the verb has its base form.");
  }
  return tense(verb.form < 2, clause.position) &&
         (verb.form == 2 || agreement(subject, verb.form == 0, clause.position));
}

/// Quickly and quietly go with deeds, always and often with the present; none with a pronoun.
bool StoryParser::adverb(const ParsedClause& clause, int position) {
  if (clause.subject.kind != ParsedName::Kind::kNoun || clause.negated) {
    return fail(position, "the adverb does not fit here.");
  }
  const bool of_manner = text(position) == "quickly" || text(position) == "quietly";
  bool state = false;
  for (int i = 0; i < static_cast<int>(frames().size()); ++i) {
    state = state || (verb_of_frame(i) == clause.verb &&
                      (frames()[static_cast<size_t>(i)].flags & kState) != 0);
  }
  return (of_manner ? !state : tense_ == 1) || fail(position, "the adverb does not fit the verb.");
}

/// What follows a verb: "to" and a goal, a place or an object.
bool StoryParser::verb_rest(ParsedClause& clause) {
  if (take("to")) {
    if (text(clause.position).substr(0, 4) != "want" || clause.negated) {
      return fail(here() - 1, "only \"want\" is followed by \"to\".");
    }
    for (int goal = 0; goal < 6; ++goal) {
      if (take(kGoals[goal])) {
        clause.goal = goal;
        return true;
      }
    }
    return fail(here(), "a verb is missing after \"to\".");
  }
  bool intransitive = false;
  for (int i = 0; i < static_cast<int>(frames().size()); ++i) {
    intransitive = intransitive || (verb_of_frame(i) == clause.verb &&
                                    frames()[static_cast<size_t>(i)].patients == 0);
  }
  if (!intransitive) {
    return name(clause.object, true);
  }
  return place(-1, clause.place) || fail(here(), "the verb wants a place.");
}

bool StoryParser::linking_rest(ParsedClause& clause) {
  const WordInfo verb = next();
  const bool is_be = verb.index == 0;
  ++at_;
  if (!tense(verb.form < 2, clause.position) ||
      ((verb.form < 2 || is_be) && !agreement(clause.subject, (verb.form & 1) != 0, here() - 1))) {
    return false;
  }
  clause.negated = is_be && take("not");
  if (at_end() || next().kind != Kind::kAdjective) {
    return fail(here(), "an adjective is missing here.");
  }
  clause.adjective = next().index;
  const uint8_t flags = adjectives()[next().index].flags;
  if ((flags & kBeforeNoun) != 0) {
    return fail(here(), "this adjective stands only before nouns.");
  }
  const uint8_t needs = linking_verbs()[verb.index].needs;
  if ((flags & needs) != needs) {
    return fail(here(), "the adjective does not fit the verb before it.");
  }
  ++at_;
  int where = -1;
  return (flags & kTakesPlace) == 0 || place(-1, where) || error_.empty();
}

bool StoryParser::sentence(ParsedSentence& sentence) {
  sentence.conjunction = take_subordinator();
  sentence.fronted = sentence.conjunction != Conjunction::kNone;
  if ((!sentence.fronted && !opening()) || !clause(sentence.first)) {
    return false;
  }
  if (sentence.fronted) {
    if (!take(",")) {
      return fail(here(), "a comma is missing between the clauses.");
    }
    if (!clause(sentence.second)) {
      return false;
    }
  } else if (take(",")) {
    sentence.conjunction = take("so")    ? Conjunction::kSo
                           : take("but") ? Conjunction::kBut
                                         : Conjunction::kNone;
    if (sentence.conjunction == Conjunction::kNone) {
      return fail(here(), "\"so\" or \"but\" is missing after the comma.");
    }
    if (!clause(sentence.second)) {
      return false;
    }
  } else if (next_is("and") || next_is("but")) {
    sentence.conjunction = take("and") ? Conjunction::kAnd : Conjunction::kBut;
    take("but");
    sentence.shared_subject = true;
    sentence.second.subject = sentence.first.subject;
    if (!finite_verb(sentence.second.subject, sentence.second) || !verb_rest(sentence.second)) {
      return false;
    }
  } else {
    sentence.conjunction = take_subordinator();
    if (sentence.conjunction != Conjunction::kNone && !clause(sentence.second)) {
      return false;
    }
  }
  ++sentences_;
  return take(".") || fail(here(), "the sentence should end here with a full stop.");
}

}  // namespace playground
