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

TEST_CASE("links find an agent that moved, also twice, also when the link moved itself, and are nowhere when the agent is gone") {
  Town town;
  Agents& agents = town.agents;
  Machine& machine = town.machine;
  for (const Row row : live_rows(agents, machine.layout)) {
    const Place place = agents.friend_of[row];
    agents.wealth[row] = static_cast<std::int64_t>(identity_of(place.district(), place.slot()));
  }
  const auto gone = [](std::uint64_t identity) { return identity % 7 == 0; };
  for (const Row row : live_rows(agents, machine.layout))
    if (gone(agents.identity[row])) agents.release(row);
  (void)move(machine.context, agents, town.those([](std::uint64_t identity) { return identity % 3 == 0; }, 2));
  (void)move(machine.context, agents, town.those([](std::uint64_t identity) { return identity % 6 == 0; }, 7));

  walk_links(machine.context, agents, agents.friend_of, agents.rows.own());
  std::vector<Row> friend_row;
  resolve_all(machine.context, agents, std::vector<Place>(agents.friend_of), friend_row);
  ask(machine.context, agents, {agents.identity});
  for (const Row row : live_rows(agents, machine.layout)) {
    const auto who = static_cast<std::uint64_t>(agents.wealth[row]);
    REQUIRE(agents.friend_of[row].somewhere() == !gone(who));
    if (gone(who)) continue;
    REQUIRE(agents.identity[friend_row[row]] == who);
    if (who % 3 == 0) REQUIRE(agents.friend_of[row].district() == (who % 6 == 0 ? 7 : 2));
  }

  // Once recycled the slots are free: nothing leads from them to anyone.
  agents.recycle();
  std::vector<Place> old_places;
  for (District d = 0; d < 8; ++d)
    for (std::uint32_t slot = 0; slot < 30; ++slot)
      if (identity_of(d, slot) % 3 == 0 || gone(identity_of(d, slot))) old_places.emplace_back(d, slot);
  walk_links(machine.context, agents, old_places, old_places.size());
  for (const Place place : old_places) REQUIRE_FALSE(place.somewhere());
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
