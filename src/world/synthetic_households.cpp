#include "world/synthetic_households.hpp"

#include "world/identity.hpp"
#include "world/synthetic_families.hpp"
#include "world/synthetic_layout.hpp"

namespace kringloop {

namespace {

// Households of each type in a district: every (districts)-th of the region's row, from its own place on.
std::array<std::int64_t, 5> wanted_in(District d, const DistrictPlan& plan, const SyntheticTargets& targets) {
  const auto r = static_cast<std::size_t>(plan.region[static_cast<std::size_t>(d)]);
  const std::int64_t districts = plan.districts_of(r), k = d - plan.first[r];
  const auto before = [&](std::int64_t i) { return (i - k + districts - 1) / districts; };  // of the first i households
  std::array<std::int64_t, 5> wanted{};
  std::int64_t start = 0;
  for (std::size_t t = 0; t < 5; ++t) {
    const std::int64_t end = start + targets.households(r, t);
    wanted[t] = before(end) - before(start);
    start = end;
  }
  return wanted;
}

}  // namespace

void make_households(World& world, const DistrictPlan& plan, const SyntheticTargets& targets) {
  auto& p = world.persons;
  auto& h = world.households;
  const int now = world.settings.run.start.index;
  const auto& mine = world.context.layout.mine;
  std::vector<std::vector<HouseholdType>> types(static_cast<std::size_t>(world.context.layout.districts()));

  parallel::for_each_district(world.context, [&](District d, int) {
    const Row first = p.rows.begin(d);
    const std::size_t persons = p.rows.end(d) - first;
    const PersonDraw draw = [&](std::uint32_t person, std::uint64_t question) {
      return world.draw.uniform(Purpose::population_household, p.identity[first + person], now, question);
    };
    Homes homes = assemble_homes({p.age.data() + first, persons}, {p.sex.data() + first, persons}, wanted_in(d, plan, targets), draw);
    for (std::size_t i = 0; i < persons; ++i) p.household[first + i] = homes.of_person[i];
    types[static_cast<std::size_t>(d)] = std::move(homes.type);
  });

  std::vector<std::uint32_t> counts;
  for (const auto d : mine) counts.push_back(static_cast<std::uint32_t>(types[static_cast<std::size_t>(d)].size()));
  lay_out_population(h, world.context.layout, counts);

  parallel::for_each_district(world.context, [&](District d, int) {
    const Row first = h.rows.begin(d);
    const auto& type = types[static_cast<std::size_t>(d)];
    for (std::uint32_t slot = 0; slot < type.size(); ++slot) {
      h.identity[first + slot] = identity_of(Kind::household, Quarter{now - 1}, d, slot);
      h.type[first + slot] = type[slot];
      h.members[first + slot] = 0;
    }
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row) ++h.members[first + p.household[row]];
  });
}

}  // namespace kringloop
