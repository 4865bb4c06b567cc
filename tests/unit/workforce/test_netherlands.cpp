// What the population and the labour market of the Netherlands do over the years, on the pack and the paths of the repository.
// KRINGLOOP_REPORT=1 prints the figures.
#include <catch2/catch.hpp>

#include <ctime>
#include <cstdio>

#include "unit/workforce/worlds.hpp"
#include "workforce/labour_market.hpp"
#include "workforce/participation.hpp"
#include "workforce/participation_rates.hpp"

using namespace kringloop;
using namespace kringloop::workforce;

namespace {
bool report() { return std::getenv("KRINGLOOP_REPORT") != nullptr; }

double sum(const std::vector<Head>& heads) {
  double total = 0;
  for (const Head h : heads) total += static_cast<double>(h.units);
  return total;
}
double thousands(Head h) { return static_cast<double>(h.units) / 1000; }
}  // namespace

TEST_CASE("the population follows the forecast of Statistics Netherlands within one percent to 2050, households within two") {
  const auto s = netherlands(100);
  World& world = s->world;
  const auto paths = dutch_paths();
  const double start = static_cast<double>(world.people.opening.units);
  double births = 0, deaths = 0;
  for (Quarter q{2024, 1}; q <= Quarter{2050, 3}; q = q + 1) {
    read_signals(world, paths, q);
    live_and_die(world, q);
    births += static_cast<double>(world.people.births.units);
    deaths += static_cast<double>(world.people.deaths.units);
    // The end of a quarter lies between its middle and that of the next.
    const double path = (paths.at(input::Series::population, q) + paths.at(input::Series::population, q + 1)) / 2;
    const double people = static_cast<double>(world.people.closing.units);
    CHECK(people == Approx(path).epsilon(0.01));
    // The pack's population is that of a year before the first quarter; growth from there follows closer.
    CHECK(people / start == Approx(path / 17942942.0).epsilon(0.005));
    if (q.of_year() == 4) {
      if (report()) std::printf("%d births %.0f deaths %.0f people %.0f (path %.0f)\n", q.year(), births, deaths, people, path);
      if (q.year() == 2024) CHECK(births == Approx(165000).epsilon(0.06));
      if (q.year() == 2030) CHECK(births == Approx(182826).epsilon(0.06));
      if (q.year() == 2030) CHECK(deaths == Approx(176136).epsilon(0.06));
      if (q.year() == 2040) CHECK(births == Approx(197832).epsilon(0.06));
      if (q.year() == 2040) CHECK(deaths == Approx(198463).epsilon(0.06));
      births = deaths = 0;
    }
    if (q.of_year() == 1 && q.year() % 5 == 0) {
      std::array<int, 5> types{};
      each_row(*s, world.households, [&](District, Row row) {
        if (world.households.rows.live(row)) ++types[static_cast<std::size_t>(world.households.type[row])];
      });
      if (report())
        std::printf("%d homes: single %d couple %d with children %d one parent %d other %d\n", q.year(), types[0], types[1], types[2], types[3], types[4]);
      const double homes = types[0] + types[1] + types[2] + types[3] + types[4];
      // Forecast of Statistics Netherlands 2022-2070 (85084NED).
      const double forecast = q.year() == 2030 ? 8658795 : q.year() == 2040 ? 9025927 : q.year() == 2050 ? 9254327 : 0;
      if (forecast > 0) CHECK(100 * homes == Approx(forecast).epsilon(0.02));
      if (q.year() == 2050) CHECK(100.0 * (types[1] + types[2]) == Approx(4580148).epsilon(0.03));  // couples
    }
  }
}

TEST_CASE("labour flows and stocks stay near the base year's when firms want the staff they have") {
  const auto s = netherlands(100);
  World& world = s->world;
  const auto paths = dutch_paths();
  const double base_vacancies = 424000, base_employed = 8270000, base_owners = 1580000;
  const Parameters parameters = parameters_of(world, Quarter{2024, 1});
  s->settings.economy.entry_exit = false;  // nobody here closes and starts firms: those without their person find another
  std::vector<double> base_target = world.firms.target_staff;
  const double base_force = labour_force(world, parameters).expected;
  double arrivals = 0;  // that join the labour force, thousands a quarter
  std::array<double, labour_flows> mean{};
  constexpr int quarters = 16;
  double vacancies = 0, rate = 0;
  for (Quarter q{2024, 1}; q < Quarter{2024, 1} + quarters; q = q + 1) {
    read_signals(world, paths, q);
    live_and_die(world, q);
    participation(world, q);
    const double growth = labour_force(world, parameters).expected / base_force;  // firms grow with the people there are
    for (Row row = 0; row < base_target.size(); ++row) world.firms.target_staff[row] = growth * base_target[row];
    arrivals += 0.65 * thousands(world.people.immigrants) / quarters;
    labour_market(world, q);
    const auto& l = world.labour;
    for (std::size_t i = 0; i < labour_flows; ++i) mean[i] += thousands(l.flows[i]) / quarters;
    vacancies += sum(l.vacancies) / quarters;
    rate += l.unemployment_rate / quarters;
    if (report()) {
      std::printf("%s u %.4f E %.0f S %.0f U %.0f N %.0f V %.0f |", q.text().c_str(), l.unemployment_rate, sum(l.employed),
                  sum(l.self_employed), sum(l.unemployed), sum(l.inactive), sum(l.vacancies));
      for (const Head h : l.flows) std::printf(" %.0f", thousands(h));
      std::printf("\n");
    }
  }
  CHECK(rate == Approx(0.036).epsilon(0.25));
  CHECK(vacancies == Approx(base_vacancies).epsilon(0.25));
  const double growth = labour_force(world, parameters).expected / base_force;
  CHECK(sum(world.labour.employed) == Approx(growth * base_employed).epsilon(0.02));
  CHECK(sum(world.labour.self_employed) == Approx(base_owners).epsilon(0.05));
  // Moves in a quarter, thousands: three months of the base hazards times the base stocks of CBS 82848NED. Immigrants, who are not in
  // those figures, arrive unemployed.
  const auto flow = [&](LabourFlow f) { return mean[static_cast<std::size_t>(f)]; };
  CHECK(flow(LabourFlow::job_loss) == Approx(3 * 0.0053 * 8270).epsilon(0.15));
  CHECK(flow(LabourFlow::withdrawal) == Approx(3 * 0.0069 * 9814).epsilon(0.20));
  CHECK(flow(LabourFlow::job_finding) == Approx(3 * 0.175 * 368 + arrivals).epsilon(0.15));
  CHECK(flow(LabourFlow::giving_up) == Approx(3 * 0.113 * 368).epsilon(0.20));
  CHECK(flow(LabourFlow::direct_entry) == Approx(3 * 0.0165 * 3191).epsilon(0.20));
  CHECK(flow(LabourFlow::search_entry) == Approx(3 * 0.0180 * 3191).epsilon(0.15));
}

TEST_CASE("a quarter of the whole country, person by person", "[.][long]") {
  const auto s = netherlands(std::getenv("KRINGLOOP_SCALE") ? std::atol(std::getenv("KRINGLOOP_SCALE")) : 1, 2);
  World& world = s->world;
  const auto paths = dutch_paths();
  const auto seconds = [](auto&& work) {
    // Of all threads: the machine may be busy with other things.
    const std::clock_t from = std::clock();
    work();
    return static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  };
  for (Quarter q{2024, 1}; q < Quarter{2025, 1}; q = q + 1) {
    read_signals(world, paths, q);
    const double a = seconds([&] { live_and_die(world, q); }), b = seconds([&] { participation(world, q); }), c = seconds([&] { labour_market(world, q); });
    std::printf("%s processor time: live_and_die %.3f s, participation %.3f s, labour_market %.3f s\n", q.text().c_str(), a, b, c);
  }
}
