// One quarter, phase by phase: the table of contents of the model.
#pragma once

#include "economy/economy.hpp"
#include "economy/national_accounts.hpp"
#include "simulation/audit.hpp"
#include "simulation/phases.hpp"
#include "world/world.hpp"

namespace kringloop::simulation {

/// What a quarter leaves for the indicators.
struct QuarterResult {
  economy::NationalAccounts accounts;
  Audit audit;
};

/// Runs the quarter `world.now` and audits it; `times` gets what each phase took. Throws InternalError when an account does not close.
QuarterResult simulate_quarter(World& world, economy::Economy& economy, PhaseTimes& times);

/// Before the first quarter: everyone counted, firms, households and institutions opened.
void open_world(World& world, economy::Economy& economy);

}  // namespace kringloop::simulation
