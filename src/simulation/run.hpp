// A whole run: from a scenario file to a folder with run.nc, run.json, scenario.toml, run.log and checkpoints.
#pragma once

#include <filesystem>
#include <string>

#include "input/scenario.hpp"
#include "parallel/communicator.hpp"

namespace kringloop::simulation {

struct RunOptions {
  std::filesystem::path scenario;
  std::filesystem::path folder;      // empty: runs/NAME of the scenario
  input::Overrides overrides;
  bool resume = false;
  bool quiet = false;
  double time_limit_s = 0.0;         // wall seconds; 0 = none
  double checkpoint_every_s = 1800;  // wall seconds between checkpoints
  std::string version, commit, command;
};

/// All parameters that the model reads, for load_inputs.
[[nodiscard]] std::vector<input::NeededParameter> needed_parameters();

/// Runs (collective). Returns the exit code: 0 done, 75 stopped with a checkpoint. Throws InputError, InternalError, MachineError.
int run(const RunOptions& options, parallel::Communicator& ranks);

/// Asks a running simulation to stop after the quarter it is in, as SIGTERM, SIGINT and SIGUSR1 do.
void ask_to_stop() noexcept;

}  // namespace kringloop::simulation
