#include "train/story_batch.hpp"

#include <algorithm>

namespace playground {

namespace {

/// With what probability a word is asked for, by what it is in its sentence. Often where another
/// word decides it: that is where attention is worth learning.
double asked_probability(WordRole role) {
  switch (role) {
    case WordRole::kPronoun:
    case WordRole::kNumberVerb:
      return 0.4;
    case WordRole::kAdjective:
      return 0.35;
    case WordRole::kFunction:
      return 0.02;
    default:
      return 0.12;
  }
}

class ReaderExample {
 public:
  ReaderExample(const Vocabulary& vocabulary, GrammarSize grammar, RandomStream& random,
                Batch& batch)
      : vocabulary_(vocabulary),
        veiled_(grammar == GrammarSize::kFull ? kVeiled : 0.0),
        random_(random),
        batch_(batch) {}

  void add(const Story& story) {
    first_word_ = vocabulary_.first_word();
    veils_number_ = random_.uniform() < veiled_;
    veils_adjectives_ = random_.uniform() < veiled_;
    const int spelled = word_to_spell(story);
    bool after_asked_pronoun = false;
    for (const StoryWord& word : story.words) {
      if (word.word == spelled) {
        add_spelled();
        after_asked_pronoun = false;
        continue;
      }
      after_asked_pronoun = add_word(word, after_asked_pronoun);
    }
  }

 private:
  // In these stories all words of a kind are hidden at once, so that they cannot tell each other: a
  // verb's number is then to be had from its subject alone, what an adjective may be from its noun.
  // Not in the small grammar: it would hide too often what tells a pronoun's noun.
  static constexpr double kVeiled = 0.25;

  [[nodiscard]] bool veiled(WordRole role) const {
    return role == WordRole::kAdjective
               ? veils_adjectives_
               : veils_number_ && (role == WordRole::kNumberVerb || role == WordRole::kPronoun);
  }

  // Now and then a noun is replaced by letters without sense, so that the model has met words that
  // it does not know.
  int word_to_spell(const Story& story) {
    constexpr double kSpelledStories = 0.04;
    if (random_.uniform() >= kSpelledStories) {
      return -1;
    }
    const auto& words = story.words;
    const auto noun = std::find_if(words.begin(), words.end(), [](const StoryWord& word) {
      return word.role == WordRole::kNoun;
    });
    const bool is_asked =
        noun != words.end() && std::any_of(words.begin(), words.end(), [&](const StoryWord& word) {
          return word.restore == noun->word;
        });
    return noun == words.end() || is_asked ? -1 : noun->word;
  }

  void add_spelled() {
    const auto letters = 3 + static_cast<int>(random_.uniform() * 4.0);
    for (int i = 0; i < letters; ++i) {
      const char letter = static_cast<char>('a' + static_cast<int>(random_.uniform() * 26.0));
      batch_.tokens.push_back(vocabulary_.character(std::string(1, letter)));
    }
  }

  // Returns whether this is a pronoun that is asked for: the verb after it must then not tell its
  // number.
  bool add_word(const StoryWord& word, bool after_asked_pronoun) {
    const bool leaks = after_asked_pronoun && word.role == WordRole::kNumberVerb;
    const bool noised = word.restore >= 0;
    const bool hidden = veiled(word.role);
    const bool asked = noised || hidden || random_.uniform() < asked_probability(word.role);
    int shown = first_word_ + word.word;
    if (noised) {
      shown = word.hidden ? Vocabulary::kMask : shown;
    } else if (hidden) {
      shown = Vocabulary::kMask;
    } else if (asked) {
      shown = corrupted(word, shown);
    }
    if (asked) {
      batch_.asked.push_back(static_cast<Index>(batch_.tokens.size()));
      batch_.targets.push_back(first_word_ + (noised ? word.restore : word.word));
    }
    batch_.tokens.push_back(leaks ? Vocabulary::kMask : shown);
    return asked && word.role == WordRole::kPronoun;
  }

  // Half of the words asked for are hidden, a quarter stand there wrong, a quarter as they are.
  int corrupted(const StoryWord& word, int shown) {
    const double chance = random_.uniform();
    if (chance < 0.5) {
      return Vocabulary::kMask;
    }
    return chance < 0.75 ? first_word_ + confusable_word(word.word, random_) : shown;
  }

  const Vocabulary& vocabulary_;
  double veiled_;
  RandomStream& random_;
  Batch& batch_;
  int first_word_ = 0;
  bool veils_number_ = false;
  bool veils_adjectives_ = false;
};

// Every next word is asked for. Half of the stories begin behind the end of another one, so that
// the model can begin one itself.
void add_writer_example(const Vocabulary& vocabulary, const Story& story, RandomStream& random,
                        Batch& batch) {
  const int first_word = vocabulary.first_word();
  std::vector<int> ids;
  if (random.uniform() < 0.5) {
    ids.push_back(Vocabulary::kEnd);
  }
  for (const StoryWord& word : story.words) {
    ids.push_back(first_word + word.word);
  }
  ids.push_back(Vocabulary::kEnd);
  for (size_t i = 0; i + 1 < ids.size(); ++i) {
    batch.asked.push_back(static_cast<Index>(batch.tokens.size()));
    batch.targets.push_back(ids[i + 1]);
    batch.tokens.push_back(ids[i]);
  }
}

// How many of a reader's stories have gaps between their words' positions, and how likely one more
// position is left out.
constexpr double kStoriesWithGaps = 0.6;
constexpr double kGap = 0.4;

// A quarter of the sequences stand further back, so that every position is learned. A reader's have
// gaps as well (as Ruoss et al. 2023 have them): "the next position" is then no longer the next
// word, and a head that looks for an adjective's noun has to look for a noun. Not in the small
// grammar, which is to be learned in seconds.
void add_positions(Index positions, bool with_gaps, RandomStream& random, Batch& batch) {
  const Index length = static_cast<Index>(batch.tokens.size()) - batch.starts.back();
  const bool shifted = random.uniform() < 0.25;
  Index room = positions - length;
  const auto first =
      shifted ? static_cast<Index>(random.uniform() * static_cast<double>(room + 1)) : Index{0};
  room -= first;
  const double gap = with_gaps && random.uniform() < kStoriesWithGaps ? kGap : 0.0;
  Index position = first;
  for (Index i = 0; i < length; ++i) {
    batch.positions.push_back(static_cast<int>(position++));
    while (gap > 0.0 && room > 0 && random.uniform() < gap) {
      ++position;
      --room;
    }
  }
  batch.starts.push_back(static_cast<Index>(batch.tokens.size()));
}

// Takes back a sequence that does not fit.
void drop_last(Batch& batch) {
  batch.tokens.resize(static_cast<size_t>(batch.starts.back()));
  while (!batch.asked.empty() && batch.asked.back() >= batch.starts.back()) {
    batch.asked.pop_back();
    batch.targets.pop_back();
  }
}

}  // namespace

void fill_batch(const TrainOptions& options, const Vocabulary& vocabulary, BatchLimits limits,
                Index positions, RandomStream& random, Batch& batch) {
  batch.clear();
  const bool is_reader = options.objective == Objective::kReader;
  const StoryOptions story_options{options.grammar, Split::kTrain, is_reader};
  for (Index count = 0; count < options.batch; ++count) {
    const Story story = draw_story(story_options, random);
    if (is_reader) {
      ReaderExample(vocabulary, options.grammar, random, batch).add(story);
    } else {
      add_writer_example(vocabulary, story, random, batch);
    }
    const auto tokens = static_cast<Index>(batch.tokens.size());
    if (tokens - batch.starts.back() > limits.sequence || tokens > limits.tokens) {
      drop_last(batch);
      continue;
    }
    add_positions(positions, is_reader && options.grammar == GrammarSize::kFull, random, batch);
  }
}

}  // namespace playground
