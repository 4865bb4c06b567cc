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

TEST_CASE("normal quantiles are the known ones, symmetric, and give back their probability") {
  // Wichura 1988, table of test values for AS 241.
  CHECK(exact::normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(exact::normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(exact::normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
  CHECK(exact::normal_quantile(0.5) == 0.0);
  for (double p = 1e-6; p < 0.5; p *= 1.7) {
    const double z = exact::normal_quantile(p);
    CHECK(exact::normal_quantile(1.0 - p) == Approx(-z).epsilon(1e-9));
    CHECK(0.5 * std::erfc(-z / std::sqrt(2.0)) == Approx(p).epsilon(1e-13));
  }
}
