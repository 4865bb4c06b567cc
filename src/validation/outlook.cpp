#include "validation/outlook.hpp"

#include <algorithm>
#include <cmath>

#include "validation/forecasters.hpp"

namespace kringloop::validation {

namespace {
constexpr int memory = 40;  // [quarters] over which growth is averaged
}

std::vector<Outlook> outlooks_from(const Austria& austria, int origin, int quarters, int members, const Draw& draw) {
  const int first = austria.row(first_observation);
  const auto forecast = [&](const Panel& from, Eigen::Index series, Treatment treatment) {
    return autoregressive_forecast(from.col(series), {treatment}, first, origin, quarters, members, draw);
  };
  const Forecast changes = forecast(austria.outcomes, column(Variable::exports), Treatment::difference);
  const Forecast levels = forecast(austria.outcomes, column(Variable::exports), Treatment::level);
  const Forecast inflation = forecast(austria.beside, 2, Treatment::level);
  const Forecast rate = forecast(austria.outcomes, column(Variable::euribor), Treatment::level);
  const auto yearly = [](double quarterly) { return std::pow(1.0 + quarterly, 4.0) - 1.0; };
  const double here = austria.outcomes(origin, column(Variable::exports));
  const Eigen::Index gdp = column(Variable::gdp);
  const int since = std::max(first - 1, origin - memory);
  const double growth = 4.0 * (austria.outcomes(origin, gdp) - austria.outcomes(since, gdp)) / (origin - since);

  std::vector<Outlook> outlooks;
  for (int m = -1; m < members; ++m) {
    const auto path = [m](const Forecast& f) -> const Panel& { return m < 0 ? f.mean : f.members[static_cast<std::size_t>(m)]; };
    Outlook outlook{{1.0}, {1.0}, {yearly(austria.outcomes(origin, column(Variable::euribor)))}, growth};
    for (Eigen::Index step = 0; step < quarters; ++step) {
      outlook.demand.push_back(std::exp((path(changes)(step, 0) + path(levels)(step, 0)) / 2.0 - here));
      outlook.price.push_back(outlook.price.back() * std::exp(path(inflation)(step, 0)));
      outlook.policy_rate.push_back(yearly(path(rate)(step, 0)));
    }
    outlooks.push_back(std::move(outlook));
  }
  return outlooks;
}

}  // namespace kringloop::validation
