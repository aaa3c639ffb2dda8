#include "train/story_writer.hpp"

namespace playground {

using namespace lexicon;

namespace {

constexpr float kAdverb = 0.05F;

const Noun& noun_of(int noun) {
  return nouns()[static_cast<size_t>(noun)];
}

}  // namespace

int StoryWriter::choose_weighted(int count) {
  float sum = 0.0F;
  for (int i = 0; i < count; ++i) {
    sum += weights_[static_cast<size_t>(i)];
  }
  if (sum <= 0.0F) {
    return -1;
  }
  float rest = static_cast<float>(random_.uniform()) * sum;
  int choice = -1;
  for (int i = 0; i < count && (choice < 0 || rest >= 0.0F); ++i) {
    // Rounding may leave a rest after the last weight: then the last that is not 0 it is.
    if (weights_[static_cast<size_t>(i)] > 0.0F) {
      choice = i;
      rest -= weights_[static_cast<size_t>(i)];
    }
  }
  probability_ *= static_cast<double>(weights_[static_cast<size_t>(choice)] / sum);
  if (probability_ < 1e-200) {
    story_.log_probability += log_double(probability_);
    probability_ = 1.0;
  }
  return choice;
}

uint32_t StoryWriter::classes(int index) const {
  return noun_of(entities_[static_cast<size_t>(index)].noun).classes;
}

int StoryWriter::draw_entity(uint32_t classes, float plural) {
  int of_split = 0;
  int of_all = 0;
  const auto weight = [&](int noun) {
    const Noun& candidate = noun_of(noun);
    if ((candidate.classes & classes) == 0 || (!full() && candidate.weight < kCommonWord)) {
      return 0;
    }
    bool in_split = true;
    for (int i = 0; i < entity_count_; ++i) {
      const Entity& other = entity(i);
      if (other.noun == noun) {
        return 0;
      }
      in_split = in_split && split_of_pair(noun_word(noun, false), noun_word(other.noun, false)) ==
                                 options_.split;
    }
    const auto of_candidate = static_cast<int>(candidate.weight);
    of_all += of_candidate;
    of_split += in_split ? of_candidate : 0;
    return in_split ? of_candidate : 0;
  };
  const int noun = choose(static_cast<int>(nouns().size()), weight);
  if (noun < 0) {
    return -1;
  }
  story_.whole_log_probability +=
      log_double(static_cast<double>(of_split) / static_cast<double>(of_all));
  Entity drawn;
  drawn.noun = noun;
  drawn.plural = has_plural(noun) && chance(plural);
  entities_[static_cast<size_t>(entity_count_)] = drawn;
  return entity_count_++;
}

int StoryWriter::pronoun_of(int index) const {
  const Entity& entity = entities_[static_cast<size_t>(index)];
  const Gender gender = noun_of(entity.noun).gender;
  if (entity.plural) {
    return kThey;
  }
  return gender == Gender::kEither ? -1 : static_cast<int>(gender);
}

bool StoryWriter::confusable(int index, int other) const {
  const Entity& entity = entities_[static_cast<size_t>(other)];
  const int pronoun = pronoun_of(index);
  return pronoun >= 0 && can_stand_for(pronoun, entity.noun, entity.plural);
}

bool StoryWriter::verb_used(int frame) const {
  return verbs_used_[static_cast<size_t>(verb_of_frame(frame))];
}

void StoryWriter::put(int word, WordRole role) {
  story_.words.push_back({word, role, -1, false});
}

void StoryWriter::add(const Link& link) {
  story_.links.push_back(link);
}

void StoryWriter::word(const char* text, WordRole role) {
  put(word_index(text), role);
}

void StoryWriter::pronoun(int index, bool object) {
  pronouns_[pronoun_count_++] = {here(), index, object ? latest_verb_ : -1};
  put(pronoun_word(pronoun_of(index), object), WordRole::kPronoun);
}

bool StoryWriter::refer(int index, bool object, Reference reference) {
  Entity& noun = entity(index);
  const int noun_text = noun_word(noun.noun, noun.plural);
  const bool can_be_pronoun = reference == Reference::kClear && pronoun_of(index) >= 0;
  // The small grammar is learned in so few steps that nearly every second mention has to teach.
  const float plain = !options_.noise ? 0.65F : full() ? 0.4F : 0.1F;
  const double noise = full() ? 0.85 : 0.95;
  if (can_be_pronoun && chance(plain)) {
    pronoun(index, object);
    return false;
  }
  if (can_be_pronoun && options_.noise && random_.uniform() < noise) {
    if (random_.uniform() < 0.6) {
      pronoun(index, object);
    } else {
      put(pronoun_word(pronoun_of(index), object), WordRole::kPronoun);
      story_.words.back().hidden = true;
    }
    story_.words.back().restore = noun_text;
    return false;
  }
  word("the");
  noun.full_mentions += 1;
  noun.position = here();
  put(noun_text, WordRole::kNoun);
  return true;
}

void StoryWriter::mark_clue() {
  if (pronoun_count_ > 0 && pronouns_[pronoun_count_ - 1].clue < 0) {
    pronouns_[pronoun_count_ - 1].clue = here();
  }
}

void StoryWriter::link_verb(int subject, bool shows_number) {
  Link link;
  link.kind = LinkKind::kVerb;
  link.from = here();
  link.to = entity(subject).position;
  link.shows_number = shows_number;
  link.present = present_;
  for (int i = link.to + 1; i < link.from; ++i) {
    link.distracted =
        link.distracted || story_.words[static_cast<size_t>(i)].role == WordRole::kNoun;
  }
  add(link);
}

void StoryWriter::adverb(const Deed& deed) {
  static const char* const kAdverbs[] = {"quickly", "quietly", "always", "often", "sometimes"};
  const bool state = (frames()[static_cast<size_t>(deed.frame)].flags & kState) != 0;
  if (full() && !deed.negated && chance(kAdverb)) {
    const int adverb = choose(5, [&](int i) { return (i < 2 ? !state : present_) ? 1 : 0; });
    if (adverb >= 0) {
      word(kAdverbs[adverb]);
    }
  }
}

void StoryWriter::verb(const Deed& deed, bool noun_subject) {
  const int verb = verb_of_frame(deed.frame);
  const bool plural = entity(deed.agent).plural;
  verbs_used_[static_cast<size_t>(verb)] = true;
  if (deed.negated) {
    if (noun_subject && present_) {
      link_verb(deed.agent, true);
    }
    word(!present_ ? "did"
         : plural  ? "do"
                   : "does",
         present_ ? WordRole::kNumberVerb : WordRole::kFunction);
    word("not");
  }
  const bool shows_number = present_ && !deed.negated;
  if (noun_subject && (shows_number || !present_)) {
    link_verb(deed.agent, shows_number);
  }
  mark_clue();
  latest_verb_ = here();
  const int form = deed.negated ? 0 : !present_ ? 2 : plural ? 0 : 1;
  put(verb_word(verb, form), shows_number ? WordRole::kNumberVerb : WordRole::kVerb);
}

void StoryWriter::linking_verb(int index, int verb, bool noun_subject) {
  const bool shows_number = present_ || verb == 0;
  if (noun_subject) {
    link_verb(index, shows_number);
  }
  put(linking_word(verb, (present_ ? 0 : 2) + (entity(index).plural ? 1 : 0)),
      shows_number ? WordRole::kNumberVerb : WordRole::kVerb);
}

void StoryWriter::adjective(int adjective) {
  mark_clue();
  put(adjective_word(adjective), WordRole::kAdjective);
}

Story StoryWriter::finish() {
  story_.log_probability += log_double(probability_);
  story_.whole_log_probability += story_.log_probability;
  for (size_t i = 0; i < pronoun_count_; ++i) {
    const Pronoun& pronoun = pronouns_[i];
    const Entity& antecedent = entity(pronoun.entity);
    if (antecedent.full_mentions != 1) {
      continue;
    }
    Link link;
    link.kind = LinkKind::kPronoun;
    link.from = pronoun.position;
    link.to = antecedent.position;
    for (int other = 0; other < entity_count(); ++other) {
      link.ambiguous_by_form =
          link.ambiguous_by_form || (other != pronoun.entity && confusable(pronoun.entity, other));
    }
    link.clue = link.ambiguous_by_form ? pronoun.clue : -1;
    add(link);
  }
  return std::move(story_);
}

}  // namespace playground
