// The four opponents of the contest, as published and in levels.
#include "validation/contest.hpp"

namespace kringloop::validation {

namespace {

// Puts column `from` of a forecast of a system into column `to` of the forecast of all variables.
void take(Forecast& into, Eigen::Index to, const Forecast& system, Eigen::Index from) {
  into.mean.col(to) = system.mean.col(from);
  for (std::size_t m = 0; m < system.members.size(); ++m) into.members[m].col(to) = system.members[m].col(from);
}

Forecast empty(int members) {
  const Panel none = Panel::Constant(longest_horizon, variables, no_value);
  return {none, std::vector<Panel>(static_cast<std::size_t>(members), none)};
}

Treatment as_published(Variable v) { return v == Variable::inflation || v == Variable::euribor ? Treatment::level : Treatment::difference; }

}  // namespace

std::vector<Forecaster> opponents(const Austria& austria, int members, const Draw& draw) {
  const auto single = [&austria, members, draw](bool differences) {
    return [&austria, members, draw, differences](int origin) -> std::optional<Forecast> {
      Forecast all = empty(members);
      for (std::size_t v = 0; v < variables; ++v) {
        const auto c = static_cast<Eigen::Index>(v);
        const Treatment treatment = differences ? as_published(static_cast<Variable>(v)) : Treatment::level;
        take(all, c, autoregressive_forecast(austria.outcomes.col(c), {treatment}, austria.row(first_observation), origin, longest_horizon, members, draw), 0);
      }
      return all;
    };
  };
  const auto several = [&austria, members, draw](bool differences) {
    return [&austria, members, draw, differences](int origin) -> std::optional<Forecast> {
      using enum Variable;
      const int first = austria.row(first_observation);
      const Treatment volume = differences ? Treatment::difference : Treatment::level;
      const auto& y = austria.outcomes;
      Panel open(y.rows(), 8);  // in the order of the published system
      open << y.col(column(gdp)), y.col(column(inflation)), austria.beside.col(0), y.col(column(exports)), y.col(column(imports)), austria.beside.col(1),
          austria.beside.col(2), y.col(column(euribor));
      const Forecast outward = autoregressive_forecast(
          open, {volume, Treatment::level, volume, volume, volume, volume, Treatment::level, Treatment::level}, first, origin, longest_horizon, members, draw);
      Panel home(y.rows(), 5);
      home << y.col(column(gdp)), y.col(column(inflation)), y.col(column(consumption)), y.col(column(investment)), y.col(column(euribor));
      const Forecast inward =
          autoregressive_forecast(home, {volume, Treatment::level, volume, volume, Treatment::level}, first, origin, longest_horizon, members, draw);
      Forecast all = empty(members);
      take(all, column(gdp), outward, 0);
      take(all, column(inflation), outward, 1);
      take(all, column(exports), outward, 3);
      take(all, column(imports), outward, 4);
      take(all, column(euribor), outward, 7);
      take(all, column(consumption), inward, 2);
      take(all, column(investment), inward, 3);
      return all;
    };
  };
  return {{"AR(1) in differences", single(true)},
          {"AR(1) in levels", single(false)},
          {"VAR(1) in differences", several(true)},
          {"VAR(1) in levels", several(false)}};
}

std::vector<Forecaster> opponents_given_trade(const Austria& austria, int members, const Draw& draw) {
  const auto given_trade = [&austria](int origin) -> std::optional<Forecast> {
    using enum Variable;
    const auto& y = austria.outcomes;
    const int first = austria.row(first_observation);
    const std::vector<Treatment> all_changes(3, Treatment::difference);
    Panel given(y.rows(), 3), home(y.rows(), 4);
    given << y.col(column(exports)), y.col(column(imports)), austria.beside.col(0);
    home << y.col(column(gdp)), y.col(column(inflation)), y.col(column(consumption)), y.col(column(investment));
    const Forecast pair = forecast_given(home.leftCols(2), {Treatment::difference, Treatment::level}, given, all_changes, first, origin, longest_horizon);
    const Forecast four =
        forecast_given(home, {Treatment::difference, Treatment::level, Treatment::difference, Treatment::difference}, given, all_changes, first, origin, longest_horizon);
    Forecast all = empty(0);
    take(all, column(gdp), pair, 0);
    take(all, column(inflation), pair, 1);
    take(all, column(consumption), four, 2);
    take(all, column(investment), four, 3);
    return all;
  };
  return {{"VARX(1), given trade", given_trade}, opponents(austria, members, draw).front()};
}

}  // namespace kringloop::validation
