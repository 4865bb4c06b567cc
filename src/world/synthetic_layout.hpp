// Rows for a population that is about to be filled.
#pragma once

#include <cstdint>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop {

/// `counts[i]` live rows with default values in the i-th own district.
template <class P>
void lay_out_population(P& population, const parallel::Layout& layout, const std::vector<std::uint32_t>& counts) {
  if constexpr (requires { population.lay_out(layout, counts); }) {
    population.lay_out(layout, counts);
  } else {
    population.rows.lay_out(layout, counts);
    population.columns.resize(population.rows.size());
  }
}

}  // namespace kringloop
