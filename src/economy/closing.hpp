// The end of the quarter: taxes, interest and profits are settled, owners are paid, funds and the State close their accounts.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Firms: production and corporate tax, interest, government units' surplus or deficit; then what they hold beyond their buffer and
/// planned investment is paid out, at home to households and abroad; overdrawn firms borrow.
void settle_firms(World& world, Economy& economy);

/// Payouts at home over households: by deposits; those of the letters of dwellings over owner-occupiers. Interest on deposits.
void share_out_property_income(World& world, Economy& economy);

}  // namespace kringloop::economy
