// From the world's state and the quarter's accounts to the indicators of the catalogue.
#pragma once

#include "economy/economy.hpp"
#include "output/results.hpp"
#include "simulation/quarter.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

/// Dimensions of the result file, from the pack.
[[nodiscard]] std::vector<output::Dimension> result_dimensions(const input::Pack& pack);

/// Records every indicator of the quarter just simulated (collective; every rank records the same).
void record_indicators(World& world, const economy::Economy& economy, const QuarterResult& quarter, output::Results& results);

}  // namespace kringloop::simulation
