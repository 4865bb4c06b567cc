#include "economy/autoregressions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/math.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

using Rules = input::Economy;

/// A standard normal number, the same on every rank.
double normal(const World& world, Purpose purpose, std::uint64_t number) {
  const double uniform = (static_cast<double>(world.draw.bits(purpose, 0, world.now.index, number) >> 11) + 0.5) * 0x1.0p-53;
  return exact::normal_quantile(uniform);
}

}  // namespace

Fit autoregression(std::span<const double> x) {
  constexpr double still = 1e-3;  // standard deviation of logs
  const std::size_t n = x.size() - 1;
  double before = 0.0, after = 0.0;
  for (std::size_t t = 0; t < n; ++t) {
    before += x[t];
    after += x[t + 1];
  }
  before /= static_cast<double>(n);
  after /= static_cast<double>(n);
  double products = 0.0, squares = 0.0;
  for (std::size_t t = 0; t < n; ++t) {
    products += (x[t] - before) * (x[t + 1] - after);
    squares += (x[t] - before) * (x[t] - before);
  }
  if (squares < still * still * static_cast<double>(n)) return {1.0, 0.0, 0.0};
  Fit fit;
  fit.alpha = products / squares;
  fit.beta = after - fit.alpha * before;
  double left = 0.0;
  for (std::size_t t = 0; t < n; ++t) {
    const double error = x[t + 1] - fit.alpha * x[t] - fit.beta;
    left += error * error;
  }
  fit.residual = std::sqrt(left / static_cast<double>(n - 1));
  return fit;
}

namespace {

/// Root of a covariance matrix: lower triangle L with L L' = C. All zero where nothing varies.
std::array<std::array<double, 3>, 3> root_of(const std::array<std::array<double, 3>, 3>& c) {
  std::array<std::array<double, 3>, 3> root{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = c[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= root[i][k] * root[j][k];
      if (i == j) root[i][i] = std::sqrt(std::max(0.0, sum));
      else root[i][j] = root[j][j] > 0.0 ? sum / root[j][j] : 0.0;
    }
  return root;
}

}  // namespace

void open_autoregressions(World& world) {
  const input::Pack& pack = world.pack;
  if (pack.published.empty()) return;
  Autoregressions& a = world.institutions.ar1;
  a.exports = pack.of_published("exports_level");
  a.imports = pack.of_published("imports_level");
  a.government = pack.of_published("government_level");
  a.foreign_output = pack.of_published("foreign_output_level");
  a.foreign_inflation = pack.of_published("foreign_inflation_level");
  a.policy_rate = world.signals.policy_rate / 4.0;
  for (const double output : pack.output_history) a.output.push_back(exact::log(output));
  a.price_change = pack.inflation_history;
}

void move_outside(World& world, Economy&) {
  const input::Pack& pack = world.pack;
  Autoregressions& a = world.institutions.ar1;
  const auto of = [&](const std::string& item) { return pack.of_published(item); };
  const double oe = of("covariance_output_exports"), oi = of("covariance_output_imports"), ei = of("covariance_exports_imports");
  const auto root = root_of({{{of("covariance_output_output"), oe, oi}, {oe, of("covariance_exports_exports"), ei}, {oi, ei, of("covariance_imports_imports")}}});
  std::array<double, 3> z{}, shock{};
  for (std::size_t k = 0; k < 3; ++k) z[k] = normal(world, Purpose::outside_world, k);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k <= i; ++k) shock[i] += root[i][k] * z[k];

  const auto next = [&](const std::string& series, double log_level, double moved) { return of(series + "_alpha") * log_level + of(series + "_beta") + moved; };
  const auto next_level = [&](const std::string& series, double level, double moved) { return exact::exp(next(series, exact::log(level), moved)); };
  const double foreign_output = next_level("foreign_output", a.foreign_output, shock[0]);
  const double foreign_growth = foreign_output / a.foreign_output - 1.0;
  a.foreign_output = foreign_output;
  const double price_shock = of("foreign_inflation_sigma") * normal(world, Purpose::outside_world, 3);
  a.foreign_inflation = exact::exp(next("foreign_inflation", exact::log(1.0 + a.foreign_inflation), price_shock)) - 1.0;
  a.exports = next_level("exports", a.exports, shock[1]);
  a.imports = next_level("imports", a.imports, shock[2]);
  a.government = next_level("government", a.government, of("government_sigma") * normal(world, Purpose::outside_world, 4));

  const double smoothing = of("taylor_smoothing"), target = of("taylor_inflation_target");
  const double wanted = of("taylor_real_rate") + target + of("taylor_inflation") * (a.foreign_inflation - target) + of("taylor_growth") * foreign_growth;
  a.policy_rate = std::max(0.0, smoothing * a.policy_rate + (1.0 - smoothing) * wanted);

  world.signals.policy_rate = 4.0 * a.policy_rate;
  world.signals.world_demand = a.exports / of("exports_level");
  world.signals.public_consumption = a.government / of("government_level");
}

void expect_growth_and_inflation(World& world, Economy&) {
  Autoregressions& a = world.institutions.ar1;
  const double noise = world.pack.of_published("expectation_noise");
  const auto expect = [&](std::span<const double> history, std::uint64_t number) {
    const Fit fit = autoregression(history);
    return fit.alpha * history.back() + fit.beta + noise * fit.residual * normal(world, Purpose::expectation_noise, number);
  };
  a.expected_growth = exact::exp(expect(a.output, 0) - a.output.back()) - 1.0;
  a.expected_inflation = exact::exp(expect(a.price_change, 1)) - 1.0;
  a.benefit_growth *= 1.0 + a.expected_growth;
}

void observe_output(World& world, Economy& economy) {
  Autoregressions& a = world.institutions.ar1;
  if (a.output.empty()) return;
  Volume made;
  const Firms& firms = world.firms;
  for (const IndustryTotals& industry : economy.industry) made += industry.output;
  const auto value = parallel::ordered_sum(world.context, 1, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) { into[0] += firms.output[i].real() * firms.price[i]; });
  });
  const double price = value[0] / made.real();
  a.price_change.push_back(exact::log(price / a.output_price));
  a.output_price = price;
  a.output.push_back(exact::log(4.0 * made.real() / 1e6));  // the history of the pack is in millions a year
}

double expected_inflation(const World& world, const Economy& economy) {
  const bool common = world.settings.economy.expectations == Rules::Expectations::ar1;
  return common ? world.institutions.ar1.expected_inflation : economy.parameters.inflation_anchor / 4.0;
}

}  // namespace kringloop::economy
