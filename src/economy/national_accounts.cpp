#include "economy/national_accounts.hpp"

#include <algorithm>

#include "economy/pricing.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

NationalAccounts national_accounts(const World& world, const Economy& economy) {
  const BuyerClasses& classes = economy.structure.classes;
  NationalAccounts a;
  Money intermediate;
  const auto bought = [&](int buyer_class) { return economy.purchases[static_cast<std::size_t>(buyer_class)].total(); };
  const auto volume = [&](int buyer_class) { return economy.purchases[static_cast<std::size_t>(buyer_class)].real; };
  for (int q = 0; q < BuyerClasses::quintiles; ++q) {
    a.household_consumption += bought(classes.household(q));
    a.real.household_consumption += volume(classes.household(q));
  }
  a.government_consumption = bought(classes.government());
  a.real.government_consumption = volume(classes.government());
  for (int kind = 0; kind < 3; ++kind) {
    a.fixed_investment += bought(classes.investment(kind));
    a.real.fixed_investment += volume(classes.investment(kind));
  }
  for (int s = 0; s < classes.industries; ++s) for (int k = 0; k < BuyerClasses::slots; ++k) intermediate += bought(classes.firm(s, k));
  a.exports = bought(classes.exports()) + economy.reexports_margin;  // re-exports with their domestic margin only
  a.real.exports = volume(classes.exports()) + economy.reexports_margin.real() / world.signals.world_price;
  for (const GoodTotals& good : economy.good) a.real.imports += good.imported.real();
  for (const ClassPurchases& c : economy.purchases) {
    a.imports += c.imported;
    a.product_taxes += c.product_tax + c.value_added_tax;
  }
  Money output, used;
  for (const IndustryTotals& t : economy.industry) {
    output += t.output_value;
    used += t.input_use;
    a.value_added += t.output_value - t.input_use;
    a.inventory_change += t.output_value - t.sales_value;
    a.wages += t.wages;
    a.contributions += t.contributions;
    a.production_taxes += t.production_tax;
    a.carbon_price += t.carbon_price;
    a.mixed_income += t.mixed_income;
    a.operating_surplus += t.operating_surplus;
  }
  a.inventory_change += intermediate - used;
  return a;
}

double consumer_prices(const World& world, const Economy& economy) {
  const Structure& st = economy.structure;
  double level = 0.0;
  for (const BasketItem& item : st.basket[static_cast<std::size_t>(st.classes.household(2))]) {
    level += item.share * basic_price(world, economy, item);
  }
  return level;
}

void observe_quarter(World& world, Economy& economy, const NationalAccounts& accounts) {
  Institutions& inst = world.institutions;
  for (std::size_t g = 0; g < economy.good.size(); ++g) {
    const GoodTotals& good = economy.good[g];
    if (good.domestic.units > 0) inst.producer_price[g] = good.domestic_value.real() / good.domestic.real();
    const Volume traded = good.domestic + good.imported;
    if (!inst.market_price.empty() && traded.units > 0) inst.market_price[g] = (good.domestic_value + good.imported_value).real() / traded.real();
  }
  inst.price_history.push_back(inst.price_level);
  inst.price_level = consumer_prices(world, economy);
  const std::size_t n = inst.price_history.size();
  inst.price_level_year_ago = n >= 4 ? inst.price_history[n - 4] : inst.price_level / (1.0 + economy.parameters.inflation_anchor);

  // Real value added: output less inputs at base prices; taxes on products move with it.
  double real = 0.0, base_value_added = 0.0, base_gdp = world.pack.control_total("gdp") * 1e6 / 4.0;
  for (std::size_t s = 0; s < economy.industry.size(); ++s) {
    const Industry& industry = economy.structure.industry[s];
    real += economy.industry[s].output.real() * (1.0 - industry.input_cost);
    base_value_added += industry.output * (1.0 - industry.input_cost);
  }
  const double before = inst.trend_output;
  economy.real_gdp = real * base_gdp / base_value_added;
  economy.nominal_gdp = accounts.gdp_production().real();
  inst.gdp_of_year[static_cast<std::size_t>(world.now.of_year() - 1)] = economy.nominal_gdp;
  inst.nominal_gdp = 0.0;
  for (const double quarter : inst.gdp_of_year) inst.nominal_gdp += quarter;

  // Trend growth: an exponentially weighted mean of growth, bounded; real GDP of the last quarter is kept in trend_output.
  if (before > 0.0) {
    const double growth = std::clamp(economy.real_gdp / before - 1.0, -0.1, 0.1);
    inst.trend_growth = std::clamp(inst.trend_growth + economy.parameters.trend_smoothing * (growth - inst.trend_growth), -0.003, 0.005);
  }
  inst.trend_output = economy.real_gdp;

  const auto sums = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.firms, district, [&](Row i) {
      if (world.firms.kind[i] == FirmKind::government) return;
      into[0] += rounded(world.firms.productivity[i] * static_cast<double>(world.firms.staff_hours[i].units));
      into[1] += world.firms.staff_hours[i].units;
    });
  });
  if (sums[1] > 0) inst.mean_productivity = static_cast<double>(sums[0]) / static_cast<double>(sums[1]);
}

}  // namespace kringloop::economy
