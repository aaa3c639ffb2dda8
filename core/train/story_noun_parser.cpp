// The part of StoryParser that reads nouns and what belongs to them.
#include "train/story_grammar.hpp"
#include "train/story_parser.hpp"

namespace playground {

using namespace lexicon;

bool StoryParser::article_fits(int article, int noun, bool plural) {
  const bool countless = plural || (nouns()[static_cast<size_t>(noun)].classes & kMass) != 0;
  const std::string_view spelling = text(article);
  if (spelling == "the") {
    return true;
  }
  if (spelling == "some") {
    return countless || fail(article, "\"some\" wants a plural, or something that has none.");
  }
  if (countless) {
    return fail(article, "\"a\" and \"an\" want a singular that can be counted.");
  }
  const int following = words_[static_cast<size_t>(article) + 1];
  return starts_with_vowel(following) == (spelling == "an") ||
         fail(article, "\"an\" stands before vowels, \"a\" before other letters.");
}

bool StoryParser::adjectives_fit(int first, int count, int noun) {
  int rank = -1;
  for (int position = first; position < first + count; ++position) {
    if (text(position) == "and") {
      continue;
    }
    const WordInfo info = word_info(words_[static_cast<size_t>(position)]);
    const Adjective& adjective = adjectives()[info.index];
    if ((adjective.flags & kAfterVerb) != 0) {
      return fail(position, "this adjective does not stand before nouns.");
    }
    if (!adjective_fits(adjective, nouns()[static_cast<size_t>(noun)].classes)) {
      return fail(position, "the adjective does not fit its noun.");
    }
    if (static_cast<int>(adjective.rank) <= rank) {
      return fail(position, "the adjectives are in an unusual order.");
    }
    rank = adjective.rank;
  }
  return true;
}

/// Finds the noun among those of the story, or adds it.
bool StoryParser::enter(ParsedName& name, int noun, bool plural, bool introduced) {
  name.kind = ParsedName::Kind::kNoun;
  name.plural = plural;
  for (size_t i = 0; i < nouns_.size(); ++i) {
    if (nouns_[i].noun == noun) {
      name.noun = static_cast<int>(i);
      return (nouns_[i].plural == plural && !introduced) ||
             fail(name.position, "the noun is in the story already, and is not \"the\" same.");
    }
  }
  name.noun = static_cast<int>(nouns_.size());
  nouns_.push_back({noun, plural, name.position});
  return true;
}

bool StoryParser::noun_phrase(ParsedName& name, Phrase phrase) {
  const int article = here();
  if (!take("the") && !take("a") && !take("an") && !take("some")) {
    return fail(article, "a noun with its article is missing here.");
  }
  const int first_adjective = here();
  int adjective_count = 0;
  bool joined = false;
  while (!at_end() && next().kind == Kind::kAdjective && !joined) {
    ++adjective_count;
    ++at_;
    if (next_is("and")) {
      ++at_;
      joined = true;
      if (at_end() || next().kind != Kind::kAdjective) {
        return fail(here(), "an adjective is missing after \"and\".");
      }
      ++adjective_count;
      ++at_;
    }
  }
  const int adjective_words = here() - first_adjective;
  const WordInfo noun = next();
  if (at_end() || noun.kind != Kind::kNoun) {
    return fail(here(), "a noun is missing here.");
  }
  if (adjective_count > 3) {
    return fail(article + 4, "a noun has at most three adjectives.");
  }
  name.position = here();
  ++at_;
  const bool introduced = adjective_count > 0 || text(article) != "the";
  if (!article_fits(article, noun.index, noun.form == 1) ||
      !adjectives_fit(first_adjective, adjective_words, noun.index)) {
    return false;
  }
  const size_t known = nouns_.size();
  if (!enter(name, noun.index, noun.form == 1, introduced)) {
    return false;
  }
  const bool is_new = nouns_.size() > known;
  if (phrase == Phrase::kBare || !is_new) {
    return true;
  }
  return next_is("that") ? relative_clause(name) : attachment(name.noun);
}

/// "near the castle" after a noun; none is fine too.
bool StoryParser::attachment(int head) {
  int where = -1;
  if ((classes(head) & (kEdible | kDrink)) != 0) {
    return true;
  }
  return place(head, where) || error_.empty();
}

/// False without an error where there is no preposition.
bool StoryParser::place(int head, int& place) {
  const int position = here();
  const bool in = take("in");
  const bool on = !in && take("on");
  if (!in && !on && !take("near") && !take("beside") && !take("behind")) {
    return false;
  }
  ParsedName name;
  if (!noun_phrase(name, Phrase::kBare)) {
    return false;
  }
  place = name.noun;
  const uint32_t where = classes(name.noun);
  const uint32_t wanted = head < 0 ? kPlace : kPlace | kActor | kVehicle | kDoor;
  const bool cannot_hold = head >= 0 && (classes(head) & (kPlace | kVehicle | kDoor)) != 0;
  if ((where & wanted) == 0 || nouns_.back().position != name.position) {
    return fail(name.position, "this is not a place.");
  }
  if ((in && (where & kIn) == 0) || (on && (where & kOn) == 0) ||
      ((in || on) && (cannot_hold || name.plural))) {
    return fail(position, "the preposition does not fit the place.");
  }
  return true;
}

/// "that the knights fear", "that sees the rabbit"
bool StoryParser::relative_clause(const ParsedName& head) {
  take("that");
  const int position = here();
  const bool head_acts = next().kind == Kind::kVerb;
  ParsedName other;
  ParsedClause relative;
  if (!head_acts && !noun_phrase(other, Phrase::kBare)) {
    return false;
  }
  if (!finite_verb(head_acts ? head : other, relative) ||
      (head_acts && !noun_phrase(other, Phrase::kBare))) {
    return false;
  }
  if (relative.negated || other.noun == head.noun) {
    return fail(position, "the clause after \"that\" is not one of this language.");
  }
  const uint32_t agent = classes(head_acts ? head.noun : other.noun);
  const uint32_t patient = classes(head_acts ? other.noun : head.noun);
  for (int i = 0; i < static_cast<int>(frames().size()); ++i) {
    const Frame& frame = frames()[static_cast<size_t>(i)];
    if (verb_of_frame(i) == relative.verb && (frame.agents & agent) != 0 &&
        (frame.patients & patient) != 0) {
      return true;
    }
  }
  return fail(relative.position, "these nouns do not do this to each other.");
}

/// A subject or an object: a pronoun, a noun, or someone else.
bool StoryParser::name(ParsedName& name, bool object) {
  name.position = here();
  const WordInfo info = next();
  if (!at_end() && info.kind == Kind::kPronoun) {
    const bool object_form = info.index >= kSubjectPronouns;
    if (object_form != object && info.index != kIt) {
      return fail(here(), object ? "an object pronoun is wanted here."
                                 : "a subject pronoun is wanted here.");
    }
    name.kind = ParsedName::Kind::kPronoun;
    name.pronoun = info.index % kSubjectPronouns;
    name.plural = name.pronoun == kThey;
    ++at_;
    return true;
  }
  if (!object && (next_is("someone") || next_is("something"))) {
    name.kind = take("someone") ? ParsedName::Kind::kSomeoneElse : ParsedName::Kind::kSomethingElse;
    take("something");
    return take("else") || fail(here(), "\"else\" is missing.");
  }
  return noun_phrase(name, Phrase::kWithAttachment);
}

}  // namespace playground
