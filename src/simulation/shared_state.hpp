// Everything a quarter leaves behind outside the populations, in one list: what a checkpoint holds beside the columns.
#pragma once

#include "world/world.hpp"

namespace kringloop::simulation {

/// Calls `visit(value)` on every account and number of the institutions, the labour market, the people account and the ledger's
/// accounts, always in this order. Values are Money, Head, double, std::int64_t, and vectors and arrays of them.
template <class Visit>
void each_shared_value(World& world, std::vector<std::int64_t>& accounts, Visit&& visit) {
  Institutions& i = world.institutions;
  BaseAmounts& b = i.base;
  LabourState& l = world.labour;
  PeopleAccount& p = world.people;
  Autoregressions& a = i.ar1;
  const auto all = [&](auto&... values) { (visit(values), ...); };
  all(i.government, i.pension_fund, i.banks, i.foreign, i.outlets, i.dividend_pool, i.rent_pool, i.bonds_issued, i.bonds_pension_fund, i.bonds_foreign,
      i.foreign_assets_pension_fund, i.foreign_assets_households, i.foreign_assets_firms);
  all(b.state_pension, b.occupational_pension, b.unemployment_benefit, b.benefit_rate, b.social_benefit, b.child_benefit, b.other_benefit, b.tax_allowance,
      b.income_tax_rate, b.employee_contribution_rate, b.pension_contribution_rate, b.pension_share, b.corporate_tax_rate, b.propensity,
      b.real_consumption, b.public_budget, b.consumers, b.transfers_abroad, b.mortgage_income_ratio, b.deposit_ratio, b.owner_share, b.pension_assets);
  all(i.primary_balance, i.primary_balance_of_year, i.treasury_working_balance, i.pension_working_balance, i.nominal_gdp, i.gdp_of_year,
      i.taxable_income, i.budget_factor, i.banks_foreign_owned, i.income_tax_surcharge, i.wage_index, i.price_level, i.price_level_year_ago,
      i.price_history, i.tightness, i.trend_output, i.trend_growth, i.bond_rate_mean, i.hurdle_rate, i.pension_indexation, i.pension_funding, i.pension_funding_base,
      i.mean_productivity, i.calibration, i.opening_supply, i.given_share, i.frontier, i.industry_growth, i.demand, i.producer_price, i.market_price);
  all(a.exports, a.imports, a.government, a.foreign_output, a.foreign_inflation, a.policy_rate, a.output, a.price_change, a.output_price,
      a.expected_growth, a.expected_inflation, a.benefit_growth);
  all(l.employed, l.self_employed, l.unemployed, l.inactive, l.vacancies, l.flows, l.hires, l.separations, l.tightness, l.unemployment_rate,
      l.filled_share, l.productivity_before, l.productivity_trend);
  all(p.opening, p.births, p.deaths, p.immigrants, p.emigrants, p.closing, p.immigration_carry, p.emigration_carry);
  all(accounts);
}

}  // namespace kringloop::simulation
