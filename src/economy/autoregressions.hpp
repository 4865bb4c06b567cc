// First-order autoregressions of the published model (Poledna, Miess, Hommes, Rabitsch 2023, online appendix): the world outside and the
// government, with a Taylor rule (A.55, A.69-A.81), and what everyone at home expects of growth and inflation (A.5-A.11).
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Levels and history of the pack; nothing where no rule reads them.
void open_autoregressions(World& world);

/// With economy.outside = "ar1": the quarter's exports, imports offered, public consumption and policy rate. x' = alpha x + beta + shock in
/// logs; shocks of foreign output, exports and imports are correlated. Fills signals and base.real_consumption.
void move_outside(World& world, Economy& economy);

/// With economy.expectations = "ar1": growth of output and of its price, each from a least-squares fit on all quarters so far, with a drawn
/// residual. Fills ar1.expected_growth and ar1.expected_inflation; benefits grow with output.
void expect_growth_and_inflation(World& world, Economy& economy);

/// After trade: this quarter's output and price join the history.
void observe_output(World& world, Economy& economy);

/// Inflation that price setters and budgets reckon with this quarter [1/quarter].
[[nodiscard]] double expected_inflation(const World& world, const Economy& economy);

}  // namespace kringloop::economy
