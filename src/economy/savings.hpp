// Where households keep what they save: money at the bank as they need for their income, the rest in claims abroad.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// What all households hold at the bank beyond the base year's ratio to income is invested abroad at `portfolio_adjustment` a quarter,
/// each household the same part of its deposits; what they hold below it is brought back, as far as there are claims. Claims are held
/// together, in proportion to deposits, and earn the world's return (collective).
void invest_savings(World& world, Economy& economy);

/// Claims abroad per cent at the bank.
[[nodiscard]] double claims_per_deposit(const World& world, double deposits);

}  // namespace kringloop::economy
