// Births, deaths, migration: the people account, and that districts leave one another alone.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/math.hpp"
#include "unit/workforce/worlds.hpp"
#include "workforce/homes.hpp"
#include "workforce/migration.hpp"
#include "workforce/participation.hpp"
#include "workforce/vital_rates.hpp"

using namespace kringloop;
using namespace kringloop::workforce;

namespace {

// Every person lives in a live household of the district, and households count them right.
void check_homes(const SyntheticWorld& s) {
  const auto& p = s.world.persons;
  const auto& h = s.world.households;
  std::map<Row, int> counted;
  bool housed = true;
  for (const District d : s.layout.mine) {
    for_each_row(p, d, [&](Row row) {
      const Row home = h.rows.begin(d) + p.household[row];
      housed = housed && p.household[row] != no_slot && home < h.rows.end(d) && h.rows.live(home);
      ++counted[home];
    });
    for_each_row(h, d, [&](Row row) {
      const int n = counted.contains(row) ? counted.at(row) : 0;
      housed = housed && n == h.members[row] && (h.type[row] != HouseholdType::single || n <= 1) &&
               (h.type[row] != HouseholdType::couple || n == 2);
    });
  }
  CHECK(housed);
}

Money deposits(const SyntheticWorld& s) {
  Money sum;
  each_row(s, s.world.households, [&](District, Row row) {
    if (s.world.households.rows.live(row)) sum += s.world.households.deposits[row];
  });
  return sum;
}

// Persons and households of one district, every column.
std::vector<std::byte> bytes_of_district(const World& world, District d) {
  std::vector<std::byte> all;
  for (const parallel::Population* population : {static_cast<const parallel::Population*>(&world.persons), static_cast<const parallel::Population*>(&world.households)})
    for_each_row(*population, d, [&](Row row) {
      std::vector<std::byte> bytes(population->columns.bytes_per_row());
      population->columns.pack(row, bytes.data());
      all.insert(all.end(), bytes.begin(), bytes.end());
    });
  return all;
}

}  // namespace

TEST_CASE("a yearly rate becomes a quarterly chance: 4 percent a year is 1 - exp(-0.01)") {
  CHECK(quarterly(0.04) == Approx(0.00995016625));
  CHECK(quarterly(0.0) == 0.0);
  CHECK(threshold(0.0) == 0);
  CHECK(threshold(0.5) == std::uint64_t{1} << 63);
  CHECK(threshold(1.0) == ~std::uint64_t{0});
}

TEST_CASE("whole rows are taken out of what is due and the rest is carried") {
  std::int64_t carry = 50;
  CHECK(rows_due(80, 100, carry) == 1);  // 130
  CHECK(carry == 30);
  CHECK(rows_due(69.6, 100, carry) == 1);  // 70 + 30
  CHECK(carry == 0);
  CHECK(rows_due(0, 100, carry) == 0);
}

TEST_CASE("migrants are spread over districts by the base population of their region, exactly in total") {
  const auto s = std::make_unique<SyntheticWorld>(pack_of_test("nl-2023"), 100);
  for (const std::int64_t rows : {0, 1, 7, 843}) {
    const auto parts = rows_by_district(s->world, rows, Purpose::immigration, Quarter{2024, 1});
    std::int64_t total = 0;
    for (const auto part : parts) total += part;
    CHECK(total == rows);
    CHECK(*std::max_element(parts.begin(), parts.end()) <= rows / 64 * 2 + 1);
  }
}

TEST_CASE("where nobody is born, dies, moves or parts, the same people are just older") {
  Village v(2);
  v.household(0, HouseholdType::couple_children, {{Sex::male, 40}, {Sex::female, 40}, {Sex::male, 10}});
  v.household(1, HouseholdType::single, {{Sex::female, 80}});
  open_people(v.world);
  const auto before = v.world.persons.identity;
  for (int i = 0; i < 8; ++i) live_and_die(v.world, Quarter{2024, 1} + i);
  CHECK(v.world.people.closing == Head{4});
  int people = 0;
  for (const District d : v.layout.mine)
    for_each_row(v.world.persons, d, [&](Row row) {
      CHECK(std::count(before.begin(), before.end(), v.world.persons.identity[row]) == 1);
      ++people;
    });
  CHECK(people == 4);
  CHECK(v.world.persons.age[v.world.persons.rows.begin(1)] == 82 * 4);
}

TEST_CASE("an empty district has no births, no arrivals by hand, and no trouble") {
  Village v(3);
  v.household(1, HouseholdType::single, {{Sex::female, 30}});
  open_people(v.world);
  v.world.signals.emigration = 5;
  CHECK_NOTHROW(live_and_die(v.world, Quarter{2024, 1}));
  CHECK(v.world.people.emigrants == Head{0});
  CHECK(v.world.people.emigration_carry == 5);
}

TEST_CASE("the people account closes over forty quarters, money stays, and every person has a home") {
  const auto s = netherlands(1000);
  each_row(*s, s->world.households, [&](District, Row row) { s->world.households.deposits[row] = Money{100000 + row % 7}; });
  const Money money = deposits(*s);
  const auto paths = dutch_paths();
  for (Quarter q{2024, 1}; q < Quarter{2034, 1}; q = q + 1) {
    read_signals(s->world, paths, q);
    REQUIRE_NOTHROW(live_and_die(s->world, q));
    REQUIRE(s->world.people.discrepancy() == Head{0});
    s->world.ledger.close(s->world.context);
    CHECK(s->world.ledger.total_paid(Flow::inheritance, Sector::households) == s->world.ledger.total_received(Flow::inheritance, Sector::households));
  }
  CHECK(deposits(*s) == money);
  check_homes(*s);
  CHECK(audit_people(s->world) == 0);
}

TEST_CASE("the audit finds a person who came from nowhere") {
  Village v;
  v.household(0, HouseholdType::single, {{Sex::female, 30}});
  open_people(v.world);
  live_and_die(v.world, Quarter{2024, 1});
  v.household(0, HouseholdType::single, {{Sex::male, 30}});
  CHECK_THROWS_AS(audit_people(v.world), InternalError);
}

TEST_CASE("extra deaths in one district leave everyone else's identity, draws and life unchanged") {
  const auto a = netherlands(1000), b = netherlands(1000);
  const auto paths = dutch_paths();
  {
    Homes homes(b->world, 0);
    b->world.households.make_room(b->layout, std::vector<std::uint32_t>(b->layout.mine.size(), 8));
    homes.open(3, Quarter{2024, 1});
    for (Homes::Slot slot = 0; slot < 40; ++slot) homes.remove(slot);
    homes.settle();
    open_people(b->world);
  }
  for (Quarter q{2024, 1}; q < Quarter{2027, 1}; q = q + 1)
    for (const auto& s : {&a, &b}) {
      read_signals((*s)->world, paths, q);
      live_and_die((*s)->world, q);
      participation((*s)->world, q);
    }
  for (const District d : a->layout.mine) {
    if (d == 3) CHECK(bytes_of_district(a->world, d) != bytes_of_district(b->world, d));
    else REQUIRE(bytes_of_district(a->world, d) == bytes_of_district(b->world, d));
  }
}

TEST_CASE("the number of threads changes no bit of the population") {
  const auto one = netherlands(1000, 1), two = netherlands(1000, 2);
  const auto paths = dutch_paths();
  for (Quarter q{2024, 1}; q < Quarter{2026, 1}; q = q + 1)
    for (const auto& s : {&one, &two}) {
      read_signals((*s)->world, paths, q);
      live_and_die((*s)->world, q);
      participation((*s)->world, q);
    }
  CHECK(fingerprint(*one) == fingerprint(*two));
}
