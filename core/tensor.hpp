// The memory that numbers live in, and the views that kernels read and write.
// Letters used for shapes everywhere: L layers, H heads, N tokens, D model width, K head width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "result.hpp"

namespace playground {

using Index = std::ptrdiff_t;

/// Positions [first, last).
struct Range {
  Index first = 0;
  Index last = 0;

  [[nodiscard]] Index size() const { return last - first; }
};

/// A row-major matrix in somebody else's memory; `stride` floats lie between two rows' first
/// numbers.
struct ConstMatrixView {
  const float* data = nullptr;
  Index rows = 0;
  Index columns = 0;
  Index stride = 0;

  [[nodiscard]] const float* row(Index i) const { return data + i * stride; }
  [[nodiscard]] ConstMatrixView column_block(Index first, Index count) const {
    return {data + first, rows, count, stride};
  }
  [[nodiscard]] ConstMatrixView row_block(Index first, Index count) const {
    return {data + first * stride, count, columns, stride};
  }
};

struct MatrixView {
  float* data = nullptr;
  Index rows = 0;
  Index columns = 0;
  Index stride = 0;

  operator ConstMatrixView() const {
    return {data, rows, columns, stride};
  }  // NOLINT: reading is always safe
  [[nodiscard]] float* row(Index i) const { return data + i * stride; }
  [[nodiscard]] MatrixView column_block(Index first, Index count) const {
    return {data + first, rows, count, stride};
  }
  [[nodiscard]] MatrixView row_block(Index first, Index count) const {
    return {data + first * stride, count, columns, stride};
  }
};

/// Copies one matrix into another of its shape.
inline void copy_numbers(ConstMatrixView from, MatrixView to) {
  for (Index i = 0; i < from.rows; ++i) {
    std::memcpy(to.row(i), from.row(i), static_cast<size_t>(from.columns) * sizeof(float));
  }
}

/// Memory that grows with the request. It comes from malloc, whose failure is a value: with
/// exceptions off, std::vector and even new (std::nothrow) abort the whole module when memory is
/// short.
template <class T>
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Buffer() { std::free(data_); }

  /// `size` elements set to zero.
  static Result<Buffer> zeros(Index size) {
    Buffer buffer;
    if (size > 0) {
      buffer.data_ = static_cast<T*>(std::calloc(static_cast<size_t>(size), sizeof(T)));
      if (buffer.data_ == nullptr) {
        return Error{"There is not enough memory for this request in this program or browser tab."};
      }
      buffer.size_ = size;
    }
    return buffer;
  }

  /// Room for at least `size` elements; where there was less, all are zero then.
  Result<void> reserve(Index size) {
    return size_ >= size ? Result<void>() : take(zeros(size), *this);
  }

  /// Exactly `size` elements: those that it has where there are as many, else zeros.
  Result<void> resize(Index size) {
    if (size_ == size) {
      return {};
    }
    // The old ones go first: both might not fit.
    *this = Buffer();
    return take(zeros(size), *this);
  }

  [[nodiscard]] T* data() { return data_; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] Index size() const { return size_; }
  T& operator[](Index i) { return data_[i]; }
  const T& operator[](Index i) const { return data_[i]; }

 private:
  T* data_ = nullptr;
  Index size_ = 0;
};

/// A dense row-major matrix that owns its numbers.
class Matrix {
 public:
  Matrix() = default;
  static Result<Matrix> zeros(Index rows, Index columns) {
    Result<Buffer<float>> buffer = Buffer<float>::zeros(rows * columns);
    if (!buffer.ok()) {
      return buffer.error();
    }
    Matrix matrix;
    matrix.buffer_ = std::move(buffer.value());
    matrix.rows_ = rows;
    matrix.columns_ = columns;
    return matrix;
  }

  /// Takes another shape; the numbers are those that lie there. The room stays where it is enough,
  /// and no more than twice that.
  Result<void> reshape(Index rows, Index columns) {
    const Index size = rows * columns;
    const bool fits = buffer_.size() >= size && buffer_.size() <= 2 * size;
    Result<void> done = fits ? Result<void>() : buffer_.resize(size);
    rows_ = done.ok() ? rows : 0;
    columns_ = done.ok() ? columns : 0;
    return done;
  }

  [[nodiscard]] Index rows() const { return rows_; }
  [[nodiscard]] Index columns() const { return columns_; }
  [[nodiscard]] bool empty() const { return buffer_.size() == 0; }
  [[nodiscard]] MatrixView view() { return {buffer_.data(), rows_, columns_, columns_}; }
  [[nodiscard]] ConstMatrixView view() const { return {buffer_.data(), rows_, columns_, columns_}; }

 private:
  Buffer<float> buffer_;
  Index rows_ = 0;
  Index columns_ = 0;
};

}  // namespace playground
