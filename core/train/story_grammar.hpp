// The story language: an endless supply of small English stories, in which it is known what each
// pronoun, adjective and verb belongs to; and a recogniser of the same language.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/elementary.hpp"
#include "result.hpp"

namespace playground {

/// Disjoint by pair of nouns: a pair that stands in a story of one split stands in none of another.
enum class Split { kTrain, kValidation, kTest };

/// small: because-clauses and stories of two sentences, in both tenses, with repeats, of what
/// beings do to things, in the commoner words: what a browser tab learns in seconds.
enum class GrammarSize { kSmall, kFull };

/// A number verb is one whose form shows its subject's number: guards, were, does.
enum class WordRole : uint8_t {
  kFunction,
  kNoun,
  kAdjective,
  kVerb,
  kNumberVerb,
  kPronoun,
  kPunctuation
};

struct StoryWord {
  /// Position in story_words().
  int word = 0;
  WordRole role = WordRole::kFunction;
  /// The noun (position in story_words()) that stood here before pronoun noise (see StoryOptions);
  /// −1 elsewhere.
  int restore = -1;
  /// By noise: the word is to be hidden from the model ([MASK]), restore says what stood here.
  bool hidden = false;
};

enum class LinkKind { kPronoun, kAdjective, kVerb };

/// A pronoun and its antecedent's noun, an adjective and the noun that it stands before, a verb and
/// its subject's noun. There is none where the antecedent is named twice or the subject is a
/// pronoun. In "does not guard" the verb is "does", in "did not guard" it is "guard".
struct Link {
  LinkKind kind = LinkKind::kPronoun;
  /// Positions in Story::words.
  int from = 0;
  int to = 0;
  /// Adjectives: the first of two before one noun, or the first or second of three.
  bool first_of_two = false;
  /// Verbs: its form tells the subject's number (present tense, was and were).
  bool shows_number = false;
  /// Verbs: present tense.
  bool present = false;
  /// Pronouns: another noun of the story has the same pronoun.
  bool ambiguous_by_form = false;
  /// Pronouns that are ambiguous by form: where the word stands that decides; −1 elsewhere.
  int clue = -1;
  /// Verbs: another noun stands between the subject and the verb.
  bool distracted = false;
};

struct Story {
  std::vector<StoryWord> words;
  std::vector<Link> links;
  /// ln of the probability of the choices that made this story, so that exp(−its mean per word) is
  /// the grammar's own perplexity; only meaningful without noise.
  double log_probability = 0.0;
  /// The same under the language as a whole: as if each noun had been drawn among all that fit, not
  /// only among those whose pairs are of the story's split. What a model could reach that does not
  /// know which pairs were kept from it.
  double whole_log_probability = 0.0;
};

struct StoryOptions {
  GrammarSize size = GrammarSize::kFull;
  Split split = Split::kTrain;
  /// Practice, for the reader's training. Pronoun noise: three in five instead of one in three of
  /// the second mentions are full repeats, and 85 % of these ("the treasure") become one word, the
  /// pronoun or a hidden one, whose StoryWord::restore is the noun (nine in ten and 95 % in the
  /// small grammar). There are also more adjectives before a noun, and more pronouns that could
  /// stand for two nouns.
  bool noise = false;
};

Story draw_story(const StoryOptions& options, RandomStream& random);

/// The words of the language, in lower case, punctuation included; their order never changes.
std::span<const std::string_view> story_words();
/// Position in story_words(), −1 where it is none.
int word_index(std::string_view lower_case);

/// A letter for each of story_words(), that tells whether a link may begin or end there: p pronoun,
/// a adjective, n noun; of verbs v a present form that is no other (guards, is, does), b the base
/// form (guard), d the past; a point for all others.
std::string story_word_kinds();

/// Another word that could be confused with this one: a verb of the other number, another pronoun,
/// another adjective or noun of its kind. The same word where there is none.
int confusable_word(int word, RandomStream& random);
bool is_noun(int word);
/// The other number of a verb that shows it (guards and guard, was and were), −1 elsewhere.
int other_number(int word);

/// The words as a text: capitals where sentences begin, no space before punctuation.
std::string story_text(std::span<const int> words);

/// What a story must be. Grammatical: agreement, number and gender of pronouns, tense, order of
/// words, and who can do what to whom. Sensible: also a reason is one for its deed, and a second
/// deed follows from the first.
enum class Standard { kGrammatical, kSensible };

/// Whether the words are one story of the full language; the error says what is wrong and where.
Result<void> recognise(std::span<const int> words, Standard standard = Standard::kSensible);

/// Split of a pair of nouns (positions in story_words(), any order and number). One pair in eight
/// is for testing and one in eight for validation.
Split split_of_pair(int noun, int other_noun);

}  // namespace playground
