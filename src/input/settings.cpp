#include "input/settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::input {

double Shock::weight(Quarter quarter) const {
  // Counted at the end of the quarter: with a ramp of 4 the first quarter has 1/4 and the fourth 1.
  const double rising = ramp > 0 ? (quarter - start + 1) / static_cast<double>(ramp) : quarter >= start ? 1.0 : 0.0;
  const double falling = ramp > 0 ? 1 - (quarter - end) / static_cast<double>(ramp) : quarter <= end ? 1.0 : 0.0;
  return std::clamp(std::min(rising, falling), 0.0, 1.0);
}

double Shock::applied(double value, Quarter quarter) const {
  const double w = weight(quarter);
  return value * (1 + w * (factor - 1)) + w * add;
}

double Settings::parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  if (found == parameters.end()) throw InternalError(fmt::format("there is no parameter '{}'", name));
  return found->second;
}

double Settings::parameter(const std::string& name, Quarter quarter) const {
  double value = parameter(name);
  for (const Shock& shock : shocks)
    if (shock.parameter == name) value = shock.applied(value, quarter);
  return value;
}

}  // namespace kringloop::input
