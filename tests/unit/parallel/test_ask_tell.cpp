#include <catch2/catch.hpp>

#include "base/amount.hpp"
#include "base/error.hpp"
#include "parallel/ask.hpp"
#include "parallel/tell.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

struct Town {
  Machine machine{12};
  Agents agents;
  std::vector<Row> friend_row;  // [row]
  Town() {
    populate(agents, machine.layout, uneven_sizes(12));
    resolve();
  }
  void resolve() {
    const std::vector<Place> links = agents.friend_of;
    resolve_all(machine.context, agents, std::span(links).first(agents.rows.own()), friend_row);
  }
};

std::int64_t wealth_of(std::uint64_t identity) { return static_cast<std::int64_t>(test_draw.below(1000, Purpose::test, identity, -1)); }
std::uint64_t identity_at(Place place) { return identity_of(place.district(), place.slot()); }

}  // namespace

TEST_CASE("after ask every agent reads its friend's present values, wherever the friend lives") {
  Town town;
  Agents& agents = town.agents;
  ask(town.machine.context, agents, {agents.wealth, agents.mood, agents.identity});
  for (const Row row : live_rows(agents, town.machine.layout)) {
    const std::uint64_t who = identity_at(agents.friend_of[row]);
    const Row other = town.friend_row[row];
    REQUIRE(agents.identity[other] == who);
    REQUIRE(agents.wealth[other] == wealth_of(who));
    REQUIRE(agents.mood[other] == test_draw.uniform(Purpose::test, who, -2));
    REQUIRE(agents.rows.place(other) == agents.friend_of[row]);
  }
  for (const Row row : live_rows(agents, town.machine.layout)) agents.wealth[row] += 5;
  ask(town.machine.context, agents, {agents.wealth});
  for (const Row row : live_rows(agents, town.machine.layout))
    REQUIRE(agents.wealth[town.friend_row[row]] == wealth_of(identity_at(agents.friend_of[row])) + 5);
}

TEST_CASE("a column that the population does not know can be asked as well") {
  Town town;
  std::vector<Amount<MoneyKind>> price(town.agents.rows.size());
  for (const Row row : live_rows(town.agents, town.machine.layout)) price[row] = Money{static_cast<std::int64_t>(town.agents.identity[row])};
  ask(town.machine.context, town.agents, {price});
  for (const Row row : live_rows(town.agents, town.machine.layout))
    REQUIRE(price[town.friend_row[row]].units == static_cast<std::int64_t>(identity_at(town.agents.friend_of[row])));
}

TEST_CASE("a value travels once to each rank, however many of its agents ask") {
  Town town;
  const Place star(5, 3);
  for (const Row row : live_rows(town.agents, town.machine.layout)) town.agents.friend_of[row] = star;
  town.agents.forget_copies();
  town.resolve();
  const Traffic before = town.machine.context.ranks.traffic().total();
  ask(town.machine.context, town.agents, {town.agents.wealth});
  const std::int64_t bytes = town.machine.context.ranks.traffic().total().bytes - before.bytes;
  const bool owner = town.agents.rows.is_own(star);
  CHECK(bytes == (owner ? 8 * (town.machine.context.ranks.size() - 1) : 0));
}

TEST_CASE("what is told arrives once and adds up, whatever the threads and ranks") {
  Town town;
  Agents& agents = town.agents;
  std::vector<Money> received(agents.rows.size());
  Accounts<1> accounts;
  for (int round = 1; round <= 2; ++round) {
    accounts.open(town.machine.context, agents);
    for_each_district(town.machine.context, [&](District d, int thread) {
      for (Row row = agents.rows.begin(d); row < agents.rows.end(d); ++row) accounts.add(thread, town.friend_row[row], Money{agents.wealth[row]});
    });
    accounts.deliver(town.machine.context, agents, {received});
  }
  std::vector<std::int64_t> expected(12 * 100, 0);
  const auto size = uneven_sizes(12);
  std::vector<Place> everyone;
  for (std::size_t d = 0; d < size.size(); ++d)
    for (std::uint32_t slot = 0; slot < size[d]; ++slot) everyone.emplace_back(static_cast<District>(d), slot);
  for (const Place from : everyone) {
    const Place to = everyone[test_draw.below(everyone.size(), Purpose::test, identity_at(from), -3)];
    expected[static_cast<std::size_t>(to.district()) * 100 + to.slot()] += 2 * wealth_of(identity_at(from));
  }
  for (const Row row : live_rows(agents, town.machine.layout)) {
    const Place place = agents.rows.place(row);
    REQUIRE(received[row].units == expected[static_cast<std::size_t>(place.district()) * 100 + place.slot()]);
  }
}

TEST_CASE("two lanes are delivered to their own columns, into the agents' own rows only") {
  Town town;
  Agents& agents = town.agents;
  std::vector<std::int64_t> orders(agents.rows.size(), 0);
  std::vector<Money> payments(agents.rows.size());
  Accounts<2> accounts;
  accounts.open(town.machine.context, agents);
  for (const Row row : live_rows(agents, town.machine.layout)) accounts.add(0, town.friend_row[row], 1, 10);
  accounts.deliver(town.machine.context, agents, {orders, payments});
  std::int64_t count = 0;
  for (Row row = 0; row < agents.rows.own(); ++row) {
    REQUIRE(payments[row].units == 10 * orders[row]);
    count += orders[row];
  }
  std::int64_t people = 0;
  for (const std::uint32_t n : uneven_sizes(12)) people += n;
  CHECK(total(count) == people);
  for (Row row = agents.rows.own(); row < agents.rows.size(); ++row) REQUIRE(orders[row] == 0);
}

TEST_CASE("links that appear later are asked and told with the others") {
  Town town;
  Agents& agents = town.agents;
  Machine& machine = town.machine;
  for (const Row row : live_rows(agents, machine.layout)) {
    // Everyone now points at the first agent of the next district that has one.
    District next = (agents.rows.place(row).district() + 1) % 12;
    if (next == 1) next = 2;
    agents.friend_of[row] = Place(next, 0);
  }
  town.resolve();
  Accounts<1> accounts;
  std::vector<std::int64_t> callers(agents.rows.size(), 0);
  accounts.open(machine.context, agents);
  for (const Row row : live_rows(agents, machine.layout)) accounts.add(0, town.friend_row[row], 1);
  accounts.deliver(machine.context, agents, {callers});
  ask(machine.context, agents, {callers, agents.identity});
  const auto size = uneven_sizes(12);
  for (const Row row : live_rows(agents, machine.layout)) {
    const Row other = town.friend_row[row];
    const Place place = agents.friend_of[row];
    REQUIRE(agents.identity[other] == identity_at(place));
    const auto before = static_cast<std::size_t>((place.district() + 11) % 12);
    REQUIRE(callers[other] == (place.district() == 2 ? size[0] + size[1] : size[before]));
  }
}

TEST_CASE("asks and tells go on after a district of the owner has grown") {
  Town town;
  Agents& agents = town.agents;
  for (const District d : town.machine.layout.mine)
    for (int i = 0; i < 60; ++i) agents.take(d);
  town.resolve();
  ask(town.machine.context, agents, {agents.identity});
  for (const District d : town.machine.layout.mine)
    for (std::uint32_t slot = 0; slot < uneven_sizes(12)[static_cast<std::size_t>(d)]; ++slot) {
      const Row row = agents.rows.find({d, slot});
      REQUIRE(agents.identity[town.friend_row[row]] == identity_at(agents.friend_of[row]));
    }
}

TEST_CASE("nowhere has no row, and a link to a slot that was never used ends the run on all ranks") {
  Town town;
  Agents& agents = town.agents;
  CHECK(agents.resolve(nowhere) == no_row);
  CHECK_THROWS_AS(agents.resolve(Place(12, 0)), InternalError);
  if (town.machine.context.ranks.size() > 1) {
    (void)agents.resolve(Place(0, 5000));
    CHECK_THROWS_WITH(agents.agree(town.machine.context), Catch::Matchers::Contains("slot 5000 of district 0"));
  }
}

TEST_CASE("columns of another length, and accounts opened before rows were numbered anew, are refused") {
  Town town;
  Agents& agents = town.agents;
  std::vector<double> short_column(3);
  CHECK_THROWS_AS(ask(town.machine.context, agents, {short_column}), InternalError);
  Accounts<1> accounts;
  accounts.open(town.machine.context, agents);
  std::vector<std::int64_t> column(3);
  CHECK_THROWS_AS(accounts.deliver(town.machine.context, agents, {column}), InternalError);
  for (int i = 0; i < 100; ++i) agents.take(town.machine.layout.mine[0]);
  column.resize(agents.rows.size());
  CHECK_THROWS_WITH(accounts.deliver(town.machine.context, agents, {column}), Catch::Matchers::Contains("numbered anew"));
}
