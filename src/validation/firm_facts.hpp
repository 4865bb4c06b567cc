// Stylised facts of firms from a panel of them: sizes, growth, productivity, investment, entry and exit.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "validation/firm_panel.hpp"

namespace kringloop::validation {

/// What a sample is like around its mean.
struct Shape {
  std::size_t n = 0;
  double deviation = 0.0, skewness = 0.0, excess_kurtosis = 0.0;
  double subbotin = 0.0;  // see below
};
[[nodiscard]] Shape shape_of(std::span<const double> values);

/// The exponent b of exp(-|x/a|^b), x around the median, that makes the sample likeliest: 2 is normal, 1 Laplace, smaller is more peaked
/// with fatter tails. Within 0.1 to 10. A few firms far out move it less than they move kurtosis.
[[nodiscard]] double subbotin_exponent(std::span<const double> values);

[[nodiscard]] double correlation(std::span<const double> a, std::span<const double> b);

/// Of firms at work, each real firm once.
[[nodiscard]] double size_skewness(const Sizes& sizes);
/// Slope of ln(number of firms with at least s persons) from s = `low` to `high`, sign changed: 1 is Zipf's law.
[[nodiscard]] double tail_exponent(const Sizes& sizes, std::int64_t low, std::int64_t high);

/// Growth of sales of firms from one full year to the next (log), less the mean of their size class in that year [size class][firm and
/// year].
[[nodiscard]] std::array<std::vector<double>, input::size_classes> sales_growth(const FirmPanel& panel);
/// The same of staff.
[[nodiscard]] std::array<std::vector<double>, input::size_classes> staff_growth(const FirmPanel& panel);
/// How the two go together, by size class: correlation over firms and years.
[[nodiscard]] std::array<double, input::size_classes> sales_with_staff(const FirmPanel& panel);
/// All classes together, each over its own deviation, so that classes of unlike spread do not make the whole look peaked.
[[nodiscard]] std::vector<double> standardised(const std::array<std::vector<double>, input::size_classes>& by_class);

/// Output an hour, log, less the mean of the industry's firms in that year. Industries with at least `fewest_rivals` firms.
inline constexpr std::size_t fewest_rivals = 5;
struct ProductivityGaps {
  double deviation = 0.0, spread_90_10 = 0.0;  // log points
  std::vector<double> persistence;             // correlation of a firm's gap with its own so many years later [0: one year]
};
[[nodiscard]] ProductivityGaps productivity_gaps(const FirmPanel& panel, int longest_lag);

struct Lumpiness {
  double spikes = 0.0;        // share of firms and years with investment above 20 % of capital
  double inaction = 0.0;      // with less than 1 %
  double largest_year = 0.0;  // mean over firms: share of their largest year in the investment of all `years`
  std::size_t firms = 0;      // that were there for so long
};
[[nodiscard]] Lumpiness lumpiness(const FirmPanel& panel, int years);

/// A line of moments.csv.
struct Measure {
  int year = 0;  // 0: all years
  std::string group, name;
  double value = 0.0;
};
/// Everything above; `first_year` is the year of the panel's first entry.
[[nodiscard]] std::vector<Measure> firm_measures(const FirmPanel& panel, int first_year);

}  // namespace kringloop::validation
