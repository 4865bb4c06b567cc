#include "validation/outlook.hpp"

#include <algorithm>
#include <cmath>

#include "validation/forecasters.hpp"

namespace kringloop::validation {

namespace {
constexpr int memory = 40;  // [quarters] over which growth is averaged
}

Outlook outlook_from(const Austria& austria, int origin, int quarters) {
  const Draw draw{1};  // no members, so nothing is drawn
  const int first = austria.row(first_observation);
  const auto path = [&](const Panel& from, Eigen::Index series, Treatment treatment) {
    return autoregressive_forecast(from.col(series), {treatment}, first, origin, quarters, 0, draw).mean;
  };
  const Panel exports = (path(austria.outcomes, column(Variable::exports), Treatment::difference) +
                         path(austria.outcomes, column(Variable::exports), Treatment::level)) / 2.0;
  const Panel inflation = path(austria.beside, 2, Treatment::level);
  const Panel rate = path(austria.outcomes, column(Variable::euribor), Treatment::level);
  Outlook outlook;
  outlook.demand = {1.0};
  outlook.price = {1.0};
  const auto yearly = [](double quarterly) { return std::pow(1.0 + quarterly, 4.0) - 1.0; };
  outlook.policy_rate = {yearly(austria.outcomes(origin, column(Variable::euribor)))};
  const double here = austria.outcomes(origin, column(Variable::exports));
  for (Eigen::Index step = 0; step < quarters; ++step) {
    outlook.demand.push_back(std::exp(exports(step, 0) - here));
    outlook.price.push_back(outlook.price.back() * std::exp(inflation(step, 0)));
    outlook.policy_rate.push_back(yearly(rate(step, 0)));
  }
  const Eigen::Index gdp = column(Variable::gdp);
  const int since = std::max(first - 1, origin - memory);
  outlook.growth = 4.0 * (austria.outcomes(origin, gdp) - austria.outcomes(since, gdp)) / (origin - since);
  return outlook;
}

}  // namespace kringloop::validation
