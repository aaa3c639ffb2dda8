// The face: with request.hpp and trace.hpp all that the WebAssembly module and the command include.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/random_model.hpp"
#include "model/trained_model.hpp"
#include "request.hpp"
#include "result.hpp"
#include "tokenizer/byte_pair.hpp"
#include "tokenizer/token.hpp"
#include "trace.hpp"
#include "trace_room.hpp"

namespace playground {

/// Attention on somebody's own arrays.
struct AttentionRequest {
  /// N × D each, dense; head h is columns h·K to (h + 1)·K − 1.
  ConstMatrixView query;
  ConstMatrixView key;
  ConstMatrixView value;
  Index heads = 1;
  Mask mask;
  Scale scale;
  double temperature = 1.0;
};

/// Computes the heads' weights (H · N × N, head after head) and outputs (N × D).
/// Fails where heads do not divide the width, N is over 4,096 or memory is short.
Result<void> attention(const AttentionRequest& request, MatrixView weights, MatrixView output);

/// Fails, with the numbers, where a head that is to be switched off is none of the model's.
Result<void> check_ablated(const Request& request, const ModelShape& shape);

/// Runs requests. `run` is a pure function of the request and of what was loaded under its names:
/// the same request gives the same trace, bit for bit, natively and in WebAssembly.
class Playground {
 public:
  static constexpr double kDefaultMemory = 1024.0 * 1024.0 * 1024.0;

  /// The budget of one trace, in bytes.
  explicit Playground(double memory_budget = kDefaultMemory) : memory_budget_(memory_budget) {}

  /// Cuts the request's text. Fails where the tokenizer's name is not loaded or there are more than
  /// 4,096 tokens.
  Result<std::vector<Token>> tokenize(const Request& request) const;

  /// Computes the whole trace, in the memory of one that nobody needs any more, if there is one.
  Result<Trace> run(Request request, Trace spare = {});
  /// The same in steps, for whoever must not stay away for long: `advance` until it `is_whole`.
  Result<Trace> begin(Request request, Trace spare = {});
  Result<void> advance(Trace& trace) { return trace.advance(room_); }

  /// Makes a trained model usable as `model: name`; a model of the same name gives way.
  Result<void> add_model(std::string name, std::shared_ptr<const TrainedModel> model);
  /// The same for a model's file.
  Result<void> load_model(std::string name, std::string_view bytes);
  /// None where it is not loaded.
  [[nodiscard]] std::shared_ptr<const TrainedModel> model(std::string_view name) const;

  /// Makes a byte-level tokenizer.json (Hugging Face) usable as `tokenizer: name`.
  Result<void> load_tokenizer(std::string name, std::string_view tokenizer_json);
  /// The same for GPT-2's two files.
  Result<void> load_tokenizer(std::string name, std::string_view encoder_json,
                              std::string_view vocab_bpe);

 private:
  struct NamedModel {
    std::string name;
    std::shared_ptr<const TrainedModel> model;
  };
  struct NamedTokenizer {
    std::string name;
    BytePair tokenizer;
  };

  Result<void> add_tokenizer(std::string name, Result<BytePair> tokenizer);
  std::shared_ptr<RandomModel> random_model(const Request& request);

  double memory_budget_;
  std::vector<NamedTokenizer> tokenizers_;
  // Drawing a large model takes longer than running it: the last one is kept for the next
  // keystroke.
  std::shared_ptr<RandomModel> last_model_;
  std::vector<NamedModel> models_;
  TraceRoom room_;
};

}  // namespace playground
