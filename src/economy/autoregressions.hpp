// First-order autoregressions of the published model (Poledna, Miess, Hommes, Rabitsch 2023, online appendix): the world outside and the
// government, with a Taylor rule (A.55, A.69-A.81), and what everyone at home expects of growth and inflation (A.5-A.11).
#pragma once

#include <span>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// x' = alpha x + beta with residuals of this standard deviation.
struct Fit {
  double alpha = 0.0, beta = 0.0, residual = 0.0;
};
/// Least squares of x(t) on x(t - 1) and a constant, three observations or more. Where x has hardly moved (by less than 0.1 %) there is nothing to
/// learn from: it is expected to stay where it is.
[[nodiscard]] Fit autoregression(std::span<const double> x);

/// Levels and history of the pack; nothing where no rule reads them.
void open_autoregressions(World& world);

/// With economy.outside = "ar1": the quarter's exports, imports offered, public consumption and policy rate. x' = alpha x + beta + shock in
/// logs; shocks of foreign output, exports and imports are correlated. Fills signals.
void move_outside(World& world, Economy& economy);

/// With economy.expectations = "ar1": growth of output and of its price, each from a least-squares fit on all quarters so far, with a drawn
/// residual. Fills ar1.expected_growth and ar1.expected_inflation; benefits grow with output.
void expect_growth_and_inflation(World& world, Economy& economy);

/// After trade: this quarter's output and price join the history.
void observe_output(World& world, Economy& economy);

/// Inflation that price setters and budgets reckon with this quarter [1/quarter].
[[nodiscard]] double expected_inflation(const World& world, const Economy& economy);

}  // namespace kringloop::economy
