// What a forecaster at an origin would have expected of the world around Austria: the paths a reference run is given.
#pragma once

#include <vector>

#include "base/random.hpp"
#include "validation/austria.hpp"

namespace kringloop::validation {

/// By quarter from the origin (0) on, from first-order autoregressions on what was known then. Rates are yearly.
struct Outlook {
  std::vector<double> demand;       // foreign demand, origin = 1: the country's own exports, mean of the forecasts in differences and in levels
  std::vector<double> price;        // prices abroad, origin = 1: the deflator of the euro area
  std::vector<double> policy_rate;  // Euribor, in levels
  double growth = 0.0;              // of real GDP a year, mean of the last ten years
};

/// What is expected at `origin` (a row of the panels), then `members` worlds of an ensemble: each has residuals of the sample added to every step,
/// those of one past quarter to all series at once.
[[nodiscard]] std::vector<Outlook> outlooks_from(const Austria& austria, int origin, int quarters, int members, const Draw& draw);

}  // namespace kringloop::validation
