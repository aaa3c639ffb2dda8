#include "cli/command_request.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_files.hpp"
#include "formats/json_writer.hpp"

namespace playground {

Result<void> tokenize_command(std::span<const std::string_view> words) {
  const FlagKind own[] = {{"json", false}, {"tokenizer"}};
  const Result<Arguments> arguments = Arguments::parse(words, own);
  if (!arguments.ok()) {
    return arguments.error();
  }
  Playground playground;
  const Result<Request> request = command_request(arguments.value(), playground);
  if (!request.ok()) {
    return request.error();
  }
  const std::string& text = request.value().text;
  const Result<std::vector<Token>> tokens = playground.tokenize(request.value());
  if (!tokens.ok()) {
    return tokens.error();
  }
  if (arguments.value().has("json")) {
    JsonWriter json;
    write_tokens(json, tokens.value(), text);
    return write_output(json.text() + "\n");
  }
  std::string lines;
  for (const Token& token : tokens.value()) {
    lines += padded(std::to_string(token.id), -6) + "  " +
             padded(std::to_string(token.start) + "–" + std::to_string(token.end), 12) +
             visible_text(bytes_of(token, text)) + "\n";
  }
  return write_output(lines);
}

}  // namespace playground
