#include "playground.hpp"

#include <algorithm>

#include "attention/attention.hpp"
#include "formats/number_text.hpp"
#include "tokenizer/characters.hpp"
#include "tokenizer/words.hpp"

namespace playground {

namespace {

// Copies rows into H · N × N.
class AllHeadsVisitor final : public WeightsVisitor {
 public:
  explicit AllHeadsVisitor(MatrixView into) : into_(into) {}
  void visit(const WeightsRow& row) override {
    std::copy_n(row.weights, into_.columns, into_.row(row.head * into_.columns + row.query));
  }

 private:
  MatrixView into_;
};

bool is_built_in(std::string_view tokenizer) {
  return tokenizer == "words" || tokenizer == "characters" || names_byte_pair(tokenizer) ||
         tokenizer.empty();
}

}  // namespace

Result<void> attention(const AttentionRequest& request, MatrixView weights, MatrixView output) {
  const Index length = request.query.rows;
  const Index width = request.query.columns;
  if (request.heads < 1 || width < 1 || width % request.heads != 0) {
    return Error{"A width of " + std::to_string(width) + " cannot be split into " +
                 std::to_string(request.heads) + " equal heads."};
  }
  if (length > kMaximumTokens) {
    return Error{"These arrays have " + with_thousands(length) +
                 " rows; the playground takes up to " + with_thousands(kMaximumTokens) + "."};
  }
  const double scale = request.scale.factor(width / request.heads);
  AllHeadsVisitor visitor(weights);
  return attend({request.query, request.key, request.value, request.heads, &request.mask,
                 static_cast<float>(scale / request.temperature)},
                output, visitor);
}

Result<std::vector<Token>> Playground::tokenize(const Request& request) const {
  std::vector<Token> tokens;
  if (request.tokenizer == "words") {
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

Result<Trace> Playground::run(Request request) {
  Result<std::vector<Token>> tokens = tokenize(request);
  if (!tokens.ok()) {
    return tokens.error();
  }
  const auto length = static_cast<Index>(tokens.value().size());
  const Result<void> fits = Trace::check_memory(request.shape, length, memory_budget_);
  if (!fits.ok()) {
    return fits.error();
  }
  Result<std::shared_ptr<const RandomModel>> model = random_model(request);
  if (!model.ok()) {
    return model.error();
  }
  return Trace::compute(std::move(request), std::move(tokens.value()), std::move(model.value()),
                        memory_budget_);
}

Result<std::shared_ptr<const RandomModel>> Playground::random_model(const Request& request) {
  if (last_model_ == nullptr || !(last_model_->shape() == request.shape) ||
      last_model_->seed() != request.seed) {
    // The old one goes first: two of them might not fit.
    last_model_.reset();
    Result<RandomModel> model = RandomModel::create(request.shape, request.seed);
    if (!model.ok()) {
      return model.error();
    }
    last_model_ = std::make_shared<const RandomModel>(std::move(model.value()));
  }
  return last_model_;
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
