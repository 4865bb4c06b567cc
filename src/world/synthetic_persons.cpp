#include "world/synthetic_persons.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "world/identity.hpp"
#include "world/synthetic_layout.hpp"
#include "world/synthetic_permutation.hpp"

namespace kringloop {

namespace {

constexpr int student_until = 25 * 4, adult_from = 15 * 4, retired_from = 67 * 4;  // quarters

enum Shuffle : std::uint64_t { by_education, by_activity, by_hours };  // one each, so that the three are independent

std::uint16_t age_in_band(std::size_t band, double u) {
  if (band + 1 < input::age_bands) return static_cast<std::uint16_t>(band * 20 + static_cast<std::size_t>(u * 20));
  // 90 and over: exponential with a mean of three years, to 110
  return static_cast<std::uint16_t>(360 + std::min(80, static_cast<int>(-12.0 * exact::log(1.0 - u))));
}

std::size_t status_at(const CountTable& table, std::size_t cell, std::uint64_t place) {
  auto left = static_cast<std::int64_t>(place);
  std::size_t status = 0;
  while (status + 1 < table.rows && left >= table(status, cell)) left -= table(status++, cell);
  return status;
}

std::uint16_t quarters(double x, int most) { return static_cast<std::uint16_t>(std::clamp(static_cast<int>(x), 0, std::max(most, 0))); }

}  // namespace

PersonPlaces::PersonPlaces(const DistrictPlan& plan_, const SyntheticTargets& targets_) : plan(plan_), targets(targets_) {
  const std::size_t regions = targets.persons.rows;
  start.resize(regions * (person_cells + 1));
  national.resize(regions * person_cells);
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t c = 0; c < person_cells; ++c) {
      start[r * (person_cells + 1) + c + 1] = start[r * (person_cells + 1) + c] + targets.persons(r, c);
      if (r + 1 < regions) national[(r + 1) * person_cells + c] = national[r * person_cells + c] + targets.persons(r, c);
    }
}

std::uint32_t PersonPlaces::persons_in(parallel::District d) const {
  const auto r = static_cast<std::size_t>(plan.region[static_cast<std::size_t>(d)]);
  const std::int64_t all = start[r * (person_cells + 1) + person_cells], districts = plan.districts_of(r), k = d - plan.first[r];
  return static_cast<std::uint32_t>((all - k + districts - 1) / districts);
}

void make_persons(World& world, const DistrictPlan& plan, const SyntheticTargets& targets) {
  const PersonPlaces places(plan, targets);
  std::vector<std::uint32_t> counts;
  for (const auto d : world.context.layout.mine) counts.push_back(places.persons_in(d));
  lay_out_population(world.persons, world.context.layout, counts);

  const int now = world.settings.run.start.index;
  const auto cells = targets.persons.column_sums();
  std::vector<Permutation> shuffles;  // [cell][Shuffle]
  for (std::size_t c = 0; c < person_cells; ++c)
    for (std::uint64_t s = 0; s < 3; ++s)
      shuffles.emplace_back(static_cast<std::uint64_t>(cells[c]), world.draw.bits(Purpose::population_person, c * 3 + s, now));

  parallel::for_each_district(world.context, [&](District d, int) {
    auto& p = world.persons;
    const auto r = static_cast<std::size_t>(plan.region[static_cast<std::size_t>(d)]);
    const std::int64_t* const start = &places.start[r * (person_cells + 1)];
    std::int64_t i = d - plan.first[r];
    std::size_t cell = 0;
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row, i += plan.districts_of(r)) {
      while (i >= start[cell + 1]) ++cell;
      const auto slot = row - p.rows.begin(d);
      const auto key = identity_of(Kind::person, Quarter{1500, 1}, d, slot);
      const auto u = [&](std::uint64_t n) { return world.draw.uniform(Purpose::population_person, key, now, n); };
      const std::size_t band = band_of_cell(cell);
      const auto in_cell = static_cast<std::uint64_t>(places.national[r * person_cells + cell] + i - start[cell]);
      const Permutation* const shuffle = &shuffles[cell * 3];

      const int age = age_in_band(band, u(0));
      const auto education = status_at(targets.education, cell, shuffle[by_education](in_cell));
      Activity activity = Activity::inactive;
      switch (static_cast<input::Activity>(status_at(targets.activity, cell, shuffle[by_activity](in_cell)))) {
        case input::Activity::employee: activity = Activity::employee; break;
        case input::Activity::self_employed: activity = Activity::self_employed; break;
        case input::Activity::unemployed: activity = Activity::unemployed; break;
        case input::Activity::inactive:
          if (age < adult_from) activity = Activity::child;
          else if (age >= retired_from) activity = Activity::retired;
          else if (age < student_until && u(1) < 0.9) activity = Activity::student;
      }

      p.identity[row] = identity_of(Kind::person, Quarter{now - 1 - age}, d, slot);
      p.age[row] = static_cast<std::uint16_t>(age);
      p.sex[row] = sex_of_cell(cell);
      p.education[row] = static_cast<Education>(education);
      p.activity[row] = activity;
      p.pay[row] = static_cast<float>(targets.pay[band][education] * (0.75 + 0.5 * u(2)));
      const double waiting = -exact::log(1.0 - u(3));  // exponential with mean 1: time in the present activity
      const auto since_school = age - adult_from;
      switch (activity) {
        case Activity::child: p.duration[row] = static_cast<std::uint16_t>(age); break;
        case Activity::student: p.duration[row] = static_cast<std::uint16_t>(since_school); break;
        case Activity::retired: p.duration[row] = static_cast<std::uint16_t>(age - retired_from); break;
        case Activity::unemployed: p.duration[row] = quarters(3 * waiting, since_school); break;
        default: p.duration[row] = quarters(28 * waiting, since_school);
      }
      if (activity == Activity::employee || activity == Activity::self_employed || activity == Activity::unemployed) {
        const double place = (static_cast<double>(shuffle[by_hours](in_cell)) + 0.5) / static_cast<double>(cells[cell]);
        std::size_t step = 0;
        while (place >= targets.hours[cell][step] && step + 1 < weekly_hours.size()) ++step;
        p.hours[row] = weekly_hours[step];
      }
    }
  });
}

std::vector<std::int64_t> count_by_district(World& world, Activity activity) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(world.context.layout.districts()));
  parallel::for_each_district(world.context, [&](District d, int) {
    const auto& p = world.persons;
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row)
      if (p.identity[row] != 0 && p.activity[row] == activity) ++counts[static_cast<std::size_t>(d)];
  });
  world.context.ranks.sum(counts);
  return counts;
}

}  // namespace kringloop
