// One quarter, phase by phase: the table of contents of the model.
#pragma once

#include "economy/economy.hpp"
#include "economy/national_accounts.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

/// Runs the quarter `world.now` and audits it. Throws InternalError when an account does not close.
economy::NationalAccounts simulate_quarter(World& world, economy::Economy& economy);

/// Before the first quarter: everyone counted, firms, households and institutions opened.
void open_world(World& world, economy::Economy& economy);

}  // namespace kringloop::simulation
