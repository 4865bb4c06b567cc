// How much memory a world needs, before it is built, against what the machines of the ranks have.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "input/pack.hpp"
#include "parallel/communicator.hpp"
#include "parallel/districts.hpp"

namespace kringloop::simulation {

/// Where a rank runs, and how much memory there is.
struct Machine {
  std::string host;           // ranks with the same host share its memory
  double bytes = 0.0;         // of the machine, or of the control group when that is less
  double process_bytes = 0.0; // what one process may have (ulimit -v); infinite without a limit
};

/// What a rank needs and where it is.
struct RankNeed {
  double bytes = 0.0;
  Machine machine;
};

[[nodiscard]] Machine this_machine();

/// Bytes of all populations at this scale, slack and working arrays included.
[[nodiscard]] double needed_bytes(const input::Pack& pack, std::int64_t scale);

/// Part of the whole world that the districts of this rank hold; `cost` by district, as in DistrictPlan.
[[nodiscard]] double share_of_rank(std::span<const double> cost, const parallel::Layout& layout);

/// What is too small, in words: ranks on one host are counted together against its memory, each against its own limit.
[[nodiscard]] std::optional<std::string> too_small(std::span<const RankNeed> ranks);

/// Throws MachineError, alike on every rank, when a machine has less than the ranks on it need together (collective).
void refuse_when_too_large(double bytes_of_this_rank, std::int64_t scale, const Machine& machine, parallel::Communicator& ranks);

}  // namespace kringloop::simulation
