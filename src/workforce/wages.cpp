#include "workforce/wages.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/math.hpp"
#include "parallel/sums.hpp"

namespace kringloop::workforce {

double wage_growth(const Parameters& p, double inflation, double productivity_trend, double tightness) {
  const auto tight = [](double x) { return std::clamp(x, 0.02, 50.0); };
  const double pressure = p.wage_tightness_elasticity * (exact::log(tight(tightness)) - exact::log(tight(p.normal_tightness)));
  return (0.5 * inflation + 0.5 * p.inflation_anchor + pressure) / 4.0 + productivity_trend;
}

void set_wages(World& world, Quarter quarter) {
  const Parameters parameters = parameters_of(world, quarter);
  Institutions& in = world.institutions;
  if (world.settings.economy.labour_market == input::Economy::LabourMarket::immediate) {
    // Real wages stay: pay follows the consumer prices expected for the quarter (A.26).
    const bool common = world.settings.economy.expectations == input::Economy::Expectations::ar1;
    in.wage_index = in.price_level * (1.0 + (common ? in.ar1.expected_inflation : parameters.inflation_anchor / 4.0));
    return;
  }
  LabourState& labour = world.labour;

  if (labour.productivity_before > 0 && in.mean_productivity > 0) {
    const double growth = exact::log(in.mean_productivity / labour.productivity_before);
    labour.productivity_trend += parameters.productivity_smoothing * (growth - labour.productivity_trend);
  }
  labour.productivity_before = in.mean_productivity;

  const double inflation = exact::log(in.price_level / in.price_level_year_ago);
  const double tightness = labour.tightness > 0 ? labour.tightness : parameters.normal_tightness;
  const double factor = exact::exp(wage_growth(parameters, inflation, labour.productivity_trend, tightness));

  constexpr std::size_t most_industries = 256;
  Firms& f = world.firms;
  const std::vector<double> sums = parallel::ordered_sum(world.context, 2 * most_industries, [&](District d, int, std::span<double> into) {
    for_each_row(f, d, [&](Row row) {
      const auto staff = static_cast<double>(f.staff[row].units);
      into[f.industry[row]] += f.wage[row] * staff;
      into[most_industries + f.industry[row]] += staff;
    });
  });
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(f, d, [&](Row row) {
      const double staff = sums[most_industries + f.industry[row]];
      const double mean = staff > 0 ? sums[f.industry[row]] / staff : f.wage[row];
      f.wage[row] = factor * (f.wage[row] + parameters.wage_convergence * (mean - f.wage[row]));
    });
  });
  in.wage_index *= factor;
}

}  // namespace kringloop::workforce
