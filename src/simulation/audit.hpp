// The audits of a quarter: money by flow and sector, each instrument's two sides, gross domestic product three ways, people.
#pragma once

#include "economy/national_accounts.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

/// What the audits found: zero, always.
struct Audit {
  std::int64_t money = 0;   // cents
  std::int64_t people = 0;  // persons
};

/// Every claim and debt beside money, with what the closed quarter's bookings say it changed by (collective).
[[nodiscard]] std::vector<Position> positions(World& world);

/// Closes the ledger and holds every account against its counterpart, to the cent. Throws InternalError naming what does not close.
Audit audit(World& world, const economy::NationalAccounts& accounts);

}  // namespace kringloop::simulation
