// Trained models as safetensors files: the tensors, and in __metadata__ the config, the words and
// how it was measured. Matrices are small integers with a scale for each row, or float32 where
// nothing may be lost.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/trained_model.hpp"

namespace playground {

/// How a matrix is stored: 4 or 8 bits a number and a scale for each row, or float32 as it is.
enum class Precision { kFourBits, kEightBits, kFloat };

std::string write_model(const TrainedModel& model, Precision precision);

/// Fails with one sentence about what is wrong, before anything large is allocated.
Result<std::shared_ptr<const TrainedModel>> read_model(std::string_view bytes);

/// The model as it will be after writing and reading.
Result<std::shared_ptr<const TrainedModel>> as_stored(const TrainedModel& model,
                                                      Precision precision);

}  // namespace playground
