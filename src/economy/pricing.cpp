#include "economy/pricing.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "economy/autoregressions.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

double basic_price(const World& world, const Economy& economy, const BasketItem& item) {
  const auto g = static_cast<std::size_t>(item.good);
  const Institutions& inst = world.institutions;
  if (!inst.market_price.empty()) return inst.market_price[g];
  return (1.0 - item.import_share) * inst.producer_price[g] + item.import_share * economy.import_price[g];
}

namespace {

/// Purchasers' price of a unit of a class's basket, base year = 1 for goods without taxes and margins.
double basket_price(const World& world, const Economy& economy, int buyer_class) {
  double price = 0.0;
  for (const BasketItem& item : economy.structure.basket[static_cast<std::size_t>(buyer_class)]) {
    price += item.share * basic_price(world, economy, item) * economy.structure.wedge(item.good, buyer_class);
  }
  return price;
}

/// Buyers compare this quarter's prices: the mean of what sellers post, by what they expect to sell. Last quarter's would make
/// domestic goods look cheaper than foreign ones by a quarter of inflation.
void post_prices(World& world, const Economy& economy) {
  const Firms& firms = world.firms;
  const std::size_t goods = economy.structure.industry.size();
  const auto sums = parallel::ordered_sum(world.context, 2 * goods, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) {
      into[2U * firms.industry[i]] += firms.price[i] * firms.expected_demand[i];
      into[2U * firms.industry[i] + 1U] += firms.expected_demand[i];
    });
  });
  for (std::size_t g = 0; g < goods; ++g) {
    if (sums[2 * g + 1] > 0.0) world.institutions.producer_price[g] = sums[2 * g] / sums[2 * g + 1];
  }
}

/// What input, labour and capital prices relative to the firm's own add to it, at the base year's shares in its price (A.9). Wages follow consumer prices.
double cost_push_of(const World& world, const Economy& economy, const Industry& industry, double input_price, double own) {
  const double labour = industry.wage * (1.0 + industry.contribution_rate) * industry.hours_per_unit / full_time_hours;
  const double capital = industry.wear * industry.capital_per_unit / economy.parameters.normal_utilisation;
  const auto kind = static_cast<std::size_t>(industry.investment_kind);
  const double capital_price = economy.capital_price[kind] / economy.structure.capital_price[kind];
  return labour * (world.institutions.price_level / own - 1.0) + input_price / own - industry.input_cost + capital * (capital_price / own - 1.0);
}

}  // namespace

void observe_prices(World& world, Economy& economy) {
  const Structure& st = economy.structure;
  economy.import_price.assign(static_cast<std::size_t>(st.goods), world.signals.world_price);
  // The seller abroad asks the last quarter's price of the shared market, raised as firms at home expect of one another (A.79).
  for (std::size_t g = 0; g < world.institutions.market_price.size(); ++g) {
    economy.import_price[g] = world.institutions.market_price[g] * (1.0 + expected_inflation(world, economy));
  }
  economy.input_price.assign(st.industry.size(), 0.0);
  economy.input_slot_price.assign(st.industry.size() * static_cast<std::size_t>(BuyerClasses::slots), 0.0);
  for (int s = 0; s < st.goods; ++s) {
    for (int k = 0; k <= firm_links; ++k) {
      double& price = economy.input_slot_price[static_cast<std::size_t>(s * BuyerClasses::slots + k)];
      price = basket_price(world, economy, st.classes.firm(s, k));
      economy.input_price[static_cast<std::size_t>(s)] += st.industry[static_cast<std::size_t>(s)].coefficient[static_cast<std::size_t>(k)] * price;
    }
  }
  economy.capital_price.assign(3, 1.0);
  for (int kind = 0; kind < 3; ++kind) economy.capital_price[static_cast<std::size_t>(kind)] = basket_price(world, economy, st.classes.investment(kind));
}

void set_prices(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Parameters& p = economy.parameters;
  const double expected = 1.0 + expected_inflation(world, economy);
  const bool cost_push = world.settings.economy.price_setting == input::Economy::PriceSetting::cost_push;
  const bool fixed = world.settings.economy.price_setting == input::Economy::PriceSetting::fixed;
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double labour = firms.wage[i] * (1.0 + industry.contribution_rate) * industry.hours_per_unit /
                            (full_time_hours * firms.productivity[i] / firms.efficiency[i]);  // hours that make more cost as much more
      const double capital = industry.wear * industry.capital_per_unit / p.normal_utilisation *
                             economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      // Prices of inputs are last quarter's; this quarter's are expected to be higher by the inflation all reckon with.
      const double cost = ((economy.input_price[s] + capital) * expected + labour + industry.carbon_cost) / (1.0 - industry.production_tax_rate);
      firms.unit_cost[i] = cost;
      if (fixed) return;
      if (cost_push) {
        firms.price[i] *= (1.0 + cost_push_of(world, economy, industry, economy.input_price[s], firms.price[i])) * expected;
        return;
      }
      if (firms.kind[i] != FirmKind::government) {
        const double full = industry.capital_per_unit > 0.0 ? firms.capital[i].real() / industry.capital_per_unit : 0.0;
        const double by_staff = static_cast<double>(firms.staff_hours[i].units) / industry.hours_per_unit * firms.productivity[i];
        // Use of what is scarcer: capital, or people at normal hours (who at normal use are as busy as capital at normal use).
        double use = full > 0.0 ? firms.orders[i].real() / full : p.normal_utilisation;
        if (by_staff > 0.0) use = std::max(use, p.normal_utilisation * firms.orders[i].real() / by_staff);
        use = std::min(1.5, use);
        const double rival = world.institutions.producer_price[s];
        const double change = p.markup_reversion * (industry.markup - firms.markup[i]) + p.markup_utilisation * (use - p.normal_utilisation) -
                              p.markup_competition * exact::log(firms.price[i] / rival);
        firms.markup[i] = std::clamp(firms.markup[i] + change, industry.markup - 0.25, industry.markup + 0.25);
      }
      const double wanted = cost * (1.0 + firms.markup[i]);
      firms.price[i] = (firms.price[i] * expected + p.price_adjustment * (wanted - firms.price[i] * expected)) * world.signals.price_shift;
    });
  });
  if (!fixed) post_prices(world, economy);
}

}  // namespace kringloop::economy
