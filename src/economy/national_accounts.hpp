// The quarter's national accounts from what was booked: gross domestic product three ways, prices, trends that rules read.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

struct NationalAccounts {
  Money household_consumption, government_consumption, fixed_investment, inventory_change, exports, imports;
  struct {
    double household_consumption = 0.0, government_consumption = 0.0, fixed_investment = 0.0, exports = 0.0, imports = 0.0;
  } real;  // at base-year purchasers' prices [EUR]
  Money value_added, product_taxes, wages, contributions, production_taxes, mixed_income, operating_surplus;
  Money carbon_price;  // part of production_taxes
  [[nodiscard]] Money gdp_production() const { return value_added + product_taxes; }
  [[nodiscard]] Money gdp_expenditure() const {
    return household_consumption + government_consumption + fixed_investment + inventory_change + exports - imports;
  }
  [[nodiscard]] Money gdp_income() const { return wages + contributions + production_taxes + mixed_income + operating_surplus + product_taxes; }
};

/// After trade and account_for_output.
[[nodiscard]] NationalAccounts national_accounts(const World& world, const Economy& economy);

/// Producer prices, consumer prices, real and nominal GDP, trend growth, productivity: what the next quarter's rules read (collective).
void observe_quarter(World& world, Economy& economy, const NationalAccounts& accounts);

/// Consumer prices of the mean household's base-year basket, base year = 1.
[[nodiscard]] double consumer_prices(const World& world, const Economy& economy);

}  // namespace kringloop::economy
