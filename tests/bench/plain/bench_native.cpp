// The native core beside plain Eigen, in turn: bench_native SECONDS N,D,H … prints the rows as
// JSON.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "layer_stack.hpp"

extern "C" {
void eigen_core(const float* q, const float* k, const float* v, int n, int d, int heads,
                float* weights, float* output);
float simd_limit(int iterations, float start);
}

namespace {

using playground::Index;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double seconds_of(const std::function<void()>& run, int repeats) {
  const double start = now();
  for (int i = 0; i < repeats; ++i) {
    run();
  }
  return (now() - start) / repeats;
}

// At a share of the sorted samples: 0.5 is the median.
double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double limit() {
  constexpr int kIterations = 500'000;
  constexpr double kOperations = 96.0;
  double best = 0.0;
  for (int i = 0; i < 10; ++i) {
    float sum = 0.0F;
    const double seconds = seconds_of([&sum] { sum += simd_limit(kIterations, 1e-9F); }, 1);
    best = sum >= 0.0F ? std::max(best, kIterations * kOperations / seconds) : best;
  }
  return best;
}

void print_row(int n, int d, int heads, double seconds) {
  const auto size = static_cast<size_t>(n) * static_cast<size_t>(d);
  const size_t square =
      static_cast<size_t>(heads) * static_cast<size_t>(n) * static_cast<size_t>(n);
  std::vector<float> inputs(3 * size);
  for (size_t i = 0; i < inputs.size(); ++i) {
    inputs[i] = static_cast<float>(std::sin(static_cast<double>(i) * 12.9898));
  }
  std::vector<float> weights(square);
  std::vector<float> output(size);
  playground::LayerStack stack;
  const auto factor = static_cast<float>(1.0 / std::sqrt(static_cast<double>(d / heads)));
  if (!stack.prepare({n, d, heads, {}, factor, true}).ok()) {
    std::exit(1);
  }
  const std::function<void()> candidates[] = {
      [&] {
        std::copy(inputs.begin(), inputs.end(), stack.input());
        float* into = weights.data();
        for (bool begun = stack.begin(0).ok(); begun;) {
          const auto piece = stack.next();
          into = std::copy(piece.begin(), piece.end(), into);
          begun = !piece.empty();
        }
        std::copy_n(stack.output(), size, output.data());
      },
      [&] {
        eigen_core(inputs.data(), inputs.data() + size, inputs.data() + 2 * size, n, d, heads,
                   weights.data(), output.data());
      }};
  candidates[0]();
  const std::vector<float> expected = weights;
  candidates[1]();
  for (size_t i = 0; i < square; ++i) {
    if (!(std::abs(weights[i] - expected[i]) < 1e-4F)) {
      std::fprintf(stderr, "bench: Eigen's weights differ\n");
      std::exit(1);
    }
  }
  std::vector<double> samples[2];
  constexpr double kSample = 0.002;
  for (const double until = now() + 2 * seconds; now() < until || samples[1].size() < 3;) {
    for (size_t i = 0; i < 2; ++i) {
      const double once = seconds_of(candidates[i], 1);
      samples[i].push_back(
          seconds_of(candidates[i], static_cast<int>(std::ceil(kSample / (once + 1e-9)))));
    }
  }
  std::printf(
      "{\"kind\":\"core\",\"size\":[%d,%d,%d],\"flops\":%.0f,\"limit\":%.0f,\"candidates\":[", n, d,
      heads, 4.0 * n * n * d, limit());
  const char* const names[] = {"playground", "plain Eigen"};
  for (size_t i = 0; i < 2; ++i) {
    std::sort(samples[i].begin(), samples[i].end());
    std::printf(
        "%s{\"name\":\"%s\",\"group\":\"%s\",\"median\":%.9f,\"low\":%.9f,\"high\":%.9f,"
        "\"best\":%.9f,\"samples\":%zu}",
        i == 0 ? "" : ",", names[i], names[i], quantile(samples[i], 0.5),
        quantile(samples[i], 0.25), quantile(samples[i], 0.75), samples[i][0], samples[i].size());
  }
  std::printf("]}");
}

}  // namespace

int main(int count, char** words) {
  const double seconds = count > 1 ? std::atof(words[1]) : 1.0;
  std::printf("[");
  for (int i = 2; i < count; ++i) {
    int n = 0;
    int d = 0;
    int heads = 0;
    if (std::sscanf(words[i], "%d,%d,%d", &n, &d, &heads) == 3) {
      std::printf(i == 2 ? "\n" : ",\n");
      print_row(n, d, heads, seconds);
    }
  }
  std::printf("]\n");
  return 0;
}
