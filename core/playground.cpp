#include "playground.hpp"

#include <algorithm>

#include "attention/attention.hpp"
#include "formats/number_text.hpp"
#include "layer_stack.hpp"
#include "model/model_file.hpp"
#include "tokenizer/characters.hpp"
#include "tokenizer/words.hpp"

namespace playground {

namespace {

bool is_built_in(std::string_view tokenizer) {
  return tokenizer == "words" || tokenizer == "characters" || names_byte_pair(tokenizer) ||
         tokenizer.empty();
}

}  // namespace

namespace {

Error not_loaded(const std::string& model) {
  return Error{"The model \"" + model.substr(0, 60) +
               "\" is not loaded; load it first, or use random, which needs no loading."};
}

// What belongs to a trained model cannot be asked otherwise.
Result<void> check_fits(const Request& request, const TrainedModel& trained) {
  const ModelShape shape = trained.shape();
  const auto differs = [&](const std::string& name) {
    return name == "layers"  ? request.shape.layers != shape.layers
           : name == "heads" ? request.shape.heads != shape.heads
           : name == "width" ? request.shape.width != shape.width
           : name == "seed"  ? request.seed != trained.facts().seed
                             : request.tokenizer != request.model;
  };
  for (const std::string& name : request.given_shape) {
    if (differs(name)) {
      return Error{name + " belongs to the model " + request.model + " (" +
                   std::to_string(shape.layers) + " layers of " + std::to_string(shape.heads) +
                   " heads, width " + std::to_string(shape.width) +
                   ", its own words); leave it out, or choose the model random."};
    }
  }
  return check_ablated(request, shape);
}

}  // namespace

Result<void> check_ablated(const Request& request, const ModelShape& shape) {
  for (const HeadName& head : request.ablate) {
    if (head.layer >= shape.layers || head.head >= shape.heads) {
      return Error{"ablate names head " + std::to_string(head.layer + 1) + "." +
                   std::to_string(head.head + 1) + ", but there are " +
                   std::to_string(shape.layers) + " layers of " + std::to_string(shape.heads) +
                   " heads."};
    }
  }
  return {};
}

Result<void> attention(const AttentionRequest& request, MatrixView weights, MatrixView output) {
  const Index length = request.query.rows;
  const Index width = request.query.columns;
  const Result<void> checked = check_attention(length, width, request.heads);
  if (!checked.ok()) {
    return checked;
  }
  const double scale = request.scale.factor(width / request.heads);
  std::vector<float*> of_heads;
  for (Index head = 0; head < request.heads; ++head) {
    of_heads.push_back(weights.row(head * length));
  }
  return attend({request.query, request.key, request.value, request.heads, &request.mask,
                 static_cast<float>(scale / request.temperature)},
                {output, of_heads.data(), nullptr});
}

Result<std::vector<Token>> Playground::tokenize(const Request& request) const {
  std::vector<Token> tokens;
  if (request.model != "random") {
    const std::shared_ptr<const TrainedModel> trained = model(request.model);
    if (trained == nullptr) {
      return not_loaded(request.model);
    }
    tokens = trained->vocabulary()->tokenize(request.text);
  } else if (request.tokenizer == "words") {
    tokens = tokenize_words(request.text);
  } else if (request.tokenizer == "characters") {
    tokens = tokenize_characters(request.text);
  } else if (is_built_in(request.tokenizer)) {
    const Result<int> merges = byte_pair_merges(request.tokenizer);
    if (!merges.ok()) {
      return merges.error();
    }
    tokens = BytePair::learn(request.text, merges.value()).tokenize(request.text);
  } else {
    const auto named =
        std::find_if(tokenizers_.begin(), tokenizers_.end(),
                     [&](const NamedTokenizer& t) { return t.name == request.tokenizer; });
    if (named == tokenizers_.end()) {
      return Error{"The tokenizer \"" + request.tokenizer.substr(0, 60) +
                   "\" is not loaded; load it first, or use words, characters or "
                   "bytepair:MERGES."};
    }
    tokens = named->tokenizer.tokenize(request.text);
  }
  if (static_cast<Index>(tokens.size()) > kMaximumTokens) {
    return Error{"This text has " + with_thousands(static_cast<int64_t>(tokens.size())) +
                 " tokens; the playground takes up to " + with_thousands(kMaximumTokens) + "."};
  }
  return tokens;
}

Result<Trace> Playground::run(Request request, Trace spare) {
  Result<Trace> trace = begin(std::move(request), std::move(spare));
  while (trace.ok() && !trace.value().is_whole()) {
    const Result<void> done = advance(trace.value());
    if (!done.ok()) {
      return done.error();
    }
  }
  return trace;
}

Result<Trace> Playground::begin(Request request, Trace spare) {
  Result<std::vector<Token>> tokens = tokenize(request);
  if (!tokens.ok()) {
    return tokens.error();
  }
  const auto length = static_cast<Index>(tokens.value().size());
  const std::shared_ptr<const TrainedModel> trained = model(request.model);
  if (trained != nullptr) {
    const Result<void> fits = check_fits(request, *trained);
    if (!fits.ok()) {
      return fits.error();
    }
    if (length > trained->transformer().config.positions) {
      return Error{"This text has " + with_thousands(length) + " tokens; the model " +
                   request.model + " takes up to " +
                   with_thousands(trained->transformer().config.positions) +
                   ". The random model takes more."};
    }
    request.shape = trained->shape();
    request.seed = trained->facts().seed;
    request.tokenizer = request.model;
    request.mask = request.mask.cut_by(trained->mask());
  }
  const Result<void> fits = Trace::check_memory(request.shape, length, memory_budget_);
  if (!fits.ok()) {
    return fits.error();
  }
  std::shared_ptr<const Model> computing = trained;
  std::shared_ptr<RandomModel> undrawn;
  if (trained == nullptr) {
    undrawn = random_model(request);
    computing = undrawn;
  }
  return Trace::begin(std::move(request), std::move(tokens.value()), std::move(computing),
                      std::move(undrawn), memory_budget_, std::move(spare));
}

std::shared_ptr<RandomModel> Playground::random_model(const Request& request) {
  if (last_model_ == nullptr || !(last_model_->shape() == request.shape) ||
      last_model_->seed() != request.seed) {
    // The old one goes first: two of them might not fit.
    last_model_.reset();
    last_model_ = std::make_shared<RandomModel>(request.shape, request.seed);
  }
  return last_model_;
}

std::shared_ptr<const TrainedModel> Playground::model(std::string_view name) const {
  const auto named = std::find_if(models_.begin(), models_.end(),
                                  [&](const NamedModel& m) { return m.name == name; });
  return named == models_.end() ? nullptr : named->model;
}

Result<void> Playground::add_model(std::string name, std::shared_ptr<const TrainedModel> model) {
  if (name == "random" || name.empty()) {
    return Error{"\"random\" is the name of the untrained model; choose another one."};
  }
  std::erase_if(models_, [&](const NamedModel& m) { return m.name == name; });
  models_.push_back({std::move(name), std::move(model)});
  return {};
}

Result<void> Playground::load_model(std::string name, std::string_view bytes) {
  Result<std::shared_ptr<const TrainedModel>> model = read_model(bytes);
  return model.ok() ? add_model(std::move(name), std::move(model.value())) : model.error();
}

Result<void> Playground::add_tokenizer(std::string name, Result<BytePair> tokenizer) {
  if (is_built_in(name)) {
    return Error{"\"" + name + "\" is the name of a built-in tokenizer; choose another one."};
  }
  if (!tokenizer.ok()) {
    return tokenizer.error();
  }
  std::erase_if(tokenizers_, [&](const NamedTokenizer& t) { return t.name == name; });
  tokenizers_.push_back({std::move(name), std::move(tokenizer.value())});
  return {};
}

Result<void> Playground::load_tokenizer(std::string name, std::string_view tokenizer_json) {
  return add_tokenizer(std::move(name), BytePair::from_tokenizer_json(tokenizer_json));
}

Result<void> Playground::load_tokenizer(std::string name, std::string_view encoder_json,
                                        std::string_view vocab_bpe) {
  return add_tokenizer(std::move(name), BytePair::from_gpt2(encoder_json, vocab_bpe));
}

}  // namespace playground
