// The people: who is where, how old, what they learned and do. Filled district by district without talking to anyone.
#pragma once

#include "world/district_plan.hpp"
#include "world/synthetic_targets.hpp"
#include "world/world.hpp"

namespace kringloop {

/// A region's people stand in one row, ordered by age band and sex; the i-th goes to district i mod (districts of the region),
/// slot i / districts. So every district has the region's composition within one person a cell.
struct PersonPlaces {
  const DistrictPlan& plan;
  const SyntheticTargets& targets;
  std::vector<std::int64_t> start;     // [region][cell] first index of the cell in the region's row, and the region's total
  std::vector<std::int64_t> national;  // [region][cell] people of the cell in regions before

  PersonPlaces(const DistrictPlan& plan_, const SyntheticTargets& targets_);
  [[nodiscard]] std::uint32_t persons_in(parallel::District d) const;
};

/// Lays out world.persons and fills identity, age, sex, education, activity, hours, pay and duration; no household, no employer yet.
/// National counts of education and activity by age and sex are met exactly: everyone reads his place in a keyed shuffle of
/// the nation's people of his age band and sex.
void make_persons(World& world, const DistrictPlan& plan, const SyntheticTargets& targets);

/// Counts per district [all districts] of persons with this activity (collective).
[[nodiscard]] std::vector<std::int64_t> count_by_district(World& world, Activity activity);

}  // namespace kringloop
