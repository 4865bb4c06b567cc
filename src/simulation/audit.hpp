// The audits of a quarter: money by flow and sector, each instrument's two sides, gross domestic product three ways, people.
#pragma once

#include "economy/national_accounts.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

/// Closes the ledger and holds every account against its counterpart, to the cent. Throws InternalError naming what does not close.
void audit(World& world, const economy::NationalAccounts& accounts);

}  // namespace kringloop::simulation
