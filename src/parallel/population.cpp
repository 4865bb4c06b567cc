#include "parallel/population.hpp"

#include <fmt/format.h>
#include <omp.h>

#include "base/error.hpp"

namespace kringloop::parallel {

Population::Population(std::string population_name) : name(std::move(population_name)) {
  columns.add<std::uint64_t>("identity", "1", "given once, never reused", identity);
}

void Population::lay_out(const Layout& layout, std::span<const std::uint32_t> count) {
  halo.forget(rows);
  rows.lay_out(layout, count);
  columns.relay(rows.size(), {});
}

void Population::restore(const Layout& layout, const std::vector<std::vector<SlotState>>& states) {
  halo.forget(rows);
  rows.restore(layout, states);
  columns.relay(rows.size(), {});
}

Row Population::take(District district) {
  if (!rows.has_room(district) && omp_get_level() == 0) {
    const std::uint32_t needed = rows.used(district) + 1;
    grow({&district, 1}, {&needed, 1});
  }
  const Row row = rows.take(district);
  columns.reset(row);
  return row;
}

void Population::make_room(const Layout& layout, std::span<const std::uint32_t> extra) {
  if (omp_get_level() != 0) throw InternalError(fmt::format("room for {} made inside a phase", name));
  std::vector<District> full;
  std::vector<std::uint32_t> needed;
  for (std::size_t i = 0; i < layout.mine.size(); ++i) {
    const District d = layout.mine[i];
    if (rows.has_room(d, extra[i])) continue;
    full.push_back(d);
    needed.push_back(rows.used(d) + extra[i]);
  }
  if (!full.empty()) grow(full, needed);
}

void Population::grow(std::span<const District> districts, std::span<const std::uint32_t> capacities) {
  const std::vector<Segment> segments = rows.grow(districts, capacities);
  columns.relay(rows.size(), segments);
  halo.renumber(rows);
}

void Population::agree(Context& context) {
  halo.agree(context, rows);
  columns.resize(rows.size());
}

void Population::forget_copies() {
  halo.forget(rows);
  columns.resize(rows.size());
}

}  // namespace kringloop::parallel
