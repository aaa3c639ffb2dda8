#include "layer_stack.hpp"

#include "allocations.hpp"
#include "catch.hpp"
#include "kernels/gelu.hpp"
#include "kernels/layer_norm.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

constexpr Index kWidth = 12;
constexpr Index kHidden = 20;
constexpr Index kHeads = 3;

struct Answer {
  std::vector<float> weights;
  std::vector<float> output;
};

Answer run(LayerStack& stack, const std::vector<float>& input, Index length, const char* mask,
           bool with_weights = true) {
  REQUIRE(
      stack.prepare({length, kWidth, kHeads, Mask::parse(mask).value(), 0.5F, with_weights}).ok());
  std::copy(input.begin(), input.end(), stack.input());
  Answer answer;
  for (Index layer = 0; layer < std::max<Index>(1, stack.layers()); ++layer) {
    REQUIRE(stack.begin(layer).ok());
    for (auto piece = stack.next(); !piece.empty(); piece = stack.next()) {
      answer.weights.insert(answer.weights.end(), piece.begin(), piece.end());
    }
    stack.end(layer);
  }
  answer.output.assign(stack.output(), stack.output() + length * kWidth);
  return answer;
}

// Plain loops over x (N × D): all heads' weights (appended) and outputs.
std::vector<float> plain_attention(const float* q, const float* k, const float* v, Index length,
                                   const char* mask, std::vector<float>& weights) {
  std::vector<float> output(static_cast<size_t>(length * kWidth));
  const Mask parsed = Mask::parse(mask).value();
  const Index head_width = kWidth / kHeads;
  for (Index head = 0; head < kHeads; ++head) {
    const auto of_head = [&](const float* all) {
      return ConstMatrixView{all + head * head_width, length, head_width, kWidth};
    };
    std::vector<float> square(static_cast<size_t>(length * length));
    attend_reference({of_head(q), of_head(k), of_head(v), 1, &parsed, 0.5F},
                     {square.data(), length, length, length},
                     {output.data() + head * head_width, length, head_width, kWidth});
    weights.insert(weights.end(), square.begin(), square.end());
  }
  return output;
}

std::vector<float> plain_product(const std::vector<float>& x, const float* w, Index inner,
                                 Index columns) {
  const Index rows = static_cast<Index>(x.size()) / inner;
  std::vector<float> y(static_cast<size_t>(rows * columns));
  matmul_reference({x.data(), rows, inner, inner}, {w, inner, columns, columns},
                   {y.data(), rows, columns, columns});
  return y;
}

// W_Q … W_O of a layer lie one after the other at `w`.
std::vector<float> plain_layer(const std::vector<float>& x, const float* w, Index length,
                               const char* mask, std::vector<float>& weights) {
  constexpr Index kSquare = kWidth * kWidth;
  const std::vector<float> q = plain_product(x, w, kWidth, kWidth);
  const std::vector<float> k = plain_product(x, w + kSquare, kWidth, kWidth);
  const std::vector<float> v = plain_product(x, w + 2 * kSquare, kWidth, kWidth);
  const std::vector<float> concat =
      plain_attention(q.data(), k.data(), v.data(), length, mask, weights);
  return plain_product(concat, w + 3 * kSquare, kWidth, kWidth);
}

std::vector<float> plain_norm(const std::vector<float>& x, const float* gain_and_bias) {
  std::vector<float> y(x.size());
  layer_norm_forward_reference<float>(x.data(), gain_and_bias, gain_and_bias + kWidth,
                                      static_cast<Index>(x.size()) / kWidth, kWidth, y.data(),
                                      nullptr, nullptr);
  return y;
}

void add(std::vector<float>& to, const std::vector<float>& from, bool repeat = false) {
  for (size_t i = 0; i < to.size(); ++i) {
    to[i] += from[repeat ? i % from.size() : i];
  }
}

constexpr Index kBlockNumbers =
    4 * kWidth + 4 * kWidth * kWidth + 2 * kWidth * kHidden + kHidden + kWidth;

std::vector<float> plain_block(std::vector<float> x, const float* numbers, Index length,
                               const char* mask, std::vector<float>& weights) {
  const float* matrices = numbers + 2 * kWidth;
  const float* norm2 = matrices + 4 * kWidth * kWidth;
  const float* up = norm2 + 2 * kWidth;
  const float* up_bias = up + kWidth * kHidden;
  const float* down = up_bias + kHidden;
  const float* down_bias = down + kHidden * kWidth;
  add(x, plain_layer(plain_norm(x, numbers), matrices, length, mask, weights));
  std::vector<float> hidden = plain_product(plain_norm(x, norm2), up, kWidth, kHidden);
  add(hidden, std::vector<float>(up_bias, up_bias + kHidden), true);
  gelu_forward_reference<float>(hidden.data(), static_cast<Index>(hidden.size()), hidden.data(),
                                nullptr);
  std::vector<float> added = plain_product(hidden, down, kHidden, kWidth);
  add(added, std::vector<float>(down_bias, down_bias + kWidth), true);
  add(x, added);
  return x;
}

}  // namespace

TEST_CASE("Attention on arrays equals plain loops bit for bit, in one piece and in many") {
  RandomStream random(1);
  LayerStack stack;
  // 300² is more than a piece; 7 · 3 heads are less.
  for (const Index length : {1, 7, 16, 300}) {
    for (const char* mask : {"none", "causal", "window:3", "causal+noself", "dilated:2,3"}) {
      CAPTURE(length, mask);
      const std::vector<float> input = normal_numbers(random, 3 * length * kWidth);
      const Answer answer = run(stack, input, length, mask);
      std::vector<float> weights;
      const Index size = length * kWidth;
      const std::vector<float> output = plain_attention(
          input.data(), input.data() + size, input.data() + 2 * size, length, mask, weights);
      REQUIRE(answer.weights == weights);
      REQUIRE(answer.output == output);
      const Answer alone = run(stack, input, length, mask, false);
      REQUIRE(alone.weights.empty());
      REQUIRE(alone.output == output);
    }
  }
}

TEST_CASE("Layers and whole blocks equal plain loops bit for bit") {
  RandomStream random(2);
  const std::vector<float> matrices = normal_numbers(random, 4 * kWidth * kWidth);
  LayerStack layer;
  REQUIRE(layer.add(matrices.data(), kWidth, 0).ok());
  const std::vector<float> numbers[] = {normal_numbers(random, kBlockNumbers),
                                        normal_numbers(random, kBlockNumbers)};
  LayerStack blocks;
  REQUIRE(blocks.add(numbers[0].data(), kWidth, kHidden).ok());
  REQUIRE(blocks.add(numbers[1].data(), kWidth, kHidden).ok());
  for (const Index length : {1, 5, 70}) {
    CAPTURE(length);
    const std::vector<float> x = normal_numbers(random, length * kWidth);
    const Answer of_layer = run(layer, x, length, "causal");
    std::vector<float> weights;
    CHECK(of_layer.output == plain_layer(x, matrices.data(), length, "causal", weights));
    CHECK(of_layer.weights == weights);
    const Answer of_blocks = run(blocks, x, length, "none");
    weights.clear();
    std::vector<float> stream = plain_block(x, numbers[0].data(), length, "none", weights);
    stream = plain_block(stream, numbers[1].data(), length, "none", weights);
    CHECK(of_blocks.output == stream);
    CHECK(of_blocks.weights == weights);
  }
}

#ifdef COUNTS_ALLOCATIONS
TEST_CASE("The second run of a size takes no memory at all") {
  RandomStream random(3);
  const std::vector<float> numbers = normal_numbers(random, kBlockNumbers);
  LayerStack blocks;
  REQUIRE(blocks.add(numbers.data(), kWidth, kHidden).ok());
  LayerStack alone;
  for (LayerStack* stack : {&blocks, &alone}) {
    const Index length = 40;
    const std::vector<float> input = normal_numbers(random, 3 * length * kWidth);
    run(*stack, std::vector<float>(input.begin(), input.begin() + length * kWidth), length,
        "causal+noself");
    const long before = allocations();
    REQUIRE(stack->begin(0).ok());
    while (!stack->next().empty()) {
    }
    stack->end(0);
    const long after = allocations();
    CHECK(before > 0);
    CHECK(after == before);
  }
}
#endif

TEST_CASE("Arrays that are no attention's are refused before anything is taken") {
  LayerStack stack;
  CHECK(stack.prepare({4, 12, 5, {}, 1.0F, true}).error().message.find("12 cannot be split") !=
        std::string::npos);
  CHECK(stack.prepare({4097, 12, 3, {}, 1.0F, true}).error().message.find("4,097 rows") !=
        std::string::npos);
}

}  // namespace playground
