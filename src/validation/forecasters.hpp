// The opponents of every forecast: first-order autoregressions of one or more series, in levels or in differences.
// Each is fitted by ordinary least squares on what was known at the origin, and iterated. Not part of a run's state.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <Eigen/Dense>

#include "base/random.hpp"

namespace kringloop::validation {

/// [quarter][variable]; logs of volumes, rates a quarter as they are.
using Panel = Eigen::MatrixXd;
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// z(t) = (1, z(t-1)) coefficients + residual. One variable: AR(1); more: VAR(1).
struct Autoregression {
  Panel coefficients;  // [1 + variables][variables]; the first row holds the constants
  Panel residuals;     // [quarters - 1][variables], in sample
};

/// Least squares over all rows of `z`. Throws InternalError when there are fewer equations than coefficients.
[[nodiscard]] Autoregression fit(const Panel& z);

/// z(t+1) .. z(t+horizon) without further shocks, from the last known row.
[[nodiscard]] Panel iterated(const Autoregression& model, const Eigen::RowVectorXd& last, int horizon);

/// The same with a residual drawn from the sample added to every step: one member of an ensemble.
[[nodiscard]] Panel resampled(const Autoregression& model, const Eigen::RowVectorXd& last, int horizon, const Draw& draw, std::uint64_t member);

enum class Treatment : std::uint8_t { level, difference };  // difference: fitted on changes, forecasts cumulated onto the last level

struct Forecast {
  Panel mean;                  // [step][variable]; NaN where the forecaster says nothing
  std::vector<Panel> members;  // none: a forecast without a spread
};

/// Residuals in sample [quarter][1] of one series, fitted as `autoregressive_forecast` does.
[[nodiscard]] Panel residuals_of(const Panel& levels, Treatment treatment, int first, int origin);

/// Fits on the observations `first` .. `origin` of the treated series (a change in `first` needs the row before) and forecasts the levels.
[[nodiscard]] Forecast autoregressive_forecast(const Panel& levels, const std::vector<Treatment>& treatments, int first, int origin, int horizon,
                                               int members, const Draw& draw);

/// The same with series whose outcomes are given, also after the origin: z(t) = (1, z(t-1), x(t)) coefficients + residual. Mean path only; where `given` ends
/// its last row stays.
[[nodiscard]] Forecast forecast_given(const Panel& levels, const std::vector<Treatment>& treatments, const Panel& given, const std::vector<Treatment>& given_treatments,
                                      int first, int origin, int horizon);

}  // namespace kringloop::validation
