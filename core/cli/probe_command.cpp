#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/model_files.hpp"
#include "cli/story_flags.hpp"
#include "train/model_scores.hpp"

namespace playground {

Result<void> probe_command(std::span<const std::string_view> words) {
  const FlagKind flags[] = {{"model"}, {"split"}, {"stories"}, {"grammar"}, {"seed"}};
  const Result<Arguments> parsed = Arguments::parse(words, flags);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  const Result<Split> split = split_of(arguments);
  const Result<int64_t> stories = whole_flag(arguments, "stories", 1, 1'000'000, 2000);
  const Result<int64_t> seed = whole_flag(arguments, "seed", 0, 4294967295, 1);
  const Result<GrammarSize> grammar = grammar_of(arguments);
  if (!split.ok() || !stories.ok() || !seed.ok() || !grammar.ok()) {
    return !split.ok()     ? split.error()
           : !stories.ok() ? stories.error()
           : !seed.ok()    ? seed.error()
                           : grammar.error();
  }
  const Result<std::shared_ptr<const TrainedModel>> model =
      read_model_file(std::string(arguments.value("model").value_or("reader")));
  if (!model.ok()) {
    return model.error();
  }
  const Result<std::string> scores = measure_model(
      model.value(), {grammar.value(), split.value(), static_cast<Index>(stories.value()),
                       static_cast<uint32_t>(seed.value())});
  return scores.ok() ? write_output(scores.value() + "\n") : scores.error();
}

}  // namespace playground
