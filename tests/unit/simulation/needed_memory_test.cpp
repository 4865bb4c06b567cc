// Too little memory is said before anything is built: ranks on one machine are counted together.
#include <catch2/catch.hpp>

#include <limits>

#include "base/error.hpp"
#include "simulation/needed_memory.hpp"

using namespace kringloop;
using namespace kringloop::simulation;

namespace {

constexpr double gigabyte = 1e9, no_limit = std::numeric_limits<double>::infinity();

RankNeed rank(double needs, const char* host, double has, double process = no_limit) {
  return {needs * gigabyte, {host, has * gigabyte, process * gigabyte}};
}

}  // namespace

TEST_CASE("Ranks on one machine need its memory together", "[memory]") {
  const auto small = too_small(std::vector{rank(5, "a", 8), rank(5, "a", 8)});
  REQUIRE(small);
  CHECK(*small == "about 10.0 GB on a (2 processes), which has 8.0");
  CHECK_FALSE(too_small(std::vector{rank(4, "a", 8), rank(4, "a", 8)}));
}

TEST_CASE("Ranks on two machines have two memories, and the one that is short is named", "[memory]") {
  CHECK_FALSE(too_small(std::vector{rank(5, "a", 8), rank(5, "b", 8)}));
  const auto small = too_small(std::vector{rank(5, "a", 8), rank(3, "b", 4), rank(2, "b", 4)});
  REQUIRE(small);
  CHECK(*small == "about 5.0 GB on b (2 processes), which has 4.0");
}

TEST_CASE("Control groups on one machine that differ: the least counts", "[memory]") {
  CHECK(too_small(std::vector{rank(3, "a", 16), rank(3, "a", 5)}));
}

TEST_CASE("A process has its own limit", "[memory]") {
  const auto small = too_small(std::vector{rank(3, "a", 16), rank(3, "a", 16, 2)});
  REQUIRE(small);
  CHECK(*small == "about 3.0 GB a process, one on a may have 2.0");
}

TEST_CASE("Less memory than needed is a fault of the machine, named with the scale; enough is none", "[memory]") {
  const auto ranks = parallel::local_communicator();
  const Machine machine{"a", 8.0 * gigabyte, no_limit};
  CHECK_NOTHROW(refuse_when_too_large(7.9 * gigabyte, 10, machine, *ranks));
  CHECK_THROWS_AS(refuse_when_too_large(8.1 * gigabyte, 10, machine, *ranks), MachineError);
  CHECK_THROWS_WITH(refuse_when_too_large(8.1 * gigabyte, 10, machine, *ranks), Catch::Matchers::Contains("scale 1:10 needs about 8.1 GB on a"));
}

TEST_CASE("A rank needs the part of the whole that its districts cost", "[memory]") {
  parallel::Layout layout;
  layout.region.assign(4, 0);
  layout.mine = {1, 2};
  CHECK(share_of_rank(std::vector<double>{1.0, 2.0, 3.0, 2.0}, layout) == Approx(5.0 / 8.0));
}

TEST_CASE("This machine has memory and a name", "[memory]") {
  const Machine machine = this_machine();
  CHECK_FALSE(machine.host.empty());
  CHECK(machine.bytes > 1e8);
}
