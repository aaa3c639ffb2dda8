#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "playground.hpp"

namespace playground {

namespace {

Result<NpyArray> read_argument(const Arguments& arguments, const char* flag) {
  const std::optional<std::string_view> path = arguments.value(flag);
  if (!path) {
    return Error{std::string("--") + flag + " is needed: the path of a .npy file."};
  }
  Result<NpyArray> array = read_npy(std::string(*path));
  if (array.ok() && array.value().shape.size() != 2) {
    return Error{std::string("--") + flag + " has the shape " + shape_text(array.value().shape) +
                 "; (N, D) is needed: a row for each token."};
  }
  return array;
}

ConstMatrixView view_of(const NpyArray& array) {
  const Index columns = array.shape[1];
  return {array.numbers.data(), array.shape[0], columns, columns};
}

Result<Request> settings_of(const Arguments& arguments) {
  std::vector<Request::Pair> pairs;
  const std::string heads(arguments.value("heads").value_or("1"));
  // Width is the arrays' own matter; as many as heads always fits.
  pairs.push_back({"heads", heads});
  pairs.push_back({"width", heads});
  for (const char* flag : {"mask", "scale", "temperature"}) {
    if (const std::optional<std::string_view> value = arguments.value(flag)) {
      pairs.push_back({flag, *value});
    }
  }
  return Request::parse(pairs);
}

}  // namespace

Result<void> kernel_command(std::span<const std::string_view> words) {
  const FlagKind flags[] = {{"q"},     {"k"},           {"v"},       {"heads"}, {"mask"},
                            {"scale"}, {"temperature"}, {"weights"}, {"output"}};
  const Result<Arguments> parsed = Arguments::parse(words, flags);
  if (!parsed.ok()) {
    return parsed.error();
  }
  const Arguments& arguments = parsed.value();
  if (!arguments.words().empty()) {
    return Error{"kernel takes flags only, not \"" + arguments.words()[0] + "\"."};
  }
  if (!arguments.has("weights") && !arguments.has("output")) {
    return Error{"--weights or --output is needed: where to write the result."};
  }
  const Result<Request> settings = settings_of(arguments);
  if (!settings.ok()) {
    return settings.error();
  }
  const Result<NpyArray> q = read_argument(arguments, "q");
  const Result<NpyArray> k = q.ok() ? read_argument(arguments, "k") : q;
  const Result<NpyArray> v = k.ok() ? read_argument(arguments, "v") : k;
  if (!v.ok()) {
    return v.error();
  }
  for (const Result<NpyArray>* other : {&k, &v}) {
    if (other->value().shape != q.value().shape) {
      return Error{std::string(other == &k ? "--k" : "--v") + " has the shape " +
                   shape_text(other->value().shape) + ", but --q has " +
                   shape_text(q.value().shape) + "; all three are (N, D)."};
    }
  }
  const int64_t length = q.value().shape[0];
  const int64_t width = q.value().shape[1];
  const int64_t heads = settings.value().shape.heads;
  if (length > kMaximumTokens) {
    return Error{"These arrays have " + std::to_string(length) + " rows; up to " +
                 std::to_string(kMaximumTokens) + " are possible."};
  }
  Result<Matrix> weights = Matrix::zeros(heads * length, length);
  Result<Matrix> output = Matrix::zeros(length, width);
  if (!weights.ok() || !output.ok()) {
    return weights.ok() ? output.error() : weights.error();
  }
  Result<void> done =
      attention({view_of(q.value()), view_of(k.value()), view_of(v.value()), heads,
                 settings.value().mask, settings.value().scale, settings.value().temperature},
                weights.value().view(), output.value().view());
  const auto write = [&](const char* flag, Matrix& matrix, std::vector<int64_t> shape) {
    if (const std::optional<std::string_view> path = arguments.value(flag); done.ok() && path) {
      const auto count = static_cast<size_t>(matrix.rows() * matrix.columns());
      done = write_npy(std::string(*path), shape, {matrix.view().data, count});
      if (done.ok()) {
        tell_written(std::string(*path));
      }
    }
  };
  write("weights", weights.value(), {heads, length, length});
  write("output", output.value(), {length, width});
  return done;
}

}  // namespace playground
