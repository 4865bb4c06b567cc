// Whose draw of the quarter moves them out of their state, and in which month; and who looks for work without being unemployed.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/calendar.hpp"
#include "workforce/matching.hpp"
#include "workforce/participation_rates.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

enum class Exit : std::uint8_t { withdraw, lose_job, give_up, start_search };

struct LabourEvent {
  Row person;
  Exit exit;
};

/// Of one district.
struct DistrictEvents {
  using Seekers = std::vector<JobSeeker>;
  std::array<std::vector<LabourEvent>, months> exits;  // [month]
  std::array<Seekers, months> direct;          // [month] inactive who would take a job
  std::array<Seekers, months> changing;        // [month] employees who look for another
  Seekers unemployed;                                   // at the start, and those who become so
};

/// What may happen to someone of an age and sex.
struct Chances {
  Monthly employee, self_employed, unemployed, inactive;
  Threshold direct = 0;  // inactive: to look for a job this month
};
using LabourChances = std::vector<std::array<Chances, 2>>;  // [age][sex]
[[nodiscard]] LabourChances labour_chances(World& world, const Parameters& parameters);

/// One draw a person. [my district]
[[nodiscard]] std::vector<DistrictEvents> draw_events(World& world, const Parameters& parameters, const LabourChances& table, Quarter quarter);

}  // namespace kringloop::workforce
