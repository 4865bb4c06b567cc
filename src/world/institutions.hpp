// Accounts that everyone pays into or out of: the same on every rank, changed only by sums over all districts.
// Money accounts of all sectors add to zero: the account of the banks is their own funds less what they have lent.
#pragma once

#include <vector>

#include "base/amount.hpp"
#include "parallel/communicator.hpp"

namespace kringloop {

/// Buyers served together at the outlet of a region: one budget, one basket.
struct OutletAccount {
  Money money;   // paid in, not yet spent
};

struct Institutions {
  // money
  Money government;    // treasury; negative = overdrawn until bonds are sold at the end of the quarter
  Money pension_fund;
  Money banks;         // own funds - loans - bonds held
  Money foreign;       // negative: what the rest of the world owes the banks, net
  std::vector<OutletAccount> outlets;  // [outlet class][region]

  // securities, by holder
  Money bonds_banks, bonds_pension_fund, bonds_foreign;
  Money foreign_assets_pension_fund, foreign_assets_households, foreign_assets_firms;

  // the banks' side of loans; the debtors' sides are columns
  Money firm_loans, mortgages, consumer_credit;

  // state that rules carry from quarter to quarter, in real numbers
  double income_tax_surcharge = 0.0;     // [fraction of taxable income]
  double wage_index = 1.0;               // base year = 1
  double price_level = 1.0;              // consumer prices, base year = 1
  double price_level_year_ago = 1.0;
  std::vector<double> price_history;     // consumer prices of past quarters, oldest first
  double tightness = 0.0;                // vacancies / unemployed
  double trend_output = 0.0;             // smoothed real GDP [base EUR/quarter]
  double trend_growth = 0.0;             // its growth [1/quarter]
  double bond_rate_mean = 0.0;           // mean rate on the debt outstanding [1/year]
  double pension_funding_base = 0.0;     // assets over indexed obligations in the base year
  double mean_productivity = 1.0;        // labour productivity of market firms, base year = 1
  std::vector<double> industry_growth;   // smoothed growth of demand [industry][1/quarter]
  std::vector<double> producer_price;    // mean basic price of domestic supply [good]

  [[nodiscard]] Money debt() const { return bonds_banks + bonds_pension_fund + bonds_foreign; }
  [[nodiscard]] Money bank_capital() const { return banks + firm_loans + mortgages + consumer_credit + bonds_banks; }
};

}  // namespace kringloop
