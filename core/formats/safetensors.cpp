#include "formats/safetensors.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <tuple>

#include "formats/json_reader.hpp"
#include "formats/json_writer.hpp"
#include "formats/number_text.hpp"
#include "sorting.hpp"

namespace playground {

namespace {

constexpr std::string_view kRefusal = "This is not a safetensors file: ";
constexpr uint64_t kLongestHeader = 100'000'000;
// A hundred times what the largest models have; beyond it, the values in memory would be many
// times as large as the file.
constexpr size_t kMostValues = 1'000'000;
// Whole numbers from here on are not exact in JSON. Far beyond any file, and its product with 8
// still fits.
constexpr int64_t kTooLarge = int64_t{1} << 53;

struct ElementType {
  std::string_view name;
  int64_t size;
};

constexpr ElementType kElementTypes[] = {
    {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"F64", 8}, {"I8", 1},  {"U8", 1},  {"I16", 2},
    {"U16", 2}, {"I32", 4}, {"U32", 4},  {"I64", 8}, {"U64", 8}, {"BOOL", 1}};

/// A tensor, where its bytes lie within the data, and its place among the header's members.
struct Entry {
  SafeTensor tensor;
  int64_t begin = 0;
  int64_t end = 0;
  size_t place = 0;

  bool operator<(const Entry& other) const {
    return std::tie(begin, end, place) < std::tie(other.begin, other.end, other.place);
  }
};

Error malformed(std::initializer_list<std::string_view> parts) {
  std::string message(kRefusal);
  for (const std::string_view part : parts) {
    message += part;
  }
  message += '.';
  return Error{std::move(message)};
}

// The start of a name from the file, in quotes, on one line.
std::string quoted(std::string_view name) {
  constexpr size_t kShown = 60;
  JsonWriter text;
  text.string(name.substr(0, kShown));
  return text.text();
}

std::optional<int64_t> whole_number(const JsonValue& value) {
  if (!value.whole || value.number >= static_cast<double>(kTooLarge)) {
    return std::nullopt;
  }
  return static_cast<int64_t>(value.number);
}

std::optional<std::vector<int64_t>> whole_numbers(const JsonValue* list) {
  if (list == nullptr || list->kind != JsonValue::Kind::kArray) {
    return std::nullopt;
  }
  std::vector<int64_t> numbers;
  for (const JsonValue& item : list->items) {
    const std::optional<int64_t> number = whole_number(item);
    if (!number) {
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers;
}

const ElementType* known_type(std::string_view name) {
  const auto* type = std::find_if(std::begin(kElementTypes), std::end(kElementTypes),
                                  [name](const ElementType& known) { return known.name == name; });
  return type == std::end(kElementTypes) ? nullptr : type;
}

std::optional<int64_t> bytes_of(const ElementType& type, const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) {
    if (size > 0 && count >= kTooLarge / size) {
      return std::nullopt;
    }
    count *= size;
  }
  return count * type.size;
}

std::optional<std::string_view> repeated_name(const std::vector<JsonMember>& members) {
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const JsonMember& member : members) {
    names.push_back(member.name);
  }
  heap_sort(names);
  const auto twin = std::adjacent_find(names.begin(), names.end());
  return twin == names.end() ? std::nullopt : std::optional(*twin);
}

// At least as many as the JSON values that the text can hold.
size_t count_values(std::string_view json) {
  size_t count = 1;
  bool in_string = false;
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '\\') {
      ++i;
    } else if (json[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && (json[i] == ',' || json[i] == '[' || json[i] == '{')) {
      ++count;
    }
  }
  return count;
}

Result<std::string_view> header_of(std::string_view bytes) {
  if (bytes.size() < kSafeTensorsLengthBytes) {
    return malformed({"it is shorter than the 8 bytes that give the length of its header"});
  }
  uint64_t length = 0;
  for (size_t i = kSafeTensorsLengthBytes; i-- > 0;) {
    length = length << 8 | static_cast<uint8_t>(bytes[i]);
  }
  if (length > kLongestHeader) {
    return malformed({"its first 8 bytes give a header of more than 100 MB"});
  }
  if (length > bytes.size() - kSafeTensorsLengthBytes) {
    return malformed(
        {"it ends within its header of ", with_thousands(static_cast<int64_t>(length)), " bytes"});
  }
  return bytes.substr(kSafeTensorsLengthBytes, static_cast<size_t>(length));
}

Result<JsonValue> parse_header(std::string_view header) {
  if (header.empty() || header.front() != '{') {
    return malformed({"its header does not begin with {"});
  }
  if (count_values(header) > kMostValues) {
    return malformed({"its header has more than ", with_thousands(kMostValues), " values"});
  }
  Result<JsonValue> json = parse_json(header);
  if (!json.ok()) {
    return Error{std::string(kRefusal) + "its header is broken. " + json.error().message};
  }
  if (const auto name = repeated_name(json.value().members)) {
    return malformed({"its header has ", quoted(*name), " twice"});
  }
  return json;
}

Result<void> read_metadata(JsonValue& value, SafeTensors& file) {
  if (value.kind != JsonValue::Kind::kObject) {
    return malformed({"its __metadata__ is not an object"});
  }
  if (const auto key = repeated_name(value.members)) {
    return malformed({"its __metadata__ has ", quoted(*key), " twice"});
  }
  for (auto& [key, text] : value.members) {
    if (text.kind != JsonValue::Kind::kString) {
      return malformed({"its __metadata__ under ", quoted(key), " is not a text"});
    }
    file.metadata.emplace_back(std::move(key), std::move(text.text));
  }
  return {};
}

Result<Entry> read_entry(const JsonMember& member, std::string_view data) {
  const auto& [name, value] = member;
  const std::string who = quoted(name);
  if (const auto repeated = repeated_name(value.members)) {
    return malformed({"the tensor ", who, " has ", quoted(*repeated), " twice"});
  }
  const JsonValue* dtype = value.find("dtype");
  if (dtype == nullptr || dtype->kind != JsonValue::Kind::kString) {
    return malformed({"the tensor ", who, " has no dtype"});
  }
  const ElementType* type = known_type(dtype->text);
  if (type == nullptr) {
    return malformed({"the tensor ", who, " has the unknown dtype ", quoted(dtype->text)});
  }
  std::optional<std::vector<int64_t>> shape = whole_numbers(value.find("shape"));
  if (!shape) {
    return malformed({"the tensor ", who, " has no shape, a list of whole numbers"});
  }
  const std::optional<std::vector<int64_t>> offsets = whole_numbers(value.find("data_offsets"));
  if (!offsets || offsets->size() != 2) {
    return malformed({"the tensor ", who, " has no data_offsets, two whole numbers"});
  }
  const int64_t begin = offsets->front();
  const int64_t end = offsets->back();
  const auto available = static_cast<int64_t>(data.size());
  if (begin > end || end > available) {
    return malformed({"the tensor ", who, " lies at bytes ", with_thousands(begin), " to ",
                      with_thousands(end), " of ", with_thousands(available)});
  }
  const std::optional<int64_t> size = bytes_of(*type, *shape);
  if (size != end - begin) {
    return malformed({"the tensor ", who, " has ", with_thousands(end - begin),
                      " bytes, but its shape and dtype take ",
                      size ? with_thousands(*size) : "far more"});
  }
  const std::string_view numbers =
      data.substr(static_cast<size_t>(begin), static_cast<size_t>(*size));
  return Entry{{name, dtype->text, std::move(*shape), numbers}, begin, end};
}

// Every byte of the data belongs to exactly one tensor.
Result<void> check_cover(const std::vector<Entry>& entries, std::string_view data) {
  int64_t reached = 0;
  for (const Entry& entry : entries) {
    if (entry.begin < reached) {
      return malformed({"the tensor ", quoted(entry.tensor.name), " overlaps the one before it"});
    }
    if (entry.begin > reached) {
      return malformed({"there is a hole of ", with_thousands(entry.begin - reached),
                        " bytes before the tensor ", quoted(entry.tensor.name)});
    }
    reached = entry.end;
  }
  const int64_t left = static_cast<int64_t>(data.size()) - reached;
  if (left > 0) {
    return malformed({"its last ", with_thousands(left), " bytes belong to no tensor"});
  }
  return {};
}

}  // namespace

Result<SafeTensors> parse_safetensors(std::string_view bytes) {
  const Result<std::string_view> header = header_of(bytes);
  if (!header.ok()) {
    return header.error();
  }
  Result<JsonValue> json = parse_header(header.value());
  if (!json.ok()) {
    return json.error();
  }
  const std::string_view data = bytes.substr(kSafeTensorsLengthBytes + header.value().size());
  SafeTensors file;
  std::vector<Entry> entries;
  for (JsonMember& member : json.value().members) {
    if (member.name == kSafeTensorsMetadata) {
      const Result<void> read = read_metadata(member.value, file);
      if (!read.ok()) {
        return read.error();
      }
      continue;
    }
    Result<Entry> entry = read_entry(member, data);
    if (!entry.ok()) {
      return entry.error();
    }
    entry.value().place = entries.size();
    entries.push_back(std::move(entry.value()));
  }
  heap_sort(entries);
  const Result<void> covered = check_cover(entries, data);
  if (!covered.ok()) {
    return covered.error();
  }
  for (Entry& entry : entries) {
    file.tensors.push_back(std::move(entry.tensor));
  }
  return file;
}

}  // namespace playground
