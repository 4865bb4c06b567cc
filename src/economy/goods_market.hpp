// The goods markets, beside what buyers get from suppliers of their own (linked_trade.hpp). Buyers order in classes (one basket each);
// for every good the orders of a class are split into imports and domestic goods, the domestic ones over districts and sellers; who is
// short serves all orders in equal proportion, the rest goes to sellers with goods left, then to imports where the good is traded. The
// buyer pays basic price, margin, product tax and VAT.
//
// Money: a class's bill is exact. Its buyers pay parts of the bill rounded down; the outlet of the class carries the cents that
// remain and adds them to the next bill.
#pragma once

#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// What a class wants of one item of its basket.
struct ItemOrder {
  Volume domestic, imported;  // at outlets and abroad
  Volume again;               // of the domestic part: what suppliers over links were asked for and did not have
  Volume linked;              // already delivered over links
  Money linked_basic;         // paid for it at basic prices, by the buyers to the outlet; margins and taxes on it come in this round
};

/// What a class orders in this round of trade.
struct ClassOrder {
  int buyer_class = 0;
  Volume volume;                    // of the basket, when `items` is empty
  std::vector<ItemOrder> items;     // [basket item] when the class says itself
  std::vector<double> region;       // [region] share of the orders; empty = as population
};

/// One item of a class order as it went: domestic and imported volume and the bill.
struct ItemPurchase {
  int buyer_class = 0, good = 0;
  ItemOrder asked;
  Volume domestic, imported;
  Money basic, border;  // domestic at basic prices from outlets, imports at the border
};

/// Share of imports in an item's volume at today's prices: constant elasticity around the base share.
[[nodiscard]] double import_share(const World& world, const Economy& economy, const BasketItem& item);

/// Of a household class's spending, what goes to domestic sellers of an item, at basic prices.
[[nodiscard]] double domestic_spending(const World& world, const Economy& economy, const BasketItem& item, int buyer_class);

/// A volume of an item, split over outlets and imports.
[[nodiscard]] ItemOrder split_item(const World& world, const Economy& economy, const BasketItem& item, Volume volume);

/// Fixed trade pattern of local services between regions: gravity, balanced to people on one side and the sellers of the opening
/// (institutions.opening_supply) on the other.
void plan_local_trade(World& world, Economy& economy);

/// Trades the orders of several classes in one go and books sellers', importers', margins' and tax receipts from the outlets, for what
/// was bought over links too. Fills economy.purchases of these classes and adds to economy.good. Collective.
void trade(World& world, Economy& economy, const std::vector<ClassOrder>& orders);

/// The bill a class has to pay now: purchases of this quarter plus the cents carried by its outlet.
[[nodiscard]] Money bill(const World& world, int buyer_class);

/// Mean basic price of each good's domestic supply from this quarter's sales, for the next quarter. Collective.
void observe_producer_prices(World& world, Economy& economy);

}  // namespace kringloop::economy
