#include "train/story_lexicon.hpp"

namespace playground::lexicon {
namespace {

// Shorter names for the columns of the table.
constexpr uint8_t F = kFeels | kLooks;
constexpr uint8_t P = kFeels | kLooks | kPasses;
constexpr uint8_t L = kLooks;
constexpr uint8_t A = kAfterVerb;
constexpr uint32_t kThings = kGoods | kVehicle;

constexpr Adjective kAdjectives[] = {
    {"hungry", kLiving, qHungry, sFood, 2, P, 9},
    {"thirsty", kLiving, qThirsty, sFood, 2, P, 5},
    {"full", kLiving | kHolder, qFull, sFilling, 2, A | kFeels | kPasses, 3},
    {"greedy", kPerson | kBeast, qGreedy, sKindness, 2, L, 6},
    {"angry", kLiving, qAngry, sMood, 2, P, 6},
    {"cruel", kPerson | kBeast, qCruel, sKindness, 2, L, 3},
    {"wicked", kPerson, qCruel, sKindness, 2, L, 2},
    {"brave", kActor, qBrave, sCourage, 2, F, 6},
    {"kind", kPerson, qKind, sKindness, 2, L, 6},
    {"friendly", kActor, qGentle, sKindness, 2, L, 5},
    {"gentle", kActor, qGentle, sKindness, 2, L, 4},
    {"scared", kLiving, qScared, sCourage, 2, P, 5},
    {"afraid", kLiving, qScared, sCourage, 2, A | P, 4},
    {"tired", kLiving, qTired, sEnergy, 2, P, 8},
    {"sleepy", kLiving, qTired, sEnergy, 2, P, 4},
    {"weak", kLiving, qWeak, sStrength, 2, F, 4},
    {"hurt", kLiving, qHurt, sEnergy, 2, A | L, 4},
    {"sick", kLiving, qHurt, sEnergy, 2, P, 4},
    {"lost", kLiving, qLost, sPlace, 2, A | kLooks | kTakesPlace, 4},
    {"proud", kPerson, qProud, sMood, 2, F, 4},
    {"curious", kActor, qCurious, sMind, 2, F, 5},
    {"strong", kActor, qStrong, sStrength, 2, F, 6},
    {"fast", kActor, qFast, sSpeed, 2, L, 4},
    {"quick", kActor, qFast, sSpeed, 2, L, 2},
    {"slow", kActor, qSlow, sSpeed, 2, L, 4},
    {"lazy", kActor, qLazy, sEnergy, 2, F, 5},
    {"sad", kActor, qSad, sMood, 2, P, 4},
    {"lonely", kActor, qSad, sMood, 2, P, 4},
    {"happy", kActor, qHappy, sMood, 2, P, 4},
    {"clever", kActor, qClever, sMind, 2, L, 4},
    {"wise", kPerson, qClever, sMind, 2, L, 2},
    {"naughty", kPerson | kTame | kPrey, qNaughty, sKindness, 2, 0, 3},
    {"rude", kPerson, qNaughty, sKindness, 2, L, 2},
    {"bored", kActor, qBored, sMood, 2, A | P, 3},
    {"shy", kLiving, qShy, sCourage, 2, F, 3},
    {"young", kLiving, qYoung, sAge, 1, L, 5},
    {"poor", kPerson, qPoor, sWealth, 2, L, 4},
    {"rich", kPerson, qRich, sWealth, 2, L, 4},
    {"jealous", kPerson, qJealous, sMood, 2, F, 2},
    {"noisy", kActor, qNoisy, sNoise, 2, 0, 3},
    {"busy", kActor, qBusy, sEnergy, 2, A | L, 3},
    {"fierce", kBeast, qFierce, sKindness, 2, L, 4},
    {"careless", kPerson | kMachine | kPrey, qCareless, sOther, 2, 0, 2},

    {"valuable", kGoods, qValuable, sValue, 2, L, 9},
    {"precious", kTreasure | kBlade | kWorn, qValuable, sValue, 2, L, 3},
    {"rare", kTreasure, qValuable, sValue, 2, L, 4},
    {"shiny", kTreasure | kMetal | kToy, qShiny, sLooks, 2, L, 6},
    {"beautiful", kPerson | kTreasure | kWorn | kToy | kBuilding | kWild, qBeautiful, sLooks, 0, L,
     5},
    {"ugly", kPerson | kBeast | kWorn | kToy | kBuilding, qOther, sLooks, 0, L, 2},
    {"expensive", kGoods | kVehicle, qHigh, sValue, 2, L, 5},
    {"cheap", kBlade | kHolder | kToy | kTool | kWorn, qCheap, sValue, 2, L, 2},
    {"tasty", kEdible | kPrey | kStock, qTasty, sTaste, 2, L, 6},
    {"delicious", kEdible, qTasty, sTaste, 2, L, 3},
    {"sweet", kFood, qTasty, sTaste, 2, L, 4},
    {"fresh", kEdible | kDrink, qTasty, sTaste, 2, L, 4},
    {"rotten", kEdible, qRotten, sTaste, 2, L, 3},
    {"bitter", kFood | kDrink, qRotten, sTaste, 2, 0, 2},
    {"warm", kEdible | kDrink | kCloth | kBuilding, qWarm, sHeat, 2, L, 4},
    {"hot", kEdible | kDrink, qHot, sHeat, 2, L, 3},
    {"cold", kLiving | kEdible | kDrink | kWild | kBuilding, qCold, sHeat, 2, P, 4},
    {"heavy", kThings, qHeavy, sWeight, 2, L, 6},
    {"light", kThings, qLight, sWeight, 2, L, 3},
    {"broken", kFragile | kBlade | kHolder | kVehicle | kDoor, qBroken, sState, 2, L, 5},
    {"rusty", kMetal, qBroken, sState, 2, L, 3},
    {"sharp", kBlade, qSharp, sEdge, 2, L, 5},
    {"dirty", kGoods | kVehicle | kBuilding, qDirty, sDirt, 2, L, 4},
    {"clean", kGoods | kBuilding, qClean, sDirt, 2, L, 2},
    {"empty", kHolder | kBuilding, qEmpty, sFilling, 2, L, 4},
    {"locked", kDoor, qLocked, sState, 2, L, 3},
    {"dark", kBuilding | kWild, qDark, sLight, 2, L, 5},
    {"safe", kBuilding | kWild, qSafe, sDanger, 2, A | L, 3},
    {"quiet", kBuilding | kWild, qSafe, sNoise, 2, L, 2},
    {"dangerous", kBeast | kBlade | kWild, qDangerous, sDanger, 2, L, 5},
    {"big", kActor | kEdible | kThings | kDoor | kPlace, qBig, sSize, 0, L, 6},
    {"huge", kBeast | kBuilding | kWild | kVehicle, qBig, sSize, 0, L, 3},
    {"small", kActor | kEdible | kThings | kDoor | kPlace, qSmall, sSize, 0, L, 6},
    {"tiny", kPrey | kFood | kTreasure | kToy | kTool, qSmall, sSize, 0, L, 3},
    {"old", kActor | kThings | kDoor | kBuilding, qOld, sAge, 1, L, 6},
    {"new", kThings | kDoor | kBuilding, qNew, sAge, 1, L, 4},
    {"funny", kActor | kToy, qFunny, sOther, 2, L, 3},
    {"soft", kCloth, qSoft, sTouch, 2, L, 2},
    {"wet", kCloth | kHolder | kVehicle, qWet, sTouch, 2, L, 2},
    {"hidden", kGoods, qHidden, sPlace, 2, A | kTakesPlace, 4},
    {"tall", kPerson | kBuilding | kHigh, qHigh, sSize, 0, L, 3},
    {"magic", kBlade | kTreasure | kTool | kWorn, qOther, sOther, 3, kBeforeNoun, 3},
    {"golden", kMetal, qOther, sColour, 4, kBeforeNoun, 3},
    {"silver", kMetal, qOther, sColour, 4, kBeforeNoun, 2},
    {"wooden", kToy | kVehicle | kDoor, qOther, sColour, 4, kBeforeNoun, 2},
    {"red", kToy | kCloth | kBuilding | kVehicle | kDoor, qOther, sColour, 3, kBeforeNoun, 3},
    {"green", kToy | kCloth | kVehicle | kDoor | kBeast, qOther, sColour, 3, kBeforeNoun, 2},
    {"blue", kToy | kCloth | kVehicle | kDoor, qOther, sColour, 3, kBeforeNoun, 2},
    {"black", kTame | kMount | kCloth | kHolder, qOther, sColour, 3, kBeforeNoun, 3},
    {"white", kTame | kPrey | kStock | kCloth | kBuilding, qOther, sColour, 3, kBeforeNoun, 3},
    {"brown", kTame | kMount | kPrey | kCloth, qOther, sColour, 3, kBeforeNoun, 2},
};

// Forms: present singular, present plural, past singular, past plural.
constexpr LinkingVerb kLinkingVerbs[] = {
    {"is are was were", 0, 11},
    {"looks look looked looked", kLooks, 3},
    {"seems seem seemed seemed", kLooks, 3},
    {"feels feel felt felt", kFeels, 2},
    {"becomes become became became", kFeels, 1},
};

}  // namespace

std::span<const Adjective> adjectives() {
  return kAdjectives;
}
std::span<const LinkingVerb> linking_verbs() {
  return kLinkingVerbs;
}

}  // namespace playground::lexicon
