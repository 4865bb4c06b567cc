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
  std::vector<double> government;   // public consumption, origin = 1, as foreign demand
  // shocks at home, origin = 1; what is expected is none
  std::vector<double> household_confidence, business_confidence, home_prices;
  double growth = 0.0;              // of real GDP a year, mean of the last ten years
  double inflation = 0.0;           // of the GDP deflator a year, the same
};

/// `given_trade`: exports and public consumption are told as they turned out, in all worlds (the last known one stays where the data end).
/// What is expected at `origin` (a row of the panels), then `members` worlds of an ensemble. Each has residuals of the sample added to every step,
/// those of one past quarter to all series at once; the mean over the members is moved onto what is expected. Shocks at home are what
/// is left of the residuals of consumption, investment, public consumption and the deflator after a regression on those of the world.
[[nodiscard]] std::vector<Outlook> outlooks_from(const Austria& austria, int origin, int quarters, int members, const Draw& draw,
                                                 bool given_trade = false);

}  // namespace kringloop::validation
