// Unit cost, mark-up and price of every firm, and the prices that buyers see.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Import prices and the prices of input bundles and capital goods from last quarter's producer prices (the same on every rank).
void observe_prices(World& world, Economy& economy);

/// unit cost = inputs + labour at normal hours + wear + production tax; price moves part of the way to unit cost x (1 + mark-up);
/// d(mark-up) = k1 (target - mark-up) + k2 (orders/capacity - normal) - k3 ln(own price / mean price), bounded.
/// Government units sell at unit cost. With economy.price_setting = "cost_push" prices rise by expected inflation and by what the prices of
/// labour, inputs and capital goods relative to the firm's own add at their shares in it (A.8, A.9).
void set_prices(World& world, Economy& economy);

/// What buyers of an item reckon with, at basic prices: last quarter's of the good's market, or of domestic and foreign goods by their base shares.
[[nodiscard]] double basic_price(const World& world, const Economy& economy, const BasketItem& item);

}  // namespace kringloop::economy
