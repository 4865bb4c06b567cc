#include <catch2/catch.hpp>

#include <limits>

#include "base/error.hpp"
#include "parallel/alias_table.hpp"
#include "parallel/draw.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;
using Integers = std::vector<std::int64_t>;

namespace {

std::vector<double> frequencies(std::size_t n, int tries, const std::function<std::size_t(std::uint64_t)>& choose) {
  std::vector<double> share(n, 0.0);
  for (int i = 0; i < tries; ++i) share[choose(test_draw.bits(Purpose::test, static_cast<std::uint64_t>(i), 7))] += 1.0 / tries;
  return share;
}

}  // namespace

TEST_CASE("choices fall in proportion to weight, and never on weight zero") {
  const Integers weights{0, 10, 0, 30, 60, 0, 100, 0};
  const AliasTable table(weights);
  const std::vector<double> by_walk = frequencies(8, 40000, [&](std::uint64_t key) { return weighted_choice(weights, key); });
  const std::vector<double> by_table = frequencies(8, 40000, [&](std::uint64_t key) { return table.choose(key); });
  for (std::size_t i = 0; i < 8; ++i) {
    const double share = static_cast<double>(weights[i]) / 200.0;
    CHECK(std::abs(by_table[i] - share) <= 4.0 * std::sqrt(share * (1.0 - share) / 40000));
    CHECK(std::abs(by_walk[i] - share) <= 4.0 * std::sqrt(share * (1.0 - share) / 40000));
  }
}

TEST_CASE("the extreme keys choose something of weight above zero") {
  const AliasTable table(Integers{0, 5, 0, 7, 0});
  for (const std::uint64_t key : {std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 63}) {
    CHECK(table.choose(key) % 2 == 1);
    CHECK(weighted_choice(Integers{0, 5, 0, 7, 0}, key) % 2 == 1);
  }
}

TEST_CASE("one weight, no weight, the largest weights") {
  CHECK(AliasTable(Integers{7}).choose(12345) == 0);
  CHECK(AliasTable(Integers{}).empty());
  CHECK(AliasTable(Integers{0, 0}).empty());
  CHECK(weighted_choice(Integers{0, 0}, 1) == 2);
  const Integers large(3, std::numeric_limits<std::int64_t>::max());
  const AliasTable table(large);
  for (const double share : frequencies(3, 30000, [&](std::uint64_t key) { return table.choose(key); })) CHECK(std::abs(share - 1.0 / 3.0) < 0.011);
  for (const double share : frequencies(3, 30000, [&](std::uint64_t key) { return weighted_choice(large, key); })) CHECK(std::abs(share - 1.0 / 3.0) < 0.011);
}

TEST_CASE("real weights keep their proportions, down to the smallest") {
  const std::vector<double> weights{1e-300, 0.5, 0.25, 0.25, 0.0};
  const AliasTable table{std::span<const double>(weights)};
  const auto share = frequencies(5, 40000, [&](std::uint64_t key) { return table.choose(key); });
  CHECK(std::abs(share[1] - 0.5) < 0.01);
  CHECK(std::abs(share[2] - 0.25) < 0.01);
  CHECK(share[4] == 0.0);
}

TEST_CASE("negative and non-finite weights are refused") {
  CHECK_THROWS_AS(AliasTable(Integers{1, -1}), InternalError);
  CHECK_THROWS_AS(weighted_choice(Integers{1, -1}, 0), InternalError);
  const std::vector<double> wrong{1.0, std::numeric_limits<double>::quiet_NaN()};
  CHECK_THROWS_AS(AliasTable(std::span<const double>(wrong)), InternalError);
}

TEST_CASE("each draw is answered by the owner of its district, in the order of the requests") {
  Machine machine(9);
  std::vector<DrawRequest> requests;
  for (std::uint64_t i = 0; i < 500; ++i)
    requests.push_back({i, static_cast<District>((i * 7 + static_cast<std::uint64_t>(machine.context.ranks.rank())) % 9), static_cast<std::int32_t>(i % 3)});
  const auto places = draw(machine.context, requests, [&](District d, std::int32_t good, std::uint64_t key) {
    if (machine.layout.owner[static_cast<std::size_t>(d)] != machine.context.ranks.rank()) throw InternalError("asked of another rank");
    return Drawn{good == 2 ? nowhere : Place(d, static_cast<std::uint32_t>(10 * key + static_cast<std::uint64_t>(good))), 0.5 * static_cast<double>(key)};
  });
  REQUIRE(places.size() == requests.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const DrawRequest& r = requests[i];
    REQUIRE(places[i].place == (r.good == 2 ? nowhere : Place(r.district, static_cast<std::uint32_t>(10 * r.key + static_cast<std::uint64_t>(r.good)))));
    REQUIRE(places[i].value == 0.5 * static_cast<double>(r.key));
  }
}

TEST_CASE("ranks that draw nothing still answer the others") {
  Machine machine(9);
  std::vector<DrawRequest> requests;
  if (machine.context.ranks.rank() == machine.context.ranks.size() - 1) requests.push_back({5, 0, 0});
  const auto places = draw(machine.context, requests, [](District d, std::int32_t, std::uint64_t) { return Drawn{Place(d, 1)}; });
  CHECK(places == std::vector<Drawn>(requests.size(), Drawn{Place(0, 1)}));
}

TEST_CASE("a draw that fails, or asks a district that does not exist, ends the phase on all ranks") {
  Machine machine(9);
  const std::vector<DrawRequest> requests{{1, 8, 0}, {1, 3, 0}};
  const auto failing = [](District d, std::int32_t, std::uint64_t) -> Drawn { throw InternalError("no seller in " + std::to_string(d)); };
  CHECK_THROWS_WITH(draw(machine.context, requests, failing), "no seller in 3");
  std::vector<DrawRequest> wrong;
  if (machine.context.ranks.rank() == 0) wrong.push_back({1, 9, 0});
  CHECK_THROWS_AS(draw(machine.context, wrong, failing), InternalError);
}
