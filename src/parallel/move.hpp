// move: rows that change district, once a quarter. All columns travel; in the new district rows take slots in the order of their
// identities, so the outcome does not depend on the layout. Links to the old place find the new one by walk_links() until recycle().
#pragma once

#include <span>
#include <vector>

#include "parallel/population.hpp"

namespace kringloop::parallel {

struct Moving {
  Row row = no_row;      // a live own row
  District to = 0;       // may be the district it is in: then it gets another slot there
};

/// New places, in the order of `moving` (collective). A full district grows, so rows may be numbered anew (rows.version()).
/// All ranks leave together with InternalError when a row is not live or named twice, or a district does not exist.
std::vector<Place> move(Context& context, Population& population, std::span<const Moving> moving);

}  // namespace kringloop::parallel
