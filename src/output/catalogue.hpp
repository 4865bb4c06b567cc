// The catalogue of indicators: one line says what an indicator is called, what it means and who defined it. The result
// file, docs/output-format.md and the IAMC names are made from it; adding an indicator is one line in catalogue.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kringloop::output {

/// How a quarter's value relates to its quarter, and so how a year is made of four of them.
enum class Timing {
  flow,   // over the quarter; a year is the sum
  stock,  // at the end of the quarter; a year is its fourth quarter
  mean,   // average over the quarter; a year is the mean
};

struct Indicator {
  std::string_view name;  // NetCDF variable
  std::string_view unit;  // EUR, persons, 1 (a ratio), ...
  Timing timing;
  std::string_view dims;        // beside time, comma separated; empty for a national figure
  std::string_view long_name;   // plain words, a chart title
  std::string_view definition;  // one sentence
  std::string_view source;      // where the definition comes from
  std::string_view iamc_name;   // empty = not exported
  std::string_view stage;       // heading in the documentation
};

/// Every indicator, in file order.
[[nodiscard]] std::span<const Indicator> catalogue();

/// The position of `name` in `indicators`. Throws InternalError that names the nearest indicator.
[[nodiscard]] std::size_t indicator_index(std::string_view name, std::span<const Indicator> indicators);

/// The names in `dims`, in order.
[[nodiscard]] std::vector<std::string> dimensions_of(const Indicator& indicator);

/// CF `cell_methods` of a timing.
[[nodiscard]] std::string_view cell_methods(Timing timing);

}  // namespace kringloop::output
