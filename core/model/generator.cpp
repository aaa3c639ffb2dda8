#include "model/generator.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/linear.hpp"
#include "kernels/softmax.hpp"

namespace playground {

namespace {

// Rows of weights are as long as the softmax needs: whole vectors of four.
Index padded(Index count) {
  return (count + 3) / 4 * 4;
}

}  // namespace

Result<KeyValueCache> KeyValueCache::create(std::shared_ptr<const TrainedModel> model) {
  KeyValueCache cache(std::move(model));
  const TransformerConfig& config = cache.model_->transformer().config;
  const Index numbers = config.layers * config.positions * config.width;
  Result<Buffer<float>> keys = Buffer<float>::zeros(numbers);
  Result<Buffer<float>> values = Buffer<float>::zeros(numbers);
  Result<Buffer<float>> weights =
      Buffer<float>::zeros(config.layers * config.heads * padded(config.positions));
  Result<Buffer<float>> room = Buffer<float>::zeros(6 * config.width);
  for (Result<Buffer<float>>* made : {&keys, &values, &weights, &room}) {
    if (!made->ok()) {
      return made->error();
    }
  }
  cache.keys_ = std::move(keys.value());
  cache.values_ = std::move(values.value());
  cache.weights_ = std::move(weights.value());
  cache.room_ = std::move(room.value());
  cache.logits_.resize(static_cast<size_t>(config.vocabulary));
  return cache;
}

std::span<const float> KeyValueCache::weights(Index layer, Index head) const {
  const TransformerConfig& config = model_->transformer().config;
  return {weights_.data() + (layer * config.heads + head) * padded(config.positions),
          static_cast<size_t>(length_)};
}

// The new token's row of each head, over all keys so far and its own.
void KeyValueCache::attend(Index layer, const float* query, float* concat) {
  const TransformerConfig& config = model_->transformer().config;
  const Index width = config.width;
  const Index head_width = config.head_width();
  const float* keys = keys_.data() + layer * config.positions * width;
  const float* values = values_.data() + layer * config.positions * width;
  const auto factor = static_cast<float>(1.0 / std::sqrt(static_cast<double>(head_width)));
  for (Index head = 0; head < config.heads; ++head) {
    float* row = weights_.data() + (layer * config.heads + head) * padded(config.positions);
    const Index first = head * head_width;
    for (Index j = 0; j <= length_; ++j) {
      row[j] = 0.0F;
      for (Index k = first; k < first + head_width; ++k) {
        row[j] += query[k] * keys[j * width + k];
      }
    }
    softmax_row(row, {{}, allowed_.data()}, length_ + 1, factor, row, Entropy::kLeftOut);
    for (Index k = first; k < first + head_width; ++k) {
      concat[k] = 0.0F;
      for (Index j = 0; j <= length_; ++j) {
        concat[k] += row[j] * values[j * width + k];
      }
    }
  }
}

Result<void> KeyValueCache::add(int token) {
  const Transformer& transformer = model_->transformer();
  const TransformerConfig& config = transformer.config;
  const Index width = config.width;
  float* stream = room_.data();
  float* x = stream + width;
  float* query = x + width;
  float* concat = query + width;
  float* projected = concat + width;
  allowed_.assign(static_cast<size_t>(padded(length_ + 1)), 0);
  for (Index j = 0; j <= length_; ++j) {
    allowed_[static_cast<size_t>(j)] = config.mask.allows(length_, j) ? -1 : 0;
  }
  model_->embed_token(token, length_, stream);
  const auto product = [width](const float* from, const PackedMatrix* matrix, float* into) {
    matmul({from, 1, width, width}, *matrix, {into, 1, width, width});
  };
  for (Index layer = 0; layer < config.layers; ++layer) {
    const PackedMatrices matrices = model_->packed(layer);
    const Index place = (layer * config.positions + length_) * width;
    model_->normalise(layer, {stream, 1, width, width}, {x, 1, width, width});
    product(x, matrices.query, query);
    product(x, matrices.key, keys_.data() + place);
    product(x, matrices.value, values_.data() + place);
    attend(layer, query, concat);
    product(concat, matrices.output, projected);
    add_to(projected, width, stream);
    const Result<void> done = model_->add_rest(layer, {stream, 1, width, width});
    if (!done.ok()) {
      return done;
    }
  }
  ++length_;
  return model_->logits(stream, logits_.data());
}

Generator::Generator(KeyValueCache cache, const Sampling& sampling, uint32_t seed)
    : cache_(std::move(cache)), sampling_(sampling), random_(RandomStream(seed).next()) {}

Result<Generator> Generator::create(std::shared_ptr<const TrainedModel> model,
                                    const std::vector<int>& prompt, const Sampling& sampling,
                                    uint32_t seed) {
  if (model->facts().kind != "writer") {
    return Error{
        "Only a writer writes on; this model is a reader, which sees both sides of a word."};
  }
  Result<KeyValueCache> cache = KeyValueCache::create(std::move(model));
  if (!cache.ok()) {
    return cache.error();
  }
  Generator generator(std::move(cache.value()), sampling, seed);
  Result<void> done;
  if (prompt.empty()) {
    done = generator.read(Vocabulary::kEnd);
  }
  for (const int token : prompt) {
    done = done.ok() ? generator.read(token) : done;
  }
  if (!done.ok()) {
    return done.error();
  }
  return generator;
}

Result<void> Generator::read(int token) {
  // A new story sees nothing of the old one: it begins behind an end that stands alone.
  if (token == Vocabulary::kEnd) {
    cache_.clear();
    context_.clear();
  }
  Result<void> done;
  if (cache_.is_full()) {
    // Of an odd number the larger half goes: a model may have a single position.
    const auto forgotten = static_cast<std::ptrdiff_t>((context_.size() + 1) / 2);
    const std::vector<int> rest(context_.begin() + forgotten, context_.end());
    cache_.clear();
    context_ = rest;
    for (const int earlier : rest) {
      done = done.ok() ? cache_.add(earlier) : done;
    }
  }
  context_.push_back(token);
  return done.ok() ? cache_.add(token) : done;
}

std::vector<float> Generator::probabilities() const {
  return sampling_probabilities(cache_.logits(), sampling_);
}

Result<int> Generator::next() {
  const int token = draw_index(probabilities(), random_);
  const Result<void> done = read(token);
  if (!done.ok()) {
    return done.error();
  }
  return token;
}

}  // namespace playground
