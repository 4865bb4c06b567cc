#include "world/district_plan.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "base/amount.hpp"
#include "base/error.hpp"
#include "world/synthetic_rounding.hpp"

namespace kringloop {

namespace {

std::vector<double> people_by_region(const input::Pack& pack) {
  std::vector<double> people;
  for (const auto& region : pack.population) {
    double sum = 0;
    for (const auto& band : region) sum = std::accumulate(band.begin(), band.end(), sum);
    people.push_back(sum);
  }
  return people;
}

}  // namespace

std::vector<std::int64_t> person_rows_by_region(const input::Pack& pack, std::int64_t scale) {
  auto rows = people_by_region(pack);
  for (auto& r : rows) r /= static_cast<double>(scale);
  return round_to_total(rows, rounded(std::accumulate(rows.begin(), rows.end(), 0.0)));
}

DistrictPlan plan_districts(const input::Pack& pack, std::int64_t scale) {
  const auto people = people_by_region(pack);
  const auto rows = person_rows_by_region(pack, scale);
  const auto persons = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
  const bool small = std::accumulate(people.begin(), people.end(), 0.0) <= 10000;
  const int regions = static_cast<int>(rows.size());
  const int districts = std::max(small ? 8 : parallel::district_count(persons), regions);

  const std::vector<double> weights(rows.begin(), rows.end()), least(rows.size(), 1.0);
  const auto split = round_to_total(share_at_least(districts, weights, least), districts);

  DistrictPlan plan;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    plan.first.push_back(plan.districts());
    if (rows[r] / split[r] >= static_cast<std::int64_t>(parallel::most_slots) * 7 / 8)
      throw InputError("region " + pack.regions[r].code + " holds more people than its districts have room for; use a larger --scale");
    for (std::int64_t d = 0; d < split[r]; ++d) {
      plan.region.push_back(static_cast<std::int16_t>(r));
      plan.cost.push_back(static_cast<double>(rows[r]) / static_cast<double>(split[r]));
    }
  }
  plan.first.push_back(plan.districts());
  return plan;
}

}  // namespace kringloop
