#include <catch2/catch.hpp>

#include <Random123/philox.h>

#include "base/random.hpp"

using namespace kringloop;

TEST_CASE("Philox4x64 gives the published known answers") {
  const philox4x64_ctr_t nothing{{0, 0, 0, 0}};
  const philox4x64_key_t no_key{{0, 0}};
  const philox4x64_ctr_t zero = philox4x64(nothing, no_key);
  CHECK(zero.v[0] == 0x16554d9eca36314cULL);
  CHECK(zero.v[3] == 0x7e68b68aec7ba23bULL);
  const philox4x64_ctr_t digits{{0x243f6a8885a308d3ULL, 0x13198a2e03707344ULL, 0xa4093822299f31d0ULL, 0x082efa98ec4e6c89ULL}};
  const philox4x64_key_t more_digits{{0x452821e638d01377ULL, 0xbe5466cf34e90c6cULL}};
  const philox4x64_ctr_t pi = philox4x64(digits, more_digits);
  CHECK(pi.v[0] == 0xa528f45403e61d95ULL);
}

TEST_CASE("a draw depends on seed, purpose, identity, quarter and number, and on nothing else") {
  const Draw draw{42};
  const auto reference = draw.bits(Purpose::test, 7, 3, 1);
  CHECK(draw.bits(Purpose::test, 7, 3, 1) == reference);
  CHECK(Draw{43}.bits(Purpose::test, 7, 3, 1) != reference);
  CHECK(draw.bits(Purpose::death, 7, 3, 1) != reference);
  CHECK(draw.bits(Purpose::test, 8, 3, 1) != reference);
  CHECK(draw.bits(Purpose::test, 7, 4, 1) != reference);
  CHECK(draw.bits(Purpose::test, 7, 3, 2) != reference);
}

TEST_CASE("uniform draws stay below one and have mean one half; below(n) reaches every value and no other") {
  const Draw draw{1};
  double sum = 0.0;
  std::uint64_t seen = 0;
  for (std::uint64_t i = 0; i < 10000; ++i) {
    const double u = draw.uniform(Purpose::test, i, 0);
    REQUIRE(u >= 0.0);
    REQUIRE(u < 1.0);
    sum += u;
    const std::uint64_t k = draw.below(5, Purpose::test, i, 1);
    REQUIRE(k < 5);
    seen |= std::uint64_t{1} << k;
  }
  CHECK(std::abs(sum / 10000 - 0.5) < 4 * 0.2887 / 100);
  CHECK(seen == 0b11111);
  CHECK_FALSE(draw.chance(0.0, Purpose::test, 1, 1));
  CHECK(draw.chance(1.0, Purpose::test, 1, 1));
}
