#include "cli/command_request.hpp"

#include <filesystem>

#include "cli/files.hpp"
#include "cli/model_files.hpp"

namespace playground {

namespace {

bool is_file_name(std::string_view tokenizer) {
  return !tokenizer.empty() && tokenizer != "words" && tokenizer != "characters" &&
         !names_byte_pair(tokenizer);
}

Result<void> load_tokenizer_file(const std::string& path, Playground& playground) {
  const Result<std::string> json = read_file(path);
  if (!json.ok()) {
    return Error{"--tokenizer is words, characters, bytepair:MERGES or a file. " +
                 json.error().message};
  }
  const std::filesystem::path merges = std::filesystem::path(path).replace_filename("vocab.bpe");
  const bool is_encoder = std::filesystem::path(path).filename() == "encoder.json";
  Result<void> loaded;
  if (is_encoder) {
    const Result<std::string> bpe = read_file(merges.string());
    loaded = bpe.ok() ? playground.load_tokenizer(path, json.value(), bpe.value()) : bpe.error();
  } else {
    loaded = playground.load_tokenizer(path, json.value());
  }
  return loaded.ok() ? loaded : Error{"Cannot use " + path + ": " + loaded.error().message};
}

// A trained model refuses heads that are not there itself; the page may hold on to them while the
// random one is looked at.
Result<void> check_heads(const Request& request) {
  const Result<void> checked =
      request.model == "random" ? check_ablated(request, request.shape) : Result<void>();
  return checked.ok() ? checked : Error{"--" + checked.error().message};
}

}  // namespace

std::vector<FlagKind> request_flags(std::span<const FlagKind> own) {
  std::vector<FlagKind> flags;
  for (const Property& property : request_table()) {
    if (property.name != "text") {
      flags.push_back({property.name});
    }
  }
  flags.insert(flags.end(), own.begin(), own.end());
  return flags;
}

Result<Request> command_request(const Arguments& arguments, Playground& playground,
                                std::string_view model) {
  if (arguments.words().size() != 1) {
    return Error{arguments.words().empty()
                     ? "A text is needed, in quotes; - reads it from the input."
                     : "The text must be one word for the shell: put it in quotes."};
  }
  std::string text = arguments.words()[0];
  if (text == "-") {
    Result<std::string> input = read_file(text);
    if (!input.ok()) {
      return input.error();
    }
    text = std::move(input.value());
  }
  std::vector<Request::Pair> pairs{{"text", text}, {"model", model}};
  for (const Property& property : request_table()) {
    if (const std::optional<std::string_view> value = arguments.value(property.name)) {
      pairs.push_back({property.name, *value});
    }
  }
  Result<Request> request = Request::parse(pairs);
  if (request.ok()) {
    const Result<void> checked = check_heads(request.value());
    const Result<void> loaded =
        checked.ok() ? load_model(request.value().model, playground) : checked;
    if (!loaded.ok()) {
      return loaded.error();
    }
  }
  if (request.ok() && is_file_name(request.value().tokenizer)) {
    const Result<void> loaded = load_tokenizer_file(request.value().tokenizer, playground);
    if (!loaded.ok()) {
      return loaded.error();
    }
  }
  return request;
}

}  // namespace playground
