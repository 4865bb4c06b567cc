// Scenario files: read with what they inherit, overridden from the command line, checked, and printed complete.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "input/parameter_bounds.hpp"
#include "input/paths.hpp"
#include "input/settings.hpp"

namespace kringloop::input {

/// What the command line changes. Each later one wins; all win over files.
struct Overrides {
  struct Set {
    std::string assignment;  // "run.scale=1000", "shock.trade.factor=0.9", "parameters.mark_up=15 %"
    std::string origin;      // as the user typed it: "--scale 1000"; empty: "--set ASSIGNMENT"
  };
  std::vector<Set> set;
  std::vector<std::string> without;  // "shock=trade"
};

/// Reads `file` and what it inherits, applies `overrides`. Throws InputError with all faults of all files. What needs the data pack
/// (names and units of parameters, the default start) is left to load_inputs().
[[nodiscard]] Settings resolve(const std::filesystem::path& file, const Overrides& overrides = {});
[[nodiscard]] Settings resolve(const std::filesystem::path& file, const Overrides& overrides, Complaints& complaints);

/// Everything a run reads, verified together.
struct Inputs {
  Settings settings;
  Pack pack;
  Paths paths;
};

/// `needed_parameters`: those the model reads; one that the pack lacks is a fault of the pack.
/// resolve(), then finds and reads the pack and the paths and checks the settings against them. Throws InputError with all faults.
[[nodiscard]] Inputs load_inputs(const std::filesystem::path& file, const Overrides& overrides = {},
                                 const std::vector<NeededParameter>& needed_parameters = {});

/// A scenario file with every value and its origin as a comment; it inherits nothing and runs again as it stands.
[[nodiscard]] std::string resolved_toml(const Settings& settings);
/// SHA-256 over what defines the results: every key and value of resolved_toml(), without comments, titles, threads and places.
[[nodiscard]] std::string scenario_checksum(const Settings& settings);

/// The same with all values of the paths: what a run's results and checkpoints are marked with, beside the checksum of the pack.
[[nodiscard]] std::string inputs_checksum(const Inputs& inputs);

/// docs/scenario-reference.md, made from the declarations of keys and series.
[[nodiscard]] std::string reference_page();

}  // namespace kringloop::input
