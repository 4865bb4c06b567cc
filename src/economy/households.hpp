// Household budgets and the finance of dwellings.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// budget = propensity x smoothed disposable income + wealth effect x deposits, at most what the household has. In the first quarter
/// the propensity is set so that consumption equals the base year's.
void set_budgets(World& world, Economy& economy);

/// Owner households repay their mortgage; those that move finance a dwelling anew, and the difference is paid to the builders and
/// letters of dwellings (SBI 68); a bank short of own funds grants no new mortgages. Households in debt on their account take consumer credit.
void finance_dwellings(World& world, Economy& economy);

}  // namespace kringloop::economy
