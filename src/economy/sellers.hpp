// From a good's orders to its sellers: over regions and districts (a replicated table), then over the sellers of a district by
// capacity and price. A seller who is short serves what it can; what it cannot goes to sellers who have goods left.
#pragma once

#include <span>
#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

struct Delivery {
  Volume volume;
  Money value;  // at the sellers' basic prices
};

/// Orders `wanted` [good][region of the buyers] from sellers; fills orders, sold and revenue of firms and books their receipts.
/// Returns what was delivered of each good in the whole country (collective).
[[nodiscard]] std::vector<Delivery> order_from_sellers(World& world, Economy& economy, const std::vector<std::vector<std::int64_t>>& wanted);

/// The margin on what was bought is delivered with it by the industries of `supply` [good, weights], whatever their capacity (collective).
void deliver_margins(World& world, Economy& economy, Money margins, std::span<const double> supply);

}  // namespace kringloop::economy
