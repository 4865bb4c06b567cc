// Which values a parameter may have: what its unit can be at all, and how far a scenario may leave the range that the pack gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "input/pack.hpp"

namespace kringloop::input {

/// A parameter that the model reads, with its unit.
struct NeededParameter {
  std::string name, unit;
};

struct Bounds {
  double low = 0, high = 0;  // inclusive
  [[nodiscard]] bool hold(double value) const { return low <= value && value <= high; }
};

/// What a parameter in this unit can be in any country: a fraction 0 to 1, a distance not below 0.
[[nodiscard]] Bounds bounds_of_unit(std::string_view unit);

/// How many widths of its range (for a figure without one: times its value) a parameter may lie outside it. Runs to 2050 at these ends
/// of every parameter are finite and pass their audits; tests/cli/parameter_ends.py tries them.
inline constexpr double widths_outside = 5;

/// What a scenario, shocks included, may make of a parameter: within the unit's bounds, never negative where the pack's range is not,
/// a share where it is one, and no more than `widths_outside` outside the range.
[[nodiscard]] Bounds bounds_of_scenario(const Figure& figure);

/// Every needed parameter is in the pack, in its unit, its value and range within the unit's bounds.
void check_parameters(const Pack& pack, const std::vector<NeededParameter>& needed, Complaints& complaints);

}  // namespace kringloop::input
