#include "economy/expectations.hpp"

#include <algorithm>

namespace kringloop::economy {

double planned_output(const Firms& firms, Row firm, const Economy& economy) {
  const Industry& industry = economy.structure.industry[firms.industry[firm]];
  const double expected = firms.expected_demand[firm];
  if (!industry.storable || economy.structure.one_input_stock) return expected;
  const double stock_gap = economy.parameters.inventory_target * expected - firms.inventory[firm].real();
  return std::max(0.0, expected + 0.25 * stock_gap);
}

namespace {

/// All that was asked for, grown with what everyone expects of output; staff for as much of it as capital can make.
void expect_common_growth(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const double growth = 1.0 + world.institutions.ar1.expected_growth;
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      if (firms.kind[i] == FirmKind::government) return;
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      firms.expected_demand[i] = firms.orders[i].real() * growth;
      firms.target_staff[i] = makeable(firms, i, economy) * industry.hours_per_unit / firms.productivity[i] / full_time_hours;
    });
  });
}

}  // namespace

double makeable(const Firms& firms, Row firm, const Economy& economy) {
  const Industry& industry = economy.structure.industry[firms.industry[firm]];
  const double planned = planned_output(firms, firm, economy);
  return industry.capital_per_unit > 0.0 ? std::min(planned, firms.capital[firm].real() / industry.capital_per_unit) : planned;
}

void form_expectations(World& world, Economy& economy) {
  if (world.settings.economy.expectations == input::Economy::Expectations::ar1) return expect_common_growth(world, economy);
  Firms& firms = world.firms;
  const double weight = economy.parameters.demand_smoothing;
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      if (firms.kind[i] == FirmKind::government) return;  // does what its budget pays, see public_bodies
      const std::uint8_t s = firms.industry[i];
      const double expected = firms.expected_demand[i];
      const double smoothed = expected + weight * (firms.orders[i].real() - expected);
      firms.expected_demand[i] = smoothed * (1.0 + world.institutions.industry_growth[s]);
      const double hours = planned_output(firms, i, economy) * economy.structure.industry[s].hours_per_unit / firms.productivity[i];
      firms.target_staff[i] = hours / full_time_hours;
    });
  });
}

void observe_industry_growth(World& world, Economy& economy) {
  const double slow = economy.parameters.growth_smoothing, most = economy.parameters.growth_limit;
  for (std::size_t s = 0; s < economy.industry.size(); ++s) {
    const double now = economy.good[s].asked.real();
    const double before = world.institutions.demand[s];
    world.institutions.demand[s] = now;
    if (before <= 0.0 || now <= 0.0) continue;
    const double growth = std::clamp(now / before - 1.0, -0.05, 0.05);
    double& trend = world.institutions.industry_growth[s];
    trend = std::clamp(trend + slow * (growth - trend), -most, most);
  }
}

}  // namespace kringloop::economy
