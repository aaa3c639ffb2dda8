// What one would write with Eigen, as it comes: a candidate of the bench. And the machine's limit:
// how many floating-point operations a second plain 128-bit vectors can do.
#include <Eigen/Core>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Input = Eigen::Map<const Matrix>;
using Output = Eigen::Map<Matrix>;

void attention(const Eigen::Ref<const Matrix>& q, const Eigen::Ref<const Matrix>& k,
               const Eigen::Ref<const Matrix>& v, int heads, bool causal, float* weights,
               Matrix& output) {
  const Eigen::Index n = q.rows();
  const Eigen::Index width = q.cols() / heads;
  const float factor = 1.0F / std::sqrt(static_cast<float>(width));
  for (Eigen::Index h = 0; h < heads; ++h) {
    Output p(weights + h * n * n, n, n);
    p.noalias() =
        q.middleCols(h * width, width) * k.middleCols(h * width, width).transpose() * factor;
    if (causal) {
      p.triangularView<Eigen::StrictlyUpper>().setConstant(-std::numeric_limits<float>::infinity());
    }
    p.colwise() -= p.rowwise().maxCoeff().eval();
    p = p.array().exp();
    p.array().colwise() /= p.rowwise().sum().array().eval();
    output.middleCols(h * width, width).noalias() = p * v.middleCols(h * width, width);
  }
}

Matrix layer_norm(const Matrix& x, const float* gain, const float* bias) {
  Matrix y = x.colwise() - x.rowwise().mean();
  const Eigen::ArrayXf factor =
      (y.rowwise().squaredNorm().array() / static_cast<float>(x.cols()) + 1e-5F).rsqrt();
  y.array().colwise() *= factor;
  y.array().rowwise() *= Eigen::Map<const Eigen::Array<float, 1, Eigen::Dynamic>>(gain, x.cols());
  y.rowwise() += Eigen::Map<const Eigen::RowVectorXf>(bias, x.cols());
  return y;
}

// Takes the next tensor of a block's parameters, which lie one after the other.
const float* next(const float*& parameters, Eigen::Index count) {
  const float* at = parameters;
  parameters += count;
  return at;
}

Matrix projected(const Matrix& x, const float*& parameters, int heads, float* weights) {
  const Eigen::Index d = x.cols();
  Matrix part[3];
  for (Matrix& made : part) {
    made.noalias() = x * Input(next(parameters, d * d), d, d);
  }
  Matrix concat(x.rows(), d);
  attention(part[0], part[1], part[2], heads, false, weights, concat);
  Matrix result;
  result.noalias() = concat * Input(next(parameters, d * d), d, d);
  return result;
}

}  // namespace

extern "C" {

float* allocate(int count) {
  return static_cast<float*>(std::malloc(static_cast<size_t>(count) * sizeof(float)));
}
void release(float* memory) {
  std::free(memory);
}

void eigen_core(const float* q, const float* k, const float* v, int n, int d, int heads,
                float* weights, float* output) {
  Matrix concat(n, d);
  attention(Input(q, n, d), Input(k, n, d), Input(v, n, d), heads, false, weights, concat);
  Output(output, n, d) = concat;
}

void eigen_causal(const float* q, const float* k, const float* v, int n, int d, int heads,
                  float* weights, float* output) {
  Matrix concat(n, d);
  attention(Input(q, n, d), Input(k, n, d), Input(v, n, d), heads, true, weights, concat);
  Output(output, n, d) = concat;
}

void eigen_projections(const float* x, const float* parameters, int n, int d, int heads,
                       float* weights, float* output) {
  Output(output, n, d) = projected(Input(x, n, d), parameters, heads, weights);
}

void eigen_blocks(const float* x, const float* parameters, int count, int n, int d, int heads,
                  float* weights, float* output) {
  Matrix stream = Input(x, n, d);
  for (int block = 0; block < count; ++block, weights += heads * n * n) {
    const float* gain = next(parameters, d);
    stream += projected(layer_norm(stream, gain, next(parameters, d)), parameters, heads, weights);
    gain = next(parameters, d);
    const Matrix normal = layer_norm(stream, gain, next(parameters, d));
    Matrix up;
    up.noalias() = normal * Input(next(parameters, 4 * d * d), d, 4 * d);
    up.rowwise() += Eigen::Map<const Eigen::RowVectorXf>(next(parameters, 4 * d), 4 * d);
    up = up.unaryExpr([](float u) {
      return 0.5F * u * (1.0F + std::tanh(0.7978845608F * (u + 0.044715F * u * u * u)));
    });
    stream.noalias() += up * Input(next(parameters, 4 * d * d), 4 * d, d);
    stream.rowwise() += Eigen::Map<const Eigen::RowVectorXf>(next(parameters, d), d);
  }
  Output(output, n, d) = stream;
}

using f32x4 = float __attribute__((vector_size(16)));

// `iterations` times 12 products and 12 sums of four lanes that wait for nothing but their own
// predecessor: 96 operations. Nothing is loaded or stored.
float simd_limit(int iterations, float start) {
  constexpr int kChains = 12;
  const f32x4 factor = f32x4{start, start, start, start};
  f32x4 sums[kChains];
  for (int i = 0; i < kChains; ++i) {
    sums[i] = factor + static_cast<float>(i);
  }
  for (int n = 0; n < iterations; ++n) {
    for (int i = 0; i < kChains; ++i) {
      sums[i] += sums[i] * factor;
    }
  }
  f32x4 total = sums[0];
  for (int i = 1; i < kChains; ++i) {
    total += sums[i];
  }
  return total[0] + total[1] + total[2] + total[3];
}
}
