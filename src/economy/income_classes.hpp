// Fifths of households by disposable income: which basket a household buys follows what it has to spend.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Ranks all households by smoothed disposable income and gives each its fifth (collective). The same number in each, within one.
void rank_households(World& world);

}  // namespace kringloop::economy
