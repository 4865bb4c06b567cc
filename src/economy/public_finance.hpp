// The State's treasury and debt, the pension fund, and claims on the rest of the world.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Volume that the State buys for everyone this quarter [base EUR].
[[nodiscard]] double public_consumption(const World& world);

/// Start of the quarter: public consumption is the path's or follows trend output; indexation of pensions; the income-tax surcharge moves (first
/// quarter of a year) towards the primary balance that the debt rule asks: (r - g) d* + 0.05 (d - d*).
void plan_public_budget(World& world, Economy& economy);

/// End of the quarter: interest on bonds, transfers abroad, returns of the pension fund, the banks' result;
/// the treasury's deficit is financed with bonds, the fund invests what it has.
void settle_public_finance(World& world, Economy& economy);

}  // namespace kringloop::economy
