// Link tables: columns of places that point at agents of a population. Once a quarter each is walked: links to agents that moved
// follow them, links to agents that are gone become nowhere. When all are walked, Population::recycle() may reuse the slots.
#pragma once

#include <span>
#include <vector>

#include "parallel/population.hpp"

namespace kringloop::parallel {

/// Every link becomes the present place of the agent it pointed at, nowhere when that agent was released (collective). Follows
/// agents that moved several times, and links that moved with their owner. `links` are those of own rows, or of any other table.
void walk_links(Context& context, Population& target, std::span<Place> links);

/// rows_of[i] = the row of links[i] (no_row for nowhere), ready for ask and tell (collective). To be done again when the links
/// change and when the target's rows are numbered anew (rows.version()).
void resolve_all(Context& context, Population& target, std::span<const Place> links, std::vector<Row>& rows_of);

}  // namespace kringloop::parallel
