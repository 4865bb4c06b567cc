// Fixed capital: wear, deliveries of what was ordered, the frontier it brings, and what firms want to add.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// At the start of the quarter: capital wears, orders of two quarters ago are put to use, and the firm's productivity moves towards
/// the frontier by the share of its capital that is new.
void renew_capital(World& world, Economy& economy);

/// Capital wanted for given demand, relative to normal interest: the dearer its use (real rate and wear), the less.
[[nodiscard]] double wanted_capital_factor(const World& world, const Economy& economy, const Industry& industry);

/// Investment = (wear + expected growth) x capital + a x (capital for expected demand at normal utilisation when the order arrives -
/// capital - capital on order + wear until then), never negative. With economy.investment = "wear": the wear of planned output (A.14), in
/// use the quarter after.
void plan_investment(World& world, Economy& economy);

/// Capital that wears out this quarter [base EUR]: a share of what there is, or with economy.investment = "wear" of what is made (A.17).
[[nodiscard]] double worn(const World& world, const Economy& economy, Row firm);

/// Growth of the frontier of an industry this quarter.
[[nodiscard]] double frontier_growth(const World& world, const Economy& economy, std::size_t industry);

}  // namespace kringloop::economy
