#include <catch2/catch.hpp>

#include <map>

#include "base/error.hpp"
#include "parallel/ask.hpp"
#include "parallel/move.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

struct Town {
  Machine machine{8};
  Agents agents;
  explicit Town(std::uint32_t size = 30) { populate(agents, machine.layout, std::vector<std::uint32_t>(8, size)); }
  /// Rows of this rank whose identity satisfies `chosen`, on their way to `to`.
  template <class Chosen>
  std::vector<Moving> those(Chosen chosen, District to) {
    std::vector<Moving> moving;
    for (const Row row : live_rows(agents, machine.layout))
      if (chosen(agents.identity[row])) moving.push_back({row, to});
    return moving;
  }
};

}  // namespace

TEST_CASE("moved agents keep identity and every column, and stand in their new district in the order of identities") {
  Town town;
  std::map<std::uint64_t, std::pair<std::int64_t, Place>> before;
  for (const Row row : live_rows(town.agents, town.machine.layout))
    before[town.agents.identity[row]] = {town.agents.wealth[row], town.agents.friend_of[row]};
  const auto moving = town.those([](std::uint64_t identity) { return identity % 10 == 4; }, 6);
  const std::vector<Place> to = move(town.machine.context, town.agents, moving);
  REQUIRE(to.size() == moving.size());
  for (const Place place : to) CHECK(place.district() == 6);
  if (town.agents.rows.is_own(Place(6, 0))) {
    // 30 a district, of which ordinals 3, 13, 23 move: 24 come, in slots 30 to 53 by identity; those of district 6 move within it.
    CHECK(town.agents.rows.living(6) == 30 + 24 - 3);
    std::uint64_t last = 0;
    for (std::uint32_t slot = 30; slot < 54; ++slot) {
      const Row row = town.agents.rows.find({6, slot});
      REQUIRE(town.agents.rows.live(row));
      REQUIRE(town.agents.identity[row] > last);
      last = town.agents.identity[row];
      REQUIRE(town.agents.wealth[row] == static_cast<std::int64_t>(test_draw.below(1000, Purpose::test, last, -1)));
      REQUIRE(town.agents.mood[row] == test_draw.uniform(Purpose::test, last, -2));
    }
  }
  std::int64_t live = static_cast<std::int64_t>(live_rows(town.agents, town.machine.layout).size());
  CHECK(total(live) == 240);
}

TEST_CASE("links to a moved agent lead to its new place for a quarter, also from other ranks") {
  Town town;
  std::vector<Row> friend_row;
  resolve_all(town.machine.context, town.agents, std::vector<Place>(town.agents.friend_of), friend_row);
  std::vector<std::pair<std::uint64_t, Place>> links;  // of agents that stay: who the friend is, where it was
  ask(town.machine.context, town.agents, {town.agents.identity});
  for (const Row row : live_rows(town.agents, town.machine.layout)) links.emplace_back(town.agents.identity[friend_row[row]], town.agents.friend_of[row]);
  const auto moves = [](std::uint64_t identity) { return identity % 3 == 0; };
  (void)move(town.machine.context, town.agents, town.those(moves, 2));
  std::vector<Place> now;
  for (const auto& [who, place] : links) {
    now.push_back(town.agents.rows.forwarded(place));
    REQUIRE((now.back() == place) == !moves(who));
  }
  resolve_all(town.machine.context, town.agents, now, friend_row);
  ask(town.machine.context, town.agents, {town.agents.identity});
  for (std::size_t i = 0; i < links.size(); ++i) REQUIRE(town.agents.identity[friend_row[i]] == links[i].first);

  town.agents.recycle();
  for (const auto& [who, place] : links) REQUIRE(town.agents.rows.forwarded(place) == place);
}

TEST_CASE("a district that overflows by moves grows and loses nobody") {
  Town town;
  (void)move(town.machine.context, town.agents, town.those([](std::uint64_t identity) { return identity / 100000 != 1; }, 1));
  if (town.agents.rows.is_own(Place(1, 0))) CHECK(town.agents.rows.living(1) == 240);
  std::int64_t sum = 0;
  for (const Row row : live_rows(town.agents, town.machine.layout)) sum += static_cast<std::int64_t>(town.agents.identity[row]);
  std::int64_t expected = 0;
  for (District d = 0; d < 8; ++d)
    for (std::uint32_t i = 0; i < 30; ++i) expected += static_cast<std::int64_t>(identity_of(d, i));
  CHECK(total(sum) == expected);
}

TEST_CASE("nobody moving moves nobody") {
  Town town;
  const auto hash = hash_by_identity(town.agents, town.machine.layout);
  CHECK(move(town.machine.context, town.agents, {}).empty());
  CHECK(hash_by_identity(town.agents, town.machine.layout) == hash);
}

TEST_CASE("a move of a row that is not live, twice the same row, or to no district is refused on all ranks") {
  Town town;
  const bool last = town.machine.context.ranks.rank() == town.machine.context.ranks.size() - 1;
  const Row row = town.agents.rows.begin(town.machine.layout.mine[0]);
  using Wishes = std::vector<Moving>;
  CHECK_THROWS_AS(move(town.machine.context, town.agents, last ? Wishes{{row, 8}} : Wishes{}), InternalError);
  CHECK_THROWS_AS(move(town.machine.context, town.agents, last ? Wishes{{row, 1}, {row, 2}} : Wishes{}), InternalError);
  town.agents.release(row);
  CHECK_THROWS_AS(move(town.machine.context, town.agents, last ? Wishes{{row, 1}} : Wishes{}), InternalError);
}
