// The three populations as structs of arrays: rows, halo and columns are those of parallel::Population, the attributes are the
// vectors declared in columns.hpp.
#pragma once

#include <vector>

#include "parallel/population.hpp"
#include "world/columns.hpp"

namespace kringloop {

#define KRINGLOOP_DECLARE(type, name, unit, meaning, fill) std::vector<type> name;
#define KRINGLOOP_REGISTER(type, name, unit, meaning, fill) columns.add<type>(#name, unit, meaning, name, type(fill));

struct Persons : parallel::Population {
  KRINGLOOP_PERSON_COLUMNS(KRINGLOOP_DECLARE)
  Persons() : Population("persons") { KRINGLOOP_PERSON_COLUMNS(KRINGLOOP_REGISTER) }
};

struct Households : parallel::Population {
  KRINGLOOP_HOUSEHOLD_COLUMNS(KRINGLOOP_DECLARE)
  Households() : Population("households") { KRINGLOOP_HOUSEHOLD_COLUMNS(KRINGLOOP_REGISTER) }
};

struct Firms : parallel::Population {
  KRINGLOOP_FIRM_COLUMNS(KRINGLOOP_DECLARE)
  Firms() : Population("firms") { KRINGLOOP_FIRM_COLUMNS(KRINGLOOP_REGISTER) }
};

#undef KRINGLOOP_DECLARE
#undef KRINGLOOP_REGISTER

/// Live rows of an own district, in slot order.
template <class Work>
void for_each_row(const parallel::Population& population, District district, Work&& work) {
  const Row end = population.rows.end(district);
  for (Row row = population.rows.begin(district); row < end; ++row) {
    if (population.rows.live(row)) work(row);
  }
}

}  // namespace kringloop
