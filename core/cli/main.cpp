// attend: the native command. Errors are one line on stderr and exit code 2.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "request.hpp"
#include "train/train_options.hpp"

namespace playground {

namespace {

std::string help_text() {
  std::string text =
      "attend show TEXT [flags]      tokens and each head's matrix; - as TEXT reads the input\n"
      "    --layer L --head H        only this layer or head, counted from 1\n"
      "    --json                    the whole trace as one JSON document\n"
      "    --npy DIR                 each tensor as a .npy file in DIR\n"
      "    --svg FILE                a figure, by ./play attend: --view "
      "matrix|heads|text|lines|cell|\n"
      "                              pipeline, --step S, --cell QUERY,KEY, --theme light|dark\n"
      "    --memory SIZE             the budget, like 512M or 4G (default 1G)\n"
      "attend tokenize TEXT [--tokenizer T] [--json]\n"
      "attend kernel --q Q.npy --k K.npy --v V.npy --heads H --weights W.npy --output O.npy\n"
      "    [--mask M] [--scale S] [--temperature T]   attention on float32 arrays of shape (N, D)\n"
      "attend predict TEXT [--model reader] [--position N] [--count N] [--json]\n"
      "                              the most probable words at [MASK] (reader) or after TEXT "
      "(writer)\n"
      "attend generate [TEXT] [--model writer] [--temperature T] [--top-k K] [--top-p P] [--seed "
      "S]\n"
      "    [--tokens N] [--stories N]    writes on, word by word\n"
      "attend train --output FILE [flags]   trains a model on stories; --bits 4|8|32, --quiet\n"
      "    --checkpoint FILE         keeps what it needs to go on later, every 100 steps (--every "
      "N)\n"
      "    --resume FILE             goes on from a checkpoint, with its settings, to the same "
      "model\n"
      "attend probe [--model reader] [--split test|validation] [--stories N] [--grammar "
      "small|full]\n"
      "                              what each head looks at, measured on new stories, as JSON; "
      "the\n"
      "                              grammar is the one that the model was trained with\n"
      "attend probe --examples N --head 3.1 [--link pronoun] [--right] [--seed S] [--json]\n"
      "                              stories in which a head points elsewhere, or is --right\n"
      "attend help | --version\n\nFlags of show:\n";
  const auto add = [&text](std::span<const Property> table) {
    for (const Property& property : table) {
      if (property.name != "text") {
        std::string line = "    --" + std::string(property.name);
        line.resize(std::max<size_t>(line.size(), 19), ' ');
        text += line + std::string(property.help) + " Default " +
                std::string(property.default_text) + ".\n";
      }
    }
  };
  add(request_table());
  text += "\nFlags of train:\n";
  add(train_table());
  return text;
}

// What the help says of one command.
std::string help_of(std::string_view command) {
  const std::string all = help_text();
  const std::string usage = "attend " + std::string(command) + " ";
  const std::string flags =
      "Flags of " + std::string(command == "predict" ? "show" : command) + ":";
  std::string text;
  bool is_about = false;
  for (size_t at = 0; at < all.size();) {
    const size_t end = all.find('\n', at) + 1;
    const std::string line = all.substr(at, end - at);
    if (line.compare(0, 4, "    ") != 0) {
      is_about = line.compare(0, usage.size(), usage) == 0 || line == flags + "\n";
    }
    text += is_about ? line : "";
    at = end;
  }
  return text;
}

// Behind -- a word is a word.
bool asks_for_help(std::span<const std::string_view> words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, "--help") != end;
}

Result<void> run(std::span<const std::string_view> words) {
  const std::string_view command = words.empty() ? "" : words[0];
  const std::span<const std::string_view> rest = words.empty() ? words : words.subspan(1);
  const struct {
    std::string_view name;
    Result<void> (*run)(std::span<const std::string_view>);
  } commands[] = {{"show", show_command},        {"tokenize", tokenize_command},
                  {"kernel", kernel_command},    {"train", train_command},
                  {"probe", probe_command},      {"predict", predict_command},
                  {"generate", generate_command}};
  for (const auto& one : commands) {
    if (command == one.name) {
      return asks_for_help(rest) ? write_output(help_of(command)) : one.run(rest);
    }
  }
  if (command == "help" || command == "--help" || command == "-h") {
    return write_output(help_text());
  }
  if (command == "--version") {
    return write_output("attend " PLAYGROUND_VERSION "\n");
  }
  return Error{
      (command.empty() ? "A command is needed"
                       : "There is no command \"" + std::string(command.substr(0, 40)) + "\"") +
      "; the commands are show, tokenize, kernel, predict, generate, train, probe and help."};
}

}  // namespace

}  // namespace playground

int main(int count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + count);
  const playground::Result<void> done = playground::run(words);
  if (!done.ok()) {
    std::fprintf(stderr, "attend: %s\n", done.error().message.c_str());
    return 2;
  }
  return 0;
}
