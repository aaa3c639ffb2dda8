#include <algorithm>
#include <cstdio>

#include "cli/command_request.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_files.hpp"
#include "formats/number_text.hpp"

namespace playground {

namespace {

constexpr const char* kUntrained =
    "Untrained random weights: the arithmetic is real, the pattern means nothing.\n";
// More columns than this are shown as blocks.
constexpr Index kMostColumns = Trace::kLargestThumbnail;

Result<double> memory_budget(const Arguments& arguments) {
  const std::optional<std::string_view> given = arguments.value("memory");
  if (!given) {
    return Playground::kDefaultMemory;
  }
  std::string_view digits = *given;
  double unit = 1.0;
  for (const auto& [letter, bytes] :
       {std::pair('K', 1024.0), std::pair('M', 1048576.0), std::pair('G', 1073741824.0)}) {
    if (!digits.empty() && digits.back() == letter) {
      unit = bytes;
      digits.remove_suffix(1);
      break;
    }
  }
  const std::optional<int64_t> size = parse_whole(digits);
  if (!size || *size == 0) {
    return Error{"--memory is a number of bytes, like 512M or 4G, not \"" +
                 std::string(given->substr(0, 40)) + "\"."};
  }
  return static_cast<double>(*size) * unit;
}

// A layer or head counted from 1 becomes a range counted from 0; without the flag it is all of
// them.
Result<Range> chosen(const Arguments& arguments, const char* flag, Index count) {
  const std::optional<std::string_view> given = arguments.value(flag);
  if (!given) {
    return Range{0, count};
  }
  const std::optional<int64_t> number = parse_whole(*given);
  if (!number || *number < 1 || *number > count) {
    return Error{std::string("--") + flag + " is a whole number from 1 to " +
                 std::to_string(count) + ", not \"" + std::string(given->substr(0, 40)) + "\"."};
  }
  return Range{static_cast<Index>(*number) - 1, static_cast<Index>(*number)};
}

std::string fixed(float number, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, static_cast<double>(number));
  return text;
}

std::string tokens_line(const Trace& trace) {
  std::string line =
      with_thousands(trace.length()) + (trace.length() == 1 ? " token:" : " tokens:");
  for (const Token& token : trace.tokens()) {
    line += " [" + visible_text(bytes_of(token, trace.request().text)) + "]";
  }
  return line + "\n";
}

std::string statistics_line(const HeadStatistics& statistics) {
  return "entropy " + fixed(statistics.entropy, 2) + " bits, distance " +
         fixed(statistics.distance, 2) + ", first token " + fixed(statistics.sink, 2) +
         ", previous token " + fixed(statistics.previous, 2) + ", itself " +
         fixed(statistics.diagonal, 2) + "\n";
}

std::vector<std::string> labels_of(const Trace& trace) {
  std::vector<std::string> labels;
  const Index size = trace.thumbnail_size();
  if (trace.length() > size) {
    // A block is named by its first token's position.
    for (Index block = 0; block < size; ++block) {
      labels.push_back(std::to_string((block * trace.length() + size - 1) / size));
    }
    return labels;
  }
  for (const Token& token : trace.tokens()) {
    labels.push_back(visible_text(bytes_of(token, trace.request().text)));
  }
  return labels;
}

std::string head_text(const Trace& trace, Index layer, Index head, const Terminal& terminal,
                      const std::vector<std::string>& labels) {
  const Index size = trace.thumbnail_size();
  std::string text = "\nHead " + std::to_string(layer + 1) + "." + std::to_string(head + 1) + ": " +
                     statistics_line(trace.statistics(layer, head));
  const LabelledMatrix matrix{{trace.thumbnail(layer, head).data(), size, size, size},
                              trace.allowed_thumbnail().data(),
                              &labels};
  return text + matrix_text(matrix, terminal);
}

Result<void> show_heads(const Arguments& arguments, const Trace& trace) {
  const Result<Range> layers = chosen(arguments, "layer", trace.shape().layers);
  const Result<Range> heads = chosen(arguments, "head", trace.shape().heads);
  if (!layers.ok() || !heads.ok()) {
    return layers.ok() ? heads.error() : layers.error();
  }
  const Terminal terminal = Terminal::of_output();
  std::string text = trace.request().model == "random" ? kUntrained : "";
  text += tokens_line(trace);
  if (trace.length() == 0) {
    return write_output(text + "There is nothing to attend to.\n");
  }
  text +=
      "Rows are queries (the token that asks), columns keys (the token that is asked); each row "
      "sums to 1, · is not allowed, ≈0 and ≈1 are rounded.\n";
  if (trace.length() > kMostColumns) {
    text += "Each cell is the largest weight in a block of the " + with_thousands(trace.length()) +
            " × " + with_thousands(trace.length()) +
            " matrix, named by its first position; --json and --npy give every number.\n";
  }
  const std::vector<std::string> labels = labels_of(trace);
  for (Index layer = layers.value().first; layer < layers.value().last; ++layer) {
    for (Index head = heads.value().first; head < heads.value().last; ++head) {
      text += head_text(trace, layer, head, terminal, labels);
    }
  }
  return write_output(text);
}

}  // namespace

Result<void> show_command(std::span<const std::string_view> words) {
  const FlagKind own[] = {{"layer"}, {"head"}, {"json", false}, {"npy"}, {"memory"}, {"svg"}};
  const Result<Arguments> parsed = Arguments::parse(words, request_flags(own));
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  if (arguments.has("svg")) {
    return Error{
        "--svg is drawn by what draws the page: ./play attend show TEXT --svg FILE does it, with "
        "Node."};
  }
  const Result<double> budget = memory_budget(arguments);
  if (!budget.ok()) {
    return budget.error();
  }
  Playground playground(budget.value());
  Result<Request> request = command_request(arguments, playground);
  if (!request.ok()) {
    return request.error();
  }
  const std::shared_ptr<const TrainedModel> model = playground.model(request.value().model);
  Result<Trace> trace = playground.run(std::move(request.value()));
  if (!trace.ok()) {
    return trace.error();
  }
  if (const std::optional<std::string_view> folder = arguments.value("npy")) {
    const Result<void> written = write_trace_npy(trace.value(), std::string(*folder));
    if (!written.ok()) {
      return written;
    }
    tell_written(std::string(*folder));
    if (!arguments.has("json")) {
      return {};
    }
  }
  if (!arguments.has("json")) {
    return show_heads(arguments, trace.value());
  }
  const Result<std::string> json =
      trace_json(trace.value(), model == nullptr ? std::vector<HeadRole>{} : head_roles(*model));
  return json.ok() ? write_output(json.value()) : json.error();
}

}  // namespace playground
