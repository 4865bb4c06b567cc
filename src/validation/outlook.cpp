#include "validation/outlook.hpp"

#include <algorithm>
#include <cmath>

#include "validation/forecasters.hpp"

namespace kringloop::validation {

namespace {

constexpr int memory = 40;  // [quarters] over which growth and inflation are averaged

/// The members' paths moved by the same at each step, so that their mean is the forecast's.
Forecast centred(Forecast forecast) {
  if (forecast.members.empty()) return forecast;
  Panel mean = Panel::Zero(forecast.mean.rows(), forecast.mean.cols());
  for (const Panel& member : forecast.members) mean += member / static_cast<double>(forecast.members.size());
  for (Panel& member : forecast.members) member += forecast.mean - mean;
  return forecast;
}

/// What of `home` [quarter][series] does not go with `world` [quarter][series], by ordinary least squares.
Panel left_over(const Panel& home, const Panel& world) {
  Panel explain(world.rows(), world.cols() + 1);
  explain << Panel::Ones(world.rows(), 1), world;
  return home - explain * explain.colPivHouseholderQr().solve(home);
}

/// Shocks at home added up, by member: steps as the autoregressions draw them for the world, so that both are of the same past quarters.
Forecast shocks_at_home(const Panel& shocks, int quarters, int members, const Draw& draw) {
  Forecast forecast{Panel::Zero(quarters, shocks.cols()), {}};
  for (int m = 0; m < members; ++m) {
    Panel path = Panel::Zero(quarters, shocks.cols());
    for (int step = 0; step < quarters; ++step) {
      const auto row = draw.below(static_cast<std::uint64_t>(shocks.rows()), Purpose::validation, static_cast<std::uint64_t>(m), step);
      path.row(step) = shocks.row(static_cast<Eigen::Index>(row));
      if (step > 0) path.row(step) += path.row(step - 1);
    }
    forecast.members.push_back(std::move(path));
  }
  return centred(std::move(forecast));
}

}  // namespace

std::vector<Outlook> outlooks_from(const Austria& austria, int origin, int quarters, int members, const Draw& draw, bool given_trade) {
  const int first = austria.row(first_observation);
  const auto forecast = [&](const Panel& from, Eigen::Index series, Treatment treatment) {
    return centred(autoregressive_forecast(from.col(series), {treatment}, first, origin, quarters, members, draw));
  };
  const Eigen::Index exports = column(Variable::exports), gdp = column(Variable::gdp), inflation = column(Variable::inflation), euribor = column(Variable::euribor);
  constexpr Eigen::Index government = 0, price_abroad = 2;  // of Austria::beside
  const Forecast demand_changes = forecast(austria.outcomes, exports, Treatment::difference), demand_levels = forecast(austria.outcomes, exports, Treatment::level);
  const Forecast government_changes = forecast(austria.beside, government, Treatment::difference), government_levels = forecast(austria.beside, government, Treatment::level);
  const Forecast price = forecast(austria.beside, price_abroad, Treatment::level), rate = forecast(austria.outcomes, euribor, Treatment::level);

  const auto residuals = [&](const Panel& from, Eigen::Index series, Treatment treatment) { return residuals_of(from.col(series), treatment, first, origin); };
  const Panel changes = residuals(austria.outcomes, exports, Treatment::difference);
  Panel world(changes.rows(), 3), home(changes.rows(), 4);
  world << changes, residuals(austria.beside, price_abroad, Treatment::level), residuals(austria.outcomes, euribor, Treatment::level);
  home << residuals(austria.outcomes, column(Variable::consumption), Treatment::difference), residuals(austria.outcomes, column(Variable::investment), Treatment::difference),
      residuals(austria.beside, government, Treatment::difference), residuals(austria.outcomes, inflation, Treatment::level);
  const Forecast shocks = shocks_at_home(left_over(home, world), quarters, members, draw);

  const auto yearly = [](double quarterly) { return std::pow(1.0 + quarterly, 4.0) - 1.0; };
  const int since = std::max(first - 1, origin - memory);
  const double years = (origin - since) / 4.0;
  std::vector<Outlook> outlooks;
  for (int m = -1; m < members; ++m) {
    const auto path = [m](const Forecast& f) -> const Panel& { return m < 0 ? f.mean : f.members[static_cast<std::size_t>(m)]; };
    Outlook outlook;
    outlook.demand = outlook.price = outlook.government = outlook.household_confidence = outlook.business_confidence = outlook.home_prices = {1.0};
    outlook.policy_rate = {yearly(austria.outcomes(origin, euribor))};
    outlook.growth = (austria.outcomes(origin, gdp) - austria.outcomes(since, gdp)) / years;
    outlook.inflation = austria.outcomes.col(inflation).segment(since + 1, origin - since).sum() / years;
    for (int step = 0; step < quarters; ++step) {
      const int known = std::min(origin + 1 + step, austria.rows() - 1);
      const auto home_shock = [&](Eigen::Index series) { return path(shocks)(step, series); };
      const double foreign = given_trade ? austria.outcomes(known, exports) : (path(demand_changes)(step, 0) + path(demand_levels)(step, 0)) / 2.0;
      outlook.demand.push_back(std::exp(foreign - austria.outcomes(origin, exports)));
      outlook.price.push_back(outlook.price.back() * std::exp(path(price)(step, 0)));
      outlook.policy_rate.push_back(yearly(path(rate)(step, 0)));
      outlook.household_confidence.push_back(std::exp(home_shock(0)));
      outlook.business_confidence.push_back(std::exp(home_shock(1)));
      const double expected = (government_changes.mean(step, 0) + government_levels.mean(step, 0)) / 2.0 + home_shock(2);
      outlook.government.push_back(std::exp((given_trade ? austria.beside(known, government) : expected) - austria.beside(origin, government)));
      outlook.home_prices.push_back(std::exp(home_shock(3)));
    }
    outlooks.push_back(std::move(outlook));
  }
  return outlooks;
}

}  // namespace kringloop::validation
