// Reading a result file back: provenance, series, whether it says what its fingerprint says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "output/netcdf_file.hpp"

namespace kringloop::output {

class ResultFile {
 public:
  /// Throws InputError when `path` is missing, not NetCDF or not a result of Kringloop.
  explicit ResultFile(const std::filesystem::path& path);

  [[nodiscard]] Quarter first() const { return first_; }
  [[nodiscard]] std::size_t quarters() const { return quarters_; }
  /// A global attribute as text; empty when absent.
  [[nodiscard]] std::string attribute(const std::string& name) const;
  /// An attribute of an indicator; empty when absent.
  [[nodiscard]] std::string attribute(std::string_view indicator, const std::string& name) const;
  [[nodiscard]] std::vector<std::string> indicators() const;
  [[nodiscard]] bool has(std::string_view indicator) const;
  /// [quarter][entry...], NaN = no value. Throws InputError when there is no such indicator.
  [[nodiscard]] std::vector<double> values(std::string_view indicator) const;
  /// [quarter] an indicator summed over its dimensions.
  [[nodiscard]] std::vector<double> total(std::string_view indicator) const;
  /// Texts of a label variable: "industry", "industry_code", ...
  [[nodiscard]] std::vector<std::string> labels(const std::string& variable) const;
  /// The file's content still has the fingerprint written with it.
  [[nodiscard]] bool intact() const;

 private:
  [[nodiscard]] int variable(std::string_view name) const;

  NetcdfFile file_;
  std::string name_;
  Quarter first_;
  std::size_t quarters_ = 0;
};

/// What `kringloop info FILE.nc` prints: provenance, and headline figures of the first year, 2030 and 2050 (or the last
/// whole year). Throws InputError.
[[nodiscard]] std::string describe(const std::filesystem::path& path);

}  // namespace kringloop::output
