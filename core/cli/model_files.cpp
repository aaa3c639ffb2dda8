#include "cli/model_files.hpp"

#include "cli/files.hpp"
#include "model/model_file.hpp"

namespace playground {

Result<std::shared_ptr<const TrainedModel>> read_model_file(const std::string& name) {
  const bool is_bundled = name == "reader" || name == "writer" || name == "reader-causal";
  const std::string path =
      is_bundled ? std::string(PLAYGROUND_MODELS) + "/" + name + ".safetensors" : name;
  const Result<std::string> bytes = read_file(path);
  if (!bytes.ok()) {
    return Error{"--model is random, reader, writer, reader-causal or a file. " +
                 bytes.error().message};
  }
  Result<std::shared_ptr<const TrainedModel>> model = read_model(bytes.value());
  if (!model.ok()) {
    return Error{"Cannot use " + path + ": " + model.error().message};
  }
  return model;
}

Result<void> load_model(const std::string& name, Playground& playground) {
  if (name == "random") {
    return {};
  }
  Result<std::shared_ptr<const TrainedModel>> model = read_model_file(name);
  return model.ok() ? playground.add_model(name, std::move(model.value())) : model.error();
}

}  // namespace playground
