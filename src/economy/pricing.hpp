// Unit cost, mark-up and price of every firm, and the prices that buyers see.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Import prices and the prices of input bundles and capital goods from last quarter's producer prices (the same on every rank).
void observe_prices(World& world, Economy& economy);

/// unit cost = inputs + labour at normal hours + wear + production tax; price moves part of the way to unit cost x (1 + mark-up);
/// d(mark-up) = k1 (target - mark-up) + k2 (orders/capacity - normal) - k3 ln(own price / mean price), bounded.
/// Government units sell at unit cost.
void set_prices(World& world, Economy& economy);

}  // namespace kringloop::economy
