#include "parallel/links.hpp"

#include "parallel/ask.hpp"
#include "parallel/failure.hpp"

namespace kringloop::parallel {

namespace {

/// Where the agent of an own slot is now.
Place present(const Rows& rows, Row row, Place place) {
  if (rows.state(row) == SlotState::live) return place;
  return rows.state(row) == SlotState::moved ? rows.forwarded(place) : nowhere;
}

}  // namespace

void resolve_all(Context& context, Population& target, std::span<const Place> links, std::vector<Row>& rows_of) {
  rows_of.resize(links.size());
  const auto n = static_cast<std::int64_t>(links.size());
  Failure failure;
#pragma omp parallel for schedule(static) num_threads(context.threads)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    try {
      rows_of[k] = target.resolve(links[k]);
    } catch (...) {
      failure.note(links[k].district());
    }
  }
  failure.leave_together(context.ranks);
  target.agree(context);
}

void walk_links(Context& context, Population& target, const Links& links) {
  const Verb verb(context.ranks, "walk links");
  std::vector<Row> rows_of;
  std::vector<Place> now;  // [row of target]
  for (std::int64_t moved = 1; moved > 0;) {
    resolve_all(context, target, links(), rows_of);
    now.assign(target.rows.size(), nowhere);
    for_each_district(context, [&](District d, int) {
      const Row first = target.rows.begin(d);
      for (Row row = first; row < target.rows.end(d); ++row) now[row] = present(target.rows, row, Place(d, row - first));
    });
    ask(context, target, {now});
    moved = 0;
    const std::span<Place> places = links();
    const auto n = static_cast<std::int64_t>(places.size());
#pragma omp parallel for schedule(static) num_threads(context.threads) reduction(+ : moved)
    for (std::int64_t i = 0; i < n; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (rows_of[k] == no_row) continue;
      const Place place = now[rows_of[k]];
      // An agent may have moved on from there, which its next owner knows: look once more.
      if (place != places[k] && place.somewhere()) ++moved;
      places[k] = place;
    }
    context.ranks.maximum({&moved, 1});
  }
}

}  // namespace kringloop::parallel
