#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synthetic_world.hpp"
#include "world/identity.hpp"
#include "world/synthetic_targets.hpp"

using namespace kringloop;

namespace {

struct Case {
  const char* pack;
  std::int64_t scale;
};
const Case cases[] = {{"minimal", 1}, {"minimal", 7}, {"minimal", 100}, {"nl-2023", 1000}, {"nl-2023", 313}};

// Counts [bin] of rows over all ranks.
template <class Bin>
std::vector<std::int64_t> count(SyntheticWorld& s, const parallel::Population& population, std::size_t bins, Bin bin) {
  std::vector<std::int64_t> counts(bins);
  each_row(s, population, [&](District d, Row row) { ++counts[static_cast<std::size_t>(bin(d, row))]; });
  s.total(counts);
  return counts;
}

void within(double most, const std::vector<std::int64_t>& counts, const std::vector<double>& wanted) {
  REQUIRE(counts.size() == wanted.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    INFO("bin " << i);
    CHECK(std::abs(static_cast<double>(counts[i]) - wanted[i]) <= most);
  }
}

// Person rows at each firm row, by any rank's persons: [district][slot].
std::vector<std::vector<std::int64_t>> workers_by_firm(SyntheticWorld& s) {
  std::vector<std::vector<std::int64_t>> workers(static_cast<std::size_t>(s.layout.districts()), std::vector<std::int64_t>(1024));
  each_row(s, s.world.persons, [&](District, Row row) {
    const Place e = s.world.persons.employer[row];
    if (e.somewhere()) ++workers[static_cast<std::size_t>(e.district())].at(e.slot());
  });
  for (auto& district : workers) s.total(district);
  return workers;
}

}  // namespace

TEST_CASE("people by region, by age and by age and sex are within one agent of the pack at any scale") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& p = s->world.persons;
    const auto n = static_cast<double>(scale);
    std::vector<double> regions(s->pack.region_count()), cells(person_cells), ages(input::age_bands), sexes(2);
    for (std::size_t r = 0; r < regions.size(); ++r)
      for (std::size_t c = 0; c < person_cells; ++c) {
        const double x = s->pack.population[r][c / 2][c % 2] / n;
        regions[r] += x;
        cells[c] += x;
        ages[c / 2] += x;
        sexes[c % 2] += x;
      }
    const auto band = [&](Row row) { return input::band_of_age(p.age[row] / 4); };
    within(1.0001, count(*s, p, regions.size(), [&](District d, Row) { return s->layout.region[static_cast<std::size_t>(d)]; }), regions);
    within(1.0001, count(*s, p, ages.size(), [&](District, Row row) { return band(row); }), ages);
    within(1.0001, count(*s, p, 2, [&](District, Row row) { return static_cast<int>(p.sex[row]); }), sexes);
    // the cells of age x sex: both its margins are exact, a cell may be one further off
    within(2.0001, count(*s, p, person_cells, [&](District, Row row) { return band(row) * 2 + static_cast<std::size_t>(p.sex[row]); }), cells);
  }
}

TEST_CASE("employees, self-employed and unemployed are within one agent of the pack, and so is education") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& p = s->world.persons;
    std::vector<double> wanted(3), levels(4);
    for (std::size_t c = 0; c < person_cells; ++c) {
      double people = 0;
      for (const auto& region : s->pack.population) people += region[c / 2][c % 2] / static_cast<double>(scale);
      for (std::size_t a = 0; a < 3; ++a) wanted[a] += people * s->pack.activity[c / 2][c % 2][a];
      for (std::size_t e = 0; e < 4; ++e)
        levels[e] += people * (c / 2 < 3 ? (e == 0 ? 1 : 0) : (e == 0 ? 0 : s->pack.education[c / 2][c % 2][e - 1]));
    }
    const auto by = count(*s, p, 7, [&](District, Row row) { return static_cast<int>(p.activity[row]); });
    within(1.0001, {by[2], by[3], by[4]}, wanted);
    within(1.0001, count(*s, p, 4, [&](District, Row row) { return static_cast<int>(p.education[row]); }), levels);
  }
}

TEST_CASE("everyone lives in one household and households know their number") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& p = s->world.persons;
    auto& h = s->world.households;
    std::vector<int> members(h.rows.own());
    std::int64_t adults_missing = 0;
    std::vector<int> adults(h.rows.own());
    each_row(*s, p, [&](District d, Row row) {
      REQUIRE(h.rows.begin(d) + p.household[row] < h.rows.end(d));
      ++members[h.rows.begin(d) + p.household[row]];
      if (p.age[row] >= 72) ++adults[h.rows.begin(d) + p.household[row]];
    });
    each_row(*s, h, [&](District, Row row) {
      CHECK(members[row] == h.members[row]);
      CHECK(members[row] > 0);
      if (h.type[row] == HouseholdType::single) CHECK(members[row] == 1);
      if (h.type[row] == HouseholdType::couple) CHECK(members[row] == 2);
      if (h.type[row] == HouseholdType::couple_children) CHECK(members[row] > 2);
      if (h.type[row] == HouseholdType::single_parent) CHECK(members[row] > 1);
      if (adults[row] == 0) ++adults_missing;
    });
    CHECK(adults_missing == 0);
  }
}

TEST_CASE("households by type are within three per cent of the pack, or five households") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& h = s->world.households;
    const auto counts = count(*s, h, 5, [&](District, Row row) { return static_cast<int>(h.type[row]); });
    for (std::size_t t = 0; t < 5; ++t) {
      double wanted = 0;
      for (const auto& region : s->pack.households) wanted += region[t] / static_cast<double>(scale);
      INFO("type " << t);
      CHECK(std::abs(static_cast<double>(counts[t]) - wanted) <= std::max(5.0, 0.03 * wanted));
    }
  }
}

TEST_CASE("quintiles hold a fifth of the households each and owners their share") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& h = s->world.households;
    const auto quintile = count(*s, h, 5, [&](District, Row row) { return h.quintile[row]; });
    const auto owners = count(*s, h, 10, [&](District, Row row) { return h.quintile[row] * 2 + h.owner_occupier[row]; });
    const double fifth = static_cast<double>(std::accumulate(quintile.begin(), quintile.end(), std::int64_t{0})) / 5;
    within(1.0001, quintile, std::vector<double>(5, fifth));
    for (std::size_t q = 0; q < 5; ++q)
      CHECK(std::abs(static_cast<double>(owners[q * 2 + 1]) - s->pack.household_finance[q].owner_share * static_cast<double>(quintile[q])) <= 1.0);
  }
}

TEST_CASE("everyone who works has an employer, nobody else has, and each firm's staff adds up", "[layout]") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale, 2);
    auto& p = s->world.persons;
    auto& f = s->world.firms;
    std::int64_t wrong = 0;
    each_row(*s, p, [&](District, Row row) {
      const bool works = p.activity[row] == Activity::employee || p.activity[row] == Activity::self_employed;
      if (works != p.employer[row].somewhere()) ++wrong;
    });
    CHECK(wrong == 0);
    const auto workers = workers_by_firm(*s);
    std::int64_t staff = 0;
    std::vector<std::int64_t> hours{0, 0};
    each_row(*s, f, [&](District d, Row row) {
      staff += f.staff[row].units;
      hours[0] += f.staff_hours[row].units;
      if (f.staff[row].units != scale * workers[static_cast<std::size_t>(d)][row - f.rows.begin(d)]) ++wrong;
      if (f.kind[row] == FirmKind::one_person && f.staff[row].units != scale) ++wrong;
    });
    CHECK(wrong == 0);
    each_row(*s, p, [&](District, Row row) { if (p.employer[row].somewhere()) hours[1] += p.hours[row] * scale; });
    s->total(hours);
    CHECK(hours[0] == hours[1]);
  }
}

TEST_CASE("a one-person firm and its self-employed person are in the same district") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& p = s->world.persons;
    auto& f = s->world.firms;
    std::vector<std::int64_t> owned{0, 0};
    each_row(*s, p, [&](District d, Row row) {
      const Place e = p.employer[row];
      if (p.activity[row] == Activity::self_employed && e.district() == d && f.kind[f.rows.begin(d) + e.slot()] == FirmKind::one_person) ++owned[0];
    });
    each_row(*s, f, [&](District, Row row) { owned[1] += f.kind[row] == FirmKind::one_person ? 1 : 0; });
    s->total(owned);
    CHECK(owned[0] == owned[1]);
    CHECK(owned[0] > 0);
  }
}

TEST_CASE("every industry and size class that has firms keeps one with a worker, and real firms add up") {
  for (const auto& [name, scale] : cases) {
    INFO(name << " 1:" << scale);
    auto s = populated(name, scale);
    auto& f = s->world.firms;
    const std::size_t cells = s->pack.industry_count() * 5;
    std::vector<std::int64_t> represents(cells), staff(cells), rows(cells);
    each_row(*s, f, [&](District, Row row) {
      const std::size_t cell = f.industry[row] * std::size_t{5} + f.size_class[row];
      ++rows[cell];
      represents[cell] += f.represents[row].units;
      staff[cell] += f.staff[row].units;
    });
    s->total(represents);
    s->total(staff);
    s->total(rows);
    for (std::size_t i = 0; i < s->pack.industry_count(); ++i) {
      double persons = 0, working = 0;
      std::int64_t nonempty = 0;
      for (std::size_t c = 0; c < 5; ++c) {
        INFO("industry " << s->pack.industries[i].code << " size class " << c);
        const auto& real = s->pack.firms[i][c];
        CHECK((rows[i * 5 + c] > 0) == (real.firms > 0));
        CHECK((staff[i * 5 + c] > 0) == (real.firms > 0));
        const auto firms = static_cast<std::int64_t>(std::lround(real.firms));
        CHECK(represents[i * 5 + c] == std::max(firms, rows[i * 5 + c]));
        if (scale == 1) CHECK(rows[i * 5 + c] == firms);
        persons += real.persons / static_cast<double>(scale);
        working += static_cast<double>(staff[i * 5 + c]) / static_cast<double>(scale);
        nonempty += real.firms > 0 ? 1 : 0;
      }
      // Small industries are lifted to one worker a size class; the others give a little.
      if (persons > 5.0 * static_cast<double>(nonempty)) CHECK(std::abs(working - persons) <= 1.0 + 0.02 * persons);
    }
  }
}

TEST_CASE("at one to one every firm's staff lies in its size class") {
  auto s = populated("minimal", 1);
  auto& f = s->world.firms;
  const std::int64_t low[] = {1, 2, 10, 50, 250}, high[] = {1, 9, 49, 249, 1000000};
  each_row(*s, f, [&](District, Row row) {
    CHECK(f.staff[row].units >= low[f.size_class[row]]);
    CHECK(f.staff[row].units <= high[f.size_class[row]]);
  });
}

TEST_CASE("identities are unique and say their kind") {
  auto s = populated("nl-2023", 1000);
  std::vector<std::uint64_t> all;
  each_row(*s, s->world.persons, [&](District, Row row) { all.push_back(s->world.persons.identity[row]); CHECK(kind_of(all.back()) == Kind::person); });
  each_row(*s, s->world.households, [&](District, Row row) { all.push_back(s->world.households.identity[row]); CHECK(kind_of(all.back()) == Kind::household); });
  each_row(*s, s->world.firms, [&](District, Row row) { all.push_back(s->world.firms.identity[row]); CHECK(kind_of(all.back()) == Kind::firm); });
  for (const auto id : all) CHECK(birth_quarter_of(id) < s->settings.run.start);
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}

TEST_CASE("the population is the same on any layout and another one with another seed", "[layout]") {
  const auto alone = parallel::local_communicator();
  for (const auto& [name, scale] : {Case{"minimal", 1}, Case{"nl-2023", 1000}}) {
    const auto one = fingerprint(*populated(name, scale, 1, 1, *alone));
    CHECK(fingerprint(*populated(name, scale, 1)) == one);
    CHECK(fingerprint(*populated(name, scale, 2)) == one);
    CHECK(fingerprint(*populated(name, scale, 2, 2)) != one);
  }
}

TEST_CASE("most employees work in the region where they live, at any scale alike") {
  std::vector<double> shares;
  for (const std::int64_t scale : {1000, 313, 100}) {
    const auto s = std::make_unique<SyntheticWorld>(pack_of_test("nl-2023"), scale);
    s->settings.parameters["commuting_distance"] = 10;
    build_population(s->world);
    const auto& p = s->world.persons;
    std::vector<std::int64_t> jobs{0, 0};
    each_row(*s, p, [&](District d, Row row) {
      if (p.activity[row] != Activity::employee) return;
      const auto work = static_cast<std::size_t>(p.employer[row].district());
      ++jobs[s->layout.region[work] == s->layout.region[static_cast<std::size_t>(d)] ? 1 : 0];
    });
    s->total(jobs);
    shares.push_back(static_cast<double>(jobs[1]) / static_cast<double>(jobs[0] + jobs[1]));
    CHECK(shares.back() > 0.75);
    CHECK(shares.back() < 0.85);
  }
  CHECK(std::abs(shares[0] - shares[2]) < 0.04);
}

TEST_CASE("a scale that leaves fewer workers than kinds of firms is refused with the way out") {
  SyntheticWorld s(pack_of_test("nl-2023"), 100000);
  CHECK_THROWS_WITH(build_population(s.world), Catch::Contains("use a smaller --scale"));
}
