// The households: homes for the people of each district, then their place in the income distribution.
#pragma once

#include "world/district_plan.hpp"
#include "world/synthetic_targets.hpp"
#include "world/world.hpp"

namespace kringloop {

/// Lays out world.households, fills identity, type, members, and persons' household. A region's households stand in one row by
/// type; the i-th goes to district i mod (districts of the region).
void make_households(World& world, const DistrictPlan& plan, const SyntheticTargets& targets);

/// Fills quintile and owner_occupier (collective). Quintiles are 20 % of households each, nationally within one, by expected
/// income (pay x hours of the working; assumed amounts for others); within each, owner_share of the households own, more often
/// couples and the not so young.
void rank_households(World& world);

}  // namespace kringloop
