// Training that feels how its model will be stored.
#pragma once

#include "model/transformer.hpp"

namespace playground {

/// The parameters as their file will give them back, each matrix's rows in 4 or 8 bits, into
/// `rounded` (as many numbers). A model whose loss is that of the rounded numbers, while its steps
/// go to the unrounded ones, learns to do without the lost bits (the straight-through estimator of
/// Bengio, Léonard and Courville 2013; for stored models Jacob et al. 2018).
void round_parameters(const ParameterLayout& layout, const float* parameters, int bits,
                      float* rounded);

}  // namespace playground
