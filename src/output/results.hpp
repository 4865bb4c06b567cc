// The indicators of a run, in memory, quarter by quarter, and the one file they become.
//
//   Results results(dimensions, Quarter{2024, 1}, provenance);
//   results.record("population", 0, 17'942'942.0);
//   results.record("employment", 0, persons_by_industry);   // [industry]
//   results.publish("runs/baseline/run.nc", Compression::none);
//
// run.nc follows CF-1.11 and holds only what defines the results, so equal runs are equal files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "output/catalogue.hpp"

namespace kringloop::output {

/// A column of text beside a dimension's labels: the cluster an industry belongs to.
struct Beside {
  std::string name;                 // NetCDF variable, e.g. industry_cluster
  std::vector<std::string> values;  // [entry]
};

/// A dimension other than time: labels a reader understands, codes a program selects by (NetCDF variable NAME_code).
struct Dimension {
  std::string name;                 // industry, region, size_class, sector, quintile, good, bank
  std::string long_name;            // "industry, SBI 2008"
  std::vector<std::string> codes;   // [entry], unique
  std::vector<std::string> labels;  // [entry], unique
  std::vector<Beside> beside = {};
};

/// What defines a run. Nothing of when, where or how it ran.
struct Provenance {
  std::string title;    // of the scenario
  std::string version;  // of the program
  std::string commit;
  std::string pack;               // name of the data pack
  std::string pack_checksum;      // SHA-256
  std::string scenario_checksum;  // SHA-256 of the resolved scenario and its paths
  std::uint64_t seed = 0;
  std::int64_t scale = 1;  // one agent stands for this many real ones
};

enum class Compression { none, deflate };

class Results {
 public:
  /// Throws InternalError when a dimension of the catalogue is missing, empty, or has repeated labels or codes.
  Results(std::vector<Dimension> dimensions, Quarter first, Provenance provenance, std::span<const Indicator> indicators = catalogue());

  /// Sets an indicator of quarter `quarter` (0 = first). Values in row-major order of its dims, in its unit; NaN = no
  /// value. Throws InternalError for an unknown name, a wrong number of values, an infinite value or a skipped quarter.
  void record(std::string_view name, std::size_t quarter, std::span<const double> values);
  void record(std::string_view name, std::size_t quarter, double value) { record(name, quarter, {&value, 1}); }

  [[nodiscard]] std::size_t quarters() const { return quarters_; }
  [[nodiscard]] Quarter first() const { return first_; }
  [[nodiscard]] std::span<const Indicator> indicators() const { return indicators_; }
  [[nodiscard]] const std::vector<Dimension>& dimensions() const { return dimensions_; }
  [[nodiscard]] const Provenance& provenance() const { return provenance_; }
  /// The values of one quarter, in the order they were recorded.
  [[nodiscard]] std::span<const double> values(std::string_view name, std::size_t quarter) const;
  /// Indicators of which nothing was recorded in `quarter`.
  [[nodiscard]] std::vector<std::string> unrecorded(std::size_t quarter) const;

  /// Drops quarter `quarters` and later.
  void truncate(std::size_t quarters);
  /// The recorded quarters as bytes, for a checkpoint.
  [[nodiscard]] std::vector<std::byte> save() const;
  /// Takes over what save() gave. Throws InputError when it is damaged or of other indicators or dimensions; then
  /// nothing changed.
  void restore(std::span<const std::byte> bytes);

  /// A NetCDF-4 file as bytes. Throws MachineError when the library fails.
  [[nodiscard]] std::vector<std::byte> netcdf(Compression compression) const;
  /// Replaces `path` by the file, whole or not at all. Throws MachineError.
  void publish(const std::filesystem::path& path, Compression compression) const;
  /// Fingerprint of names, codes and values (XXH3, 32 hex digits); equal on any machine and NetCDF version.
  [[nodiscard]] std::string content_checksum() const;

 private:
  [[nodiscard]] const Dimension& dimension(std::string_view name) const;
  void grow_to(std::size_t quarters);

  std::vector<Dimension> dimensions_;
  Quarter first_;
  Provenance provenance_;
  std::span<const Indicator> indicators_;
  std::vector<std::size_t> width_;           // [indicator] values a quarter
  std::vector<std::vector<double>> series_;  // [indicator][quarter * width + entry]
  std::size_t quarters_ = 0;
};

}  // namespace kringloop::output
