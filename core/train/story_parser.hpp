// Reads a story's words into clauses: word order, agreement, tense, articles, adjectives before
// nouns. Whether the clauses make sense together is asked in story_recogniser.cpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "train/story_lexicon.hpp"

namespace playground {

/// A noun of the story; its mentions are one.
struct ParsedNoun {
  int noun = 0;
  bool plural = false;
  int position = 0;  // of its first mention
};

/// What stands as a subject or object.
struct ParsedName {
  enum class Kind : uint8_t { kNone, kNoun, kPronoun, kSomeoneElse, kSomethingElse };
  Kind kind = Kind::kNone;
  int noun = -1;     // place in the parser's nouns
  int pronoun = -1;  // he, she, it, they
  int position = 0;
  bool plural = false;
};

struct ParsedClause {
  ParsedName subject;
  ParsedName object;
  bool negated = false;
  /// One of these three; a goal ("wanted to eat") has a verb as well.
  int verb = -1;
  int goal = -1;
  int adjective = -1;
  int place = -1;  // of an intransitive verb
  int position = 0;
};

enum class Conjunction : uint8_t { kNone, kBecause, kWhen, kBefore, kAfter, kSo, kBut, kAnd };

struct ParsedSentence {
  ParsedClause first;
  ParsedClause second;
  Conjunction conjunction = Conjunction::kNone;
  /// The conjunction stands before the first clause: "Because it was hungry, …".
  bool fronted = false;
  /// "… and hid it": the second clause has no subject of its own.
  bool shared_subject = false;
};

class StoryParser {
 public:
  explicit StoryParser(std::span<const int> words) : words_(words) {}

  /// Reads one sentence; false with an error where it is none.
  bool sentence(ParsedSentence& sentence);
  [[nodiscard]] bool at_end() const { return at_ >= words_.size(); }

  [[nodiscard]] const std::vector<ParsedNoun>& parsed_nouns() const { return nouns_; }
  [[nodiscard]] uint32_t classes(int noun) const;
  /// Notes what is wrong at a position and returns false.
  bool fail(int position, std::string_view what);
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::string_view text(int position) const;

 private:
  enum class Phrase { kBare, kWithAttachment };

  [[nodiscard]] bool next_is(std::string_view text) const;
  bool take(std::string_view text);
  [[nodiscard]] lexicon::WordInfo next() const;
  [[nodiscard]] int here() const { return static_cast<int>(at_); }
  Conjunction take_subordinator();
  bool opening();

  bool noun_phrase(ParsedName& name, Phrase phrase);
  bool article_fits(int article, int noun, bool plural);
  bool adjectives_fit(int first, int count, int noun);
  bool enter(ParsedName& name, int noun, bool plural, bool introduced);
  bool attachment(int head);
  bool place(int head, int& place);
  bool relative_clause(const ParsedName& head);
  bool name(ParsedName& name, bool object);
  bool clause(ParsedClause& clause);
  bool predicate(ParsedClause& clause);
  bool finite_verb(const ParsedName& subject, ParsedClause& clause);
  bool verb_rest(ParsedClause& clause);
  bool linking_rest(ParsedClause& clause);
  bool adverb(const ParsedClause& clause, int position);
  bool tense(bool present, int position);
  bool agreement(const ParsedName& subject, bool plural, int position);

  std::span<const int> words_;
  size_t at_ = 0;
  std::vector<ParsedNoun> nouns_;
  std::string error_;
  int tense_ = -1;  // 1 present, 0 past
  int sentences_ = 0;
};

}  // namespace playground
