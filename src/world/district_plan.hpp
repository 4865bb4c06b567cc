// How many districts a world has and in which region each lies: a function of the pack and the scale alone.
#pragma once

#include <cstdint>
#include <vector>

#include "input/pack.hpp"
#include "parallel/districts.hpp"

namespace kringloop {

struct DistrictPlan {
  std::vector<std::int16_t> region;       // [district] index of its region, ascending
  std::vector<double> cost;               // [district] expected work, in person rows
  std::vector<parallel::District> first;  // [region] its first district; [regions] the number of districts

  [[nodiscard]] int districts() const { return static_cast<int>(region.size()); }
  [[nodiscard]] int districts_of(std::size_t r) const { return first[r + 1] - first[r]; }
};

/// clamp(person rows / 16,000, 64, 32,768) districts, 8 for a pack of at most 10,000 people, never fewer than regions; split
/// over the regions by population, at least one each. Throws InputError when a region would hold more rows than its districts can.
[[nodiscard]] DistrictPlan plan_districts(const input::Pack& pack, std::int64_t scale);

/// Person rows of each region at this scale: largest remainder of the region's people / scale.
[[nodiscard]] std::vector<std::int64_t> person_rows_by_region(const input::Pack& pack, std::int64_t scale);

}  // namespace kringloop
