// Attention on JavaScript's own arrays. Numbers cross as addresses in the module's memory, which
// layers.js reads and writes: a call costs nanoseconds, not the microseconds of a value object.
#include "border.hpp"
#include "layer_stack.hpp"

namespace {

using border::answer;
using border::failure;
using playground::Request;
using playground::Result;

int address(const float* numbers) {
  return static_cast<int>(reinterpret_cast<intptr_t>(numbers));
}

class LayersHandle {
 public:
  // Room for the numbers of a layer: its address, 0 where memory is short.
  int reserve(int count) { return numbers_.reserve(count).ok() ? address(numbers_.data()) : 0; }
  emscripten::val add(int width, int hidden) {
    const playground::Buffer<float> numbers = std::move(numbers_);
    return answer(stack_.add(numbers.data(), width, hidden));
  }

  // Settings come as a request's pairs (width, heads, mask, scale, temperature).
  emscripten::val prepare(const emscripten::val& pairs, int length, bool with_weights) {
    Result<Request> settings = border::request_from(pairs);
    if (!settings.ok()) {
      return failure(settings.error());
    }
    Request& request = settings.value();
    return answer(
        stack_.prepare({length, request.shape.width, request.shape.heads, std::move(request.mask),
                        request.softmax_factor(), with_weights}));
  }
  int input() { return address(stack_.input()); }
  [[nodiscard]] int output() const { return address(stack_.output()); }

  bool begin(int layer) { return stack_.begin(layer).ok(); }
  // How many weights there are in the next piece.
  int next() {
    piece_ = stack_.next();
    return static_cast<int>(piece_.size());
  }
  [[nodiscard]] int piece() const { return address(piece_.data()); }
  void end(int layer) { stack_.end(layer); }

 private:
  playground::LayerStack stack_;
  playground::Buffer<float> numbers_;
  std::span<const float> piece_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(layers) {
  emscripten::class_<LayersHandle>("Layers")
      .constructor<>()
      .function("reserve", &LayersHandle::reserve)
      .function("add", &LayersHandle::add)
      .function("prepare", &LayersHandle::prepare)
      .function("input", &LayersHandle::input)
      .function("output", &LayersHandle::output)
      .function("begin", &LayersHandle::begin)
      .function("next", &LayersHandle::next)
      .function("piece", &LayersHandle::piece)
      .function("end", &LayersHandle::end);
}
