// Entry and exit of firms: who closes, whose place a new firm takes, how many start beyond that. docs/economy.md, (25) to (28).
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Yearly hazard of closing by size class, of firms that can pay their debts: none for the largest.
[[nodiscard]] double exit_rate(const Parameters& parameters, int size_class);

/// A firm whose loan exceeds the value of its capital [EUR] and what a quarter costs it is bankrupt.
[[nodiscard]] bool bankrupt(const Firms& firms, Row firm, double capital_price);

/// (26): number of firms relative to the base year that this demand and the work it takes (base year = 1) support.
[[nodiscard]] double firms_supported(const Parameters& parameters, double demand, double work);

/// Moves towards the number of firms that demand supports, `gap` = wanted - present.
struct Renewal {
  double replaced = 1.0;    // probability that a firm that closes is followed by a new one in its district
  double additional = 0.0;  // firms that start beyond that, in a quarter
};
/// (27): a positive gap adds `entry_adjustment` of it, a negative one leaves as many closing firms without a successor.
[[nodiscard]] Renewal renewal(const Parameters& parameters, double wanted, double present, double expected_closures);

/// Firms close (bankrupt, by the hazard of their size class, or because a one-person firm lost its person) and others start. The
/// rows of the closed are released: the labour market finds their people without an employer. What a closed firm owned, had on order and
/// owes passes to the industry's new firms, up to what a mean firm of their class has, the rest to those that stay, by expected demand: no
/// volume is lost or made. Owners get the deposits; founders put in as much for what they take over. Banks write off what
/// neither deposits nor `loan_to_value` of the capital cover. The last row of an industry and size class never closes.
/// Reads economy.capital_price; to be called before capital, prices and expectations of the quarter.
void renew_firms(World& world, Economy& economy);

}  // namespace kringloop::economy
