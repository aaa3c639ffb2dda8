// Whatever the bytes are, the reader says what is wrong or gives tensors that are written and read
// again as the same.
#include "formats/safetensors.hpp"

#include "require.hpp"

namespace {

using namespace playground;

void check_same(const SafeTensors& a, const SafeTensors& b) {
  require(a.metadata == b.metadata);
  require(a.tensors.size() == b.tensors.size());
  for (size_t i = 0; i < a.tensors.size(); ++i) {
    require(a.tensors[i].name == b.tensors[i].name);
    require(a.tensors[i].dtype == b.tensors[i].dtype);
    require(a.tensors[i].shape == b.tensors[i].shape);
    require(a.tensors[i].bytes == b.tensors[i].bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<SafeTensors> read = parse_safetensors({reinterpret_cast<const char*>(data), size});
  if (!read.ok()) {
    require(read.error().message.find('\n') == std::string::npos);
    return 0;
  }
  const std::string written = write_safetensors(read.value());
  const Result<SafeTensors> again = parse_safetensors(written);
  require(again.ok());
  check_same(read.value(), again.value());
  return 0;
}
