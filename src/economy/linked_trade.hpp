// Trade with suppliers of one's own. Buyers tell their orders along their links; who is asked for more than it has serves all of
// them in equal proportion; what a buyer does not get there it orders at the outlets.
//
// Firms order volume and pay the seller's price; households spend money. The buyer computes every payment.
#pragma once

#include <cstdint>
#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Orders of inputs that a firm has at outlets and abroad, by input.
using InputOrders = Fixed<Volume, firm_links + 1>;

/// What the buyers of a class of inputs got from their suppliers, and what they now want from outlets and abroad.
struct LinkedInputs {
  Volume linked;             // delivered by suppliers
  Money basic, wedge;        // paid for it: to the supplier; margins and taxes on it
  Volume domestic, imported; // still wanted
  Volume again;              // of the domestic part: what suppliers could not deliver
  std::vector<Volume> by_region;  // [region] of all that is still wanted
};

/// What the households of a quintile paid their suppliers for a linked good, and what they still want to spend on it at outlets.
struct LinkedGood {
  Money basic;    // paid
  Money unlinked; // for lack of a supplier, basic prices
  Money unserved; // for lack of goods at the supplier
};

/// Volume of an input that a firm wants this quarter.
[[nodiscard]] Volume wanted_input(const Firms& firms, Row firm, int slot, const Economy& economy);

/// Before the markets open: all orders along links, of firms and of households, are told to the sellers (collective). What outlets may
/// order of whom follows from it (weigh_sellers).
void order_over_links(World& world, Economy& economy);

/// Inputs from suppliers: delivers, pays and books them; `rest` [firm row] is what each firm still wants. Adds to `cost` [firm row].
/// Returns [input class] (collective).
[[nodiscard]] std::vector<LinkedInputs> serve_linked_firms(World& world, Economy& economy, std::vector<InputOrders>& rest, std::vector<Money>& cost);

/// Households' purchases from suppliers: households.spent is what each paid at basic prices. Returns [quintile][linked good] (collective).
[[nodiscard]] std::vector<LinkedGood> serve_linked_households(World& world, Economy& economy);

}  // namespace kringloop::economy
