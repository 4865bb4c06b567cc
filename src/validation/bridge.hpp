// The bridge: runs under the rules of the published model beside that model's own mean paths.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "validation/austria.hpp"

namespace kringloop::validation {

/// What is compared: volumes [million EUR a quarter], inflation (change of the log of the GDP deflator) and unemployment rate [fraction].
inline constexpr std::array<std::string_view, 7> bridge_names = {"GDP", "consumption", "investment", "exports", "imports", "inflation", "unemployment"};
inline constexpr int bridge_quarters = 12;

struct BridgePaths {
  std::array<std::vector<double>, bridge_names.size()> mean, standard_error;  // [series][quarter after the origin, from 1]
  int members = 0;
};

/// Every run.nc below `folder`, whose first quarter is the one after the origin. Throws InputError.
[[nodiscard]] BridgePaths read_bridge_runs(const std::filesystem::path& folder);
/// The published model's means from 2010Q1. Throws InputError.
[[nodiscard]] BridgePaths read_bridge_means(const std::filesystem::path& file);

struct BridgeCell {
  double difference = 0;  // runs over published - 1; of inflation and unemployment the difference
  double allowed = 0;     // three standard errors of the runs, or 0.3 % (0.0003 of inflation, 0.003 of unemployment) where that is more
  [[nodiscard]] bool holds() const { return difference <= allowed && difference >= -allowed; }
};
[[nodiscard]] BridgeCell compare(const BridgePaths& runs, const BridgePaths& published, std::size_t series, int quarter);

/// The table as text; `published` are named sets of means.
[[nodiscard]] std::string bridge_report(const BridgePaths& runs, const std::vector<std::pair<std::string, BridgePaths>>& published);

}  // namespace kringloop::validation
