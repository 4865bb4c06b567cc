// Checkpoints: one file a rank with blocks by district, then an index that makes the generation valid. Two generations are kept; a
// run resumes on any number of ranks and threads to the same bits.
#pragma once

#include <filesystem>
#include <string>

#include "economy/economy.hpp"
#include "output/results.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

class Checkpoints {
 public:
  /// Checkpoints of a run with these inputs in `folder`.
  Checkpoints(std::filesystem::path folder, std::string scenario_checksum, std::string pack_checksum);

  /// Writes the state before quarter world.now (collective). Throws MachineError.
  void write(World& world, const output::Results& results, int restarts);

  /// Loads the newest valid generation (collective); a damaged one is reported and the one before it used. False when there is none.
  /// Throws InputError when it belongs to another scenario or pack.
  bool restore(World& world, economy::Economy& economy, output::Results& results, int& restarts);

  /// Whether there is one, usable or not.
  [[nodiscard]] bool any() const;

  /// One sentence for a run that breaks off: which generation is left to go on from.
  [[nodiscard]] std::string kept() const;

 private:
  std::filesystem::path folder_;
  std::string scenario_checksum_, pack_checksum_;
};

}  // namespace kringloop::simulation
