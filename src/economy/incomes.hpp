// Incomes of the quarter: wages, income of the self-employed, benefits, pensions, and what is withheld from them.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Gross amounts of one person this quarter, for all the people the row stands for.
struct PersonIncome {
  Money wage;                // from the employer
  Money mixed;               // labour income of the self-employed, from their firm
  Money state_pension, unemployment, social, child;  // from the government
  Money pension;             // from the pension fund
  [[nodiscard]] Money taxable() const { return wage + mixed + state_pension + unemployment + social + pension; }
};

/// `firm_wage`: gross wage of a full-time person at the employer [EUR/quarter]; `draw`: share of it that owners take out.
[[nodiscard]] PersonIncome person_income(const World& world, Row person, double firm_wage, double draw);

/// Tax-free income of the people a row stands for [cents/quarter].
[[nodiscard]] Money tax_allowance(const World& world);

/// Everyone is paid; taxes and contributions are withheld; firms pay wages and contributions. Fills household.income, deposits, and
/// firm.wage_bill (collective).
void pay_incomes(World& world, Economy& economy);

}  // namespace kringloop::economy
