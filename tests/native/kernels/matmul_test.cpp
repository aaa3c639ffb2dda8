#include "kernels/matmul.hpp"

#include "catch.hpp"
#include "eigen_views.hpp"
#include "random_arrays.hpp"

namespace playground {

namespace {

void expect_reference(RandomStream& random, Index rows, Index depth, Index columns, Index offset,
                      Index gap) {
  CAPTURE(rows, depth, columns, offset, gap);
  const TestMatrix a(random, rows, depth, offset, gap);
  const TestMatrix b(random, depth, columns, offset, gap);
  TestMatrix fast(random, rows, columns, offset, gap);
  TestMatrix plain(random, rows, columns);
  Result<PackedMatrix> packed = PackedMatrix::with_capacity(depth, columns);
  REQUIRE(packed.ok());
  packed.value().pack(b.view);
  matmul(a.view, packed.value(), fast.view);
  matmul_reference(a.view, b.view, plain.view);
  REQUIRE(same_bits(fast.view, plain.view));
}

}  // namespace

TEST_CASE("The product equals three plain loops bit for bit, at every size and misalignment") {
  RandomStream random(1);
  for (Index rows = 0; rows <= 9; ++rows) {
    for (Index depth = 0; depth <= 9; ++depth) {
      for (Index columns = 0; columns <= 17; ++columns) {
        expect_reference(random, rows, depth, columns, (rows + columns) % 4, depth % 3);
      }
    }
  }
  expect_reference(random, 33, 129, 65, 1, 0);
  expect_reference(random, 64, 64, 64, 0, 0);
  // Longer than the blocks that stay near the processor.
  expect_reference(random, 70, 600, 20, 2, 1);
}

TEST_CASE("A turned left factor gives the same sums, and is added last where it is added") {
  RandomStream random(9);
  for (const Index depth : {0, 1, 5, 300, 600}) {
    for (const Index rows : {1, 4, 7, 66}) {
      CAPTURE(depth, rows);
      const TestMatrix a(random, depth, rows, 1, 2);
      const TestMatrix b(random, depth, 13);
      TestMatrix turned(random, rows, depth);
      as_eigen(turned.view) = as_eigen(ConstMatrixView(a.view)).transpose();
      TestMatrix fast(random, rows, 13);
      TestMatrix plain(random, rows, 13);
      Result<PackedMatrix> packed = PackedMatrix::with_capacity(depth, 13);
      REQUIRE(packed.ok());
      packed.value().pack(b.view);
      matmul_reference(turned.view, b.view, plain.view);
      matmul_transposed(a.view, packed.value(), fast.view, Into::kReplace);
      REQUIRE(same_bits(fast.view, plain.view));
      matmul_transposed(a.view, packed.value(), fast.view, Into::kAdd);
      as_eigen(plain.view) += as_eigen(ConstMatrixView(plain.view));
      REQUIRE(same_bits(fast.view, plain.view));
    }
  }
}

TEST_CASE("Packing a transposed factor is packing its transpose") {
  RandomStream random(2);
  for (Index columns = 1; columns <= 17; ++columns) {
    const TestMatrix a(random, 5, 7);
    const TestMatrix b(random, columns, 7, 1, 2);
    TestMatrix transposed(random, 7, columns);
    as_eigen(transposed.view) = as_eigen(ConstMatrixView(b.view)).transpose();
    TestMatrix fast(random, 5, columns);
    TestMatrix plain(random, 5, columns);
    Result<PackedMatrix> packed = PackedMatrix::with_capacity(7, columns);
    REQUIRE(packed.ok());
    packed.value().pack_transposed(b.view);
    matmul(a.view, packed.value(), fast.view);
    matmul_reference(a.view, transposed.view, plain.view);
    REQUIRE(same_bits(fast.view, plain.view));
  }
}

TEST_CASE("A packed factor can be packed again, smaller") {
  RandomStream random(3);
  Result<PackedMatrix> packed = PackedMatrix::with_capacity(12, 20);
  REQUIRE(packed.ok());
  for (const Index size : {12, 3, 7}) {
    const TestMatrix a(random, 4, size);
    const TestMatrix b(random, size, size);
    TestMatrix fast(random, 4, size);
    TestMatrix plain(random, 4, size);
    packed.value().pack(b.view);
    matmul(a.view, packed.value(), fast.view);
    matmul_reference(a.view, b.view, plain.view);
    CHECK(same_bits(fast.view, plain.view));
  }
}

}  // namespace playground
