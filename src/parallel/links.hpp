// Link tables: columns of places that point at agents of a population. Once a quarter each is walked: links to agents that moved
// follow them, links to agents that are gone become nowhere. When all are walked, Population::recycle() may reuse the slots.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include "parallel/population.hpp"

namespace kringloop::parallel {

/// The links as a span, at each call where they are now.
using Links = std::function<std::span<Place>()>;
void walk_links(Context& context, Population& target, const Links& links);

/// Every link in the first `rows` entries of `table` becomes the present place of the agent it pointed at, nowhere when that
/// agent was released (collective). Follows agents that moved several times, and links that moved with their owner. An entry is
/// a Place or a struct of nothing but Places; for a column, `rows` is its population's rows.own(), which leaves out the copies.
template <class Entry>
void walk_links(Context& context, Population& target, std::vector<Entry>& table, std::size_t rows) {
  static_assert(std::is_trivially_copyable_v<Entry> && sizeof(Entry) % sizeof(Place) == 0);
  // Asked for anew each time: when the table is a column of the target itself, new copies may move it.
  walk_links(context, target, [&table, rows] { return std::span(reinterpret_cast<Place*>(table.data()), rows * (sizeof(Entry) / sizeof(Place))); });
}
/// rows_of[i] = the row of links[i] (no_row for nowhere), ready for ask and tell (collective). A span over a column of the target
/// itself is used up by the call: new copies may move the column. To be done again when the links
/// change and when the target's rows are numbered anew (rows.version()).
void resolve_all(Context& context, Population& target, std::span<const Place> links, std::vector<Row>& rows_of);

}  // namespace kringloop::parallel
