// The labour market: who works is told to firms, vacancies are filled, unemployment answers to what firms want.
#include <catch2/catch.hpp>

#include <cstdio>
#include <map>
#include <utility>

#include "unit/workforce/worlds.hpp"
#include "workforce/labour_market.hpp"
#include "workforce/participation.hpp"
#include "workforce/staff.hpp"

using namespace kringloop;
using namespace kringloop::workforce;

namespace {

// Firms' staff against the links of persons, and persons' states against each other.
void check_jobs(const SyntheticWorld& s) {
  const World& w = s.world;
  std::map<std::uint32_t, std::int64_t> heads, hours;
  bool consistent = true;
  each_row(s, w.persons, [&](District, Row row) {
    if (!w.persons.rows.live(row)) return;
    const bool works = w.persons.activity[row] == Activity::employee || w.persons.activity[row] == Activity::self_employed;
    consistent = consistent && works == w.persons.employer[row].somewhere();
    if (!works) return;
    heads[w.persons.employer[row].packed] += w.scale();
    hours[w.persons.employer[row].packed] += w.scale() * w.persons.hours[row];
  });
  std::size_t staffed = 0;
  each_row(s, w.firms, [&](District, Row row) {
    if (!w.firms.rows.live(row) || w.firms.staff[row].units == 0) return;
    ++staffed;
    const auto place = w.firms.rows.place(row).packed;
    consistent = consistent && heads.contains(place) && heads.at(place) == w.firms.staff[row].units && hours.at(place) == w.firms.staff_hours[row].units;
  });
  CHECK(consistent);
  CHECK(staffed == heads.size());
}

// Unemployment rate and employees after two years in which firms want so many times the staff they had.
std::pair<double, double> after_two_years(double target_factor) {
  const auto s = netherlands(100);
  for (auto& target : s->world.firms.target_staff) target *= target_factor;
  const auto paths = dutch_paths();
  for (Quarter q{2024, 1}; q < Quarter{2026, 1}; q = q + 1) {
    read_signals(s->world, paths, q);
    labour_market(s->world, q);
  }
  double employed = 0;
  for (const Head h : s->world.labour.employed) employed += static_cast<double>(h.units);
  if (std::getenv("KRINGLOOP_REPORT")) std::printf("targets x %.2f: unemployment %.4f, employees %.0f, tightness %.2f\n", target_factor,
                                                   s->world.labour.unemployment_rate, employed, s->world.labour.tightness);
  return {s->world.labour.unemployment_rate, employed};
}

}  // namespace

TEST_CASE("a firm without people that needs some posts vacancies and gets them") {
  Village v;
  v.keep_people_in_place();
  v.world.signals.state_pension_age = 67;
  const Row firm = v.firm(0, 3.0);
  for (int i = 0; i < 30; ++i) {
    v.household(0, HouseholdType::single, {{Sex::female, 30}});
    v.world.persons.activity[v.world.persons.rows.begin(0) + static_cast<Row>(i)] = Activity::unemployed;
  }
  for (Quarter q{2024, 1}; q < Quarter{2026, 1}; q = q + 1) labour_market(v.world, q);
  CHECK(v.world.firms.staff[firm].units >= 3);
  CHECK(v.world.firms.staff[firm].units <= 5);
  for_each_row(v.world.persons, 0, [&](Row row) {
    if (v.world.persons.activity[row] != Activity::employee) return;
    CHECK(v.world.persons.employer[row] == v.world.firms.rows.place(firm));
    CHECK(v.world.persons.hours[row] > 0);
    CHECK(v.world.persons.last_wage[row] == amount_of<Money>(12000.0 * v.world.persons.hours[row] / 38));
  });
}

TEST_CASE("a one-person firm without its person is taken over by somebody who becomes self-employed") {
  Village v;
  v.keep_people_in_place();
  v.world.signals.state_pension_age = 67;
  const Row firm = v.firm(0, 1.0, FirmKind::one_person);
  v.firm(0, 1.0);  // so that there are vacancies to look at
  for (int i = 0; i < 20; ++i) {
    v.household(0, HouseholdType::single, {{Sex::male, 40}});
    v.world.persons.activity[v.world.persons.rows.begin(0) + static_cast<Row>(i)] = Activity::unemployed;
  }
  for (Quarter q{2024, 1}; q < Quarter{2025, 1}; q = q + 1) labour_market(v.world, q);
  CHECK(v.world.firms.staff[firm] == Head{1});
  int own_boss = 0;
  for_each_row(v.world.persons, 0, [&](Row row) { own_boss += v.world.persons.activity[row] == Activity::self_employed ? 1 : 0; });
  CHECK(own_boss == 1);
}

TEST_CASE("people of a firm that is gone become unemployed with their last wage") {
  Village v;
  const Row firm = v.firm(0, 1.0);
  v.household(0, HouseholdType::single, {{Sex::male, 40}});
  Persons& p = v.world.persons;
  const Row person = p.rows.begin(0);
  p.activity[person] = Activity::employee;
  p.employer[person] = v.world.firms.rows.place(firm);
  p.hours[person] = 38;
  v.world.firms.release(firm);
  release_staff(v.world);
  CHECK(p.activity[person] == Activity::unemployed);
  CHECK_FALSE(p.employer[person].somewhere());
  CHECK(p.last_wage[person] == Money{1200000});
}

TEST_CASE("without firms and without people nothing happens") {
  Village v(2);
  CHECK_NOTHROW(labour_market(v.world, Quarter{2024, 1}));
  CHECK(v.world.labour.unemployment_rate == 0.0);
}

TEST_CASE("firms' staff and hours are what persons say, and who works has one employer") {
  const auto s = netherlands(1000);
  const auto paths = dutch_paths();
  for (Quarter q{2024, 1}; q < Quarter{2026, 1}; q = q + 1) {
    read_signals(s->world, paths, q);
    live_and_die(s->world, q);
    participation(s->world, q);
    labour_market(s->world, q);
    check_jobs(*s);
  }
}

TEST_CASE("unemployment falls when firms want more people and rises when they want fewer") {
  const auto [less_rate, less] = after_two_years(0.97);
  const auto [same_rate, same] = after_two_years(1.0);
  const auto [more_rate, more] = after_two_years(1.03);
  CHECK(less_rate > same_rate + 0.004);
  CHECK(more_rate < same_rate - 0.0015);  // hardly anyone is left to hire: vacancies stay open
  CHECK(less < same * 0.985);
  CHECK(more > same * 1.005);
}

TEST_CASE("the number of threads changes no bit of the labour market") {
  const auto one = netherlands(1000, 1), two = netherlands(1000, 2);
  const auto paths = dutch_paths();
  for (Quarter q{2024, 1}; q < Quarter{2025, 1}; q = q + 1)
    for (const auto& s : {&one, &two}) {
      read_signals((*s)->world, paths, q);
      live_and_die((*s)->world, q);
      participation((*s)->world, q);
      labour_market((*s)->world, q);
    }
  CHECK(fingerprint(*one) == fingerprint(*two));
}
