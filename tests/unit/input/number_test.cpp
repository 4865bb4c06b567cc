#include <clocale>

#include <catch2/catch.hpp>

#include "input/complaints.hpp"
#include "input/number.hpp"

using namespace kringloop;
using namespace kringloop::input;

TEST_CASE("numbers are read whole, finite, and the same under every locale") {
  std::setlocale(LC_ALL, "nl_NL.UTF-8");  // has no effect where the locale is not there
  CHECK(parse_number("1234.5") == 1234.5);
  CHECK(parse_number("-2e3") == -2000.0);
  CHECK(parse_number("0.1") == 0.1);
  for (const char* bad : {"", "1,5", "nan", "inf", "+1", " 1", "1 ", "1e999", "0x10", "1.5.2", "-", "1_000"})
    CHECK_FALSE(parse_number(bad));
  CHECK(parse_integer("42") == 42);
  for (const char* bad : {"", "4.0", "99999999999999999999", "1e3"}) CHECK_FALSE(parse_integer(bad));
  std::setlocale(LC_ALL, "C");
}

TEST_CASE("what is written reads back to the same double and stays a real number") {
  for (const double value : {0.1, 1.0, -3.5e-9, 1e300, 123456789.125, 0.07}) CHECK(parse_number(written(value)) == value);
  CHECK(written(1.0) == "1.0");
}

TEST_CASE("quantities convert within a dimension, rounded once") {
  CHECK(converted(7, "%", "fraction") == 0.07);
  CHECK(converted(15, "%", "fraction") == 0.15);
  CHECK(converted(0.15, "fraction", "%") == 15.0);
  CHECK(converted(2, "years", "quarters") == 8.0);
  CHECK(converted(3, "quarters", "years") == 0.75);
  CHECK(converted(1.5, "MEUR", "EUR") == 1.5e6);
  CHECK_FALSE(converted(2, "%/year", "1/quarter"));  // a choice of compounding, not of unit
  CHECK_FALSE(converted(2, "kg", "fraction"));
  CHECK_FALSE(converted(2, "EUR", "fraction"));
}

TEST_CASE("a quantity is a number and a unit") {
  CHECK(parse_quantity("15 %")->value == 15);
  CHECK(parse_quantity("15%")->unit == "%");
  CHECK(parse_quantity("2.5 EUR/kg")->unit == "EUR/kg");
  for (const char* bad : {"15", "% 15", "", "15  %", "15 % "}) CHECK_FALSE(parse_quantity(bad));
}

TEST_CASE("the nearest known name is offered, or the list when nothing is near") {
  const std::vector<std::string> known = {"output", "wages", "household_consumption"};
  CHECK(nearest("ouptut", known) == "output");
  CHECK(nearest("Wages", known) == "wages");
  CHECK(nearest("houshold_consumption", known) == "household_consumption");
  CHECK(nearest("zebra", known).empty());
  CHECK(suggestion("wagse", known) == "; did you mean 'wages'?");
  CHECK(suggestion("zebra", known) == "; known are output, wages, household_consumption");
}

TEST_CASE("one report names every file's complaints by line") {
  Complaints complaints;
  complaints.add({"b.toml", 9, 1}, "late");
  complaints.add({"a.toml", 1, 1}, "other");
  complaints.add({"b.toml", 2, 3}, "early");
  try {
    complaints.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) == "b.toml:2:3: early\nb.toml:9:1: late\na.toml:1:1: other");
  }
}
