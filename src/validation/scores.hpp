// How good were forecasts? An error is forecast less outcome; errors stand in order of origin. Not part of a run's state.
#pragma once

#include <span>
#include <vector>

#include "base/random.hpp"

namespace kringloop::validation {

[[nodiscard]] double root_mean_square(std::span<const double> errors);
[[nodiscard]] double bias(std::span<const double> errors);  // mean error

struct DieboldMariano {
  double statistic = 0;  // below 0: the first forecaster has the smaller squared errors
  double p_value = 1;    // two-sided, Student t with n - 1 degrees of freedom
};
/// Diebold and Mariano (1995) on squared errors at `horizon` steps, with the small-sample correction of Harvey, Leybourne and Newbold (1997).
/// The long-run variance has horizon - 1 autocovariances of equal weight; where that is not positive, Bartlett weights, which always are.
[[nodiscard]] DieboldMariano diebold_mariano(std::span<const double> errors, std::span<const double> rival_errors, int horizon);

/// P(|T| > |t|) of a Student t with `degrees` of freedom.
[[nodiscard]] double two_sided_p(double t, double degrees);

/// Linear interpolation between order statistics, position share x (n - 1).
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// The outcome lies in the central interval of the ensemble that should hold `level` of all outcomes.
[[nodiscard]] bool covered(const std::vector<double>& members, double outcome, double level);

/// Continuous ranked probability score of an ensemble: mean |x - outcome| - mean |x - x'| / 2, in the unit of the forecast; 0 is perfect.
[[nodiscard]] double ranked_probability_score(std::vector<double> members, double outcome);

/// Errors of two forecasters in one cell (variable x horizon), an entry an origin, NaN where there is no outcome.
struct Cell {
  std::vector<double> errors, rival_errors;
};
struct ErrorRatio {
  double ratio = 1;         // geometric mean over cells of the ratio of root mean square errors
  double low = 1, high = 1;  // 90 % interval
};
/// The interval is a circular block bootstrap over origins, the same origins for all cells of a resample; blocks of `block` quarters, since
/// errors of neighbouring origins overlap.
[[nodiscard]] ErrorRatio mean_error_ratio(const std::vector<Cell>& cells, int block, int resamples, const Draw& draw);

}  // namespace kringloop::validation
