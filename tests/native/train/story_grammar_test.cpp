#include <cmath>
#include <set>
#include <utility>

#include "catch.hpp"
#include "train/stories.hpp"
#include "train/story_lexicon.hpp"

using namespace playground;
using namespace playground::lexicon;

namespace {

constexpr Split kSplits[] = {Split::kTrain, Split::kValidation, Split::kTest};

StoryOptions options(Split split, bool noise = false, GrammarSize size = GrammarSize::kFull) {
  StoryOptions result;
  result.split = split;
  result.noise = noise;
  result.size = size;
  return result;
}

WordInfo info_at(const Story& story, int position) {
  return word_info(story.words[static_cast<size_t>(position)].word);
}

/// Number that the verb's form shows: 0 singular, 1 plural, −1 none.
int shown_number(int word) {
  const WordInfo info = word_info(word);
  const std::string_view text = story_words()[static_cast<size_t>(word)];
  if (text == "does" || text == "do") {
    return text == "do" ? 1 : 0;
  }
  if (info.kind == Kind::kLinkingVerb) {
    return info.form < 2 || info.index == 0 ? info.form & 1 : -1;
  }
  return info.kind == Kind::kVerb && info.form < 2 ? 1 - info.form : -1;
}

void check_link(const Story& story, const Link& link) {
  const StoryWord& from = story.words[static_cast<size_t>(link.from)];
  const WordInfo noun = info_at(story, link.to);
  REQUIRE(noun.kind == Kind::kNoun);
  REQUIRE(story.words[static_cast<size_t>(link.to)].role == WordRole::kNoun);
  switch (link.kind) {
    case LinkKind::kPronoun:
      REQUIRE(from.role == WordRole::kPronoun);
      REQUIRE_FALSE(from.hidden);
      REQUIRE(
          can_stand_for(word_info(from.word).index % kSubjectPronouns, noun.index, noun.form == 1));
      REQUIRE((link.clue < 0 || link.ambiguous_by_form));
      if (from.restore >= 0) {
        REQUIRE(from.restore == story.words[static_cast<size_t>(link.to)].word);
      }
      break;
    case LinkKind::kAdjective:
      REQUIRE(from.role == WordRole::kAdjective);
      // "the old, brave and tired dragon" is the most that stands between.
      REQUIRE(link.to - link.from <= (link.first_of_two ? 4 : 1));
      REQUIRE((link.to - link.from > 1) == link.first_of_two);
      for (int i = link.from + 1; i < link.to; ++i) {
        const StoryWord& between = story.words[static_cast<size_t>(i)];
        REQUIRE((between.role == WordRole::kAdjective || story_words()[between.word] == "and"));
      }
      REQUIRE(
          adjective_fits(adjectives()[word_info(from.word).index], nouns()[noun.index].classes));
      break;
    case LinkKind::kVerb:
      REQUIRE((from.role == WordRole::kNumberVerb || from.role == WordRole::kVerb));
      REQUIRE(link.shows_number == (from.role == WordRole::kNumberVerb));
      if (link.shows_number) {
        REQUIRE(shown_number(from.word) == noun.form);
      }
      break;
  }
}

/// Nouns of one kind may come before the noun that is meant: then form does not decide.
bool others_share_pronoun(const Story& story, const Link& link) {
  const int pronoun = info_at(story, link.from).index % kSubjectPronouns;
  for (const StoryWord& word : story.words) {
    const WordInfo info = word_info(word.word);
    if (word.role == WordRole::kNoun && info.index != info_at(story, link.to).index &&
        can_stand_for(pronoun, info.index, info.form == 1)) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("the kinds of words say where links begin and end") {
  const std::string kinds = story_word_kinds();
  REQUIRE(kinds.size() == story_words().size());
  const auto kind_of = [&](std::string_view word) {
    return kinds[static_cast<size_t>(word_index(word))];
  };
  REQUIRE(kind_of("it") == 'p');
  REQUIRE(kind_of("them") == 'p');
  REQUIRE(kind_of("valuable") == 'a');
  REQUIRE(kind_of("dragons") == 'n');
  REQUIRE(kind_of("guards") == 'v');
  REQUIRE(kind_of("are") == 'v');
  REQUIRE(kind_of("does") == 'v');
  REQUIRE(kind_of("guard") == 'b');
  REQUIRE(kind_of("guarded") == 'd');
  REQUIRE(kind_of("were") == 'd');
  REQUIRE(kind_of("because") == '.');
  RandomStream random(7);
  for (int i = 0; i < 200; ++i) {
    const Story story = draw_story(options(Split::kTest), random);
    for (const Link& link : story.links) {
      const char from =
          kinds[static_cast<size_t>(story.words[static_cast<size_t>(link.from)].word)];
      CAPTURE(from, static_cast<int>(link.kind));
      REQUIRE(kinds[static_cast<size_t>(story.words[static_cast<size_t>(link.to)].word)] == 'n');
      REQUIRE((link.kind != LinkKind::kPronoun || from == 'p'));
      REQUIRE((link.kind != LinkKind::kAdjective || from == 'a'));
      REQUIRE((link.kind != LinkKind::kVerb || !link.present || from == 'v' || from == 'b'));
    }
  }
}

TEST_CASE("the language has 400 to 560 words, each once") {
  const auto words = story_words();
  REQUIRE(words.size() >= 400);
  REQUIRE(words.size() <= 560);
  for (size_t i = 0; i < words.size(); ++i) {
    REQUIRE(word_index(words[i]) == static_cast<int>(i));
  }
  REQUIRE(word_index("Dragon") == -1);
  REQUIRE(word_index("") == -1);
  REQUIRE(word_index("zebra") == -1);
}

TEST_CASE("a seed tells the same stories every time") {
  for (const bool noise : {false, true}) {
    RandomStream first(42);
    RandomStream second(42);
    RandomStream other(43);
    int differences = 0;
    for (int i = 0; i < 500; ++i) {
      const Story a = draw_story(options(Split::kTrain, noise), first);
      const Story b = draw_story(options(Split::kTrain, noise), second);
      REQUIRE(words_of(a) == words_of(b));
      REQUIRE(a.links.size() == b.links.size());
      REQUIRE(a.log_probability == b.log_probability);
      differences += words_of(a) != words_of(draw_story(options(Split::kTrain, noise), other));
    }
    REQUIRE(differences > 490);
  }
}

TEST_CASE("no pair of nouns stands in stories of two splits") {
  std::set<std::pair<int, int>> pairs[3];
  for (const Split split : kSplits) {
    RandomStream random(7);
    for (int i = 0; i < 10'000; ++i) {
      const Story story = draw_story(options(split, i % 2 == 0), random);
      std::set<int> lemmas;
      for (const StoryWord& word : story.words) {
        const int noun = word.restore >= 0 ? word.restore : word.word;
        if (word_info(noun).kind == Kind::kNoun) {
          lemmas.insert(word_info(noun).index);
        }
      }
      for (const int a : lemmas) {
        for (const int b : lemmas) {
          if (a < b) {
            pairs[static_cast<int>(split)].insert({a, b});
            REQUIRE(split_of_pair(noun_word(a, false), noun_word(b, false)) == split);
          }
        }
      }
    }
  }
  for (const auto& pair : pairs[0]) {
    REQUIRE(pairs[1].count(pair) + pairs[2].count(pair) == 0);
  }
  for (const auto& pair : pairs[1]) {
    REQUIRE(pairs[2].count(pair) == 0);
  }
}

TEST_CASE("an eighth of the pairs is for testing, the lesson's pair among them") {
  REQUIRE(split_of_pair(word_index("dragon"), word_index("treasure")) == Split::kTest);
  REQUIRE(split_of_pair(word_index("treasures"), word_index("dragons")) == Split::kTest);
  const int count = static_cast<int>(nouns().size());
  double shares[3] = {};
  for (int a = 0; a < count; ++a) {
    for (int b = 0; b < a; ++b) {
      const Split split = split_of_pair(noun_word(a, false), noun_word(b, false));
      REQUIRE(split_of_pair(noun_word(b, false), noun_word(a, false)) == split);
      shares[static_cast<int>(split)] += 2.0 / count / (count - 1);
    }
  }
  REQUIRE(std::abs(shares[1] - 0.125) < 0.02);
  REQUIRE(std::abs(shares[2] - 0.125) < 0.02);
}

TEST_CASE("links point where grammar says, and forms agree") {
  for (const GrammarSize size : {GrammarSize::kFull, GrammarSize::kSmall}) {
    for (const bool noise : {false, true}) {
      RandomStream random(11);
      int links[3] = {};
      int ambiguous = 0;
      int two_adjectives = 0;
      int distracted = 0;
      for (int i = 0; i < 10'000; ++i) {
        const Story story = draw_story(options(Split::kTest, noise, size), random);
        for (const Link& link : story.links) {
          check_link(story, link);
          links[static_cast<int>(link.kind)] += 1;
          two_adjectives += link.first_of_two;
          distracted += link.distracted;
          ambiguous += link.ambiguous_by_form;
          if (link.kind == LinkKind::kPronoun && !noise) {
            REQUIRE(link.ambiguous_by_form == others_share_pronoun(story, link));
            REQUIRE((link.clue >= 0) == link.ambiguous_by_form);
          }
        }
      }
      REQUIRE(links[0] > 3'000);
      REQUIRE(links[1] > 2'000);
      REQUIRE(links[2] > 10'000);
      REQUIRE(ambiguous > 1'000);
      REQUIRE((size == GrammarSize::kSmall) == (two_adjectives == 0));
      REQUIRE((size == GrammarSize::kSmall) == (distracted == 0));
    }
  }
}

TEST_CASE("noise puts one word for a repeated noun, and only where it is asked for") {
  RandomStream random(3);
  int hidden = 0;
  int shown = 0;
  for (int i = 0; i < 10'000; ++i) {
    for (const StoryWord& word : draw_story(options(Split::kTrain, true), random).words) {
      REQUIRE((!word.hidden || word.restore >= 0));
      if (word.restore >= 0) {
        const WordInfo noun = word_info(word.restore);
        REQUIRE(word.role == WordRole::kPronoun);
        REQUIRE(noun.kind == Kind::kNoun);
        REQUIRE(can_stand_for(word_info(word.word).index % kSubjectPronouns, noun.index,
                              noun.form == 1));
        hidden += word.hidden;
        shown += !word.hidden;
      }
    }
    for (const StoryWord& word : draw_story(options(Split::kTrain), random).words) {
      REQUIRE((word.restore == -1 && !word.hidden));
    }
  }
  REQUIRE(hidden + shown > 2'000);
  REQUIRE(std::abs(static_cast<double>(shown) / (hidden + shown) - 0.6) < 0.03);
}

TEST_CASE("practice has more adjectives before another one, and more pronouns of two nouns") {
  struct Shares {
    double firsts = 0.0, ambiguous = 0.0;
  };
  const auto shares = [](bool noise) {
    RandomStream random(8);
    int adjectives = 0, firsts = 0, pronouns = 0, ambiguous = 0;
    for (int i = 0; i < 5'000; ++i) {
      for (const Link& link : draw_story(options(Split::kTrain, noise), random).links) {
        adjectives += link.kind == LinkKind::kAdjective;
        firsts += link.kind == LinkKind::kAdjective && link.first_of_two;
        pronouns += link.kind == LinkKind::kPronoun;
        ambiguous += link.kind == LinkKind::kPronoun && link.clue >= 0;
      }
    }
    return Shares{static_cast<double>(firsts) / adjectives,
                  static_cast<double>(ambiguous) / pronouns};
  };
  const Shares plain = shares(false);
  const Shares practice = shares(true);
  CHECK(plain.firsts < 0.3);
  CHECK(practice.firsts > 0.33);
  CHECK(practice.ambiguous > 1.1 * plain.ambiguous);
}

TEST_CASE("the grammar's own perplexity is 5 to 10 a word, a story 12 to 16 words") {
  for (const Split split : kSplits) {
    RandomStream random(5);
    double log_probability = 0.0;
    double words = 0.0;
    constexpr int kStories = 10'000;
    for (int i = 0; i < kStories; ++i) {
      const Story story = draw_story(options(split), random);
      REQUIRE(story.log_probability < 0.0);
      REQUIRE(story.whole_log_probability <= story.log_probability);
      REQUIRE(story.words.size() <= 48);
      log_probability += story.log_probability;
      words += static_cast<double>(story.words.size());
    }
    const double perplexity = std::exp(-log_probability / words);
    REQUIRE(perplexity > 5.0);
    REQUIRE(perplexity < 10.0);
    REQUIRE(words / kStories > 12.0);
    REQUIRE(words / kStories < 16.0);
  }
}

TEST_CASE("a story's text gives its words back") {
  RandomStream random(9);
  for (int i = 0; i < 2'000; ++i) {
    const std::vector<int> words = words_of(draw_story(options(Split::kTrain), random));
    REQUIRE(words_of(story_text(words)) == words);
  }
  REQUIRE(story_text(words_of("one day, the girl found a key. it was rusty.")) ==
          "One day, the girl found a key. It was rusty.");
  REQUIRE(story_text({}).empty());
}

TEST_CASE("confusable words are of one kind, and other numbers pair up") {
  RandomStream random(1);
  for (int word = 0; word < static_cast<int>(story_words().size()); ++word) {
    const int other = confusable_word(word, random);
    REQUIRE(word_info(other).kind == word_info(word).kind);
    const int number = other_number(word);
    if (number >= 0) {
      REQUIRE(other == number);
      REQUIRE(number != word);
      REQUIRE(other_number(number) == word);
    }
    const Kind kind = word_info(word).kind;
    REQUIRE((other != word) == (kind != Kind::kFunction || number >= 0));
  }
  REQUIRE(other_number(word_index("guards")) == word_index("guard"));
  REQUIRE(other_number(word_index("was")) == word_index("were"));
  REQUIRE(other_number(word_index("looked")) == -1);
  REQUIRE(other_number(word_index("dragon")) == -1);
}
