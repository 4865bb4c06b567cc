// What firms expect to sell, what they plan to make, and the people they want for it.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Expected demand: orders smoothed over about four quarters, with the trend of the industry's demand [Qe' = (Qe + l (Q - Qe)) (1 + g)].
/// Target staff: full-time people for planned output at the firm's productivity. With economy.expectations = "ar1" expected demand is what
/// was asked for, served or not, grown with the growth that all expect [Qs = Qd (1 + growth), A.4].
void form_expectations(World& world, Economy& economy);

/// Output planned for a quarter [base EUR]: expected sales plus, for storable goods, a quarter of the gap to the wanted stock.
[[nodiscard]] double planned_output(const Firms& firms, Row firm, const Economy& economy);

/// The same, as far as the firm's capital can make it [base EUR].
[[nodiscard]] double makeable(const Firms& firms, Row firm, const Economy& economy);

/// After trade: smoothed growth of each industry's demand.
void observe_industry_growth(World& world, Economy& economy);

}  // namespace kringloop::economy
