// A training on its way, as a safetensors file: each parameter with both of its AdamW moments, and
// in __metadata__ how many steps are done and the settings. A training that goes on from it ends
// with the same model, bit for bit, as if it had never stopped.
#pragma once

#include <string>
#include <string_view>

#include "train/trainer.hpp"

namespace playground {

std::string write_checkpoint(const Trainer& trainer);

/// The training as it stood. The error is one sentence about what is wrong with the file.
Result<Trainer> read_checkpoint(std::string_view bytes);

}  // namespace playground
