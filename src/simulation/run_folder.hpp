// The folder of a run: made, locked, and told how the run went.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "parallel/traffic.hpp"
#include "simulation/run.hpp"

namespace kringloop::simulation {

/// How a run went; for run.json, never for run.nc.
struct RunReport {
  double opening_s = 0.0, simulation_s = 0.0, total_s = 0.0;
  std::int64_t peak_memory = 0;  // bytes, all ranks together
  int quarters = 0, threads = 1, restarts = 0, ranks = 1;
};

class RunFolder {
 public:
  /// Makes and locks the folder (collective). Throws InputError when it holds results and no resume was asked, or when another run has
  /// the lock; MachineError when it cannot be written. A run that ends before begin() leaves nothing that was not there.
  RunFolder(const RunOptions& options, parallel::Communicator& ranks);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path log() const { return path_ / "run.log"; }
  /// The world stands: writes scenario.toml (collective).
  void begin(const input::Settings& settings, parallel::Communicator& ranks);
  /// `phases`: seconds by phase, on rank 0.
  void write_report(const RunReport& report, const std::vector<std::pair<std::string, double>>& phases, const std::vector<parallel::TrafficRow>& traffic) const;

 private:
  const RunOptions& options_;
  std::filesystem::path path_;
  std::filesystem::path above_;  // the nearest folder above that was there
  int lock_ = -1;
  bool had_log_ = false, begun_ = false;
};

}  // namespace kringloop::simulation
