// Trained models that the command is given by name or as a file.
#pragma once

#include <string>

#include "model/trained_model.hpp"
#include "playground.hpp"

namespace playground {

/// `reader` and `writer` are those that come with the playground; anything else is a file.
Result<std::shared_ptr<const TrainedModel>> read_model_file(const std::string& name);

/// Makes what a request names usable, if it is not the random model.
Result<void> load_model(const std::string& name, Playground& playground);

}  // namespace playground
