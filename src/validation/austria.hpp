// The data of the published model's forecasts: Austria and the euro area by quarter, and the published model's own mean paths.
// Read from reference data outside the project (non-commercial licence: nothing of it is kept here).
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "validation/forecasters.hpp"

namespace kringloop::validation {

/// What is forecast. Volumes as logs; inflation: change of the log of the GDP deflator; euribor: a quarter's rate.
enum class Variable : std::uint8_t { gdp, inflation, consumption, investment, exports, imports, euribor };
inline constexpr std::size_t variables = 7;
inline constexpr std::array<std::string_view, variables> variable_names = {"GDP",     "inflation", "consumption", "investment",
                                                                            "exports", "imports",   "Euribor"};
[[nodiscard]] constexpr Eigen::Index column(Variable v) { return static_cast<Eigen::Index>(v); }

struct Austria {
  Quarter first;                    // of the rows
  Panel outcomes;                   // [quarter][Variable]; inflation of the first quarter is NaN
  Panel beside;                     // [quarter]: government consumption, GDP of the euro area (logs), inflation of the euro area
  [[nodiscard]] int row(Quarter q) const { return q - first; }
  [[nodiscard]] int rows() const { return static_cast<int>(outcomes.rows()); }
};

/// The published tables use growth observations from 1996Q4 on (found by reproducing every published cell).
inline constexpr Quarter first_observation{1996, 4};

/// The folder with `macro_abm/` and `circular_nl/`: `given`, else $KRINGLOOP_SHARED/data, else ../shared/data; nothing when there is none.
[[nodiscard]] std::optional<std::filesystem::path> reference_data(const std::string& given);

/// Throws InputError.
[[nodiscard]] Austria read_austria(const std::filesystem::path& data);

/// Mean paths over seeds of the published model as run apart from this project, one an origin: steps 0 (the origin) to 12.
struct PublishedPath {
  Quarter origin;
  Panel levels;  // [step][Variable], in the units of Variable; step 0 is the origin itself
  std::vector<double> unemployment;  // [step] rate; 0 at the origin, where it is not given
};
/// Throws InputError.
[[nodiscard]] std::vector<PublishedPath> read_published_paths(const std::filesystem::path& file);

/// Member paths from a file: columns origin,member,step and any of the forecast series real_gdp, inflation, real_consumption,
/// real_investment, real_exports, real_imports, euribor. Volumes in any unit: they are read relative to step 0 of the same member. Throws InputError.
struct MemberPaths {
  Quarter origin;
  std::vector<Panel> members;  // [step 0..][Variable]; NaN where the file has no such column
};
[[nodiscard]] std::vector<MemberPaths> read_member_paths(const std::filesystem::path& file);

/// Every run.nc below `folder`, in the order of their paths. Throws InputError when there is none.
[[nodiscard]] std::vector<std::filesystem::path> run_files(const std::filesystem::path& folder);

/// Runs of this program as members: every run.nc below `folder`, its first quarter being the origin, which the name of its pack ends with (austria_2010Q3).
/// Throws InputError.
[[nodiscard]] std::vector<MemberPaths> read_runs(const std::filesystem::path& folder);

}  // namespace kringloop::validation
