#include "simulation/exogenous.hpp"

#include "economy/energy.hpp"

namespace kringloop::simulation {

void read_paths(World& world, Quarter quarter) {
  using input::Series;
  const input::Paths& paths = world.paths;
  const bool growth = world.settings.economy.growth;
  const Quarter base{world.pack.base_year, 4};
  const Quarter now = growth ? quarter : base;
  // Indices count from the last quarter of the base year, where prices and volumes of the opening stand.
  const auto index = [&](Series series) { return paths.at(series, now) / paths.at(series, base); };
  Signals& s = world.signals;
  s.world_demand = index(Series::world_demand);
  s.world_price = paths.at(Series::world_price, quarter) / paths.at(Series::world_price, base);
  s.policy_rate = paths.at(Series::policy_rate, quarter);
  s.bond_rate = paths.at(Series::bond_rate, quarter);
  s.frontier_growth = growth ? paths.at(Series::frontier_productivity_growth, quarter) / 4.0 : 0.0;
  s.total_fertility_rate = paths.at(Series::total_fertility_rate, quarter);
  s.mortality_index = paths.at(Series::mortality_index, quarter);
  s.immigration = paths.at(Series::immigration, quarter) / 4.0;
  s.emigration = paths.at(Series::emigration, quarter) / 4.0;
  s.state_pension_age = paths.at(Series::state_pension_age, quarter);
  s.income_tax_shift = paths.at(Series::income_tax_shift, quarter);
  s.public_consumption = paths.has(Series::public_consumption) ? index(Series::public_consumption) : 0.0;
  s.public_budget = paths.at(Series::public_budget, quarter);
  s.household_confidence = paths.at(Series::household_confidence, quarter);
  s.business_confidence = paths.at(Series::business_confidence, quarter);
  s.price_shift = quarter == world.settings.run.start ? 1.0 : paths.at(Series::home_prices, quarter) / paths.at(Series::home_prices, quarter + -1);
  s.carbon = economy::carbon_signals(paths, base, now);
  if (!growth) {  // the base year's price of carbon, in money of today
    s.carbon.ets_price *= s.world_price;
    s.carbon.levy *= s.world_price;
  }
}

}  // namespace kringloop::simulation
