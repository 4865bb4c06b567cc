// The opening of the base year: firms' output, capital, stocks, prices and wages, households' money, the accounts of the State, funds
// and banks, so that opening flows are the pack's and opening balance sheets are consistent to the cent.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// After build_population: fills all economic columns and institutions, and opens the ledger (collective).
void open_economy(World& world, Economy& economy);

/// Money accounts of all sectors now, in the order of Sector; they add to zero (collective).
[[nodiscard]] std::vector<Wide> money_accounts(World& world);

/// Takes the calibrated coefficients that the opening found from the institutions (after a restart).
void take_calibration(const World& world, Economy& economy);

}  // namespace kringloop::economy
