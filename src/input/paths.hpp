// Exogenous paths: what the world outside the model does, year by year (scenarios/paths/*.csv, keys series,year) or, where a file has a
// column `quarter`, quarter by quarter.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "input/settings.hpp"
#include "input/table.hpp"

namespace kringloop::input {

enum class Interpolation : std::uint8_t {
  geometric,  // between mid-years, constant growth: indices; values above 0
  linear,     // between mid-years: rates and counts
  step,       // the year's value in all its quarters: legal ages, means of a year as published
  opening,    // stands on 1 January, linear to the next one: stocks such as a population
};

/// What holds where no file gives a series: the run is refused, its users do without, or a value, which shocks can change.
struct Otherwise {
  bool refused = false;
  std::optional<double> value;
};
inline constexpr Otherwise refused{true, {}}, left_out{};
[[nodiscard]] constexpr Otherwise usually(double value) { return {false, value}; }

// The known series, each declared once: KRINGLOOP_SERIES(name, unit, interpolation, otherwise, meaning). Add a line to add a series.
// Unit: that of the rows; a yearly rate stays yearly.
#define KRINGLOOP_PATH_SERIES(KRINGLOOP_SERIES)                                                                             \
  KRINGLOOP_SERIES(world_demand, "number", geometric, refused, "volume of foreign demand for the country's exports, an index") \
  KRINGLOOP_SERIES(world_price, "number", geometric, refused, "price level of goods on the world market, an index")            \
  KRINGLOOP_SERIES(policy_rate, "1/year", linear, refused, "the central bank's deposit rate, nominal")                         \
  KRINGLOOP_SERIES(bond_rate, "1/year", linear, refused, "yield on new ten-year government bonds, nominal")                    \
  KRINGLOOP_SERIES(frontier_productivity_growth, "1/year", linear, refused, "growth of labour productivity at the frontier")   \
  KRINGLOOP_SERIES(total_fertility_rate, "number", linear, refused, "births per woman over a life at the year's rates")        \
  KRINGLOOP_SERIES(mortality_index, "number", geometric, refused, "mortality rates relative to the base year")                 \
  KRINGLOOP_SERIES(immigration, "persons", linear, refused, "persons arriving in the year")                                    \
  KRINGLOOP_SERIES(emigration, "persons", linear, refused, "persons leaving in the year")                                      \
  KRINGLOOP_SERIES(state_pension_age, "years", step, refused, "age at which the state pension starts")                         \
  KRINGLOOP_SERIES(population, "persons", opening, left_out, "persons on 1 January, for comparison; the model makes its own")  \
  KRINGLOOP_SERIES(current_account_target, "fraction", linear, left_out, "balance with the rest of the world, share of GDP")   \
  KRINGLOOP_SERIES(grid_carbon, "kg/GJ", step, left_out, "CO2 of a GJ of electricity from the grid")                           \
  KRINGLOOP_SERIES(energy_intensity, "number", geometric, left_out, "energy in a unit of real input, an index")                \
  KRINGLOOP_SERIES(ets_price, "EUR/t", step, left_out, "price of an allowance of the European emissions trading, nominal")     \
  KRINGLOOP_SERIES(free_allowances, "fraction", step, left_out, "of the base year's free allowances that are still given")     \
  KRINGLOOP_SERIES(carbon_levy, "EUR/t", step, left_out, "tariff of the national levy on CO2 of industry, nominal")            \
  KRINGLOOP_SERIES(levy_exemption, "fraction", step, left_out, "of industry's emissions that are exempt from the levy")      \
  KRINGLOOP_SERIES(public_consumption, "number", geometric, left_out, "volume of public consumption, an index; else it follows trend growth and ages") \
  KRINGLOOP_SERIES(public_budget, "number", step, usually(1.0), "factor on public consumption and the budgets of government bodies") \
  KRINGLOOP_SERIES(household_confidence, "number", step, usually(1.0), "factor on what households spend of income and wealth") \
  KRINGLOOP_SERIES(business_confidence, "number", step, usually(1.0), "factor on what firms invest")                         \
  KRINGLOOP_SERIES(home_prices, "number", step, usually(1.0), "factor on prices posted at home: its change shifts them at once, costs pull them back") \
  KRINGLOOP_SERIES(income_tax_shift, "fraction", step, usually(0.0), "added to the rate of income tax")

enum class Series : std::uint8_t {
#define KRINGLOOP_SERIES(name, unit, interpolation, otherwise, meaning) name,
  KRINGLOOP_PATH_SERIES(KRINGLOOP_SERIES)
#undef KRINGLOOP_SERIES
      count
};
inline constexpr std::size_t series_count = static_cast<std::size_t>(Series::count);

struct SeriesDeclaration {
  std::string_view name, unit;
  Interpolation interpolation;
  Otherwise otherwise;
  std::string_view meaning;
};
[[nodiscard]] const std::array<SeriesDeclaration, series_count>& series_declarations();

class Paths {
 public:
  /// Value in a quarter, shocks included, in the series' own unit (counts and rates stay per year): at the middle of the quarter. The
  /// first half of the first year and the last half of the last hold the first and last value (opening: the last year grows as the
  /// one before), or that of a quarterly series. Where no file gives it: what is usual. Throws InternalError when there is neither, or the quarter is outside its years: check_horizon() comes first.
  [[nodiscard]] double at(Series series, Quarter quarter) const;
  [[nodiscard]] bool has(Series series) const { return !lines_[static_cast<std::size_t>(series)].values.empty(); }
  /// First and last year given.
  [[nodiscard]] int first_year(Series series) const { return lines_[static_cast<std::size_t>(series)].first_year; }
  [[nodiscard]] int last_year(Series series) const;
  /// Complains of each series present that does not cover `start`..`until`, with its file and years, and, at `files` of the scenario,
  /// of those not given that a run needs.
  void check_horizon(Quarter start, Quarter until, const Position& files, Complaints& complaints) const;
  /// Complains of each series present that is read relative to the base year and does not give it.
  void check_base_year(int base_year, Complaints& complaints) const;
  /// Complains, at `files`, of the first quarter of each series whose value, shocks included, cannot be: an index at 0 or below or a
  /// thousandfold, a rate of 100 % or more either way, fewer than no people, an age of nobody.
  void check_values(Quarter start, Quarter until, const Position& files, Complaints& complaints) const;
  /// Every value of every series as text, without shocks: what a checksum of the run's inputs covers.
  [[nodiscard]] std::string text() const;
  /// Shocks on series, taken over; those on parameters are left out.
  void set_shocks(const std::vector<Shock>& shocks);

 private:
  friend void read_path_file(const std::filesystem::path& path, const std::string& shown, Paths& paths, Complaints& complaints);
  struct Line {
    std::string file;
    int first_year = 0;
    bool quarterly = false;
    std::vector<double> values;  // [year - first_year], or quarters from its first on
    std::vector<Shock> shocks;
    [[nodiscard]] double disturbed(double value, Quarter quarter) const;
  };
  std::array<Line, series_count> lines_;
};

/// Adds the series of one file to `paths`. A file that gives a series gives it whole: all its years replace those of earlier files.
/// Sources of the rows are free text or keys; years, or quarters of whole years, must follow one another without gaps.
void read_path_file(const std::filesystem::path& path, const std::string& shown, Paths& paths, Complaints& complaints);

}  // namespace kringloop::input
