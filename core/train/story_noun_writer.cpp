// The part of StoryWriter that writes nouns and what belongs to them.
#include "train/story_writer.hpp"

namespace playground {

using namespace lexicon;

namespace {

// How likely one more adjective is, after none, one and two. Practice has more of them, or a head
// that looks at the next word would do for most.
constexpr float kOneMore[] = {0.35F, 0.5F, 0.35F};
constexpr float kOneMoreInPractice[] = {0.35F, 0.8F, 0.6F};
constexpr float kJoined = 0.4F;

}  // namespace

int StoryWriter::draw_adjective(int index, int after) {
  const Entity& noun = entity(index);
  const int adjective = choose(static_cast<int>(adjectives().size()), [&](int i) {
    const Adjective& candidate = adjectives()[static_cast<size_t>(i)];
    const bool possible =
        adjective_fits(candidate, classes(index)) && (candidate.flags & kAfterVerb) == 0 &&
        (noun.scales >> candidate.scale & 1) == 0 && (full() || candidate.weight >= kCommonWord) &&
        (after < 0 || candidate.rank > adjectives()[static_cast<size_t>(after)].rank);
    return possible ? static_cast<int>(candidate.weight) : 0;
  });
  if (adjective >= 0) {
    reserve_scale(index, adjective);
  }
  return adjective;
}

/// None, one, two or three in their usual order; returns how many.
int StoryWriter::draw_adjectives(int index, std::array<int, 3>& chosen) {
  const float* one_more = options_.noise ? kOneMoreInPractice : kOneMore;
  int count = 0;
  while (count < (full() ? 3 : 1) && chance(one_more[count])) {
    const int adjective =
        draw_adjective(index, count > 0 ? chosen[static_cast<size_t>(count - 1)] : -1);
    if (adjective < 0) {
      break;
    }
    chosen[static_cast<size_t>(count++)] = adjective;
  }
  return count;
}

void StoryWriter::article(int index, int next_word, bool indefinite) {
  const bool countless = entity(index).plural || (classes(index) & kMass) != 0;
  word(!indefinite ? "the" : countless ? "some" : starts_with_vowel(next_word) ? "an" : "a");
}

void StoryWriter::noun_phrase(int index, float attachment) {
  Entity& noun = entity(index);
  const int noun_text = noun_word(noun.noun, noun.plural);
  std::array<int, 3> chosen = {-1, -1, -1};
  int count = 0;
  bool indefinite = false;
  const bool new_noun = noun.full_mentions == 0;
  if (new_noun) {
    const bool countless = noun.plural || (classes(index) & kMass) != 0;
    indefinite = chance(countless ? 0.12F : 0.25F);
    count = draw_adjectives(index, chosen);
  }
  article(index, count > 0 ? adjective_word(chosen[0]) : noun_text, indefinite);
  const bool joined = count > 1 && chance(kJoined);
  const int noun_position = here() + count + (joined ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    if (joined && i == count - 1) {
      word("and");
    }
    Link link;
    link.kind = LinkKind::kAdjective;
    link.from = here();
    link.to = noun_position;
    link.first_of_two = i < count - 1;
    add(link);
    put(adjective_word(chosen[static_cast<size_t>(i)]), WordRole::kAdjective);
  }
  put(noun_text, WordRole::kNoun);
  noun.full_mentions += 1;
  noun.position = noun_position;
  if (new_noun && attachment > 0.0F && full() && (classes(index) & (kEdible | kDrink)) == 0) {
    const float relative = attachment * 0.4F;
    const int kind = choose(3, [&](int i) {
      return i == 0 ? 1.0F - attachment : i == 1 ? attachment - relative : relative;
    });
    if (kind == 1) {
      attach_place(index);
    } else if (kind == 2) {
      attach_relative(index);
    }
  }
}

void StoryWriter::place(int index, int head) {
  static const char* const kPrepositions[] = {"near", "beside", "behind", "in", "on"};
  const uint32_t where = classes(index);
  const bool inside = (classes(head) & (kPlace | kVehicle | kDoor)) == 0 && !entity(index).plural;
  word(kPrepositions[choose(5, [&](int i) {
    const bool fits = i < 3 || (inside && (where & (i == 3 ? kIn : kOn)) != 0);
    return !fits ? 0 : i == 0 ? 4 : i < 3 ? 1 : 9;
  })]);
  noun_phrase(index, 0.0F);
}

void StoryWriter::attach_place(int head) {
  const bool plural = entity(head).plural;
  const bool at_place = chance(0.7F);
  const int other =
      draw_entity(at_place ? kPlace : kActor | kVehicle | kDoor, plural ? 0.25F : 0.5F);
  if (other >= 0) {
    place(other, head);
  }
}

void StoryWriter::attach_relative(int head) {
  const uint32_t head_classes = classes(head);
  const bool head_acts = (head_classes & kActor) != 0 && chance(0.5F);
  const int frame = choose(static_cast<int>(frames().size()), [&](int i) {
    const Frame& candidate = frames()[static_cast<size_t>(i)];
    const uint32_t here = head_acts ? candidate.agents : candidate.patients;
    return candidate.patients != 0 && (here & head_classes) != 0 && !verb_used(i)
               ? static_cast<int>(candidate.weight)
               : 0;
  });
  if (frame < 0) {
    return;
  }
  const Frame& drawn = frames()[static_cast<size_t>(frame)];
  const int other =
      draw_entity(head_acts ? drawn.patients : drawn.agents, entity(head).plural ? 0.25F : 0.5F);
  if (other < 0) {
    return;
  }
  word("that");
  if (head_acts) {
    verb({frame, head, other, false}, true);
    noun_phrase(other, 0.0F);
  } else {
    noun_phrase(other, 0.0F);
    verb({frame, other, head, false}, true);
  }
}

}  // namespace playground
