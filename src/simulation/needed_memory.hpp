// How much memory a world needs, before it is built.
#pragma once

#include "input/pack.hpp"
#include "parallel/communicator.hpp"

namespace kringloop::simulation {

/// Bytes of all populations at this scale, slack and working arrays included.
[[nodiscard]] double needed_bytes(const input::Pack& pack, std::int64_t scale);

/// Throws MachineError when this machine (or its control group) has less than the ranks on it need together (collective).
void refuse_when_too_large(const input::Pack& pack, std::int64_t scale, parallel::Communicator& ranks);

}  // namespace kringloop::simulation
