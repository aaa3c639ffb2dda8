// What trained models can do, measured on new stories: the figures of the model cards.
#pragma once

#include <string>
#include <vector>

#include "model/bigram.hpp"
#include "model/trained_model.hpp"
#include "train/probes.hpp"

namespace playground {

struct Share {
  Index right = 0;
  Index cases = 0;
  [[nodiscard]] double value() const {
    return cases > 0 ? static_cast<double>(right) / static_cast<double>(cases) : 0.0;
  }
};

/// How often a reader names the right noun in place of a visible pronoun: the most probable of all
/// nouns.
struct Answers {
  Share all_heads_on;
  /// L · H: the same with one head switched off.
  std::vector<Share> without;
  /// Sentences whose deciding word comes after the pronoun, and before it.
  Share clue_after;
  Share clue_before;
};

Result<Answers> evaluate_answers(const TrainedModel& reader, const ProbeOptions& options);

/// How often a reader that is shown a verb of the wrong number restores the right form, as the most
/// probable of all words.
Result<Share> evaluate_verbs(const TrainedModel& reader, const ProbeOptions& options);

/// Whether a head looks for a pronoun's noun, or for some noun from any word in that place: stories
/// like "The dragon guarded the treasure because it was valuable", in which the word behind the
/// pronoun decides between nouns of one form, and the same with "something else" for the pronoun.
struct Control {
  /// L · H each, over the same stories: the largest weight is on the pronoun's noun, in the row of
  /// the pronoun, and in the row of "else" where no noun is meant.
  std::vector<Share> pronoun;
  std::vector<Share> something_else;
};

/// Draws ten times the stories of the options, because few are like these.
Result<Control> evaluate_control(const TrainedModel& reader, ProbeOptions options);

/// e to the mean of −ln p(next word), over the words of stories and their ends, the first word
/// included.
struct Perplexities {
  double writer = 0.0;
  double bigram = 0.0;
  /// The grammar's own: e to the mean of −ln of the probability with which it drew the story, per
  /// word.
  double grammar = 0.0;
  /// The same for the language as a whole (see Story::whole_log_probability).
  double language = 0.0;
};

Result<Perplexities> evaluate_perplexity(const TrainedModel& writer, const Bigram& bigram,
                                         const ProbeOptions& options);

/// Counts a bigram from so many stories of the train split.
Result<Bigram> bigram_of_stories(GrammarSize grammar, Index stories, uint32_t seed);

}  // namespace playground
