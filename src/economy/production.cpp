#include "economy/production.hpp"

#include <algorithm>

#include "economy/expectations.hpp"
#include "economy/investment.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Takes the inputs of `made` out of stock. What was used beyond it (services, minor inputs) is below zero: still to be bought.
void use_inputs(Firms& firms, Row i, const Industry& industry, double made) {
  for (int k = 0; k <= firm_links; ++k) {
    firms.input_stock[i][k] -= amount_of<Volume>(industry.coefficient[static_cast<std::size_t>(k)] * made);
  }
}

/// Only main inputs that can be stocked stop production; without a service a firm makes do for a quarter (Pichler et al. 2022). Where inputs are
/// one stock, all together do (A.18).
double input_capacity(const Firms& firms, Row i, const Industry& industry, bool one_stock) {
  double most = 1e300;
  if (one_stock) {
    double stock = 0.0, need = 0.0;
    for (int k = 0; k <= firm_links; ++k) {
      stock += firms.input_stock[i][k].real();
      need += industry.coefficient[static_cast<std::size_t>(k)];
    }
    return need > 0.0 ? stock / need : most;
  }
  for (int k = 0; k < firm_links; ++k) {
    const double coefficient = industry.coefficient[static_cast<std::size_t>(k)];
    if (industry.stocked[static_cast<std::size_t>(k)] && coefficient > 1e-6) most = std::min(most, firms.input_stock[i][k].real() / coefficient);
  }
  return most;
}

}  // namespace

void produce(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Parameters& p = economy.parameters;
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      double capacity = static_cast<double>(firms.staff_hours[i].units) / industry.hours_per_unit * firms.productivity[i] * p.overtime;
      if (industry.capital_per_unit > 0.0) capacity = std::min(capacity, firms.capital[i].real() / industry.capital_per_unit);
      capacity = std::max(0.0, std::min(capacity, input_capacity(firms, i, industry, economy.structure.one_input_stock)));
      firms.capacity[i] = amount_of<Volume>(capacity);
      firms.orders[i] = Volume{};
      firms.sold[i] = Volume{};
      firms.revenue[i] = Money{};
      firms.output[i] = Volume{};
      if (industry.storable) {
        const double made = std::min(capacity, planned_output(firms, i, economy));
        firms.output[i] = amount_of<Volume>(made);
        firms.inventory[i] += firms.output[i];
        use_inputs(firms, i, industry, made);
      }
    });
  });
}

void account_for_output(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const std::size_t industries = economy.structure.industry.size();
  constexpr std::size_t values = 11;
  const auto totals = parallel::sum_over_districts(world.context, industries * values, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      if (!industry.storable) {
        firms.output[i] = firms.sold[i];
        use_inputs(firms, i, industry, firms.output[i].real());
      }
      const double made = firms.output[i].real();
      const Money stock_change = amount_of<Money>((firms.output[i] - firms.sold[i]).real() * firms.price[i]);
      Wide* t = &into[s * values];
      t[0] += firms.output[i].units;
      t[1] += firms.sold[i].units;
      t[2] += (firms.revenue[i] + stock_change).units;
      t[3] += amount_of<Money>(made * economy.input_price[s]).units;
      t[4] += firms.wage_bill[i].units;
      t[5] += firms.contributions[i].units;
      t[6] += amount_of<Money>(taxed_output(firms, i, economy) * industry.production_tax_rate).units;
      t[7] += firms.mixed_income[i].units;
      t[9] += firms.revenue[i].units;
      t[10] += carbon_payment(firms, i, industry).units;
      t[8] += amount_of<Money>(worn(world, economy, i) * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)]).units;
    });
  });
  economy.industry.assign(industries, IndustryTotals{});
  const auto money = [&](std::size_t s, std::size_t k) { return Money{static_cast<std::int64_t>(totals[s * values + k])}; };
  for (std::size_t s = 0; s < industries; ++s) {
    IndustryTotals& t = economy.industry[s];
    t.output = Volume{static_cast<std::int64_t>(totals[s * values])};
    t.sold = Volume{static_cast<std::int64_t>(totals[s * values + 1])};
    t.output_value = money(s, 2);
    t.input_use = money(s, 3);
    t.wages = money(s, 4);
    t.contributions = money(s, 5);
    t.carbon_price = money(s, 10);
    t.production_tax = money(s, 6) + t.carbon_price;
    t.mixed_income = money(s, 7);
    t.depreciation = money(s, 8);
    t.sales_value = money(s, 9);
    t.operating_surplus = t.output_value - t.input_use - t.wages - t.contributions - t.production_tax - t.mixed_income;
  }
}

}  // namespace kringloop::economy
