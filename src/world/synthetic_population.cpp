#include "world/synthetic_population.hpp"

#include "base/error.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_firms.hpp"
#include "world/synthetic_households.hpp"
#include "world/synthetic_jobs.hpp"
#include "world/synthetic_persons.hpp"

namespace kringloop {

void build_population(World& world) {
  const auto plan = plan_districts(world.pack, world.scale());
  if (plan.region != world.context.layout.region) throw InternalError("the layout has other districts than the population");
  const auto targets = synthetic_targets(world.pack, world.settings);
  make_persons(world, plan, targets);
  make_households(world, plan, targets);
  rank_households(world);

  const auto employees = count_by_district(world, Activity::employee);
  const auto self_employed = count_by_district(world, Activity::self_employed);
  std::vector<std::int64_t> by_region(world.pack.region_count());
  for (std::size_t d = 0; d < self_employed.size(); ++d) by_region[static_cast<std::size_t>(plan.region[d])] += self_employed[d];
  const auto firms = plan_firms(world.pack, world.settings, world.draw, targets.workers(), by_region);
  std::vector<std::vector<FirmSpec>> staffed;
  make_firms(world, plan, firms, self_employed, staffed);

  auto owners = count_by_district(world, Activity::self_employed);
  std::vector<std::int64_t> own(owners.size());
  parallel::for_each_district(world.context, [&](District d, int) {
    const auto& p = world.persons;
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row)
      if (p.activity[row] == Activity::self_employed && p.employer[row].somewhere()) ++own[static_cast<std::size_t>(d)];
  });
  world.context.ranks.sum(own);
  for (std::size_t d = 0; d < owners.size(); ++d) owners[d] -= own[d];
  assign_jobs(world, plan, firms, staffed, owners, employees);
}

}  // namespace kringloop
