#include "train/rounding.hpp"

#include <algorithm>

#include "formats/quantize.hpp"

namespace playground {

void round_parameters(const ParameterLayout& layout, const float* parameters, int bits,
                      float* rounded) {
  for (const ParameterTensor& tensor : layout.tensors()) {
    const float* from = parameters + tensor.offset;
    float* into = rounded + tensor.offset;
    if (!tensor.decays) {
      std::copy_n(from, tensor.size(), into);
      continue;
    }
    for (Index row = 0; row < tensor.rows; ++row) {
      round_row(from + row * tensor.columns, tensor.columns, bits, into + row * tensor.columns);
    }
  }
}

}  // namespace playground
