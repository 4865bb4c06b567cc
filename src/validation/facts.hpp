// Runs of a scenario in this process, watched for stylised facts: series by quarter, and firms, as tables. postprocess/stylised_facts.py
// makes the page.
#pragma once

#include <filesystem>

#include "input/scenario.hpp"
#include "output/results.hpp"
#include "validation/firm_panel.hpp"

namespace kringloop::validation {

struct FactsOptions {
  std::filesystem::path scenario, folder;
  input::Overrides overrides;
  int first_seed = 1, seeds = 1;
};

struct WatchedRun {
  output::Results results;
  FirmPanel firms;
};

/// Runs a scenario to its end on one process, without checkpoints. Throws InputError, InternalError.
[[nodiscard]] WatchedRun watch_run(const std::filesystem::path& scenario, const input::Overrides& overrides);

/// Writes series.csv, moments.csv, sizes.csv and growth.csv (histogram of standardised growth of sales) of all seeds into the folder.
void write_facts(const FactsOptions& options);

}  // namespace kringloop::validation
