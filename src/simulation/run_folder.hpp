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
  /// Makes and locks the folder and writes scenario.toml (collective). Throws InputError when it holds results and no resume was
  /// asked, or when another run has the lock; MachineError when it cannot be written.
  RunFolder(const RunOptions& options, const input::Settings& settings, parallel::Communicator& ranks);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// `phases`: seconds by phase, on rank 0.
  void write_report(const RunReport& report, const std::vector<std::pair<std::string, double>>& phases, const std::vector<parallel::TrafficRow>& traffic) const;

 private:
  const RunOptions& options_;
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace kringloop::simulation
