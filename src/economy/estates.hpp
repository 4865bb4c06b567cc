// What closed firms leave behind, pooled by industry and shared out whole over those who take it up.
#pragma once

#include <array>
#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Everything of a firm's that goes on when it closes. Integers: sums are exact on every layout.
struct Estate {
  enum Item : std::size_t {
    demand,  // expected, 1/1000 base EUR, at least 1: the measure by which estates are shared
    orders,
    capital,
    on_order_first,
    on_order_second,
    investment,
    inventory,
    debt,          // that successors' banks take over [cents]
    deposits,      // that owners took out at home and founders put in again [cents]
    productivity,  // millionths x demand
    inputs,        // the first of the stocks of inputs
    items = inputs + firm_links + 1
  };
  static_assert(delivery_quarters == 2);
  std::array<Wide, items> of{};
};

/// The firm's expected demand as a weight, at least 1.
[[nodiscard]] std::int64_t weight_of(const Firms& firms, Row firm);

/// Adds what the firm leaves to `into`[Estate::items], but not its money.
void leave_estate(const Firms& firms, Row firm, Wide* into);

/// Part of a pool that goes to the weights [before, before + own) of `total`: parts of adjoining weights add up to the pool exactly.
[[nodiscard]] std::int64_t part_of(Wide pool, Wide before, Wide own, Wide total);

/// The estates of an industry in two: for new firms and for those that stay.
struct SharedEstate {
  Estate all, to_new;
  Wide new_weight = 0, staying_weight = 0;  // of all takers
  /// New firms take up to their wants, which are in the unit of `demand`.
  void divide();
};

/// What a firm owes of an estate, and what founders put into a fresh one.
struct PartTaken {
  Money debt, equity;
};

/// The firm takes its part of the estate; deposits only when it is `fresh`.
PartTaken take_part(Firms& firms, Row firm, const SharedEstate& estate, Wide before, Wide own, bool fresh);

}  // namespace kringloop::economy
