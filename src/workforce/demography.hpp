// Births, ageing, deaths, migration, and who lives with whom: one quarter in the life of the population.
#pragma once

#include "base/calendar.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

/// Everyone grows a quarter older; people die (pack mortality by age and sex x signals.mortality_index), emigrate, leave home, part,
/// find partners, give birth (pack fertility by age scaled to signals.total_fertility_rate, 105 boys to 100 girls), and arrive.
/// Every question is asked of the person's or the district's own draw, so districts do not change one another.
/// Estates: the deposits, mortgage and other debt of a household whose last member died or left the country go to another
/// household of the district drawn by key (Flow::inheritance, paid and received by households).
/// Writes world.people. Throws InternalError when the people account does not close.
void live_and_die(World& world, Quarter quarter);

/// Counts everyone and starts the people account: before the first quarter.
void open_people(World& world);

/// Counts everyone again and holds it against the account; throws InternalError on any difference. Returns it: 0.
std::int64_t audit_people(World& world);

}  // namespace kringloop::workforce
