#include "trace.hpp"

#include <cmath>

#include "catch.hpp"
#include "eigen_views.hpp"
#include "masks.hpp"
#include "playground.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

constexpr const char* kSentence = "The dragon guarded the treasure because it was valuable.";

Trace run(std::vector<Request::Pair> pairs, double memory = Playground::kDefaultMemory) {
  Playground playground(memory);
  Result<Request> request = Request::parse(pairs);
  REQUIRE(request.ok());
  Result<Trace> trace = playground.run(std::move(request.value()));
  REQUIRE(trace.ok());
  return std::move(trace.value());
}

}  // namespace

TEST_CASE(
    "Each step follows from the one before: x, q = x·W_Q, scores, weights, output, concat, x + "
    "projected") {
  Trace trace = run(
      {{"text", kSentence}, {"mask", "causal"}, {"heads", "4"}, {"width", "16"}, {"layers", "3"}});
  for (Index layer = 0; layer < 3; ++layer) {
    const RowMajorMatrix x = as_eigen(trace.input(layer));
    RowMajorMatrix concat(trace.length(), 16);
    for (Index head = 0; head < 4; ++head) {
      const RowMajorMatrix q = x * as_eigen(trace.query_matrix(layer, head));
      const RowMajorMatrix k = x * as_eigen(trace.key_matrix(layer, head));
      const RowMajorMatrix v = x * as_eigen(trace.value_matrix(layer, head));
      CHECK(q.isApprox(as_eigen(trace.query(layer, head)), 1e-5F));
      CHECK(k.isApprox(as_eigen(trace.key(layer, head)), 1e-5F));
      CHECK(v.isApprox(as_eigen(trace.value(layer, head)), 1e-5F));
      const RowMajorMatrix scores = q * k.transpose();
      CHECK(scores.isApprox(as_eigen(trace.scores(layer, head).value()), 1e-5F));
      const RowMajorMatrix weights = as_eigen(trace.weights(layer, head).value());
      const RowMajorMatrix output = weights * v;
      CHECK(output.isApprox(as_eigen(trace.output(layer, head)), 1e-5F));
      concat.middleCols(head * 4, 4) = as_eigen(trace.output(layer, head));
    }
    CHECK(concat == as_eigen(trace.concat(layer)));
    const RowMajorMatrix projected = concat * as_eigen(trace.output_matrix(layer));
    CHECK(projected.isApprox(as_eigen(trace.projected(layer).value()), 1e-5F));
    const RowMajorMatrix next =
        as_eigen(trace.input(layer)) + as_eigen(trace.projected(layer).value());
    CHECK(next == as_eigen(trace.stream(layer + 1)));
  }
}

TEST_CASE("A word has the same vector in every text: only its position's is added") {
  const Trace one = run({{"text", "the cat"}, {"width", "8"}});
  const Trace other = run({{"text", "a cat"}, {"width", "8"}});
  CHECK(same_bits(one.input(0).row_block(1, 1), other.input(0).row_block(1, 1)));
  CHECK(!same_bits(one.input(0).row_block(0, 1), other.input(0).row_block(0, 1)));
  // The same word at two places differs by the difference of the positions' vectors.
  const Trace twice = run({{"text", "cat cat"}, {"width", "8"}});
  const Trace dogs = run({{"text", "dog dog"}, {"width", "8"}});
  const RowMajorMatrix a = as_eigen(twice.input(0));
  const RowMajorMatrix b = as_eigen(dogs.input(0));
  CHECK((a.row(0) - a.row(1)).isApprox(b.row(0) - b.row(1), 1e-5F));
}

TEST_CASE("Another seed gives other numbers, the same seed the same bits") {
  const Trace one = run({{"text", kSentence}, {"seed", "7"}});
  const Trace same = run({{"text", kSentence}, {"seed", "7"}});
  const Trace other = run({{"text", kSentence}, {"seed", "8"}});
  CHECK(same_bits(one.stream(1), same.stream(1)));
  CHECK(!same_bits(one.stream(1), other.stream(1)));
}

TEST_CASE("Under a causal mask a later word changes no earlier row, in all heads and layers") {
  Trace before =
      run({{"text", "a b c d e f g h i j k l m n o p q r"}, {"mask", "causal"}, {"layers", "4"}});
  for (const Index at : {3, 15, 16, 17}) {
    std::string text = "a b c d e f g h i j k l m n o p q r";
    text[static_cast<size_t>(at * 2)] = 'Z';
    Trace after = run({{"text", text + " and more"}, {"mask", "causal"}, {"layers", "4"}});
    for (Index layer = 0; layer < 4; ++layer) {
      CHECK(same_bits(before.stream(layer + 1).row_block(0, at),
                      after.stream(layer + 1).row_block(0, at)));
      for (Index head = 0; head < 8; ++head) {
        const ConstMatrixView a = before.weights(layer, head).value();
        const ConstMatrixView b = after.weights(layer, head).value();
        CHECK(same_bits(a.row_block(0, at), b.row_block(0, at).column_block(0, a.columns)));
      }
    }
  }
}

TEST_CASE("Weights that did not fit the budget are computed again with the same bits") {
  const std::vector<Request::Pair> pairs{
      {"text", kSentence}, {"mask", "window:3"}, {"heads", "2"}, {"layers", "2"}};
  Trace kept = run(pairs);
  double least = 0.0;
  for (double budget = 1000.0; least == 0.0; budget *= 1.01) {
    least = Trace::check_memory(kept.shape(), kept.length(), budget).ok() ? budget : 0.0;
  }
  Trace tight = run(pairs, least);
  for (const Index layer : {0, 1, 0}) {
    for (const Index head : {1, 0, 1}) {
      CHECK(same_bits(kept.weights(layer, head).value(), tight.weights(layer, head).value()));
    }
  }
  CHECK(same_bits(kept.mean_weights(1).value(), tight.mean_weights(1).value()));
}

TEST_CASE("A row's steps end in its weights, bit for bit") {
  for (const char* mask : kMasks) {
    Trace trace =
        run({{"text", kSentence}, {"mask", mask}, {"temperature", "0.5"}, {"heads", "2"}});
    const Index n = trace.length();
    for (Index query = 0; query < n; ++query) {
      CAPTURE(mask, query);
      const std::span<const float> steps = trace.softmax_steps(0, 1, query).value();
      REQUIRE(steps.size() == static_cast<size_t>(4 * n + 2));
      const ConstMatrixView weights = trace.weights(0, 1).value();
      CHECK(std::memcmp(steps.data() + 3 * n, weights.row(query),
                        static_cast<size_t>(n) * sizeof(float)) == 0);
      const float largest = steps[static_cast<size_t>(4 * n)];
      const float sum = steps[static_cast<size_t>(4 * n + 1)];
      for (Index key = 0; key < n; ++key) {
        const float logit = steps[static_cast<size_t>(key)];
        const bool allowed = trace.request().mask.allows(query, key);
        CHECK(allowed == std::isfinite(logit));
        if (allowed) {
          CHECK(logit ==
                trace.scores(0, 1).value().row(query)[key] * trace.request().softmax_factor());
          CHECK(steps[static_cast<size_t>(n + key)] == logit - largest);
          CHECK_THAT(steps[static_cast<size_t>(2 * n + key)] / sum,
                     WithinRel(weights.row(query)[key], 1e-6F));
        } else {
          CHECK(steps[static_cast<size_t>(2 * n + key)] == 0.0F);
        }
      }
    }
  }
}

TEST_CASE("Entropies with and without the scale are those of such requests") {
  Trace trace = run({{"text", kSentence}, {"scale", "0.1"}, {"mask", "causal"}});
  Trace scaled = run({{"text", kSentence}, {"mask", "causal"}});
  Trace unscaled = run({{"text", kSentence}, {"scale", "none"}, {"mask", "causal"}});
  const std::span<const float> entropies = trace.entropies(0, 2).value();
  const auto entropy = [](const float* row, Index n) {
    double sum = 0.0;
    for (Index j = 0; j < n; ++j) {
      sum -= row[j] > 0.0F ? row[j] * std::log2(static_cast<double>(row[j])) : 0.0;
    }
    return sum;
  };
  const Index n = trace.length();
  for (Index row = 0; row < n; ++row) {
    CHECK_THAT(entropies[static_cast<size_t>(row)],
               WithinAbs(entropy(scaled.weights(0, 2).value().row(row), n), 1e-4));
    CHECK_THAT(entropies[static_cast<size_t>(n + row)],
               WithinAbs(entropy(unscaled.weights(0, 2).value().row(row), n), 1e-4));
  }
}

TEST_CASE("Thumbnails hold the largest weight of each block, of heads and of their mean") {
  std::string text;
  for (int i = 0; i < 150; ++i) {
    text += "w" + std::to_string(i % 40) + " ";
  }
  Trace trace = run({{"text", text}, {"heads", "3"}, {"width", "12"}, {"mask", "causal+noself"}});
  const Index size = trace.thumbnail_size();
  REQUIRE(size == 64);
  const auto block = [&](Index position) { return position * size / trace.length(); };
  const auto expect_blocks = [&](std::span<const float> thumbnail, ConstMatrixView weights,
                                 float tolerance) {
    std::vector<float> expected(static_cast<size_t>(size * size));
    for (Index i = 0; i < trace.length(); ++i) {
      for (Index j = 0; j < trace.length(); ++j) {
        float& cell = expected[static_cast<size_t>(block(i) * size + block(j))];
        cell = std::max(cell, weights.row(i)[j]);
      }
    }
    for (size_t i = 0; i < expected.size(); ++i) {
      REQUIRE_THAT(thumbnail[i], WithinAbs(expected[i], tolerance));
    }
  };
  for (Index head = 0; head < 3; ++head) {
    expect_blocks(trace.thumbnail(0, head), trace.weights(0, head).value(), 0.0F);
  }
  expect_blocks(trace.mean_thumbnail(0), trace.mean_weights(0).value(), 1e-6F);
  const std::span<const uint8_t> allowed = trace.allowed().value();
  std::vector<uint8_t> expected(static_cast<size_t>(size * size));
  for (Index i = 0; i < trace.length(); ++i) {
    for (Index j = 0; j < trace.length(); ++j) {
      const bool may = trace.request().mask.allows(i, j);
      REQUIRE((allowed[static_cast<size_t>(i * trace.length() + j)] != 0) == may);
      expected[static_cast<size_t>(block(i) * size + block(j))] |= may ? 1 : 0;
    }
  }
  CHECK(std::equal(expected.begin(), expected.end(), trace.allowed_thumbnail().begin()));
}

TEST_CASE("A layer or head that does not exist is refused with what there is") {
  const Trace trace = run({{"text", "a"}});
  CHECK(trace.check(0, 7).ok());
  CHECK(trace.check(0, 8).error().message.find("1 layer of 8 heads") != std::string::npos);
  CHECK(!trace.check(-1, 0).ok());
  CHECK(!trace.check(1, 0).ok());
}

}  // namespace playground
