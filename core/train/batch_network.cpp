#include "train/batch_network.hpp"

#include <algorithm>

#include "kernels/cross_entropy.hpp"
#include "kernels/gelu.hpp"
#include "kernels/layer_norm.hpp"

namespace playground {

namespace {

template <class T>
Result<void> make(Buffer<T>& buffer, Index size, Result<void> before) {
  return before.ok() ? take(Buffer<T>::zeros(size), buffer) : before;
}

Index rounded_up(Index count) {
  constexpr Index kPanel = PackedMatrix::kPanel;
  return (count + kPanel - 1) / kPanel * kPanel;
}

}  // namespace

void Batch::clear() {
  tokens.clear();
  positions.clear();
  starts.assign(1, 0);
  asked.clear();
  targets.clear();
}

template <class Real>
BatchNetwork<Real>::BatchNetwork(const TransformerConfig& config, BatchLimits limits)
    : config_(config), limits_(limits), layout_(config), mask_(config.mask, limits.sequence) {}

template <class Real>
Result<BatchNetwork<Real>> BatchNetwork<Real>::create(const TransformerConfig& config,
                                                      BatchLimits limits) {
  BatchNetwork network(config, limits);
  Result<void> done = network.allocate();
  if (!done.ok()) {
    return done.error();
  }
  return network;
}

template <class Real>
Result<void> BatchNetwork<Real>::allocate() {
  const Index tokens = limits_.tokens;
  const Index of_width = tokens * config_.width;
  const Index of_hidden = tokens * config_.hidden;
  const Index widest = std::max({config_.width, config_.hidden, config_.vocabulary});
  // The largest factors that are packed: a gradient of T rows, the embeddings either way round.
  Result<void> done = products_.reserve(
      std::max(tokens * rounded_up(std::max(config_.width, config_.hidden)),
               rounded_up(widest) * rounded_up(std::max(config_.width, config_.hidden))));
  records_.resize(static_cast<size_t>(config_.layers));
  for (LayerRecord& r : records_) {
    for (Buffer<Real>* buffer :
         {&r.input, &r.norm1, &r.query, &r.key, &r.value, &r.concat, &r.middle, &r.norm2}) {
      done = make(*buffer, of_width, done);
    }
    for (Buffer<Real>* buffer : {&r.up, &r.tanhs, &r.hidden}) {
      done = make(*buffer, of_hidden, done);
    }
    for (Buffer<Real>* buffer : {&r.mean1, &r.factor1, &r.mean2, &r.factor2}) {
      done = make(*buffer, tokens, done);
    }
    // Σ N² ≤ T · the longest N.
    done = make(r.weights, config_.heads * tokens * limits_.sequence, done);
  }
  for (Buffer<Real>* buffer :
       {&stream_, &final_, &asked_, &dstream_, &dpart_, &dquery_, &dkey_, &dvalue_}) {
    done = make(*buffer, of_width, done);
  }
  done = make(final_mean_, tokens, done);
  done = make(final_factor_, tokens, done);
  done = make(logits_, tokens * config_.vocabulary, done);
  done = make(dhidden_, of_hidden, done);
  done = make(dweights_, limits_.sequence * limits_.sequence, done);
  return make(turned_, config_.head_width() * limits_.sequence, done);
}

template <class Real>
void BatchNetwork<Real>::embed(const Real* parameters, const Batch& batch) {
  const Index width = config_.width;
  Real* x = records_[0].input.data();
  for (size_t t = 0; t < batch.tokens.size(); ++t, x += width) {
    const Real* token = parameters + layout_.token_embedding + batch.tokens[t] * width;
    const Real* position = parameters + layout_.position_embedding + batch.positions[t] * width;
    for (Index i = 0; i < width; ++i) {
      x[i] = token[i] + position[i];
    }
  }
}

template <class Real>
void BatchNetwork<Real>::attention_forward(const Batch& batch, LayerRecord& record) {
  Real* weights = record.weights.data();
  for (size_t s = 0; s + 1 < batch.starts.size(); ++s) {
    const SequenceShape shape{batch.starts[s + 1] - batch.starts[s], config_.head_width(),
                              config_.width};
    for (Index head = 0; head < config_.heads; ++head) {
      const Index at = batch.starts[s] * config_.width + head * shape.head_width;
      sequence_attention_forward(record.query.data() + at, record.key.data() + at,
                                 record.value.data() + at, mask_, shape, weights,
                                 record.concat.data() + at, turned_.data());
      weights += shape.length * shape.length;
    }
  }
}

template <class Real>
void BatchNetwork<Real>::switch_heads_off(Index layer, Index tokens) {
  for (const HeadName& off : switched_off_) {
    Real* concat =
        records_[static_cast<size_t>(layer)].concat.data() + off.head * config_.head_width();
    for (Index t = 0; off.layer == layer && t < tokens; ++t) {
      std::fill_n(concat + t * config_.width, config_.head_width(), Real(0));
    }
  }
}

template <class Real>
void BatchNetwork<Real>::attention_backward(const Batch& batch, const LayerRecord& record) {
  const auto count = static_cast<Index>(batch.tokens.size()) * config_.width;
  for (Buffer<Real>* buffer : {&dquery_, &dkey_, &dvalue_}) {
    std::fill_n(buffer->data(), count, Real(0));
  }
  const Real* weights = record.weights.data();
  for (size_t s = 0; s + 1 < batch.starts.size(); ++s) {
    const SequenceShape shape{batch.starts[s + 1] - batch.starts[s], config_.head_width(),
                              config_.width};
    for (Index head = 0; head < config_.heads; ++head) {
      const Index at = batch.starts[s] * config_.width + head * shape.head_width;
      sequence_attention_backward(dpart_.data() + at, record.query.data() + at,
                                  record.key.data() + at, record.value.data() + at, weights, shape,
                                  dquery_.data() + at, dkey_.data() + at, dvalue_.data() + at,
                                  dweights_.data(), turned_.data());
      weights += shape.length * shape.length;
    }
  }
}

template <class Real>
void BatchNetwork<Real>::forward_layer(const Real* p, const Batch& batch, Index layer,
                                       Real* output) {
  LayerRecord& r = records_[static_cast<size_t>(layer)];
  const ParameterLayout::Layer& at = layout_.layer(layer);
  const auto tokens = static_cast<Index>(batch.tokens.size());
  const Index width = config_.width;
  const Index hidden = config_.hidden;
  layer_norm_forward(r.input.data(), p + at.norm1_gain, p + at.norm1_bias, tokens, width,
                     r.norm1.data(), r.mean1.data(), r.factor1.data());
  products_.forward(r.norm1.data(), p + at.query, tokens, width, width, r.query.data());
  products_.forward(r.norm1.data(), p + at.key, tokens, width, width, r.key.data());
  products_.forward(r.norm1.data(), p + at.value, tokens, width, width, r.value.data());
  attention_forward(batch, r);
  switch_heads_off(layer, tokens);
  products_.forward(r.concat.data(), p + at.output, tokens, width, width, r.middle.data());
  add_to(r.input.data(), tokens * width, r.middle.data());

  layer_norm_forward(r.middle.data(), p + at.norm2_gain, p + at.norm2_bias, tokens, width,
                     r.norm2.data(), r.mean2.data(), r.factor2.data());
  products_.forward(r.norm2.data(), p + at.up, tokens, width, hidden, r.up.data());
  add_bias(p + at.up_bias, tokens, hidden, r.up.data());
  gelu_forward(r.up.data(), tokens * hidden, r.hidden.data(), r.tanhs.data());
  products_.forward(r.hidden.data(), p + at.down, tokens, hidden, width, output);
  add_bias(p + at.down_bias, tokens, width, output);
  add_to(r.middle.data(), tokens * width, output);
}

// In: dstream_ is the gradient of the layer's output; out: of its input.
template <class Real>
void BatchNetwork<Real>::backward_layer(const Real* p, const Batch& batch, Index layer, Real* g) {
  const LayerRecord& r = records_[static_cast<size_t>(layer)];
  const ParameterLayout::Layer& at = layout_.layer(layer);
  const auto tokens = static_cast<Index>(batch.tokens.size());
  const Index width = config_.width;
  const Index hidden = config_.hidden;
  bias_gradient(dstream_.data(), tokens, width, g + at.down_bias);
  products_.weight_gradient(r.hidden.data(), dstream_.data(), tokens, hidden, width, g + at.down);
  products_.input_gradient(dstream_.data(), p + at.down, tokens, hidden, width, dhidden_.data());
  gelu_backward(dhidden_.data(), r.up.data(), r.tanhs.data(), tokens * hidden, dhidden_.data());
  bias_gradient(dhidden_.data(), tokens, hidden, g + at.up_bias);
  products_.weight_gradient(r.norm2.data(), dhidden_.data(), tokens, width, hidden, g + at.up);
  products_.input_gradient(dhidden_.data(), p + at.up, tokens, width, hidden, dpart_.data());
  layer_norm_backward(dpart_.data(), r.middle.data(), p + at.norm2_gain, r.mean2.data(),
                      r.factor2.data(), tokens, width, dstream_.data(), g + at.norm2_gain,
                      g + at.norm2_bias);

  products_.weight_gradient(r.concat.data(), dstream_.data(), tokens, width, width, g + at.output);
  products_.input_gradient(dstream_.data(), p + at.output, tokens, width, width, dpart_.data());
  attention_backward(batch, r);
  const struct {
    const Buffer<Real>& gradient;
    Index weight;
  } parts[] = {{dquery_, at.query}, {dkey_, at.key}, {dvalue_, at.value}};
  std::fill_n(dpart_.data(), tokens * width, Real(0));
  for (const auto& part : parts) {
    products_.weight_gradient(r.norm1.data(), part.gradient.data(), tokens, width, width,
                              g + part.weight);
    products_.input_gradient(part.gradient.data(), p + part.weight, tokens, width, width,
                             asked_.data());
    add_to(asked_.data(), tokens * width, dpart_.data());
  }
  layer_norm_backward(dpart_.data(), r.input.data(), p + at.norm1_gain, r.mean1.data(),
                      r.factor1.data(), tokens, width, dstream_.data(), g + at.norm1_gain,
                      g + at.norm1_bias);
}

template <class Real>
const Real* BatchNetwork<Real>::logits(const Real* parameters, const Batch& batch) {
  embed(parameters, batch);
  for (Index layer = 0; layer < config_.layers; ++layer) {
    const bool is_last = layer + 1 == config_.layers;
    forward_layer(parameters, batch, layer,
                  is_last ? stream_.data() : records_[static_cast<size_t>(layer + 1)].input.data());
  }
  const Index width = config_.width;
  layer_norm_forward(stream_.data(), parameters + layout_.final_gain,
                     parameters + layout_.final_bias, static_cast<Index>(batch.tokens.size()),
                     width, final_.data(), final_mean_.data(), final_factor_.data());
  const auto count = static_cast<Index>(batch.asked.size());
  for (Index i = 0; i < count; ++i) {
    std::copy_n(final_.data() + batch.asked[static_cast<size_t>(i)] * width, width,
                asked_.data() + i * width);
  }
  // final · Eᵀ + bias, of the asked words alone.
  products_.input_gradient(asked_.data(), parameters + layout_.token_embedding, count,
                           config_.vocabulary, width, logits_.data());
  add_bias(parameters + layout_.output_bias, count, config_.vocabulary, logits_.data());
  return logits_.data();
}

template <class Real>
double BatchNetwork<Real>::forward(const Real* parameters, const Batch& batch) {
  logits(parameters, batch);
  const auto count = static_cast<Index>(batch.asked.size());
  if (count == 0) {
    return 0.0;
  }
  return cross_entropy(logits_.data(), batch.targets.data(), count, config_.vocabulary,
                       Real(1) / static_cast<Real>(count)) /
         static_cast<double>(count);
}

template <class Real>
void BatchNetwork<Real>::backward(const Real* parameters, const Batch& batch, Real* gradient) {
  const Index width = config_.width;
  const auto tokens = static_cast<Index>(batch.tokens.size());
  const auto count = static_cast<Index>(batch.asked.size());
  std::fill_n(dstream_.data(), tokens * width, Real(0));
  if (count == 0) {
    return;
  }
  bias_gradient(logits_.data(), count, config_.vocabulary, gradient + layout_.output_bias);
  products_.weight_gradient(logits_.data(), asked_.data(), count, config_.vocabulary, width,
                            gradient + layout_.token_embedding);
  products_.forward(logits_.data(), parameters + layout_.token_embedding, count, config_.vocabulary,
                    width, asked_.data());
  std::fill_n(dpart_.data(), tokens * width, Real(0));
  for (Index i = 0; i < count; ++i) {
    std::copy_n(asked_.data() + i * width, width,
                dpart_.data() + batch.asked[static_cast<size_t>(i)] * width);
  }
  layer_norm_backward(dpart_.data(), stream_.data(), parameters + layout_.final_gain,
                      final_mean_.data(), final_factor_.data(), tokens, width, dstream_.data(),
                      gradient + layout_.final_gain, gradient + layout_.final_bias);
  for (Index layer = config_.layers - 1; layer >= 0; --layer) {
    backward_layer(parameters, batch, layer, gradient);
  }
  for (Index t = 0; t < tokens; ++t) {
    const Real* from = dstream_.data() + t * width;
    const auto at = static_cast<size_t>(t);
    add_to(from, width, gradient + layout_.token_embedding + batch.tokens[at] * width);
    add_to(from, width, gradient + layout_.position_embedding + batch.positions[at] * width);
  }
}

template class BatchNetwork<float>;
template class BatchNetwork<double>;

}  // namespace playground
