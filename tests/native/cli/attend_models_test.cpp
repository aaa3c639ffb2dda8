// Models: trained, measured, written with.
#include "cli/attend_command.hpp"
#include "model/model_file.hpp"

namespace playground {

TEST_CASE("A training goes on from its checkpoint and writes the same file, byte for byte") {
  const Folder folder;
  const std::string settings = "--grammar small --layers 1 --heads 2 --width 8 --batch 4 --seed 9 ";
  const auto train = [&](const std::string& flags, const std::string& output) {
    const Ran ran = attend("train --quiet " + flags + " --output " + folder.at(output));
    CAPTURE(ran.errors);
    CHECK(ran.code == 0);
    return read(folder.at(output));
  };
  const std::string checkpoint = folder.at("half");
  const std::string straight = train(settings + "--steps 30", "straight");
  CHECK(!straight.empty());
  // The one that is left is that of step 15: the last step's is the model itself.
  CHECK(train(settings + "--steps 30 --every 15 --checkpoint " + checkpoint, "kept") == straight);
  CHECK(train("--resume " + checkpoint, "resumed") == straight);
  CHECK(!std::filesystem::exists(checkpoint + ".unfinished"));
  // Checkpoints of a training that was resumed lead to the same end.
  CHECK(train("--resume " + checkpoint + " --every 7 --checkpoint " + checkpoint, "again") ==
        straight);
  CHECK(train("--resume " + checkpoint, "third") == straight);
}

TEST_CASE("A training says where its model is, but not when it has to be quiet") {
  const Folder folder;
  const std::string train =
      "train --grammar small --layers 1 --heads 1 --width 4 --batch 1 --steps 1 --output " +
      folder.at("model");
  CHECK(attend(train).errors == "attend: wrote " + folder.at("model") + "\n");
  CHECK(attend(train + " --quiet").errors.empty());
}

TEST_CASE("What is no checkpoint is refused, and so are settings beside one") {
  const Folder folder;
  const std::string checkpoint = folder.at("checkpoint");
  const std::string output = " --quiet --output " + folder.at("model");
  const std::string settings = "--grammar small --layers 1 --heads 1 --width 4 --batch 1 --steps 3";
  CHECK(attend("train --every 2 --checkpoint " + checkpoint + " " + settings + output).code == 0);
  const std::string resume = "train" + output + " --resume ";
  expect_refusal(attend(resume + folder.at("model")), "metadata does not say");
  expect_refusal(attend(resume + folder.at("nowhere")), "Cannot read");
  expect_refusal(attend(resume + checkpoint + " --steps 9"), "leave out --steps");
  const std::string bytes = read(checkpoint);
  REQUIRE(!bytes.empty());
  write(folder.at("damaged"), bytes.substr(0, bytes.size() / 2));
  expect_refusal(attend(resume + folder.at("damaged")), "Cannot resume from");
  expect_refusal(attend("train --every 5" + output), "--checkpoint FILE is needed");
  expect_refusal(attend("train --every 0 --checkpoint x" + output), "--every is a whole number");
  expect_refusal(
      attend("train " + settings + " --every 1 --checkpoint " + folder.at("no/where") + output),
      "Cannot write");
  // A folder cannot give way to a file; nothing half done is left beside it.
  std::filesystem::create_directory(folder.at("taken"));
  expect_refusal(
      attend("train " + settings + " --every 1 --checkpoint " + folder.at("taken") + output),
      "Cannot write");
  CHECK(!std::filesystem::exists(folder.at("taken.unfinished")));
  expect_refusal(attend("predict 'The [MASK].' --model " + checkpoint), "not a model");
}

TEST_CASE("probe --examples shows stories where a head is wrong, or right") {
  const Folder folder;
  const std::string model = folder.at("model");
  CHECK(attend("train --quiet --grammar small --layers 1 --heads 2 --width 8 --batch 1 --steps 2 "
               "--output " +
               model)
            .code == 0);
  const std::string probe = "probe --model " + model + " --grammar small ";
  const Ran shown = attend(probe + "--head 1.2 --link verb --examples 3");
  CHECK(shown.code == 0);
  CHECK(std::count(shown.output.begin(), shown.output.end(), '\n') == 6);
  CHECK(shown.output.find(" %), not ") != std::string::npos);
  CHECK(attend(probe + "--head 1.2 --link next --examples 2 --right").output.find(", not") ==
        std::string::npos);
  const JsonValue json = json_of(attend(probe + "--head 1.2 --examples 4 --seed 3 --json"));
  REQUIRE(json.items.size() == 4);
  CHECK(json.items[0].find("pointed")->number != json.items[0].find("target")->number);

  expect_refusal(attend(probe + "--examples 3"), "needs --head");
  expect_refusal(attend(probe + "--examples 3 --head 2.1"), "no head 2.1");
  expect_refusal(attend(probe + "--examples 3 --head 1.1 --link noun"), "--link is one of");
  expect_refusal(attend(probe + "--examples 0 --head 1.1"), "--examples is a whole number");
  expect_refusal(attend(probe + "--examples 3 --head 1.1 --stories 5"), "leave out --stories");
  expect_refusal(attend(probe + "--head 1.1"), "--head belongs to --examples");
  expect_refusal(attend("probe --grammar tiny"), "--grammar is full or small");
  expect_refusal(attend("probe reader"), "takes flags only");
}

TEST_CASE("probe measures on the grammar that the model was trained with, and says which") {
  const Folder folder;
  const std::string settings =
      " --quiet --layers 1 --heads 2 --width 8 --batch 1 --steps 2 --output ";
  CHECK(attend("train --grammar small" + settings + folder.at("small")).code == 0);
  CHECK(attend("train --grammar full" + settings + folder.at("full")).code == 0);
  const auto probe = [&](const std::string& flags) {
    return attend("probe --stories 20 --model " + folder.at(flags));
  };
  const Ran small = probe("small");
  CHECK(small.errors == "attend: measured on new stories of the small grammar\n");
  CHECK(json_of(small).find("grammar")->text == "small");
  CHECK(probe("small --grammar small").output == small.output);
  const Ran full = probe("full");
  CHECK(full.errors == "attend: measured on new stories of the full grammar\n");
  CHECK(probe("full --grammar full").output == full.output);
  CHECK(probe("small --grammar full").output != small.output);
}

TEST_CASE("generate keeps the words that the model does not know, and names them") {
  const Ran some = attend("generate 'The smartphone'");
  CHECK(some.code == 0);
  CHECK(some.output.find("The smartphone ") == 0);
  CHECK(some.errors.find("does not know \"smartphone\"") != std::string::npos);
  const Ran none = attend("generate My smartphone xyz --stories 2");
  CHECK(none.output.find("My smartphone xyz") == 0);
  CHECK(none.errors.find("\"xyz\"") != std::string::npos);
  CHECK(none.output.find("smartphone", 20) == std::string::npos);
  CHECK(attend("generate 'The dragon'").errors.empty());
  expect_refusal(attend("generate --temperature 2.5"), "from 0 to 2");
}

TEST_CASE("predict says that a writer fills no [MASK]") {
  expect_refusal(attend("predict 'The dragon ate the [MASK].' --model writer"), "fills no [MASK]");
  CHECK(attend("predict 'The dragon ate the' --model writer").code == 0);
}

TEST_CASE("A model of other words than the stories' is neither measured nor written on with") {
  Vocabulary vocabulary = Vocabulary::with_characters({".", "the", "cat"});
  TransformerConfig config;
  config.layers = 1;
  config.heads = 1;
  config.width = 4;
  config.hidden = 4;
  config.vocabulary = vocabulary.size();
  config.mask = Mask::parse("causal").value();
  const auto other = TrainedModel::create(std::move(Transformer::random(config, 1).value()),
                                          std::move(vocabulary), {"writer", 1, ""})
                         .value();
  const Folder folder;
  write(folder.at("other"), write_model(*other, Precision::kFloat));
  CHECK(attend("predict 'The cat' --model " + folder.at("other")).code == 0);
  for (const char* command : {"generate", "probe", "probe --examples 2 --head 1.1"}) {
    expect_refusal(attend(std::string(command) + " --model " + folder.at("other")),
                   "words are not those of the stories");
  }
}

}  // namespace playground
