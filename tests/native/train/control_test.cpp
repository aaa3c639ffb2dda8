#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "train/evaluation.hpp"
#include "train/model_scores.hpp"
#include "train/story_lexicon.hpp"
#include "train/trainer.hpp"

namespace playground {

namespace {

// What the tokens of the model below are to it, each one number of its vectors.
enum Kind : Index { kNoun, kPronoun, kPluralBe, kAnyOther, kNever = 11 };

Kind kind_of(int word) {
  const lexicon::WordInfo info = lexicon::word_info(word);
  if (info.kind == lexicon::Kind::kLinkingVerb && info.index == 0 && info.form % 2 == 1) {
    return kPluralBe;
  }
  // "something" like a pronoun, so that its row is told from that of "else".
  const bool pronoun = info.kind == lexicon::Kind::kPronoun || word == word_index("something");
  return info.kind == lexicon::Kind::kNoun ? kNoun : pronoun ? kPronoun : kAnyOther;
}

// One layer of three heads whose rows are known. Every row of head 1 has its largest weight on the
// first noun. So have the pronouns' rows of head 2, but no others. In head 3 "are" and "were" come
// before the nouns.
std::shared_ptr<const TrainedModel> known_reader() {
  TransformerConfig config;
  config.layers = 1;
  config.heads = 3;
  config.width = 12;
  config.hidden = 1;
  config.vocabulary = story_vocabulary().size();
  config.positions = 64;
  Transformer model = std::move(Transformer::zeros(config).value());
  const ParameterLayout& layout = model.layout;
  const auto set = [&](Index tensor, Index row, Index column, float number) {
    model.parameters[tensor + row * config.width + column] = number;
  };
  const int first_word = story_vocabulary().first_word();
  for (int word = 0; word < static_cast<int>(story_words().size()); ++word) {
    set(layout.token_embedding, first_word + word, kind_of(word), 1.0F);
  }
  for (Index i = 0; i < config.width; ++i) {
    set(layout.layer(0).norm1_gain, 0, i, 1.0F);
    set(layout.layer(0).norm2_gain, 0, i, 1.0F);
    set(layout.final_gain, 0, i, 1.0F);
  }
  // After the normalisation what a token is not lies below 0, the same for all.
  for (const Index head : {0, 2}) {
    set(layout.layer(0).query, kNever, 4 * head, -1.0F);
  }
  set(layout.layer(0).query, kPronoun, 4, 1.0F);
  for (const Index head : {0, 1, 2}) {
    set(layout.layer(0).key, kNoun, 4 * head, 1.0F);
  }
  set(layout.layer(0).key, kPluralBe, 8, 2.0F);
  return TrainedModel::create(std::move(model), story_vocabulary(), {"reader", 1, ""}).value();
}

}  // namespace

TEST_CASE("The control compares the pronoun's row with that of else, over the same stories") {
  const Result<Control> control =
      evaluate_control(*known_reader(), {GrammarSize::kSmall, Split::kTest, 300, 1});
  REQUIRE(control.ok());
  const std::vector<Share>& pronoun = control.value().pronoun;
  const std::vector<Share>& other = control.value().something_else;
  REQUIRE(pronoun.size() == 3);
  REQUIRE(other.size() == 3);
  for (size_t head = 0; head < 3; ++head) {
    CHECK(pronoun[head].cases > 100);
    CHECK(pronoun[head].cases == other[head].cases);
  }
  // The first noun is meant in a part of the stories, whatever stands for it.
  CHECK(pronoun[0].value() > 0.2);
  CHECK(pronoun[0].value() < 0.8);
  CHECK(other[0].right == pronoun[0].right);
  CHECK(pronoun[1].right == pronoun[0].right);
  CHECK(other[1].right == 0);
  // "they are" became "something else is".
  CHECK(pronoun[2].right < pronoun[0].right);
  CHECK(other[2].right == other[0].right);
}

TEST_CASE("In the full language too, the control has the noun where it was") {
  const Result<Control> control =
      evaluate_control(*known_reader(), {GrammarSize::kFull, Split::kTest, 200, 1});
  REQUIRE(control.ok());
  CHECK(control.value().pronoun[0].right > 10);
  CHECK(control.value().something_else[0].right == control.value().pronoun[0].right);
}

TEST_CASE("A reader's scores have the control, a writer's none") {
  const auto reader = known_reader();
  const ProbeOptions options{GrammarSize::kSmall, Split::kTest, 50, 1};
  const Result<JsonValue> scores = parse_json(measure_model(reader, options).value());
  REQUIRE(scores.ok());
  const JsonValue* control = scores.value().find("control");
  REQUIRE(control != nullptr);
  CHECK(control->find("cases")->number > 20);
  REQUIRE(control->find("pronoun")->items.size() == 3);
  REQUIRE(control->find("else")->items.size() == 3);
  CHECK(control->find("pronoun")->items[1].number > 0.2);
  CHECK(control->find("else")->items[1].number == 0);
  const auto writer = TrainedModel::with_facts(*reader, {"writer", 1, ""});
  const Result<JsonValue> others = parse_json(measure_model(writer.value(), options).value());
  CHECK(others.value().find("control") == nullptr);
}

}  // namespace playground
