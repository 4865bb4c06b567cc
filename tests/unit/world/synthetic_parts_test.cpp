#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/random.hpp"
#include "world/synthetic_families.hpp"
#include "world/synthetic_firm_sizes.hpp"
#include "world/synthetic_permutation.hpp"
#include "world/synthetic_rounding.hpp"

using namespace kringloop;

namespace {
double draw_of(std::uint32_t person, std::uint64_t question) {
  return Draw{1}.uniform(Purpose::test, person, 0, question);
}
}  // namespace

TEST_CASE("a keyed shuffle is a bijection and differs by key") {
  for (const std::uint64_t n : {1ULL, 2ULL, 3ULL, 64ULL, 1000ULL, 4097ULL}) {
    const Permutation a(n, 7), b(n, 8);
    std::vector<int> seen(n);
    std::uint64_t same = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      REQUIRE(a(i) < n);
      ++seen[a(i)];
      same += a(i) == b(i) ? 1 : 0;
    }
    CHECK(std::all_of(seen.begin(), seen.end(), [](int k) { return k == 1; }));
    if (n >= 64) CHECK(same < n / 4);
  }
}

TEST_CASE("a controlled table keeps its margins exactly and its cells near") {
  const std::vector<double> prior{1.4, 2.6, 0.0, 3.3, 0.2, 1.5};  // 2 x 3
  const std::vector<std::int64_t> rows{4, 5}, columns{4, 3, 2};
  const auto table = controlled_table(prior, rows, columns);
  CHECK(table.row_sums() == rows);
  CHECK(table.column_sums() == columns);
  std::vector<double> fitted = prior;
  fit_margins(fitted, std::vector<double>{4, 5}, std::vector<double>{4, 3, 2});
  for (std::size_t i = 0; i < 6; ++i) CHECK(std::abs(static_cast<double>(table.cells[i]) - fitted[i]) < 2);
}

TEST_CASE("a table of whole numbers with right margins is left as it is") {
  const auto table = controlled_table(std::vector<double>{3, 0, 5, 7, 2, 1}, 2, 3);
  CHECK(table.cells == std::vector<std::int64_t>{3, 0, 5, 7, 2, 1});
}

TEST_CASE("shares with a least value add up") {
  const auto share = share_at_least(10, std::vector<double>{100, 1, 0.1}, std::vector<double>{1, 1, 1});
  CHECK(share[0] + share[1] + share[2] == Approx(10));
  CHECK(share[1] == Approx(1));
  CHECK(share[2] == Approx(1));
}

TEST_CASE("firm sizes fill the seats, stay in the class at one to one and have a long tail") {
  const auto staff = staff_sizes(1000, 4000, 1000, 4000, size_bounds[1], 3);
  CHECK(std::accumulate(staff.begin(), staff.end(), std::int64_t{0}) == 4000);
  CHECK(*std::min_element(staff.begin(), staff.end()) == 2);
  CHECK(*std::max_element(staff.begin(), staff.end()) == 9);
  const auto large = staff_sizes(100, 140000, 100, 140000, size_bounds[4], 3);
  CHECK(std::accumulate(large.begin(), large.end(), std::int64_t{0}) == 140000);
  CHECK(*std::min_element(large.begin(), large.end()) >= 250);
  CHECK(*std::max_element(large.begin(), large.end()) > 14000);
  const auto few = staff_sizes(3, 3, 250, 900, size_bounds[1], 3);  // 1:100, too few seats for more than one each
  CHECK(few == std::vector<std::uint32_t>{1, 1, 1});
}

TEST_CASE("children live with parents of fitting age and couples are of similar age") {
  std::vector<std::uint16_t> age;
  std::vector<Sex> sex;
  for (std::uint32_t i = 0; i < 16000; ++i) {
    age.push_back(static_cast<std::uint16_t>(draw_of(i, 100) * 85 * 4));
    sex.push_back(draw_of(i, 101) < 0.5 ? Sex::male : Sex::female);
  }
  const auto homes = assemble_homes(age, sex, {2900, 2100, 1830, 550, 42}, draw_of);
  const auto households = homes.type.size();
  std::vector<std::vector<std::uint32_t>> members(households);
  for (std::uint32_t i = 0; i < age.size(); ++i) members[homes.of_person[i]].push_back(i);
  int children = 0, fitting = 0, couples = 0, similar = 0, lone = 0, mothers = 0;
  for (std::size_t h = 0; h < households; ++h) {
    auto& m = members[h];
    REQUIRE_FALSE(m.empty());
    std::sort(m.begin(), m.end(), [&](auto a, auto b) { return age[a] > age[b]; });
    const auto type = homes.type[h];
    if (type == HouseholdType::couple || type == HouseholdType::couple_children) {
      ++couples;
      similar += std::abs(age[m[0]] - age[m[1]]) <= 10 * 4 ? 1 : 0;
    }
    if (type == HouseholdType::single_parent) {
      ++lone;
      mothers += sex[m[0]] == Sex::female ? 1 : 0;
    }
    if (type == HouseholdType::couple_children || type == HouseholdType::single_parent)
      for (std::size_t c = type == HouseholdType::single_parent ? 1 : 2; c < m.size(); ++c) {
        ++children;
        const int years = (age[m[0]] - age[m[c]]) / 4;
        fitting += years >= 16 && years <= 55 ? 1 : 0;
      }
  }
  CHECK(fitting > 0.95 * children);
  CHECK(similar > 0.9 * couples);
  CHECK(mothers > 0.7 * lone);
  CHECK(std::count(homes.type.begin(), homes.type.end(), HouseholdType::couple_children) == 1830);
}

TEST_CASE("odd little districts still house everyone") {
  struct Village { std::vector<std::uint16_t> age; std::array<std::int64_t, 5> wanted; };
  const Village villages[] = {{{}, {3, 2, 1, 1, 1}}, {{40}, {1, 0, 0, 0, 0}}, {{8, 12, 20, 30}, {2, 1, 1, 0, 0}}, {{400, 8}, {0, 0, 0, 0, 0}},
                              {{100, 120, 140}, {0, 0, 3, 0, 0}}, {{100, 120, 140, 10, 11, 12, 13, 14}, {0, 1, 0, 0, 0}},
                              {{80, 81, 82, 83, 84}, {0, 0, 0, 4, 0}}, {std::vector<std::uint16_t>(40, 300), {1, 1, 1, 1, 1}}};
  for (const auto& v : villages) {
    const std::vector<Sex> sex(v.age.size(), Sex::female);
    const auto homes = assemble_homes(v.age, sex, v.wanted, draw_of);
    REQUIRE(homes.of_person.size() == v.age.size());
    std::vector<int> members(homes.type.size());
    for (const auto h : homes.of_person) ++members.at(h);
    CHECK(std::all_of(members.begin(), members.end(), [](int k) { return k > 0; }));
  }
}
