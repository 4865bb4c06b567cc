// Government bodies as buyers: the State, provinces, municipalities and other public bodies are firms of the kind `government`. Each lives on
// a fixed share of the public budget, buys for itself and gives its output away; what it does not spend stays its own, with the treasury.
#pragma once

#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Fixes each body's share of the public budget: what its output and investment of the base year cost. Collective.
void open_public_bodies(World& world, Economy& economy);

/// Pays every body its share of this quarter's public budget, and has it plan output, staff and investment that it can pay: docs/economy.md
/// (14a-c). After plan_public_budget and form_expectations. Collective.
void grant_budgets(World& world, Economy& economy);

/// What of the sales of each good the State paid for: outlets pool the sellers of a good, so that this is so for every seller. After account_for_output.
void observe_given_output(World& world, const Economy& economy);

/// Adds up the quarter by tier, and what of government consumption the bodies made themselves. After settle_firms. Collective.
void count_bodies(World& world, Economy& economy);

/// What a body orders this quarter: one entry a good and supplier.
struct BodyPurchase {
  int good = 0;
  Place supplier;   // of the body's own; nowhere: outlets and importers
  Volume wanted;    // base-year basic prices
  bool capital = false;  // a fixed asset, not an input
};

/// The procurement of one body, by good and supplier: main inputs from its own suppliers, other inputs and capital goods as in its class's basket. Rules
/// that change what public bodies buy start here.
[[nodiscard]] std::vector<BodyPurchase> purchases_of(const World& world, const Economy& economy, Row body);

}  // namespace kringloop::economy
