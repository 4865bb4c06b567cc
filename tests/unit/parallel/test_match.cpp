#include <catch2/catch.hpp>

#include <atomic>

#include "base/error.hpp"
#include "parallel/match.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

/// First come, first served: each offer holds `payload` pieces, each request takes one.
void serve_in_order(const MatchCell& cell, int) {
  std::size_t o = 0;
  std::int64_t left = cell.offers.empty() ? 0 : cell.offers[0].payload;
  for (std::size_t r = 0; r < cell.requests.size(); ++r) {
    while (left == 0 && o + 1 < cell.offers.size()) left = cell.offers[++o].payload;
    if (left == 0) return;
    --left;
    cell.request_answers[r] = {cell.offers[o].place, 1};
    cell.offer_answers[o].amount += 1;
  }
}

MatchEntry entry(std::int64_t cell, std::uint64_t identity, std::int64_t payload, Place place) {
  return {cell, test_draw.bits(Purpose::test, identity, 11), identity, payload, place};
}

}  // namespace

TEST_CASE("requests are served in the order of their keys, and each sender gets its own answer") {
  Machine machine(10);
  // Agent i of 200 lives in district i % 10 and asks in cell i % 4; firms in districts 0..3 offer 20 pieces in cell d.
  std::vector<MatchEntry> requests, offers;
  for (std::uint64_t i = 0; i < 200; ++i)
    if (machine.layout.owner[i % 10] == machine.context.ranks.rank())
      requests.push_back(entry(static_cast<std::int64_t>(i % 4), i + 1, 0, Place(static_cast<District>(i % 10), static_cast<std::uint32_t>(i))));
  for (const District d : machine.layout.mine)
    if (d < 4) offers.push_back(entry(d, 1000 + static_cast<std::uint64_t>(d), 20, Place(d, 500)));

  const MatchAnswers answers = match(machine.context, requests, offers, cells_in_turn(machine.context), serve_in_order);

  REQUIRE(answers.requests.size() == requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    int before = 0;  // who goes first in this cell
    for (std::uint64_t j = 0; j < 200; ++j)
      if (static_cast<std::int64_t>(j % 4) == requests[i].cell && test_draw.bits(Purpose::test, j + 1, 11) < requests[i].key) ++before;
    REQUIRE(answers.requests[i].partner == (before < 20 ? Place(static_cast<District>(requests[i].cell), 500) : nowhere));
    REQUIRE(answers.requests[i].amount == (before < 20 ? 1 : 0));
  }
  for (const MatchAnswer& answer : answers.offers) CHECK(answer.amount == 20);
}

TEST_CASE("so many entries that threads sort a part each are seen in the order of cell, key and identity") {
  Machine machine(10);
  // Few different keys, so that identities decide often; every rank has enough for the parts.
  std::vector<MatchEntry> requests;
  for (const District d : machine.layout.mine)
    for (std::uint64_t i = 0; i < 20000; ++i) {
      const std::uint64_t identity = mixed(static_cast<std::uint64_t>(d) * 20000 + i);
      requests.push_back({static_cast<std::int64_t>(identity % 7), identity % 1000, identity, 0, Place(d, static_cast<std::uint32_t>(i))});
    }
  const auto serve = [](const MatchCell& cell, int) {
    for (std::size_t r = 0; r < cell.requests.size(); ++r) {
      const MatchEntry& e = cell.requests[r];
      const bool in_order = r == 0 || std::pair(cell.requests[r - 1].key, cell.requests[r - 1].identity) < std::pair(e.key, e.identity);
      if (in_order && e.cell == cell.cell) cell.request_answers[r] = {e.place, 1};
    }
  };
  for (const int threads : {1, 3, 4}) {
    machine.context.threads = threads;
    const MatchAnswers answers = match(machine.context, requests, {}, cells_in_turn(machine.context), serve);
    REQUIRE(answers.requests.size() == requests.size());
    std::size_t right = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) right += answers.requests[i].partner == requests[i].place ? 1 : 0;
    CHECK(right == requests.size());
  }
}

TEST_CASE("equal keys are served in the order of identities") {
  Machine machine(8);
  std::vector<MatchEntry> requests, offers;
  for (const District d : machine.layout.mine) requests.push_back({0, 7, 100 - static_cast<std::uint64_t>(d), 0, Place(d, 0)});
  if (machine.context.ranks.rank() == 0) offers.push_back({0, 0, 1, 3, Place(0, 9)});
  const MatchAnswers answers = match(machine.context, requests, offers, cells_in_turn(machine.context), serve_in_order);
  for (std::size_t i = 0; i < requests.size(); ++i) CHECK(answers.requests[i].amount == (machine.layout.mine[i] >= 5 ? 1 : 0));
}

TEST_CASE("a cell with one side only is seen once, and a match of nothing is nothing") {
  Machine machine(8);
  std::vector<MatchEntry> requests, offers;
  if (machine.context.ranks.rank() == 0) {
    requests.push_back(entry(-3, 1, 0, Place(0, 1)));
    offers.push_back(entry(5, 2, 1, Place(0, 2)));
  }
  std::atomic<std::int64_t> served{0}, sides{0};
  const MatchAnswers answers = match(machine.context, requests, offers, cells_in_turn(machine.context), [&](const MatchCell& cell, int) {
    ++served;
    sides += static_cast<std::int64_t>(cell.requests.size() + cell.offers.size());
  });
  CHECK(total(served) == 2);
  CHECK(total(sides) == 2);
  for (const MatchAnswer& answer : answers.requests) CHECK_FALSE(answer.partner.somewhere());
  const MatchAnswers none = match(machine.context, {}, {}, cells_in_turn(machine.context), serve_in_order);
  CHECK(none.requests.empty());
  CHECK(none.offers.empty());
}

TEST_CASE("a cell that fails ends the match on all ranks with the message of the lowest") {
  Machine machine(8);
  std::vector<MatchEntry> requests;
  for (const District d : machine.layout.mine) requests.push_back(entry(d, 1 + static_cast<std::uint64_t>(d), 0, Place(d, 0)));
  const auto failing = [](const MatchCell& cell, int) {
    if (cell.cell >= 2) throw InternalError("cell " + std::to_string(cell.cell));
  };
  CHECK_THROWS_WITH(match(machine.context, requests, {}, cells_in_turn(machine.context), failing), "cell 2");
  CHECK_THROWS_AS(match(machine.context, requests, {}, [](std::int64_t) { return 99; }, failing), InternalError);
}
