// The same economy counted in another unit of money: everything nominal times a factor, everything real as it was.
#pragma once

#include "economy/opening.hpp"
#include "simulation/audit.hpp"
#include "study.hpp"

namespace kringloop {

/// Multiplies all money, prices, wages and amounts per head of a world between two quarters. Paths in money have to be multiplied from
/// the same quarter on (nominal_paths). Sums are taken anew after rounding, the own funds of one bank being the remainder.
inline void multiply_nominal(Study& study, double factor) {
  World& w = study.world;
  Institutions& in = w.institutions;
  const auto money = [&](Money& m) { m = amount_of<Money>(m.real() * factor); };
  const auto number = [&](double& x) { x *= factor; };

  for (Bank& bank : in.banks) {
    bank.firm_loans = bank.mortgages = bank.consumer_credit = Money{};
    money(bank.money);
    money(bank.bonds);
    money(bank.capital_kept);
    number(bank.payout);
  }
  for (const District d : w.context.layout.mine) {
    for_each_row(w.persons, d, [&](Row i) { money(w.persons.last_wage[i]); });
    for_each_row(w.households, d, [&](Row h) {
      for (auto* column : {&w.households.deposits, &w.households.mortgage, &w.households.consumer_credit, &w.households.income, &w.households.budget, &w.households.spent}) {
        money((*column)[h]);
      }
      number(w.households.smoothed_income[h]);
      in.banks[w.households.bank[h]].mortgages += w.households.mortgage[h];
      in.banks[w.households.bank[h]].consumer_credit += w.households.consumer_credit[h];
    });
    for_each_row(w.firms, d, [&](Row i) {
      for (auto* column : {&w.firms.revenue, &w.firms.wage_bill, &w.firms.mixed_income, &w.firms.contributions, &w.firms.input_cost, &w.firms.investment_cost,
                           &w.firms.profit, &w.firms.deposits, &w.firms.deposits_kept, &w.firms.treasury_balance, &w.firms.loan}) {
        money((*column)[i]);
      }
      for (auto* column : {&w.firms.price, &w.firms.wage, &w.firms.unit_cost, &w.firms.payout}) number((*column)[i]);
      in.banks[w.firms.bank[i]].firm_loans += w.firms.loan[i];
    });
  }

  for (Money* m : {&in.government, &in.pension_fund, &in.foreign, &in.dividend_pool, &in.rent_pool, &in.bonds_pension_fund, &in.bonds_foreign,
                   &in.foreign_assets_pension_fund, &in.foreign_assets_households, &in.foreign_assets_firms, &in.primary_balance, &in.treasury_working_balance,
                   &in.pension_working_balance}) {
    money(*m);
  }
  for (Money& m : in.primary_balance_of_year) money(m);
  for (OutletAccount& outlet : in.outlets) money(outlet.money);
  in.bonds_issued = in.of_banks(&Bank::bonds) + in.bonds_pension_fund + in.bonds_foreign;
  BaseAmounts& b = in.base;
  for (double* x : {&b.state_pension, &b.occupational_pension, &b.unemployment_benefit, &b.social_benefit, &b.child_benefit, &b.other_benefit, &b.tax_allowance,
                    &b.transfers_abroad, &b.pension_assets, &in.nominal_gdp, &in.taxable_income, &in.price_level, &in.price_level_year_ago}) {
    number(*x);
  }
  for (double& x : in.gdp_of_year) number(x);
  for (double& x : in.price_history) number(x);
  for (double& x : in.producer_price) number(x);

  Wide all = 0;
  for (const Wide account : economy::money_accounts(w)) all += account;
  in.banks[0].money -= Money{static_cast<std::int64_t>(all)};
  w.ledger.open(economy::money_accounts(w));
  w.ledger.open_positions(simulation::positions(w));
}

/// What the paths give in money times `factor` from `start` to the end.
inline std::vector<input::Shock> nominal_paths(double factor, Quarter start) {
  std::vector<input::Shock> shocks;
  for (const char* series : {"world_price", "ets_price", "carbon_levy"}) {
    input::Shock& shock = shocks.emplace_back();
    shock.name = "another_unit_of_money";
    shock.series = series;
    shock.start = start;
    shock.end = Quarter{2060, 4};
    shock.factor = factor;
  }
  return shocks;
}

}  // namespace kringloop
