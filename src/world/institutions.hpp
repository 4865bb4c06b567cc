// Accounts that everyone pays into or out of: the same on every rank, changed only by sums over all districts.
// Money accounts of all sectors add to zero: the account of a bank is its own funds less what it has lent.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "base/amount.hpp"
#include "input/pack_codes.hpp"
#include "parallel/communicator.hpp"
#include "world/autoregressions.hpp"
#include "world/banks.hpp"

namespace kringloop {

/// The outlet of a class of buyers: what its buyers have paid less what it has paid out; a few cents either way between quarters.
struct OutletAccount {
  Money money;
};

/// Per-head amounts of the base year, set when the world is opened; wages and prices index them later. [EUR/quarter]
struct BaseAmounts {
  double state_pension = 0.0;         // per person above the pension age
  double occupational_pension = 0.0;  // per retired person with pay 1
  double unemployment_benefit = 0.0;  // per unemployed person
  double benefit_rate = 0.0;          // the same over the mean wage of an employee
  double social_benefit = 0.0;        // per inactive person of working age
  double child_benefit = 0.0;         // per child
  double other_benefit = 0.0;         // per household
  double tax_allowance = 0.0;         // tax-free income per person
  double income_tax_rate = 0.0;       // on income above the allowance
  double employee_contribution_rate = 0.0;  // of wages, to social security
  double pension_contribution_rate = 0.0;   // of wages, employees' part, to the pension fund
  double pension_share = 0.0;         // of employers' contributions that goes to the pension fund
  double corporate_tax_rate = 0.0;    // of profit
  double propensity = 0.0;            // consumption out of smoothed income
  double real_consumption = 0.0;      // government, base EUR/quarter
  double public_budget = 0.0;         // of all government bodies together, EUR/quarter
  double consumers = 0.0;             // public consumption a head by age at the last budget, of a head under 65 = 1
  double transfers_abroad = 0.0;      // government, EUR/quarter
  double mortgage_income_ratio = 0.0; // mortgage of an owner over quarterly disposable income
  double deposit_ratio = 0.0;         // households' deposits over quarterly disposable income
  double owner_share = 0.0;           // of households that own their dwelling
  double pension_assets = 0.0;        // EUR, at the opening
};

struct Institutions {
  // money
  Money government;    // treasury; negative = overdrawn until bonds are sold at the end of the quarter
  Money pension_fund;
  std::vector<Bank> banks;  // [bank of the pack]
  Money foreign;       // negative: what the rest of the world owes the banks, net
  std::vector<OutletAccount> outlets;  // [buyer class]
  Money dividend_pool, rent_pool;      // paid out by firms, not yet shared out over households (held by the outlets)

  Money bonds_issued;  // what the State owes on bonds; the holders' sum, kept on its own

  // securities, by holder
  Money bonds_pension_fund, bonds_foreign;  // the banks' are in their books
  Money foreign_assets_pension_fund, foreign_assets_households, foreign_assets_firms;

  BaseAmounts base;

  // state that rules carry from quarter to quarter, in real numbers
  Money primary_balance;                           // of the State, the last four quarters
  std::array<Money, 4> primary_balance_of_year{};  // by quarter of the year
  Money treasury_working_balance;                  // money the State keeps at the bank
  Money pension_working_balance;                   // money the pension fund keeps at the bank
  double nominal_gdp = 0.0;              // of the last four quarters [EUR/year]
  std::array<double, 4> gdp_of_year{};   // by quarter of the year [EUR/quarter]
  double taxable_income = 0.0;           // above the allowance, a year [EUR]
  std::array<double, input::tiers> budget_factor{1.0, 1.0, 1.0, 1.0};  // on what bodies of a tier are paid of the public budget
  double banks_foreign_owned = 0.0;      // share of the banks' payout that goes abroad
  double income_tax_surcharge = 0.0;     // [fraction of taxable income]
  double wage_index = 1.0;               // base year = 1
  double price_level = 1.0;              // consumer prices, base year = 1
  double price_level_year_ago = 1.0;
  std::vector<double> price_history;     // consumer prices of past quarters, oldest first
  double tightness = 0.0;                // vacancies / unemployed
  double trend_output = 0.0;             // smoothed real GDP [base EUR/quarter]
  double trend_growth = 0.0;             // its growth [1/quarter]
  double hurdle_rate = 0.0;              // long rate that investors reckon with [1/year]
  double bond_rate_mean = 0.0;           // mean rate on the debt outstanding [1/year]
  double pension_indexation = 1.0;       // of occupational pensions to wages: clip(funding / target)
  double pension_funding = 1.0;          // assets over indexed claims, base year = 1
  double pension_funding_base = 0.0;     // assets over indexed obligations in the base year
  double mean_productivity = 1.0;        // labour productivity of market firms, base year = 1
  std::vector<double> calibration;       // what the opening found, see economy/opening
  std::vector<double> opening_supply;    // capital of the sellers of a good in a region [good][region], at the opening
  std::vector<double> given_share;       // of the sales of a good: bought by the State for everyone [good]
  std::vector<double> frontier;          // labour productivity of new capital [industry], base year mean = 1
  std::vector<double> industry_growth;   // smoothed growth of demand [industry][1/quarter]
  std::vector<double> demand;            // orders of the last quarter [good][base EUR]
  std::vector<double> producer_price;    // mean basic price of domestic supply [good]
  std::vector<double> market_price;      // the same of domestic and foreign supply where they share a market, else empty [good]
  Autoregressions ar1;

  [[nodiscard]] Money debt() const { return bonds_issued; }
  /// A part of the books, or a result of the quarter, of all banks together: of_banks(&Bank::mortgages).
  template <class Part>
  [[nodiscard]] Money of_banks(Part part) const {
    Money sum;
    for (const Bank& bank : banks) sum += std::invoke(part, bank);
    return sum;
  }
};

}  // namespace kringloop
