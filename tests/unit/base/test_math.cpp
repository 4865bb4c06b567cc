#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>

#include "base/math.hpp"
#include "base/random.hpp"

using namespace kringloop;

TEST_CASE("exp, log and pow are within an ulp or so of the system's and meet their fixed points") {
  CHECK(exact::exp(0.0) == 1.0);
  CHECK(exact::log(1.0) == 0.0);
  CHECK(exact::pow(2.0, 10.0) == 1024.0);
  CHECK(exact::logistic(0.0) == 0.5);
  for (double x = -20.0; x <= 20.0; x += 0.37) {
    CHECK(std::abs(exact::exp(x) / std::exp(x) - 1.0) < 4e-16);
    CHECK(std::abs(exact::pow(1.7, x) / std::pow(1.7, x) - 1.0) < 4e-16);
  }
}

TEST_CASE("exp, log and pow give the pinned bits on every processor") {
  std::uint64_t hash = 0;
  const Draw draw{5};
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double x = 40.0 * draw.uniform(Purpose::test, i, 0) - 20.0, y = 10.0 * draw.uniform(Purpose::test, i, 1) + 1e-3;
    hash = mixed(hash ^ std::bit_cast<std::uint64_t>(exact::exp(x)));
    hash = mixed(hash ^ std::bit_cast<std::uint64_t>(exact::log(y)));
    hash = mixed(hash ^ std::bit_cast<std::uint64_t>(exact::pow(y, x)));
  }
  CHECK(hash == 0x90c41716dcd0ffe0ULL);
}
