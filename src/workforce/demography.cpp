#include "workforce/demography.hpp"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/sums.hpp"
#include "workforce/couples.hpp"
#include "workforce/homes.hpp"
#include "workforce/migration.hpp"
#include "workforce/tables.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

namespace {

constexpr double boys = 105.0 / 205.0;

// Independent bits of a person's one draw of the quarter; from 16 on they pick candidates.
enum Use : std::uint64_t { leaving_home = 1, partnering = 2, giving_birth = 3, moving_in = 4 };

struct Occasions {
  std::vector<Homes::Slot> deaths, mothers;
  std::vector<Occasion> leaving, partnering, moving_in;
};

// Everyone a quarter older, and whose draw of the quarter came up.
void grow_older(World& world, District district, Quarter quarter, const VitalRates& rates, Occasions& occasions) {
  Persons& p = world.persons;
  const Row begin = p.rows.begin(district), end = p.rows.end(district);
  for (Row row = begin; row < end; ++row) {
    if (!p.rows.live(row)) continue;
    const Homes::Slot s = row - begin;
    if (p.age[row] < 0xffff) ++p.age[row];
    const std::size_t age = age_index(p.age[row]);
    const auto sex = static_cast<std::size_t>(p.sex[row]);
    const std::uint64_t bits = world.draw.bits(Purpose::death, p.identity[row], quarter.index);
    if (bits < rates.death[age][sex]) {
      occasions.deaths.push_back(s);
      continue;
    }
    if (rates.leave_home[age] != 0 && other_bits(bits, leaving_home) < rates.leave_home[age]) occasions.leaving.push_back({s, bits});
    if (rates.partner[age] != 0 && other_bits(bits, Use::partnering) < rates.partner[age]) occasions.partnering.push_back({s, bits});
    if (rates.move_in[age] != 0 && other_bits(bits, Use::moving_in) < rates.move_in[age]) occasions.moving_in.push_back({s, bits});
    if (p.sex[row] == Sex::female && rates.birth[age] != 0 && other_bits(bits, giving_birth) < rates.birth[age]) occasions.mothers.push_back(s);
  }
}

std::int64_t give_birth(World& world, Homes& homes, const std::vector<Homes::Slot>& mothers, Quarter quarter) {
  Persons& p = world.persons;
  std::int64_t born = 0;
  for (const Homes::Slot mother : mothers) {
    const Row row = homes.person(mother);
    if (!p.rows.live(row)) continue;  // left the country before
    const Homes::Slot child = homes.new_person(Sex::female, 0);
    const Row own = homes.person(child);
    const std::uint64_t bits = world.draw.bits(Purpose::birth_sex, p.identity[own], quarter.index);
    if (unit(bits) < boys) p.sex[own] = Sex::male;
    p.pay[own] = static_cast<float>(mean_pay(*world.labour.tables, 0, Education::none) * (0.75 + 0.5 * unit(other_bits(bits, 1))));
    if (homes.home_of(mother) != no_slot) homes.join(child, homes.home_of(mother), Role::child);
    ++born;
  }
  return born;
}

std::int64_t count_people(World& world) {
  const auto sums = parallel::sum_over_districts(world.context, 1, [&](District d, int, std::span<Wide> into) {
    const auto& rows = world.persons.rows;
    std::int64_t living = 0;
    for (Row row = rows.begin(d); row < rows.end(d); ++row) living += rows.live(row) ? 1 : 0;
    into[0] += living;
  });
  return static_cast<std::int64_t>(sums[0]) * world.scale();
}

// Space for all who may come, before threads take rows.
void make_room(World& world, const std::vector<std::int64_t>& arrivals) {
  std::vector<std::uint32_t> people, homes;
  for (const District d : world.context.layout.mine) {
    const auto come = static_cast<std::uint32_t>(arrivals[static_cast<std::size_t>(d)]);
    people.push_back(world.persons.rows.living(d) / 32 + 16 + come);
    homes.push_back(world.households.rows.living(d) / 16 + 16 + come);
  }
  world.persons.make_room(world.context.layout, people);
  world.households.make_room(world.context.layout, homes);
}

}  // namespace

void open_people(World& world) {
  world.people.opening = world.people.closing = Head{count_people(world)};
  world.people.births = world.people.deaths = world.people.immigrants = world.people.emigrants = Head{};
  world.people.immigration_carry = world.people.emigration_carry = world.scale() / 2;
}

std::int64_t audit_people(World& world) {
  const PeopleAccount& a = world.people;
  const std::int64_t counted = count_people(world);
  if (counted != a.closing.units || a.discrepancy().units != 0)
    throw InternalError(fmt::format(
        "the people account does not close: opening {} + births {} + immigrants {} - deaths {} - emigrants {} is not closing {} (counted {})",
        a.opening.units, a.births.units, a.immigrants.units, a.deaths.units, a.emigrants.units, a.closing.units, counted));
  return 0;
}

void live_and_die(World& world, Quarter quarter) {
  tables_of(world);
  const Parameters parameters = parameters_of(world, quarter);
  const VitalRates rates = vital_rates(world.pack, world.signals);
  PeopleAccount& account = world.people;

  const std::int64_t coming = rows_due(world.signals.immigration, world.scale(), account.immigration_carry);
  const std::int64_t going = rows_due(world.signals.emigration, world.scale(), account.emigration_carry);
  const auto arrivals = rows_by_district(world, coming, Purpose::immigration, quarter);
  const auto departures = rows_by_district(world, going, Purpose::emigration, quarter);

  // Nobody outside the district links to persons or households, so last quarter's empty rows are free at once.
  world.persons.recycle();
  world.households.recycle();
  make_room(world, arrivals);

  enum Count : std::size_t { births, deaths, immigrants, emigrants, counts };
  const auto sums = parallel::sum_over_districts(world.context, counts, [&](District d, int thread, std::span<Wide> into) {
    const auto at = static_cast<std::size_t>(d);
    Occasions occasions;
    grow_older(world, d, quarter, rates, occasions);
    Homes homes(world, thread);
    homes.open(d, quarter);
    for (const Homes::Slot s : occasions.deaths) homes.remove(s);
    into[deaths] += static_cast<Wide>(occasions.deaths.size());
    into[emigrants] += emigrate(world, homes, rates, parameters, departures[at]);
    leave_parental_home(world, homes, occasions.leaving, parameters);
    part(world, homes, rates, parameters, quarter);
    find_partners(world, homes, occasions.partnering, parameters);
    move_in_with_others(world, homes, occasions.moving_in);
    into[births] += give_birth(world, homes, occasions.mothers, quarter);
    into[immigrants] += immigrate(world, homes, rates, parameters, arrivals[at], quarter);
    homes.settle();
  });

  const auto heads = [&](Count c) { return Head{static_cast<std::int64_t>(sums[c]) * world.scale()}; };
  account.opening = account.closing;
  account.births = heads(births);
  account.deaths = heads(deaths);
  account.immigrants = heads(immigrants);
  account.emigrants = heads(emigrants);
  account.closing = Head{count_people(world)};
  account.emigration_carry += going * world.scale() - account.emigrants.units;  // those nobody could be found for
  audit_people(world);
}

}  // namespace kringloop::workforce
