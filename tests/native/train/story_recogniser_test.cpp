#include <functional>

#include "catch.hpp"
#include "train/stories.hpp"
#include "train/story_lexicon.hpp"

using namespace playground;
using namespace playground::lexicon;

namespace {

std::string_view text_of(int word) {
  return story_words()[static_cast<size_t>(word)];
}

bool is_pronoun_of_story(const Story& story, int pronoun) {
  for (const StoryWord& word : story.words) {
    const WordInfo info = word_info(word.word);
    if (info.kind == Kind::kNoun && can_stand_for(pronoun, info.index, info.form == 1)) {
      return true;
    }
  }
  return false;
}

using Mutation = std::function<bool(const Story&, std::vector<int>&, size_t, RandomStream&)>;

/// Makes mutants at positions where the mutation applies, and returns how many were rejected of
/// how many.
double rejected_share(const Mutation& mutate, int wanted) {
  RandomStream random(2024);
  int made = 0;
  int rejected = 0;
  while (made < wanted) {
    const Story story = draw_story({}, random);
    std::vector<int> words = words_of(story);
    const auto at = static_cast<size_t>(random.uniform() * static_cast<double>(words.size()));
    if (mutate(story, words, at, random)) {
      ++made;
      const Result<void> result = recognise(words);
      rejected += !result.ok();
      if (result.ok()) {
        UNSCOPED_INFO(story_text(words));
      }
    }
  }
  return static_cast<double>(rejected) / made;
}

bool flip_number(const Story& story, std::vector<int>& words, size_t at, RandomStream& /*random*/) {
  if (story.words[at].role != WordRole::kNumberVerb) {
    return false;
  }
  words[at] = other_number(words[at]);
  return true;
}

/// Another pronoun, which no noun of the story has.
bool swap_pronoun(const Story& story, std::vector<int>& words, size_t at, RandomStream& random) {
  const WordInfo info = word_info(words[at]);
  const int other = static_cast<int>(random.uniform() * kSubjectPronouns);
  if (info.kind != Kind::kPronoun || info.index % kSubjectPronouns == other ||
      is_pronoun_of_story(story, other)) {
    return false;
  }
  const bool object = info.index >= kSubjectPronouns ||
                      (info.index == kIt && word_info(words[at - 1]).kind == Kind::kVerb);
  words[at] = pronoun_word(other, object);
  return true;
}

/// One of several finite verbs changes its tense.
bool switch_tense(const Story& story, std::vector<int>& words, size_t at,
                  RandomStream& /*random*/) {
  const WordInfo info = word_info(words[at]);
  int finite = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool did = text_of(words[i]) == "did";
    const bool bare = i > 0 && (text_of(words[i - 1]) == "not" || text_of(words[i - 1]) == "to");
    const WordRole role = story.words[i].role;
    finite += did || role == WordRole::kNumberVerb || (role == WordRole::kVerb && !bare);
  }
  const bool after_not =
      at > 0 && (text_of(words[at - 1]) == "not" || text_of(words[at - 1]) == "to");
  if (finite < 2 || after_not) {
    return false;
  }
  if (info.kind == Kind::kVerb) {
    words[at] = verb_word(info.index, info.form == 2 ? 1 : 2);
    return true;
  }
  if (info.kind == Kind::kLinkingVerb) {
    words[at] = linking_word(info.index, info.form ^ 2);
    return true;
  }
  return false;
}

/// The verb of a linked subject gets a subject that no frame of it allows.
bool impossible_subject(const Story& story, std::vector<int>& words, size_t at,
                        RandomStream& random) {
  const WordInfo verb = word_info(words[at]);
  if (verb.kind != Kind::kVerb) {
    return false;
  }
  for (const Link& link : story.links) {
    if (link.kind != LinkKind::kVerb || link.from != static_cast<int>(at)) {
      continue;
    }
    const int noun = static_cast<int>(random.uniform() * static_cast<double>(nouns().size()));
    const int old = words[static_cast<size_t>(link.to)];
    for (int i = 0; i < static_cast<int>(frames().size()); ++i) {
      if (verb_of_frame(i) == verb.index &&
          (frames()[static_cast<size_t>(i)].agents & nouns()[static_cast<size_t>(noun)].classes)) {
        return false;
      }
    }
    if (word_info(old).form == 1 && !has_plural(noun)) {
      return false;
    }
    // Every mention changes, so that the story stays one about the same noun.
    for (int& word : words) {
      word = word == old ? noun_word(noun, word_info(old).form == 1) : word;
    }
    return true;
  }
  return false;
}

/// A word that cannot be left out.
bool drop_word(const Story& story, std::vector<int>& words, size_t at, RandomStream& /*random*/) {
  const std::string_view text = text_of(words[at]);
  const bool optional = story.words[at].role == WordRole::kAdjective || text == "not" ||
                        text == "then" || text == "quickly" || text == "quietly" ||
                        text == "always" || text == "often" || text == "sometimes";
  if (optional) {
    return false;
  }
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

bool swap_words(const Story& /*story*/, std::vector<int>& words, size_t at,
                RandomStream& /*random*/) {
  if (at + 1 >= words.size()) {
    return false;
  }
  std::swap(words[at], words[at + 1]);
  return true;
}

}  // namespace

TEST_CASE("the recogniser accepts what the grammar tells") {
  for (const GrammarSize size : {GrammarSize::kFull, GrammarSize::kSmall}) {
    RandomStream random(1);
    for (int i = 0; i < 20'000; ++i) {
      StoryOptions options;
      options.size = size;
      options.split = static_cast<Split>(i % 3);
      const std::vector<int> words = words_of(draw_story(options, random));
      const Result<void> result = recognise(words);
      INFO(story_text(words));
      INFO((result.ok() ? "" : result.error().message));
      REQUIRE(result.ok());
    }
  }
}

TEST_CASE("the recogniser accepts the lesson's sentence, its twin and paraphrases") {
  const std::string_view text = GENERATE(
      "The dragon guarded the treasure because it was valuable.",
      "The dragon guarded the treasure because it was hungry.",
      "The dragon guards the treasure because it is valuable.",
      "The dragons guard the treasure because they are hungry.",
      "The wolf chased the rabbit because it was hungry.",
      "The wolf chased the rabbit because it was slow.",
      "The wolf caught the rabbit because it was fast.",
      "The knight hid the gold because he was greedy.",
      "The knight hid the gold because it was valuable.",
      "The cat ate the fish because it was hungry.", "The cat ate the fish because it was tasty.",
      "The king kept the crown because it was shiny.",
      "The king kept the crown because he was proud.",
      "The robot carried the box because it was strong.",
      "The robot carried the box because it was heavy.",
      "The queen helped the princess because she was kind.",
      "The queen helped the princess because she was hurt.",
      "The wolf chased the rabbit because it wanted to eat.",
      "The girl found a key. It was rusty. She opened the box.",
      "Because it was hungry, the dragon ate the sheep.",
      "The treasure was valuable, so the dragon guarded it.",
      "The wolves near the castle hunt the rabbit.",
      "The dragon that the knights fear guards the treasure.",
      "The dragon did not guard the treasure because something else was valuable.",
      "The dragon guarded the treasure because someone else was greedy.");
  const Result<void> result = recognise(words_of(text));
  INFO(text);
  INFO((result.ok() ? "" : result.error().message));
  REQUIRE(result.ok());
}

TEST_CASE("the recogniser says what is wrong") {
  const auto message = [](std::string_view text) {
    const Result<void> result = recognise(words_of(text));
    return result.ok() ? std::string() : result.error().message;
  };
  REQUIRE(message("The dragon guard the treasure.") ==
          "Word 3, \"guard\": the subject is singular.");
  REQUIRE(message("The dragon guarded the treasure because he was hungry.") ==
          "Word 7, \"he\": the pronoun stands for nothing.");
  REQUIRE(message("The bread was hungry.") ==
          "Word 3, \"was\": the adjective does not fit the subject.");
  REQUIRE(message("The treasure guarded the dragon.") ==
          "Word 3, \"guarded\": the verb does not fit its nouns.");
  REQUIRE(message("The dragon guarded the treasure because it is hungry.") ==
          "Word 8, \"is\": the tense changes.");
  REQUIRE(message("The girl ate a apple.") ==
          "Word 4, \"a\": \"an\" stands before vowels, \"a\" before other letters.");
  REQUIRE(message("The dragon guarded the treasure") ==
          "Word 6, \"the end\": the sentence should end here with a full stop.");
  REQUIRE(message("The dragon guarded the treasure because it was tasty.") ==
          "Word 8, \"was\": the adjective does not fit the subject.");
  REQUIRE(message("The dragon guarded the zebra.") == "A word is not one of the story language.");
  REQUIRE(message("") == "There is no word.");
}

TEST_CASE("a grammatical story need not be sensible") {
  const auto accepts = [](std::string_view text, Standard standard) {
    return recognise(words_of(text), standard).ok();
  };
  const std::string_view no_reason = "The dragon guarded the treasure because it was sleepy.";
  REQUIRE(accepts(no_reason, Standard::kGrammatical));
  REQUIRE_FALSE(accepts(no_reason, Standard::kSensible));
  const std::string_view disagrees = "The dragon guard the treasure because it is valuable.";
  REQUIRE_FALSE(accepts(disagrees, Standard::kGrammatical));
  const std::string_view cannot = "The treasure guarded the dragon because it was valuable.";
  REQUIRE_FALSE(accepts(cannot, Standard::kGrammatical));
}

TEST_CASE("the recogniser rejects mutants") {
  constexpr int kMutants = 1000;
  CHECK(rejected_share(flip_number, kMutants) >= 0.97);
  CHECK(rejected_share(swap_pronoun, kMutants) >= 0.97);
  CHECK(rejected_share(switch_tense, kMutants) >= 0.97);
  CHECK(rejected_share(impossible_subject, kMutants) >= 0.97);
  CHECK(rejected_share(drop_word, kMutants) >= 0.97);
  CHECK(rejected_share(swap_words, kMutants) >= 0.97);
}

TEST_CASE("the recogniser survives any words") {
  RandomStream random(8);
  const auto count = static_cast<double>(story_words().size());
  int accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<int> words(static_cast<size_t>(random.uniform() * 12.0));
    for (int& word : words) {
      word = static_cast<int>(random.uniform() * count);
    }
    accepted += recognise(words).ok();
    // Cut short, and with one word exchanged.
    words = words_of(draw_story({}, random));
    words[static_cast<size_t>(random.uniform() * static_cast<double>(words.size()))] =
        static_cast<int>(random.uniform() * count);
    words.resize(static_cast<size_t>(random.uniform() * static_cast<double>(words.size())));
    accepted += recognise(words).ok();
  }
  REQUIRE(accepted < 2'000);
}
