#include "validation/scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.hpp"

namespace kringloop::validation {

namespace {

double mean(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

// Continued fraction of the incomplete beta function (Lentz), after Abramowitz and Stegun 26.5.8.
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  const auto away_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m <= 300; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double factor = d * c;
    result *= factor;
    if (std::abs(factor - 1) < 1e-15) break;
  }
  return result;
}

double regularised_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

// Variance of the mean of serially correlated differences.
double variance_of_mean(std::span<const double> differences, int horizon) {
  const auto n = static_cast<int>(differences.size());
  const double centre = mean(differences);
  const auto autocovariance = [&](int lag) {
    double sum = 0;
    for (int t = lag; t < n; ++t) sum += (differences[static_cast<std::size_t>(t)] - centre) * (differences[static_cast<std::size_t>(t - lag)] - centre);
    return sum / n;
  };
  double equal = autocovariance(0), bartlett = equal;
  for (int lag = 1; lag < std::min(horizon, n); ++lag) {
    const double covariance = autocovariance(lag);
    equal += 2 * covariance;
    bartlett += 2 * (1 - static_cast<double>(lag) / horizon) * covariance;
  }
  return (equal > 0 ? equal : bartlett) / n;
}

// Mean over cells of the log of the ratio of errors, over these origins; an origin without outcome in a cell does not count there.
double log_ratio(const std::vector<Cell>& cells, const std::vector<std::size_t>& origins) {
  double sum = 0;
  int counted = 0;
  for (const Cell& cell : cells) {
    double own = 0, rival = 0;
    for (const std::size_t i : origins) {
      if (std::isnan(cell.errors[i]) || std::isnan(cell.rival_errors[i])) continue;
      own += cell.errors[i] * cell.errors[i];
      rival += cell.rival_errors[i] * cell.rival_errors[i];
    }
    if (own <= 0 || rival <= 0) continue;
    sum += 0.5 * std::log(own / rival);
    ++counted;
  }
  return counted > 0 ? sum / counted : 0;
}

}  // namespace

double root_mean_square(std::span<const double> errors) {
  double sum = 0;
  for (const double error : errors) sum += error * error;
  return std::sqrt(sum / static_cast<double>(errors.size()));
}

double bias(std::span<const double> errors) { return mean(errors); }

double two_sided_p(double t, double degrees) { return regularised_beta(degrees / 2, 0.5, degrees / (degrees + t * t)); }

DieboldMariano diebold_mariano(std::span<const double> errors, std::span<const double> rival_errors, int horizon) {
  if (errors.size() != rival_errors.size() || errors.size() < 2) throw InternalError("a comparison of forecasts needs two or more common origins");
  std::vector<double> differences(errors.size());
  for (std::size_t i = 0; i < errors.size(); ++i) differences[i] = errors[i] * errors[i] - rival_errors[i] * rival_errors[i];
  const double n = static_cast<double>(errors.size()), variance = variance_of_mean(differences, horizon);
  if (variance <= 0) return {};  // the same forecasts
  const double correction = std::max(0.0, (n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n);
  const double statistic = std::sqrt(correction) * mean(differences) / std::sqrt(variance);
  return {statistic, two_sided_p(statistic, n - 1)};
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

bool covered(const std::vector<double>& members, double outcome, double level) {
  return quantile(members, (1 - level) / 2) <= outcome && outcome <= quantile(members, (1 + level) / 2);
}

double ranked_probability_score(std::vector<double> members, double outcome) {
  std::sort(members.begin(), members.end());
  const double n = static_cast<double>(members.size());
  double distance = 0, spread = 0;  // spread: sum over pairs i < j of x(j) - x(i)
  for (std::size_t i = 0; i < members.size(); ++i) {
    distance += std::abs(members[i] - outcome);
    spread += members[i] * (2 * static_cast<double>(i) + 1 - n);
  }
  return distance / n - spread / (n * n);
}

ErrorRatio mean_error_ratio(const std::vector<Cell>& cells, int block, int resamples, const Draw& draw) {
  if (cells.empty()) throw InternalError("no cell to compare");
  const std::size_t origins = cells[0].errors.size();
  for (const Cell& cell : cells)
    if (cell.errors.size() != origins || cell.rival_errors.size() != origins) throw InternalError("cells need the same origins");
  std::vector<std::size_t> chosen(origins);
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  const double ratio = std::exp(log_ratio(cells, chosen));
  std::vector<double> ratios;
  const auto length = static_cast<std::size_t>(block);
  for (int resample = 0; resample < resamples; ++resample) {
    for (std::size_t i = 0; i < origins; ++i) {
      const auto start = draw.below(origins, Purpose::validation, static_cast<std::uint64_t>(resample), 0, i / length);
      chosen[i] = (start + i % length) % origins;
    }
    ratios.push_back(log_ratio(cells, chosen));
  }
  if (ratios.empty()) return {ratio, ratio, ratio};
  return {ratio, std::exp(quantile(ratios, 0.05)), std::exp(quantile(ratios, 0.95))};
}

}  // namespace kringloop::validation
