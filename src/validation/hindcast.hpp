// The Dutch hindcast: runs that start in 2010 beside what happened. Yearly flows at current prices, real GDP by quarter.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "input/pack.hpp"

namespace kringloop::validation {

enum class Flow : std::uint8_t { wages, operating_surplus, household_consumption, government_consumption, investment, imports };
inline constexpr std::size_t hindcast_flows = 6;
inline constexpr std::array<std::string_view, hindcast_flows> flow_names = {"wages",      "operating surplus", "household consumption", "government consumption",
                                                                            "investment", "imports"};
using YearlyFlows = std::map<int, std::array<double, hindcast_flows>>;  // [year], million EUR at current prices

struct History {
  YearlyFlows flows;        // 2010-2016 and 2023; other vintages than the pack's, so only growth and shares are compared
  Quarter first;            // of gdp
  std::vector<double> gdp;  // [quarter] volume
};
/// Throws InputError.
[[nodiscard]] History read_history(const std::filesystem::path& data);

/// What a run of the hindcast says, the base year of its pack included.
struct Track {
  YearlyFlows flows;
  Quarter first;                        // of gdp
  std::vector<double> gdp;              // [quarter] volume, million EUR
  double base_gdp = 0;                  // a quarter of the base year
  std::map<int, double> cluster_share;  // of gross value added, [year]
};
/// Throws InputError.
[[nodiscard]] Track read_track(const std::filesystem::path& run, const input::Pack& base);
/// Mean of runs that differ by seed only.
[[nodiscard]] Track mean_track(const std::vector<Track>& tracks);

/// A change of investment or imports into or out of 2015 says nothing of demand: intellectual property of multinationals was moved into the
/// country in that year (imports +19 %, investment +29 % at current prices, and down again in the next).
[[nodiscard]] bool comparable(Flow flow, int year);

struct HindcastScores {
  std::array<double, hindcast_flows> growth_error{};  // root mean square over comparable years to 2016, [percentage points]
  std::array<double, hindcast_flows> mean_growth{}, mean_growth_history{};  // [% a year] over the same years
  double wage_share_drift = 0;          // error of the change 2010-2016 of wages / (wages + surplus), [percentage points]
  double gdp_error = 0, bar_error = 0;  // of log real GDP x 100 from 2011Q1 to 2016Q4: the run, AR(1) in differences known to 2010Q4
  double gdp_error_blind = 0, bar_error_blind = 0;  // the same from 2017Q1 to the end of the series
};
[[nodiscard]] HindcastScores score(const History& history, const Track& track);

/// The tables as text.
[[nodiscard]] std::string hindcast_report(const History& history, const std::vector<Track>& tracks);

}  // namespace kringloop::validation
