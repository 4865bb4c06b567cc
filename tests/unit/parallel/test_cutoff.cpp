#include <catch2/catch.hpp>

#include <limits>

#include "base/error.hpp"
#include "parallel/cutoff.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

/// Applicant i of 1000 applies to cap i % caps at a cost of i; this rank has those of its turn.
std::vector<Applicant> applicants(std::uint32_t caps, bool all) {
  std::vector<Applicant> list;
  const auto size = static_cast<std::uint64_t>(ranks_under_test().size()), rank = static_cast<std::uint64_t>(ranks_under_test().rank());
  for (std::uint64_t i = 0; i < 1000; ++i)
    if (all || i % size == rank) list.push_back({test_draw.bits(Purpose::test, i, 5), static_cast<std::int64_t>(i), static_cast<std::uint32_t>(i % caps)});
  return list;
}

void check_against_sorting(std::uint32_t caps, std::int64_t cap) {
  Machine machine(8);
  const std::vector<std::int64_t> budget(caps, cap);
  const std::vector<Cutoff> cuts = cutoff(machine.context, applicants(caps, false), budget);
  std::vector<Applicant> everyone = applicants(caps, true);
  std::sort(everyone.begin(), everyone.end(), [](const Applicant& a, const Applicant& b) { return a.key < b.key; });
  std::vector<Wide> spent(caps, 0);
  std::vector<bool> closed(caps, false);
  for (const Applicant& a : everyone) {
    if (spent[a.cap] + a.cost > cap) closed[a.cap] = true;
    if (!closed[a.cap]) spent[a.cap] += a.cost;
    REQUIRE(cuts[a.cap].admits(a.key) == !closed[a.cap]);
  }
  for (std::uint32_t c = 0; c < caps; ++c) {
    REQUIRE((cuts[c].granted == spent[c]));
    REQUIRE(cuts[c].everyone == !closed[c]);
  }
}

}  // namespace

TEST_CASE("the cut-off admits exactly those whom sorting by key would serve within the cap") {
  check_against_sorting(1, 100000);
  check_against_sorting(1, 0);
  check_against_sorting(1, 1);
  check_against_sorting(1, 1'000'000'000);
  check_against_sorting(7, 20000);
  check_against_sorting(50, 3000);
}

TEST_CASE("those with the same key are admitted together or not at all") {
  Machine machine(8);
  std::vector<Applicant> list;
  if (machine.context.ranks.rank() == 0) list = {{10, 5, 0}, {20, 5, 0}, {20, 5, 0}, {30, 1, 0}};
  const auto cut = cutoff(machine.context, list, std::vector<std::int64_t>{12})[0];
  CHECK(cut.admits(10));
  CHECK_FALSE(cut.admits(20));
  CHECK((cut.granted == 5));
}

TEST_CASE("the highest key can be served, and no applicants use nothing") {
  Machine machine(8);
  const std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
  std::vector<Applicant> list;
  if (machine.context.ranks.rank() == 0) list = {{highest, 5, 0}};
  CHECK(cutoff(machine.context, list, std::vector<std::int64_t>{5})[0].admits(highest));
  CHECK_FALSE(cutoff(machine.context, list, std::vector<std::int64_t>{4})[0].admits(highest));
  CHECK(cutoff(machine.context, {}, std::vector<std::int64_t>{0})[0].everyone);
  CHECK(cutoff(machine.context, {}, {}).empty());
}

TEST_CASE("negative costs and caps, and unknown caps, are refused on all ranks") {
  Machine machine(8);
  const bool mine = machine.context.ranks.rank() == 0;
  using List = std::vector<Applicant>;
  CHECK_THROWS_AS(cutoff(machine.context, mine ? List{{1, -1, 0}} : List{}, std::vector<std::int64_t>{5}), InternalError);
  CHECK_THROWS_AS(cutoff(machine.context, mine ? List{{1, 1, 1}} : List{}, std::vector<std::int64_t>{5}), InternalError);
  CHECK_THROWS_AS(cutoff(machine.context, {}, std::vector<std::int64_t>{-5}), InternalError);
}
