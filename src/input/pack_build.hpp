// `kringloop data build PACK`: makes the tables of a pack from the figures in its sources/ folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kringloop::input {

struct BuildSummary {
  std::vector<std::string> changed;  // files whose content is new
  std::size_t tables = 0;            // listed in pack.toml
  int sweeps = 0;                    // of the balancing; 0 where none was needed
  double largest_error = 0;          // relative, left after balancing
};

/// pack.toml says how, in [build]: method = "input_output_table" (balance the table in sources/), "projection" (balance the structure of
/// the pack in `structure`, a path relative to this one, to this year's totals) or "none" (tables are given). Merges
/// sources/*_sources.csv into sources.csv, writes what is new, and renews the SHA-256 list in pack.toml. Tables of others stay as they
/// are. Throws InputError with every fault of the sources; then nothing is written.
BuildSummary build_pack(const std::filesystem::path& folder);

}  // namespace kringloop::input
