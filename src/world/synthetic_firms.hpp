// The firms as rows: each region's firms dealt over its districts; one-person firms beside their person.
#pragma once

#include "world/district_plan.hpp"
#include "world/synthetic_firm_plan.hpp"
#include "world/world.hpp"

namespace kringloop {

/// Lays out world.firms and fills identity, industry, size class, kind, represents, staff and age. `self_employed` counts person
/// rows [all districts]. Also gives the self-employed with a firm of their own their employer. Fills
/// `staffed` [own district in layout order]: the specs of the rows after the one-person rows, in slot order.
void make_firms(World& world, const DistrictPlan& plan, const FirmPlan& firms, std::span<const std::int64_t> self_employed,
                std::vector<std::vector<FirmSpec>>& staffed);

}  // namespace kringloop
