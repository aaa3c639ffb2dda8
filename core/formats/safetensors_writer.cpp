#include <algorithm>

#include "formats/json_writer.hpp"
#include "formats/safetensors.hpp"

namespace playground {

namespace {

constexpr size_t kAlignment = 8;

void write_entry(JsonWriter& json, const SafeTensor& tensor, size_t begin) {
  json.name(tensor.name);
  json.begin_object();
  json.name("dtype");
  json.string(tensor.dtype);
  json.name("shape");
  json.begin_array();
  for (const int64_t size : tensor.shape) {
    json.whole(size);
  }
  json.end_array();
  json.name("data_offsets");
  json.begin_array();
  json.whole(static_cast<int64_t>(begin));
  json.whole(static_cast<int64_t>(begin + tensor.bytes.size()));
  json.end_array();
  json.end_object();
}

std::string padded_header(const SafeTensors& file) {
  JsonWriter json;
  json.begin_object();
  if (!file.metadata.empty()) {
    json.name(kSafeTensorsMetadata);
    json.begin_object();
    for (const auto& [key, text] : file.metadata) {
      json.name(key);
      json.string(text);
    }
    json.end_object();
  }
  size_t begin = 0;
  for (const SafeTensor& tensor : file.tensors) {
    write_entry(json, tensor, begin);
    begin += tensor.bytes.size();
  }
  json.end_object();
  std::string header = json.text();
  header.append((kAlignment - header.size() % kAlignment) % kAlignment, ' ');
  return header;
}

}  // namespace

const SafeTensor* SafeTensors::find(std::string_view name) const {
  const auto at = std::find_if(tensors.begin(), tensors.end(),
                               [name](const SafeTensor& tensor) { return tensor.name == name; });
  return at == tensors.end() ? nullptr : &*at;
}

const std::string* SafeTensors::metadata_value(std::string_view key) const {
  const auto at = std::find_if(metadata.begin(), metadata.end(),
                               [key](const auto& pair) { return pair.first == key; });
  return at == metadata.end() ? nullptr : &at->second;
}

std::string write_safetensors(const SafeTensors& file) {
  const std::string header = padded_header(file);
  size_t size = kSafeTensorsLengthBytes + header.size();
  for (const SafeTensor& tensor : file.tensors) {
    size += tensor.bytes.size();
  }
  std::string bytes;
  bytes.reserve(size);
  for (size_t i = 0; i < kSafeTensorsLengthBytes; ++i) {
    bytes += static_cast<char>(static_cast<uint64_t>(header.size()) >> (8 * i) & 0xff);
  }
  bytes += header;
  for (const SafeTensor& tensor : file.tensors) {
    bytes += tensor.bytes;
  }
  return bytes;
}

}  // namespace playground
