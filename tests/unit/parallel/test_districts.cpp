#include <catch2/catch.hpp>

#include <atomic>
#include <new>

#include "base/error.hpp"
#include "base/random.hpp"
#include "parallel/failure.hpp"
#include "parallel/sums.hpp"
#include "ranks_under_test.hpp"

using namespace kringloop;
using namespace kringloop::parallel;
using Catch::Matchers::Contains;

TEST_CASE("the number of districts follows the number of persons within its bounds") {
  CHECK(district_count(0) == 64);
  CHECK(district_count(1'600'000) == 100);
  CHECK(district_count(17'800'000) == 1112);
  CHECK(district_count(1'000'000'000'000) == 32768);
}

TEST_CASE("no place equals nowhere, and a place gives back district and slot") {
  const Place last(most_districts - 1, most_slots - 1);
  CHECK(last.somewhere());
  CHECK(last.district() == most_districts - 1);
  CHECK(last.slot() == most_slots - 1);
  CHECK_FALSE(Place{}.somewhere());
}

TEST_CASE("every district has one owner, every rank a contiguous run of about equal cost") {
  const Communicator& ranks = ranks_under_test();
  std::vector<double> cost;
  for (int d = 0; d < 40; ++d) cost.push_back(1.0 + d % 3);
  const Layout layout = contiguous_layout(std::vector<std::int16_t>(40, 0), cost, ranks);
  std::vector<double> of_rank(static_cast<std::size_t>(ranks.size()), 0.0);
  int before = 0;
  for (std::size_t d = 0; d < 40; ++d) {
    CHECK((layout.owner[d] == before || layout.owner[d] == before + 1));
    before = layout.owner[d];
    of_rank[static_cast<std::size_t>(before)] += cost[d];
  }
  for (const double c : of_rank) CHECK(std::abs(c - 79.0 / ranks.size()) <= 3.0);
  for (const District d : layout.mine) CHECK(layout.owner[static_cast<std::size_t>(d)] == ranks.rank());
}

TEST_CASE("as many districts as ranks, and districts that cost nothing, still give each rank one") {
  const Communicator& ranks = ranks_under_test();
  const auto n = static_cast<std::size_t>(ranks.size());
  std::vector<double> cost(n, 0.0);
  CHECK(contiguous_layout(std::vector<std::int16_t>(n, 0), cost, ranks).mine.size() == 1);
  cost[0] = 100.0;
  CHECK(contiguous_layout(std::vector<std::int16_t>(n, 0), cost, ranks).mine.size() == 1);
}

TEST_CASE("more ranks than districts are refused as the user's error, with the number that would do") {
  const Communicator& ranks = ranks_under_test();
  const auto n = static_cast<std::size_t>(ranks.size()) - 1;
  CHECK_THROWS_AS(contiguous_layout(std::vector<std::int16_t>(n, 0), std::vector<double>(n, 1.0), ranks), InputError);
  CHECK_THROWS_WITH(contiguous_layout(std::vector<std::int16_t>(n, 0), std::vector<double>(n, 1.0), ranks),
                    Contains("use at most " + std::to_string(n)));
}

TEST_CASE("work is done once for each district, by threads that exist") {
  Machine machine(23);
  std::vector<std::atomic<int>> done(23);
  for_each_district(machine.context, [&](District d, int thread) {
    if (thread < 0 || thread >= machine.context.threads) throw InternalError("no such thread");
    ++done[static_cast<std::size_t>(d)];
  });
  for (std::size_t d = 0; d < 23; ++d) CHECK(total(done[d]) == 1);
}

TEST_CASE("when districts fail, all ranks leave together with the message of the lowest, after the others have worked") {
  Machine machine(16);
  std::atomic<int> done{0};
  const auto phase = [&](District d, int) {
    ++done;
    if (d == 5 || d == 11 || d == 15) throw InternalError("district " + std::to_string(d) + " failed");
  };
  CHECK_THROWS_WITH(for_each_district(machine.context, phase), "district 5 failed");
  CHECK(total(done) == 16);
  CHECK(ranks_under_test().left_together());
}

TEST_CASE("the kind of a failure is the same on all ranks") {
  Machine machine(8);
  const auto fail_with = [&](auto error) {
    for_each_district(machine.context, [&](District d, int) {
      if (d == 7) throw error;
    });
  };
  CHECK_THROWS_AS(fail_with(InputError("wrong")), InputError);
  CHECK_THROWS_AS(fail_with(MachineError("full")), MachineError);
  CHECK_THROWS_AS(fail_with(std::bad_alloc()), MachineError);
  CHECK_THROWS_AS(fail_with(std::runtime_error("odd")), InternalError);
  CHECK_THROWS_AS(fail_with(42), InternalError);
}

TEST_CASE("what one rank does for all fails on all") {
  Communicator& ranks = ranks_under_test();
  const int last = ranks.size() - 1;
  CHECK_THROWS_WITH(together(ranks, [&] { if (ranks.rank() == last) throw MachineError("disk full"); }), "disk full");
  int done = 0;
  together(ranks, [&] { done = 1; });
  CHECK(done == 1);
}

TEST_CASE("a guarded program ends with the exit code of its failure on every rank") {
  Communicator& ranks = ranks_under_test();
  CHECK(guarded(ranks, [] { return 75; }) == 75);
  CHECK(guarded(ranks, [&]() -> int { together(ranks, [] { throw InputError("wrong"); }); return 0; }) == 2);
  CHECK(guarded(ranks, [&]() -> int { together(ranks, [] { throw InternalError("wrong"); }); return 0; }) == 3);
  CHECK(guarded(ranks, [&]() -> int { together(ranks, [] { throw MachineError("wrong"); }); return 0; }) == 4);
}

TEST_CASE("sums of doubles have the same bits on every layout") {
  Machine machine(37);
  const Draw draw{9};
  const auto term = [&](District d, std::uint64_t i) { return draw.uniform(Purpose::test, static_cast<std::uint64_t>(d), 0, i) * 1e6 - 3e5; };
  double expected[2] = {0.0, 0.0};
  for (District d = 0; d < 37; ++d) {
    double partial[2] = {0.0, 0.0};
    for (std::uint64_t i = 0; i < 100; ++i) partial[i % 2] += term(d, i);
    for (int v = 0; v < 2; ++v) expected[v] += partial[v];
  }
  const auto sum = ordered_sum(machine.context, 2, [&](District d, int, std::span<double> into) {
    for (std::uint64_t i = 0; i < 100; ++i) into[i % 2] += term(d, i);
  });
  CHECK(sum == std::vector<double>{expected[0], expected[1]});
}

TEST_CASE("partial sums of the wrong shape are refused") {
  Machine machine(8);
  CHECK_THROWS_AS(ordered_sum(machine.context, std::vector<double>(3 * machine.layout.mine.size() + 1), 3), InternalError);
}

TEST_CASE("sums of integers are exact beyond 64 bits") {
  Machine machine(10);
  const auto sum = sum_over_districts(machine.context, 2, [&](District d, int, std::span<Wide> into) {
    into[0] += Wide{1} << 90;
    into[1] += d;
  });
  CHECK((sum[0] == 10 * (Wide{1} << 90)));
  CHECK((sum[1] == 45));
}

TEST_CASE("shared accounts add up threads and ranks, and start again from zero") {
  Machine machine(10);
  SharedAccounts accounts(machine.context.threads, 3);
  for (int round = 0; round < 2; ++round) {
    for_each_district(machine.context, [&](District d, int thread) { accounts.add(thread, static_cast<std::size_t>(d % 3), d); });
    const auto sum = accounts.collect(machine.context);
    CHECK((sum == std::vector<Wide>{0 + 3 + 6 + 9, 1 + 4 + 7, 2 + 5 + 8}));
  }
}
