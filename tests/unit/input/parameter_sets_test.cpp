#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "input/parameter_sets.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;

TEST_CASE("a parameter set is taken by its number, as overrides that say where they come from") {
  const test::Scratch scratch;
  const auto file = scratch.write("accepted_parameters.csv", "member,demand_smoothing,overtime\n1,0.2,1.1\n2,0.3,1.2\n");
  const auto set = parameter_set(scratch / "a.toml", 2);
  REQUIRE(set.size() == 2);
  CHECK(set[0].assignment == "parameters.demand_smoothing=0.3");
  CHECK(set[1].assignment == "parameters.overtime=1.2");
  CHECK(set[0].origin == "--parameter-set 2 (" + file.string() + ")");
  CHECK_THROWS_AS(parameter_set(scratch / "a.toml", 3), InputError);
}
