// Opening supplier links: who buys a linked good from whom, so that each seller's orders match its share of capacity.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "world/world.hpp"

namespace kringloop {

/// Goods for which a buyer has a supplier of its own, in the order of the `supplier` columns.
struct LinkedGoods {
  std::vector<int> household_goods;                     // at most household_links
  std::vector<std::array<int, firm_links>> firm_goods;  // [industry]; -1 = none
};

/// Fills households.supplier, firms.supplier and further_suppliers (collective). `capacity` [firm row] weighs sellers, any unit; a good's sellers are
/// the firms of the industry of that number. Buyers weigh what the pack says they buy of domestic origin: households by quintile,
/// firms by their industry's use and their share of its capacity. For each good, orders go from district to district by a table that
/// is the same on every rank: of services `local_purchase_share` (0.8) stays in the buyer's district as far as it has
/// sellers, the rest by exp(-km / local_purchase_distance) (15 km); other goods by exp(-km / supply_distance) (100 km). Within a flow
/// buyers in keyed order are laid along the sellers' cumulative capacity, so a seller's orders are off its share by little
/// more than one buyer at each end of it. A firm with several suppliers of a good (SupplierCount) is as many equal orders, each at its own place in
/// the order; where two of them meet the same seller it has one supplier less. No firm supplies itself; without another seller the supplier is nowhere.
void link_suppliers(World& world, const LinkedGoods& goods, std::span<const double> capacity);

}  // namespace kringloop
