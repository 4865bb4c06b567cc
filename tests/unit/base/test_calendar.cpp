#include <catch2/catch.hpp>

#include "base/calendar.hpp"
#include "base/error.hpp"

using namespace kringloop;

TEST_CASE("quarters count on over the end of a year") {
  const Quarter q = Quarter(2024, 4) + 1;
  CHECK(q == Quarter(2025, 1));
  CHECK(q.year() == 2025);
  CHECK(q.of_year() == 1);
  CHECK(Quarter(2050, 4) - Quarter(2024, 1) == 107);
  CHECK(Quarter(2024, 1).mid_year() == 2024.125);
}

TEST_CASE("a quarter is read as it is written") {
  CHECK(Quarter::parse("2030Q4") == Quarter(2030, 4));
  CHECK(Quarter::parse(Quarter(2031, 2).text()) == Quarter(2031, 2));
}

TEST_CASE("what is not a quarter is the user's error and the message shows the form") {
  for (const char* wrong : {"", "2030", "2030Q5", "2030Q0", "20305Q", "Q12030", "2030Q11"})
    CHECK_THROWS_WITH(Quarter::parse(wrong), Catch::Matchers::Contains("2030Q4"));
  CHECK_THROWS_AS(Quarter::parse("x"), InputError);
}
