#include "input/parameter_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "input/csv.hpp"
#include "input/number.hpp"

namespace kringloop::input {

Bounds bounds_of_unit(std::string_view unit) {
  struct Line {
    std::string_view unit;
    Bounds bounds;
  };
  // far beyond every use; what the model cannot compute with lies outside
  static constexpr Line lines[] = {{"fraction", {0, 1}}, {"1/quarter", {0, 1}}, {"1/year", {-1, 1}},   {"number", {0, 100}},
                                   {"quarters", {0, 40}}, {"years", {0, 120}},   {"km", {0, 20'000}}, {"EUR/year", {0, 1e6}}};
  const auto* found = std::find_if(std::begin(lines), std::end(lines), [&](const Line& line) { return line.unit == unit; });
  constexpr double most = std::numeric_limits<double>::max();
  return found == std::end(lines) ? Bounds{-most, most} : found->bounds;
}

Bounds bounds_of_scenario(const Figure& figure) {
  Bounds bounds = bounds_of_unit(figure.unit);
  if (figure.low >= 0) bounds.low = std::max(bounds.low, 0.0);
  const double width = figure.high > figure.low ? figure.high - figure.low : std::abs(figure.value);
  const auto short_number = [](double x) { return parse_number(fmt::format("{:.9g}", x)).value_or(x); };  // as a message says it
  return {std::max(bounds.low, short_number(figure.low - widths_outside * width)), std::min(bounds.high, short_number(figure.high + widths_outside * width))};
}

void check_parameters(const Pack& pack, const std::vector<NeededParameter>& needed, Complaints& complaints) {
  const std::string file = (pack.folder / "parameters.csv").lexically_normal().string();
  Complaints ignored;  // the loader has told of them
  const Csv csv = Csv::read(pack.folder / "parameters.csv", file, ignored);
  const auto at = [&](const std::string& name, std::string_view column) -> Position {
    const auto key = csv.column("parameter"), cell = csv.column(column);
    for (std::size_t row = 0; key && cell && row < csv.rows(); ++row)
      if (csv.cell(row, *key) == name) return csv.position(row, *cell);
    return {file, 0, 0};
  };
  for (const NeededParameter& parameter : needed) {
    const auto found = pack.parameters.find(parameter.name);
    if (found == pack.parameters.end()) {
      complaints.add({file, 0, 0}, fmt::format("parameter '{}' is missing", parameter.name));
      continue;
    }
    const Figure& figure = found->second;
    if (figure.unit != parameter.unit)
      complaints.add(at(parameter.name, "unit"), fmt::format("'{}' is in '{}'; the model reads it in '{}'", parameter.name, figure.unit, parameter.unit));
    const Bounds bounds = bounds_of_unit(parameter.unit);
    for (const auto& [value, column] : {std::pair{figure.value, "value"}, std::pair{figure.low, "low"}, std::pair{figure.high, "high"}})
      if (!bounds.hold(value)) {
        complaints.add(at(parameter.name, column), fmt::format("'{}' is {}; in '{}' it can be {} to {}", parameter.name, written(value), parameter.unit,
                                                               written(bounds.low), written(bounds.high)));
        break;  // the value stands for its range where it has none
      }
  }
}

}  // namespace kringloop::input
