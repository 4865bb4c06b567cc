// The quarter's signals from the exogenous paths.
#pragma once

#include "world/world.hpp"

namespace kringloop::simulation {

/// Fills world.signals for `quarter`: indices relative to the base year, rates a year or a quarter as the signals say.
void read_paths(World& world, Quarter quarter);

}  // namespace kringloop::simulation
