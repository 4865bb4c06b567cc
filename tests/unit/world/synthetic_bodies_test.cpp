#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "synthetic_world.hpp"
#include "base/controlled_rounding.hpp"
#include "world/synthetic_firm_plan.hpp"
#include "world/synthetic_targets.hpp"

using namespace kringloop;

namespace {

constexpr std::size_t state = 0, provinces = 1, municipalities = 2, other = 3;

struct Bodies {
  std::vector<std::array<std::int64_t, 4>> units, bodies;  // [region][tier] rows; real ones
  std::array<std::int64_t, 4> staff{};                     // [tier]
  std::array<std::int64_t, 5> of_class{}, seats{};         // real firms, seats
  std::int64_t largest = 0;                                // municipality
  bool in_class = true;
};

/// The public administration of a plan.
Bodies bodies_of(const char* pack_name, std::int64_t scale) {
  const input::Pack& pack = pack_of_test(pack_name);
  SyntheticWorld s(pack, scale);
  const SyntheticTargets targets = synthetic_targets(pack, s.settings);
  const std::vector<std::int64_t> self_employed = split_by_weight(targets.self_employed(), std::vector<double>(pack.region_count(), 1.0));
  const FirmPlan plan = plan_firms(pack, s.settings, s.world.draw, targets.workers(), self_employed);
  Bodies b;
  b.units.resize(pack.region_count());
  b.bodies.resize(pack.region_count());
  const std::int64_t low[] = {1, 2, 10, 50, 250}, high[] = {1, 9, 49, 249, 1000000};
  for (std::size_t r = 0; r < plan.staffed.size(); ++r)
    for (const FirmSpec& unit : plan.staffed[r]) {
      CHECK((unit.tier != Tier::none) == (unit.kind == FirmKind::government));
      if (pack.industries[unit.industry].code != "84") {
        CHECK((unit.tier == Tier::none || unit.tier == Tier::other));
        continue;
      }
      const auto t = static_cast<std::size_t>(unit.tier) - 1;
      REQUIRE(t < 4);
      ++b.units[r][t];
      b.bodies[r][t] += unit.represents;
      b.staff[t] += unit.staff;
      b.of_class[unit.size_class] += unit.represents;
      b.seats[unit.size_class] += unit.staff;
      if (t == municipalities) b.largest = std::max<std::int64_t>(b.largest, unit.staff);
      b.in_class = b.in_class && unit.staff >= low[unit.size_class] && unit.staff <= high[unit.size_class];
      CHECK(unit.represents <= std::max<std::int64_t>(scale, 1));
    }
  const auto at = static_cast<std::size_t>(std::distance(pack.industries.begin(), std::find_if(pack.industries.begin(), pack.industries.end(), [](const auto& i) { return i.code == "84"; })));
  for (std::size_t c = 1; c < 5; ++c) {
    CHECK(b.of_class[c] == std::llround(pack.firms[at][c].firms));
    CHECK(b.seats[c] == plan.seats(at, c));
  }
  return b;
}

std::int64_t sum(const std::vector<std::array<std::int64_t, 4>>& by_region, std::size_t tier) {
  std::int64_t n = 0;
  for (const auto& region : by_region) n += region[tier];
  return n;
}

}  // namespace

TEST_CASE("at one to one there are the State with a unit in each province, 12 provinces and 342 municipalities, each where it is") {
  const Bodies b = bodies_of("nl-2023", 1);
  const std::array<std::int64_t, 12> in_province{10, 18, 12, 25, 6, 51, 26, 44, 50, 13, 56, 31};
  for (std::size_t r = 0; r < 12; ++r) {
    CHECK(b.units[r][state] == 1);
    CHECK(b.units[r][provinces] == 1);
    CHECK(b.units[r][municipalities] == in_province[r]);
  }
  CHECK(sum(b.units, municipalities) == 342);
  CHECK(sum(b.units, other) == 595 - 12 - 12 - 342);
  CHECK(b.in_class);
  CHECK(b.largest > 5000);
  // Staff by tier is the pack's, within a per cent of public administration.
  const auto& given = pack_of_test("nl-2023").government_bodies.staff;
  const double all = std::accumulate(given.begin(), given.end(), 0.0), seats = static_cast<double>(std::accumulate(b.staff.begin(), b.staff.end(), std::int64_t{0}));
  for (std::size_t t = 0; t < 4; ++t) CHECK(std::abs(static_cast<double>(b.staff[t]) / seats - given[t] / all) < 0.01);
}

TEST_CASE("the 431 municipalities of 2010 are there at one to one") {
  const Bodies b = bodies_of("nl-2010", 1);
  CHECK(sum(b.units, municipalities) == 431);
  CHECK(sum(b.units, provinces) == 12);
  CHECK(b.in_class);
}

TEST_CASE("no tier vanishes at a coarse scale, and rows stand for all bodies") {
  for (const std::int64_t scale : {10, 100, 1000, 10000, 20000}) {
    INFO("1:" << scale);
    const Bodies b = bodies_of("nl-2023", scale);
    for (const std::size_t t : {state, provinces, municipalities, other}) CHECK(sum(b.units, t) > 0);
    if (scale <= 1000) {
      CHECK(sum(b.units, state) == 12);
      CHECK(sum(b.bodies, provinces) == 12);
      CHECK(sum(b.bodies, municipalities) == 342);
      CHECK(sum(b.bodies, other) == 595 - 12 - 12 - 342);
    }
  }
}
