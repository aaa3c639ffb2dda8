#include "train/evaluation.hpp"

#include <algorithm>
#include <cmath>

#include "train/probe_batches.hpp"
#include "train/story_lexicon.hpp"
#include "train/trainer.hpp"

namespace playground {

namespace {

// The words of the language that are nouns, seen in any story.
std::vector<int> noun_ids(const Vocabulary& vocabulary) {
  std::vector<int> ids;
  for (int word = 0; word < static_cast<int>(story_words().size()); ++word) {
    if (is_noun(word)) {
      ids.push_back(vocabulary.first_word() + word);
    }
  }
  return ids;
}

int most_probable(const float* logits, const std::vector<int>& among) {
  return *std::max_element(among.begin(), among.end(),
                           [&](int a, int b) { return logits[a] < logits[b]; });
}

void count(Share& share, bool right) {
  share.right += right ? 1 : 0;
  ++share.cases;
}

bool is_to_be(int word) {
  const lexicon::WordInfo info = lexicon::word_info(word);
  return info.kind == lexicon::Kind::kLinkingVerb && info.index == 0;
}

// The pronoun of "… because it was valuable", where only the adjective tells its noun; nullptr
// where the story has none.
const Link* decided_by_quality(const Story& story) {
  static const int kBecause = word_index("because");
  const auto word = [&](int at) { return story.words[static_cast<size_t>(at)].word; };
  for (const Link& link : story.links) {
    if (link.kind == LinkKind::kPronoun && link.ambiguous_by_form && link.to < link.from &&
        link.clue == link.from + 2 && word(link.from - 1) == kBecause &&
        is_to_be(word(link.from + 1))) {
      return &link;
    }
  }
  return nullptr;
}

// The story with "something else" for the word at a position, whose verb follows it.
Story with_something_else(const Story& story, int at) {
  Story changed = story;
  const auto place = changed.words.begin() + at;
  int& verb = std::next(place)->word;
  // Forms: present singular, present plural, past singular, past plural.
  verb = lexicon::word_info(verb).form % 2 == 1 ? other_number(verb) : verb;
  place->word = word_index("something");
  changed.words.insert(std::next(place), StoryWord{word_index("else")});
  return changed;
}

}  // namespace

Result<Answers> evaluate_answers(const TrainedModel& reader, const ProbeOptions& options) {
  const Transformer& model = reader.transformer();
  const Vocabulary& vocabulary = *reader.vocabulary();
  Result<BatchNetwork<float>> made = BatchNetwork<float>::create(model.config, kProbeLimits);
  if (!made.ok()) {
    return made.error();
  }
  BatchNetwork<float>& network = made.value();
  const std::vector<int> nouns = noun_ids(vocabulary);
  Answers answers;
  answers.without.resize(static_cast<size_t>(model.config.layers * model.config.heads));
  std::vector<Link> links;
  const auto fill = [&](const Story& story, Batch& batch) {
    const auto first = static_cast<Index>(batch.tokens.size());
    add_story(story, vocabulary, batch);
    for (const Link& link : story.links) {
      if (link.kind == LinkKind::kPronoun) {
        links.push_back(link);
        batch.asked.push_back(first + link.from);
        batch.targets.push_back(vocabulary.first_word() +
                                story.words[static_cast<size_t>(link.to)].word);
      }
    }
  };
  const auto run = [&](const Batch& batch, auto&& see) {
    const float* logits = network.logits(model.parameters.data(), batch);
    for (size_t i = 0; i < batch.asked.size(); ++i) {
      const float* row = logits + static_cast<Index>(i) * model.config.vocabulary;
      see(i, most_probable(row, nouns) == batch.targets[i]);
    }
  };
  for_probe_batches(options, fill, [&](const std::vector<Story>& /*stories*/, const Batch& batch) {
    network.switch_off({});
    run(batch, [&](size_t i, bool right) {
      count(answers.all_heads_on, right);
      if (links[i].clue >= 0) {
        count(links[i].clue > links[i].from ? answers.clue_after : answers.clue_before, right);
      }
    });
    for (size_t head = 0; head < answers.without.size(); ++head) {
      const auto index = static_cast<Index>(head);
      network.switch_off({{index / model.config.heads, index % model.config.heads}});
      run(batch, [&](size_t /*i*/, bool right) { count(answers.without[head], right); });
    }
    links.clear();
  });
  return answers;
}

Result<Share> evaluate_verbs(const TrainedModel& reader, const ProbeOptions& options) {
  const Transformer& model = reader.transformer();
  const Vocabulary& vocabulary = *reader.vocabulary();
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(model.config, kProbeLimits);
  if (!network.ok()) {
    return network.error();
  }
  Share restored;
  RandomStream random(RandomStream(options.seed + 1).next());
  const auto fill = [&](const Story& story, Batch& batch) {
    const auto first = static_cast<Index>(batch.tokens.size());
    add_story(story, vocabulary, batch);
    // One verb a story is wrong, so that the others tell nothing false.
    std::vector<const Link*> verbs;
    for (const Link& link : story.links) {
      if (link.kind == LinkKind::kVerb && link.shows_number) {
        verbs.push_back(&link);
      }
    }
    if (verbs.empty()) {
      return;
    }
    const Link& link =
        *verbs[static_cast<size_t>(random.uniform() * static_cast<double>(verbs.size()))];
    const int verb = story.words[static_cast<size_t>(link.from)].word;
    batch.asked.push_back(first + link.from);
    batch.targets.push_back(vocabulary.first_word() + verb);
    batch.tokens[static_cast<size_t>(first + link.from)] =
        vocabulary.first_word() + other_number(verb);
  };
  for_probe_batches(options, fill, [&](const std::vector<Story>& /*stories*/, const Batch& batch) {
    const float* logits = network.value().logits(model.parameters.data(), batch);
    for (size_t i = 0; i < batch.asked.size(); ++i) {
      const float* row = logits + static_cast<Index>(i) * model.config.vocabulary;
      count(restored,
            std::max_element(row, row + model.config.vocabulary) - row == batch.targets[i]);
    }
  });
  return restored;
}

Result<Control> evaluate_control(const TrainedModel& reader, ProbeOptions options) {
  // One story in forty is of this shape.
  options.stories *= 10;
  const TransformerConfig& config = reader.transformer().config;
  // The story that fills a batch comes twice.
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(
      config, {kProbeLimits.tokens + kProbeLimits.sequence, kProbeLimits.sequence});
  if (!network.ok()) {
    return network.error();
  }
  Control control;
  control.pronoun.resize(static_cast<size_t>(config.layers * config.heads));
  control.something_else.resize(control.pronoun.size());
  // Of sequences 2i and 2i + 1: the story as it is, and with something else.
  std::vector<Link> links;
  const auto fill = [&](const Story& story, Batch& batch) {
    if (const Link* link = decided_by_quality(story)) {
      links.push_back(*link);
      add_story(story, *reader.vocabulary(), batch);
      add_story(with_something_else(story, link->from), *reader.vocabulary(), batch);
    }
  };
  for_probe_batches(options, fill, [&](const std::vector<Story>& /*stories*/, const Batch& batch) {
    network.value().logits(reader.transformer().parameters.data(), batch);
    for_sequences(batch, config.heads, [&](size_t s, const SequenceWeights& weights) {
      const bool changed = s % 2 == 1;
      const Link& link = links[s / 2];
      std::vector<Share>& shares = changed ? control.something_else : control.pronoun;
      for (size_t head = 0; head < shares.size(); ++head) {
        const auto index = static_cast<Index>(head);
        const HeadName name{index / config.heads, index % config.heads};
        const Index query = link.from + (changed ? 1 : 0);
        count(shares[head], largest(weights.row(network.value(), name, query)) == link.to);
      }
    });
    links.clear();
  });
  return control;
}

Result<Perplexities> evaluate_perplexity(const TrainedModel& writer, const Bigram& bigram,
                                         const ProbeOptions& options) {
  const Transformer& model = writer.transformer();
  const Vocabulary& vocabulary = *writer.vocabulary();
  Result<BatchNetwork<float>> network = BatchNetwork<float>::create(model.config, kProbeLimits);
  if (!network.ok()) {
    return network.error();
  }
  double of_writer = 0.0;
  double of_bigram = 0.0;
  double of_grammar = 0.0;
  double of_language = 0.0;
  Index words = 0;
  const auto fill = [&](const Story& story, Batch& batch) {
    int before = Vocabulary::kEnd;
    const auto ask = [&](int next) {
      batch.positions.push_back(
          static_cast<int>(static_cast<Index>(batch.tokens.size()) - batch.starts.back()));
      batch.asked.push_back(static_cast<Index>(batch.tokens.size()));
      batch.tokens.push_back(before);
      batch.targets.push_back(next);
      of_bigram -= std::log(bigram.probability(before, next));
      before = next;
      ++words;
    };
    for (const StoryWord& word : story.words) {
      ask(vocabulary.first_word() + word.word);
    }
    ask(Vocabulary::kEnd);
    batch.starts.push_back(static_cast<Index>(batch.tokens.size()));
    of_grammar -= story.log_probability;
    of_language -= story.whole_log_probability;
  };
  for_probe_batches(options, fill, [&](const std::vector<Story>& /*stories*/, const Batch& batch) {
    of_writer += network.value().forward(model.parameters.data(), batch) *
                 static_cast<double>(batch.asked.size());
  });
  const auto all = static_cast<double>(words);
  return Perplexities{std::exp(of_writer / all), std::exp(of_bigram / all),
                      std::exp(of_grammar / all), std::exp(of_language / all)};
}

Result<Bigram> bigram_of_stories(GrammarSize grammar, Index stories, uint32_t seed) {
  const Vocabulary vocabulary = story_vocabulary();
  Result<Bigram> bigram = Bigram::create(vocabulary.size());
  if (!bigram.ok()) {
    return bigram;
  }
  RandomStream random(RandomStream(seed).next());
  std::vector<int> tokens;
  for (Index drawn = 0; drawn < stories; ++drawn) {
    tokens.assign(1, Vocabulary::kEnd);
    for (const StoryWord& word : draw_story({grammar, Split::kTrain, false}, random).words) {
      tokens.push_back(vocabulary.first_word() + word.word);
    }
    tokens.push_back(Vocabulary::kEnd);
    bigram.value().count(tokens);
  }
  return bigram;
}

}  // namespace playground
