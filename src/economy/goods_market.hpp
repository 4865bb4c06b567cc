// The goods markets. Buyers order in classes (one basket each); for every good the orders of a class are split into imports and
// domestic goods, the domestic ones over districts and sellers; who is short serves all orders in equal proportion, the rest goes to
// sellers with goods left, then to imports where the good is traded. The buyer pays basic price, margin, product tax and VAT.
//
// Money: a class's bill is exact. Its buyers pay parts of the bill rounded down; the outlet of the class carries the cents that
// remain and adds them to the next bill.
#pragma once

#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// What a class orders in this round of trade.
struct ClassOrder {
  int buyer_class = 0;
  Volume volume;                    // of the basket, when `spending` is zero
  Money spending;                   // purchasers' prices; shares are then shares of spending
  std::vector<Volume> by_good;      // [basket item] when the class says itself how much of each
  std::vector<double> region;       // [region] share of the orders; empty = as population
};

/// One item of a class order as it went: domestic and imported volume and the bill.
struct ItemPurchase {
  int buyer_class = 0, good = 0;
  Volume asked_domestic, asked_imported, domestic, imported;
  Money basic, border;  // domestic at basic prices, imports at the border
};

/// Fixed trade pattern of local services between regions: gravity, balanced to people on one side and the sellers of the opening
/// (institutions.opening_supply) on the other.
void plan_local_trade(World& world, Economy& economy);

/// Trades the orders of several classes in one go and books sellers', importers', margins' and tax receipts from the outlets.
/// Fills economy.purchases of these classes and adds to economy.good. Collective.
void trade(World& world, Economy& economy, const std::vector<ClassOrder>& orders);

/// The bill a class has to pay now: purchases of this quarter plus the cents carried by its outlet.
[[nodiscard]] Money bill(const World& world, int buyer_class);

/// Mean basic price of each good's domestic supply from this quarter's sales, for the next quarter. Collective.
void observe_producer_prices(World& world, Economy& economy);

}  // namespace kringloop::economy
