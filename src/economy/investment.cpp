#include "economy/investment.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "economy/credit.hpp"
#include "economy/expectations.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Of capital, per unit of output at normal use.
double wear_per_unit(const Economy& economy, const Industry& industry) { return industry.wear * industry.capital_per_unit / economy.parameters.normal_utilisation; }

}  // namespace

double frontier_growth(const World& world, const Economy& economy, std::size_t industry) {
  const Industry& i = economy.structure.industry[industry];
  const Parameters& p = economy.parameters;
  const double pace = i.investment_kind == 1 ? p.frontier_public : (i.storable ? p.frontier_storable : p.frontier_service);
  return world.signals.frontier_growth * pace;
}

double worn(const World& world, const Economy& economy, Row firm) {
  const Industry& industry = economy.structure.industry[world.firms.industry[firm]];
  if (world.settings.economy.investment == input::Economy::Investment::wear) return wear_per_unit(economy, industry) * world.firms.output[firm].real();
  return world.firms.capital[firm].real() * industry.wear;
}

void renew_capital(World& world, Economy& economy) {
  Firms& firms = world.firms;
  auto& frontier = world.institutions.frontier;
  const bool at_once = world.settings.economy.investment == input::Economy::Investment::wear;
  for (std::size_t s = 0; s < frontier.size(); ++s) frontier[s] *= 1.0 + frontier_growth(world, economy, s);
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const Volume lost = amount_of<Volume>(worn(world, economy, i));
      Volume arrived = firms.investment[i];
      if (!at_once) {
        arrived = firms.capital_on_order[i][0];
        for (int q = 0; q + 1 < delivery_quarters; ++q) firms.capital_on_order[i][q] = firms.capital_on_order[i][q + 1];
        firms.capital_on_order[i][delivery_quarters - 1] = firms.investment[i];
      }
      firms.capital[i] += arrived - lost;
      const double fresh = firms.capital[i].units > 0 ? std::min(1.0, arrived.real() / firms.capital[i].real()) : 0.0;
      firms.productivity[i] += fresh * (frontier[firms.industry[i]] * firms.efficiency[i] - firms.productivity[i]);
    });
  });
}

double wanted_capital_factor(const World& world, const Economy& economy, const Industry& industry) {
  const Parameters& p = economy.parameters;
  const double wear = 4.0 * industry.wear, spread = p.loan_spread - p.inflation_anchor;
  const double normal = std::max(0.01, wear + p.normal_bond_rate + spread);
  const double now = std::max(0.01, wear + world.institutions.hurdle_rate + spread);
  return exact::pow(now / normal, -p.capital_cost_elasticity);
}

void plan_investment(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Parameters& p = economy.parameters;
  const bool only_wear = world.settings.economy.investment == input::Economy::Investment::wear;
  double& hurdle = world.institutions.hurdle_rate;
  hurdle += p.hurdle_smoothing * (world.signals.bond_rate - hurdle);
  std::vector<double> factor;
  for (const Industry& industry : economy.structure.industry) factor.push_back(wanted_capital_factor(world, economy, industry));
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      if (firms.kind[i] == FirmKind::government) return;  // invests what its budget pays
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      if (only_wear) {
        firms.investment[i] = amount_of<Volume>(wear_per_unit(economy, industry) * makeable(firms, i, economy));
        return;
      }
      const double wanted = firms.expected_demand[i] / p.normal_utilisation * industry.capital_per_unit * factor[firms.industry[i]];
      double coming = firms.capital[i].real();
      for (int q = 0; q < delivery_quarters; ++q) coming += firms.capital_on_order[i][q].real();
      // What is on order also has to make up for wear until it is in use.
      const double worn_meanwhile = delivery_quarters * industry.wear * firms.capital[i].real();
      const double growth = world.institutions.industry_growth[firms.industry[i]];
      const double gap = wanted * (1.0 + delivery_quarters * growth) - (coming - worn_meanwhile);
      const double planned = std::max(0.0, (industry.wear + growth) * firms.capital[i].real() + p.capital_adjustment * gap);
      firms.investment[i] = amount_of<Volume>(planned * world.signals.business_confidence);
    });
  });
}

}  // namespace kringloop::economy
