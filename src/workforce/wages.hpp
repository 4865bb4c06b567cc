// Wages: one national rule, and a slow pull of each firm towards its industry.
#pragma once

#include "base/calendar.hpp"
#include "workforce/parameters.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

/// Growth of wages in a quarter, natural logarithm:
///   [ (inflation + anchor) / 2 + elasticity x (ln tightness - ln normal tightness) ] / 4 + trend productivity
/// inflation: ln of consumer prices over those a year ago; trend productivity [1/quarter]. Tightness is held between 1/50 and 50.
[[nodiscard]] double wage_growth(const Parameters& parameters, double inflation, double productivity_trend, double tightness);

/// Multiplies every firm's wage by exp(wage_growth), moves it a share of its gap to the (staff-weighted) industry mean, and updates
/// institutions.wage_index. The trend of productivity is institutions.mean_productivity's growth, smoothed; it starts at
/// the pace of the frontier. Reads the tightness of the last labour market.
void set_wages(World& world, Quarter quarter);

}  // namespace kringloop::workforce
