// Who pays whom: the firms that this rank's people work at.
#pragma once

#include "parallel/districts.hpp"
#include "world/world.hpp"

namespace kringloop {

/// Makes every employer known to this rank (collective): firms.rows.find(persons.employer[row]) is its row from then on, ready for
/// ask and tell. On one rank all are, so that nothing is walked.
inline void know_employers(World& world) {
  if (world.context.ranks.size() > 1) {
    parallel::for_each_district(world.context, [&](District d, int) {
      for_each_row(world.persons, d, [&](Row row) {
        if (world.persons.employer[row].somewhere()) world.firms.resolve(world.persons.employer[row]);
      });
    });
  }
  world.firms.agree(world.context);
}

}  // namespace kringloop
