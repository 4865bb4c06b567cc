#include "workforce/participation.hpp"

#include <algorithm>

#include "parallel/districts.hpp"
#include "workforce/chance.hpp"
#include "workforce/tables.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

namespace {

constexpr int end_of_youth = 25, schooled = 28, senior = 60;  // [years]

// The year's step through school: the chances that take the shares of one age to those of the next.
Education next_level(const Tables& tables, std::size_t year, std::size_t sex, Education now, double u) {
  const auto& before = tables.education[year - 1][sex];
  const auto& after = tables.education[year][sex];
  if (now == Education::low && before[0] > 0 && u < (before[0] - after[0]) / before[0]) return Education::middle;
  if (now == Education::middle && before[1] > 0 && u < (after[2] - before[2]) / before[1]) return Education::high;
  return now;
}

void birthday(World& world, Row row, int year, const Tables& tables, Quarter quarter) {
  Persons& p = world.persons;
  const auto sex = static_cast<std::size_t>(p.sex[row]);
  const std::uint16_t before = static_cast<std::uint16_t>(p.age[row] - 1);
  const double old_pay = mean_pay(tables, before, p.education[row]);
  const std::uint64_t bits = world.draw.bits(Purpose::education_choice, p.identity[row], quarter.index);
  if (year == school_age && p.education[row] == Education::none) p.education[row] = Education::low;
  if (year > school_age && year <= schooled)
    p.education[row] = next_level(tables, static_cast<std::size_t>(year), sex, p.education[row], unit(bits));
  const double pay = mean_pay(tables, p.age[row], p.education[row]);
  if (pay != old_pay && old_pay > 0) p.pay[row] *= static_cast<float>(pay / old_pay);
  if ((year == end_of_youth || year == senior) && p.hours[row] > 0) p.hours[row] = hours_of(tables, p.age[row], p.sex[row], other_bits(bits, 1));
}

}  // namespace

Activity outside_labour_force(std::uint16_t age, double pension_age) {
  if (age < school_age * 4) return Activity::child;
  if (age < end_of_youth * 4) return Activity::student;
  return age >= pension_age * 4.0 ? Activity::retired : Activity::inactive;
}

void participation(World& world, Quarter quarter) {
  const Tables& tables = tables_of(world);
  const double pension_age = world.signals.state_pension_age;
  parallel::for_each_district(world.context, [&](District d, int) {
    Persons& p = world.persons;
    const Row end = p.rows.end(d);
    for (Row row = p.rows.begin(d); row < end; ++row) {
      if (!p.rows.live(row)) continue;
      if (p.duration[row] < 0xffff) ++p.duration[row];
      const std::uint16_t age = p.age[row];
      const int year = years(age);
      if (age % 4 == 0 && year >= school_age && (year <= schooled || year % 5 == 0)) birthday(world, row, year, tables, quarter);
      const Activity now = p.activity[row];
      if (now == Activity::employee || now == Activity::self_employed || now == Activity::unemployed || now == Activity::retired) continue;
      const Activity then = outside_labour_force(age, pension_age);
      if (then == now || (now == Activity::inactive && then == Activity::student)) continue;
      p.activity[row] = then;
      p.duration[row] = 0;
    }
  });
}

}  // namespace kringloop::workforce
