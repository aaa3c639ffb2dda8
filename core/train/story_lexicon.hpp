// The words of the story language and what each may do: which nouns can be hungry, who guards what,
// and which qualities explain that. The generator and the recogniser read the same tables.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace playground::lexicon {

/// Classes of nouns, as bits: a noun may be in several.
enum Class : uint32_t {
  kPerson = 1U << 0,
  kBeast = 1U << 1,
  kPrey = 1U << 2,
  kStock = 1U << 3,    // farm animals
  kTame = 1U << 4,     // animals that live with people
  kHunter = 1U << 5,   // hunts prey and farm animals
  kCatcher = 1U << 6,  // hunts small prey
  kMount = 1U << 7,    // can be ridden
  kBearer = 1U << 8,   // carries and pulls loads
  kMachine = 1U << 9,
  kFood = 1U << 10,
  kMeat = 1U << 11,
  kDrink = 1U << 12,
  kWater = 1U << 13,  // drinks that animals like too
  kTreasure = 1U << 14,
  kBlade = 1U << 15,
  kHolder = 1U << 16,  // boxes and bags
  kToy = 1U << 17,
  kTool = 1U << 18,
  kWorn = 1U << 19,
  kFragile = 1U << 20,
  kOpens = 1U << 21,
  kBuilding = 1U << 22,
  kWild = 1U << 23,
  kVehicle = 1U << 24,
  kDoor = 1U << 25,
  kHigh = 1U << 26,  // can be climbed
  kIn = 1U << 27,    // "in the cave"
  kOn = 1U << 28,    // "on the hill"
  kMass = 1U << 29,  // "some bread", never "a bread"
  kMetal = 1U << 30,
  kCloth = 1U << 31,
};
constexpr uint32_t kAnimal = kBeast | kPrey | kStock | kTame;
constexpr uint32_t kLiving = kPerson | kAnimal;
constexpr uint32_t kActor = kLiving | kMachine;
constexpr uint32_t kGoods = kTreasure | kBlade | kHolder | kToy | kTool | kWorn;
constexpr uint32_t kEdible = kFood | kMeat;
constexpr uint32_t kPlace = kBuilding | kWild;

enum class Gender : uint8_t { kHe, kShe, kIt, kEither };

struct Noun {
  const char* forms;  // "wolf wolves", or one form where there is no plural
  uint32_t classes;
  Gender gender;
  uint8_t weight;
};

/// What an adjective says, so that verbs can name their reasons: "because it was hungry".
enum Quality : uint8_t {
  qHungry,
  qThirsty,
  qGreedy,
  qAngry,
  qCruel,
  qBrave,
  qKind,
  qScared,
  qTired,
  qWeak,
  qHurt,
  qLost,
  qProud,
  qCurious,
  qStrong,
  qFast,
  qSlow,
  qLazy,
  qSad,
  qHappy,
  qClever,
  qNaughty,
  qBored,
  qShy,
  qYoung,
  qPoor,
  qRich,
  qFull,
  qJealous,
  qNoisy,
  qBusy,
  qFierce,
  qCareless,
  qValuable,
  qShiny,
  qBeautiful,
  qTasty,
  qRotten,
  qWarm,
  qHot,
  qCold,
  qHeavy,
  qLight,
  qBroken,
  qGentle,
  qSharp,
  qDirty,
  qClean,
  qEmpty,
  qLocked,
  qDark,
  qSafe,
  qDangerous,
  qBig,
  qSmall,
  qOld,
  qNew,
  qFunny,
  qSoft,
  qWet,
  qHidden,
  qCheap,
  qHigh,
  qOther,
};
constexpr uint64_t bit(Quality quality) {
  return 1ULL << quality;
}

/// What may be said of "someone else" as a reason, see kFromOthers and kForOthers.
constexpr uint64_t kThreats = bit(qGreedy) | bit(qAngry) | bit(qCruel) | bit(qJealous);
constexpr uint64_t kNeeds = bit(qHungry) | bit(qHurt) | bit(qSad) | bit(qPoor);

/// Two adjectives on one scale contradict or repeat each other: never both of one noun.
enum Scale : uint8_t {
  sOther,
  sFood,
  sMood,
  sCourage,
  sKindness,
  sEnergy,
  sStrength,
  sSpeed,
  sMind,
  sAge,
  sWealth,
  sSize,
  sValue,
  sLooks,
  sTaste,
  sHeat,
  sWeight,
  sState,
  sEdge,
  sDirt,
  sFilling,
  sLight,
  sDanger,
  sNoise,
  sPlace,
  sColour,
  sTouch,
};

enum AdjectiveFlags : uint8_t {
  kFeels = 1,        // "felt hungry", "became hungry"
  kLooks = 2,        // "looked hungry"
  kAfterVerb = 4,    // "was afraid", never "the afraid boy"
  kBeforeNoun = 8,   // "the wooden box", not used after a verb
  kTakesPlace = 16,  // "was hidden in the cave"
  kPasses = 32       // "when it was hungry"
};

struct Adjective {
  const char* word;
  uint32_t fits;
  Quality quality;
  Scale scale;
  /// Before a noun, lower ranks come first: size, age, other, colour, material.
  uint8_t rank;
  uint8_t flags;
  uint8_t weight;
};

/// Whether nouns of these classes can be so. Bread is neither big nor old.
constexpr bool adjective_fits(const Adjective& adjective, uint32_t classes) {
  const bool of_single_things = adjective.scale == sSize || adjective.scale == sAge;
  return (adjective.fits & classes) != 0 && !(of_single_things && (classes & kMass) != 0);
}

enum FrameFlags : uint8_t {
  kBegins = 1,       // may be followed by an action on the same object: found a ring (and hid it)
  kContinues = 2,    // may follow such a verb
  kState = 4,        // nothing that is done quickly or quietly
  kFeeling = 8,      // no event that others come before or after
  kKills = 16,       // its patient is no more
  kFromOthers = 32,  // is done because others are greedy
  kForOthers = 64    // is done because others are hungry
};

/// Qualities of someone else that are reasons for such a deed.
constexpr uint64_t reasons_of_others(uint8_t frame_flags) {
  return (frame_flags & kFromOthers) != 0 ? kThreats : (frame_flags & kForOthers) != 0 ? kNeeds : 0;
}

/// What somebody may want: "because it wanted to eat".
enum Goal : uint8_t { gEat = 1, gSleep = 2, gPlay = 4, gHide = 8, gHelp = 16, gRest = 32 };

/// One way to use a verb: who does it to what, and why.
struct Frame {
  /// "guard guards guarded"; empty: another frame of the verb above.
  const char* forms;
  uint32_t agents;
  uint32_t patients;  // 0: intransitive, with a place
  /// Qualities of the agent (the patient) that explain the deed.
  uint64_t agent_reasons;
  uint64_t patient_reasons;
  /// ... and that explain why it was not done.
  uint64_t agent_hindrances;
  uint64_t patient_hindrances;
  uint8_t goals;
  uint8_t flags;
  uint8_t weight;
};

/// Linking verbs: present singular, present plural, past singular, past plural.
struct LinkingVerb {
  const char* forms;
  uint8_t needs;  // AdjectiveFlags that the adjective must have, 0: none
  uint8_t weight;
};

std::span<const Noun> nouns();
std::span<const Adjective> adjectives();
std::span<const Frame> frames();
std::span<const LinkingVerb> linking_verbs();

enum class Kind : uint8_t { kFunction, kPronoun, kNoun, kVerb, kLinkingVerb, kAdjective };

/// What a word of story_words() is. No word is of two kinds.
struct WordInfo {
  Kind kind = Kind::kFunction;
  /// Noun, adjective, verb (see verb_of_frame) or linking verb: its place in its table.
  /// Pronouns: 0 to 3 are he, she, it, they; 4 to 7 him, her, it, them ("it" is 2).
  uint8_t index = 0;
  /// Nouns: 0 singular, 1 plural. Verbs: 0 base, 1 with -s, 2 past. Linking verbs: as in forms.
  uint8_t form = 0;
};

constexpr int kSubjectPronouns = 4;
constexpr int kHe = 0, kShe = 1, kIt = 2, kThey = 3;

WordInfo word_info(int word);
/// Positions in story_words().
int noun_word(int noun, bool plural);
int verb_word(int verb, int form);
int linking_word(int verb, int form);
int adjective_word(int adjective);
int pronoun_word(int pronoun, bool object);
/// "guard" has several frames, but is one verb.
int verb_of_frame(int frame);
/// The noun has a plural of its own.
bool has_plural(int noun);
bool starts_with_vowel(int word);
/// Whether he, she, it or they (0 to 3) can stand for the noun. A child is he or she.
bool can_stand_for(int pronoun, int noun, bool plural);

}  // namespace playground::lexicon
