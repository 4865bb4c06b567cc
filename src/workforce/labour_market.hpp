// The labour market of a quarter, in three monthly rounds: people leave jobs and the labour force, firms dismiss and post vacancies, seekers
// and vacancies of a region meet.
#pragma once

#include "base/calendar.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

/// Reads firms.target_staff (full-time people, represented), kind, wage. Writes persons' activity, employer, duration, hours (of
/// newcomers), last_wage; firms' staff, staff_hours, vacancies; world.labour; institutions.tightness.
void labour_market(World& world, Quarter quarter);

/// Stocks of world.labour counted anew: also before the first quarter.
void count_labour(World& world);

}  // namespace kringloop::workforce
