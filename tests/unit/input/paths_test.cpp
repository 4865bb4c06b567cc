#include <cmath>

#include <catch2/catch.hpp>

#include "input/paths.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;

namespace {
const std::string head = "series,year,value,unit,source,quality,low,high,factor\n";
std::string row(const std::string& series, int year, const std::string& value, const std::string& unit) {
  return series + "," + std::to_string(year) + "," + value + "," + unit + ",somewhere,measured,,,\n";
}
Paths paths_of(const std::vector<std::string>& files) {
  const Scratch scratch;
  Paths paths;
  Complaints complaints;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string name = std::to_string(i) + ".csv";
    read_path_file(scratch.write(name, head + files[i]), name, paths, complaints);
  }
  complaints.throw_if_any();
  return paths;
}
std::vector<std::string> faults(const std::string& rows) {
  return test::complaints_of([&] { (void)paths_of({rows}); });
}
}  // namespace

TEST_CASE("an index grows at a constant rate between mid-years") {
  const Paths paths = paths_of({row("world_demand", 2024, "1", "number") + row("world_demand", 2025, "1.21", "number")});
  // mid-2024 is half a quarter before the middle of 2024Q3: 0.125 years
  CHECK(paths.at(Series::world_demand, Quarter(2024, 3)) == Approx(std::pow(1.21, 0.125)).epsilon(1e-14));
  CHECK(paths.at(Series::world_demand, Quarter(2025, 2)) == Approx(std::pow(1.21, 0.875)).epsilon(1e-14));
  CHECK(paths.at(Series::world_demand, Quarter(2024, 1)) == 1.0);   // before the first mid-year
  CHECK(paths.at(Series::world_demand, Quarter(2025, 4)) == Approx(std::pow(1.21, 1.375)).epsilon(1e-14));  // after the last it goes on as before
}

TEST_CASE("a rate follows a straight line, a legal age steps, a population stands on 1 January") {
  const Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year") + row("policy_rate", 2025, "0.04", "1/year") +
                                row("state_pension_age", 2024, "67", "years") + row("state_pension_age", 2025, "67.25", "years") +
                                row("population", 2024, "1000", "persons") + row("population", 2025, "1080", "persons")});
  CHECK(paths.at(Series::policy_rate, Quarter(2024, 4)) == Approx(0.02 + 0.375 * 0.02));
  CHECK(paths.at(Series::policy_rate, Quarter(2025, 1)) == Approx(0.02 + 0.625 * 0.02));
  CHECK(paths.at(Series::state_pension_age, Quarter(2024, 4)) == 67);
  CHECK(paths.at(Series::state_pension_age, Quarter(2025, 1)) == 67.25);
  CHECK(paths.at(Series::population, Quarter(2024, 1)) == 1010);
  CHECK(paths.at(Series::population, Quarter(2024, 4)) == 1070);
  CHECK(paths.at(Series::population, Quarter(2025, 1)) == 1090);
}

TEST_CASE("a series that no file gives is what is usual, where something is, and shocks change it") {
  Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year")});
  CHECK_FALSE(paths.has(Series::household_confidence));
  CHECK(paths.at(Series::household_confidence, Quarter(2024, 1)) == 1.0);
  CHECK(paths.at(Series::income_tax_shift, Quarter(2024, 1)) == 0.0);
  CHECK_THROWS_AS(paths.at(Series::population, Quarter(2024, 1)), InternalError);
  Shock shock;
  shock.series = "household_confidence";
  shock.start = Quarter(2025, 1);
  shock.end = Quarter(2025, 2);
  shock.factor = 0.9;
  paths.set_shocks({shock});
  CHECK(paths.at(Series::household_confidence, Quarter(2024, 4)) == 1.0);
  CHECK(paths.at(Series::household_confidence, Quarter(2025, 2)) == 0.9);
  CHECK(paths.at(Series::household_confidence, Quarter(2025, 3)) == 1.0);
}

TEST_CASE("a shock that makes a usual value impossible is refused") {
  Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year")});
  Shock shock;
  shock.series = "public_budget";
  shock.start = Quarter(2024, 2);
  shock.end = Quarter(2024, 2);
  shock.factor = -1;
  paths.set_shocks({shock});
  Complaints complaints;
  paths.check_values(Quarter(2024, 1), Quarter(2024, 4), {"a.toml", 1, 1}, complaints);
  CHECK(complaints.size() == 1);
}

TEST_CASE("a later file replaces the series it gives, whole, and leaves the others") {
  const Paths paths = paths_of(
      {row("policy_rate", 2023, "0.02", "1/year") + row("policy_rate", 2024, "0.02", "1/year") + row("bond_rate", 2024, "0.03", "1/year"),
       row("policy_rate", 2024, "0.05", "1/year")});
  CHECK(paths.at(Series::policy_rate, Quarter(2024, 1)) == 0.05);
  CHECK(paths.first_year(Series::policy_rate) == 2024);
  CHECK(paths.at(Series::bond_rate, Quarter(2024, 1)) == 0.03);
}

TEST_CASE("asking beyond the years or for an absent series is our fault, not a silent number") {
  const Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year")});
  CHECK_THROWS_AS(paths.at(Series::policy_rate, Quarter(2025, 1)), InternalError);
  CHECK_THROWS_AS(paths.at(Series::policy_rate, Quarter(2023, 4)), InternalError);
  CHECK_THROWS_AS(paths.at(Series::bond_rate, Quarter(2024, 1)), InternalError);
}

TEST_CASE("a horizon outside the years is refused with the file and its years") {
  const Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year") + row("policy_rate", 2025, "0.02", "1/year")});
  Complaints complaints;
  paths.check_horizon(Quarter(2024, 1), Quarter(2026, 4), {"s.toml", 7, 9}, complaints);
  REQUIRE_FALSE(complaints.empty());
  bool named = false;
  std::size_t needed = 0;
  for (const Complaint& c : complaints.list()) {
    named = named ||
            (c.file == "0.csv" &&
             c.text ==
                 "series 'policy_rate' is given for 2024 to 2025, the run goes from 2024Q1 to 2026Q4; shorten the run or extend the path");
    needed += c.file == "s.toml" && c.text.find("no file of paths.files gives the series") == 0 ? 1 : 0;
  }
  CHECK(named);
  CHECK(needed == 9);  // the needed series but for the one given
}

TEST_CASE("a path that counts from the base year must give it") {
  const Paths paths = paths_of({row("ets_price", 2024, "65", "EUR/t") + row("ets_price", 2025, "74", "EUR/t")});
  Complaints complaints;
  paths.check_base_year(2024, complaints);
  CHECK(complaints.empty());
  paths.check_base_year(2023, complaints);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.list()[0].text.find("series 'ets_price' is given for 2024 to 2025; the base year of the pack, 2023") == 0);
}

TEST_CASE("bad paths are refused with their place") {
  CHECK(faults(row("world_demnd", 2024, "1", "number")) ==
        std::vector<std::string>{"2:1 unknown series 'world_demnd'; did you mean 'world_demand'?"});
  CHECK(faults(row("policy_rate", 2024, "1", "fraction")).front() == "2:20 unit 'fraction' of series 'policy_rate' must be '1/year'");
  CHECK(faults(row("world_demand", 2024, "0", "number")).front() == "2:19 series 'world_demand' is an index; its values must be above 0");
  CHECK(faults(row("policy_rate", 2024, "0", "1/year") + row("policy_rate", 2024, "0", "1/year")).front() ==
        "3:1 series 'policy_rate' has year 2024 twice");
  CHECK(faults(row("policy_rate", 2024, "0", "1/year") + row("policy_rate", 2026, "0", "1/year")).front() ==
        "3:1 series 'policy_rate' jumps from 2024 to 2026; every year between must be given");
}

TEST_CASE("a source of a path is a key of the sources.csv beside it") {
  const Scratch scratch;
  scratch.write("sources.csv", "key,title,publisher,table,licence,note\nelsewhere,a,b,c,d,e\n");
  Paths paths;
  Complaints complaints;
  read_path_file(scratch.write("p.csv", head + row("policy_rate", 2024, "0", "1/year")), "p.csv", paths, complaints);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.list()[0].text.find("source 'somewhere' is not in sources.csv") == 0);
}

TEST_CASE("a shock grows over its ramp, holds, and fades") {
  Shock shock;
  shock.series = "policy_rate";
  shock.start = Quarter(2025, 1);
  shock.end = Quarter(2026, 2);
  shock.ramp = 4;
  shock.add = 0.01;
  CHECK(shock.weight(Quarter(2024, 4)) == 0);
  CHECK(shock.weight(Quarter(2025, 1)) == 0.25);
  CHECK(shock.weight(Quarter(2025, 4)) == 1);
  CHECK(shock.weight(Quarter(2026, 2)) == 1);
  CHECK(shock.weight(Quarter(2026, 3)) == 0.75);
  CHECK(shock.weight(Quarter(2027, 2)) == 0);
  Paths paths = paths_of({row("policy_rate", 2024, "0.02", "1/year") + row("policy_rate", 2025, "0.02", "1/year") +
                          row("policy_rate", 2026, "0.02", "1/year")});
  paths.set_shocks({shock});
  CHECK(paths.at(Series::policy_rate, Quarter(2024, 4)) == 0.02);
  CHECK(paths.at(Series::policy_rate, Quarter(2026, 1)) == 0.03);
  shock.ramp = 0;
  shock.add = 0;
  shock.factor = 0.5;
  paths.set_shocks({shock});
  CHECK(paths.at(Series::policy_rate, Quarter(2025, 1)) == 0.01);
  CHECK(paths.at(Series::policy_rate, Quarter(2026, 3)) == 0.02);
}
