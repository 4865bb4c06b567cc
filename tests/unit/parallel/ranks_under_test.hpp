// The ranks that the tests run on: one in the unit tests, those of mpirun in tests/mpi. A test says what holds for any number.
#pragma once

#include <omp.h>

#include <cstdint>
#include <vector>

#include "parallel/communicator.hpp"
#include "parallel/districts.hpp"

namespace kringloop::parallel {

Communicator& ranks_under_test();

/// A layout of `districts` equal districts in one region, over all ranks.
inline Layout layout_of(int districts) {
  const auto n = static_cast<std::size_t>(districts);
  return contiguous_layout(std::vector<std::int16_t>(n, 0), std::vector<double>(n, 1.0), ranks_under_test());
}

/// A layout and its context, with as many threads as OMP_NUM_THREADS says.
struct Machine {
  Layout layout;
  Context context{ranks_under_test(), layout, omp_get_max_threads()};
  explicit Machine(int districts) : layout(layout_of(districts)) {}
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
};

/// Sum of a number over ranks.
inline std::int64_t total(std::int64_t mine) {
  ranks_under_test().sum(std::span(&mine, 1));
  return mine;
}

}  // namespace kringloop::parallel
