// The synthetic population: the people, households and firms of a pack at a scale, the same on every layout.
#pragma once

#include "world/world.hpp"

namespace kringloop {

/// Fills persons, households and firms: identity, demography, homes, jobs (docs/synthetic-population.md). Money, prices and volumes
/// are left at their defaults. world.context.layout must be made from plan_districts() of the same pack and scale. Collective.
/// Throws InputError when the scale is too coarse for the pack.
void build_population(World& world);

}  // namespace kringloop
