// School, career and pension by age: what happens to people on their birthdays. The flows into and out of the labour force are
// drawn month by month in the labour market (participation_rates.hpp).
#pragma once

#include "base/calendar.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

/// Children become students at 15; schooling ends by 28 with the base shares of the young; pay follows age and education, weekly
/// hours change at 25 and 60; people outside the labour force are retired from signals.state_pension_age on.
void participation(World& world, Quarter quarter);

/// What someone of this age does who neither works nor looks for work.
[[nodiscard]] Activity outside_labour_force(std::uint16_t age, double pension_age);

}  // namespace kringloop::workforce
