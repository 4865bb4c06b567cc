#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "base/amount.hpp"
#include "base/error.hpp"

using namespace kringloop;

TEST_CASE("an amount of money is a whole number of cents, rounded half to even") {
  CHECK(amount_of<Money>(1.23) == Money{123});
  CHECK(amount_of<Money>(0.125) == Money{12});
  CHECK(amount_of<Money>(0.375) == Money{38});
  CHECK(amount_of<Money>(-0.125) == Money{-12});
  CHECK(Money{123}.real() == 1.23);
  CHECK(amount_of<Volume>(1.5) == Volume{1500});
}

TEST_CASE("what is not finite or beyond 2^62 becomes no amount") {
  CHECK_THROWS_AS(rounded(std::nan("")), InternalError);
  CHECK_THROWS_AS(rounded(std::numeric_limits<double>::infinity()), InternalError);
  CHECK_THROWS_AS(rounded(0x1.0p62), InternalError);
  CHECK_THROWS_AS(rounded(-0x1.0p62), InternalError);
  CHECK(rounded(0x1.0p61) == std::int64_t{1} << 61);
}

TEST_CASE("mul_div rounds towards minus infinity and does not overflow") {
  CHECK(mul_div(7, 3, 2) == 10);
  CHECK(mul_div(-7, 3, 2) == -11);
  CHECK(mul_div(-6, 3, 2) == -9);
  const std::int64_t large = std::int64_t{1} << 62;
  CHECK(mul_div(large, large, large) == large);
}

TEST_CASE("a short supply is shared in proportion, rounded down, never above the supply") {
  CHECK(rationed(Volume{10}, Volume{30}, Volume{100}) == Volume{10});
  CHECK(rationed(Volume{10}, Volume{30}, Volume{20}) == Volume{6});
  CHECK(rationed(Volume{0}, Volume{0}, Volume{0}) == Volume{0});
  CHECK(rationed(Volume{10}, Volume{30}, Volume{0}) == Volume{0});
}
