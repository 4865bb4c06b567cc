#include <catch2/catch.hpp>

#include "input/scenario.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;
namespace fs = std::filesystem;

namespace {

// A folder with a small pack of its own and one scenario.
class World {
 public:
  World() {
    fs::create_directories(scratch / "data");
    fs::copy(test::source_folder() / "scenarios/data/minimal", scratch / "data/small", fs::copy_options::recursive);
    fs::create_directories(scratch / "paths");
    fs::copy(test::source_folder() / "scenarios/paths/minimal.csv", scratch / "paths/small.csv");
    scratch.write("data/small/pack.toml", "name = \"small\"\ntitle = \"Small\"\ncountry = \"XX\"\nbase_year = 2023\ncurrency = \"EUR\"\n");
    scratch.write("data/small/parameters.csv",
                  "parameter,value,unit,source,year,quality,low,high,factor\n"
                  "mark_up,0.2,fraction,teaching,2023,assumed,0.1,0.3,pricing\n"
                  "patience,4,quarters,teaching,2023,measured,,,\n"
                  "drift,0.01,1/year,teaching,2023,assumed,-0.02,0.02,pricing\n");
  }
  fs::path scenario(const std::string& extra) const {
    return scratch.write("s.toml", "title = \"T\"\n[pack]\nname = \"small\"\n[paths]\nfiles = [\"paths/small.csv\"]\n" + extra);
  }
  std::vector<std::string> faults(const std::string& extra, const Overrides& overrides = {},
                                  const std::vector<NeededParameter>& needed = {}) const {
    return test::complaints_of([&] { (void)load_inputs(scenario(extra), overrides, needed); });
  }
  Scratch scratch;
};

}  // namespace

TEST_CASE("a run starts after the base year of its pack and has every parameter of it") {
  const World world;
  const Inputs inputs = load_inputs(world.scenario("[run]\nuntil = \"2026Q4\"\n"));
  CHECK(inputs.settings.run.start == Quarter(2024, 1));
  CHECK(inputs.settings.parameter("mark_up") == 0.2);
  CHECK(inputs.settings.parameters.size() == 3);
  CHECK(inputs.settings.given.at("parameters.mark_up").origin == "pack small, assumed");
  CHECK(inputs.pack.industry_count() == 3);
  CHECK(inputs.paths.at(Series::world_demand, Quarter(2024, 1)) == 1);
  CHECK(inputs.settings.warnings.empty());
}

TEST_CASE("parameters take the pack's unit; outside its range is a warning, impossible is an error") {
  const World world;
  const Inputs inputs = load_inputs(
      world.scenario("[parameters]\nmark_up = { value = \"35 %\", low = \"30 %\", high = \"40 %\" }\npatience = \"2 years\"\n"));
  CHECK(inputs.settings.parameter("mark_up") == 0.35);
  CHECK(inputs.settings.ranges.at("parameters.mark_up").high == 0.4);
  CHECK(inputs.settings.parameter("patience") == 8);
  REQUIRE(inputs.settings.warnings.size() == 2);
  CHECK(inputs.settings.warnings[0] ==
        "s.toml:7: parameters.mark_up = { value = 0.35, low = 0.3, high = 0.4 } fraction is outside the range 0.1 to 0.3 that the pack "
        "gives");

  CHECK(
      world.faults("[parameters]\nmark_up = 15\n") ==
      std::vector<std::string>{"7:11 'parameters.mark_up' cannot be 15.0 fraction: it can be 0.0 to 1.0 (the pack gives 0.1 to 0.3); write 15 % as \"15 %\" or 0.15"});
  CHECK(world.faults("[parameters]\npatience = -1\n") ==
        std::vector<std::string>{"7:12 'parameters.patience' cannot be -1.0 quarters: it can be 0.0 to 24.0 (the pack gives 4.0)"});
  CHECK(world.faults("[parameters]\npatience = \"3 EUR\"\n") ==
        std::vector<std::string>{"7:12 'parameters.patience' cannot be given in 'EUR'; units it takes: quarters, quarter, years, year"});
  CHECK(world.faults("[parameters]\nmarkup = 0.2\n") ==
        std::vector<std::string>{"7:10 pack 'small' has no parameter 'markup'; did you mean 'mark_up'?"});
  CHECK(world.faults("[parameters]\ndrift = -0.01\n").empty());  // its range says it may be negative
}

TEST_CASE("a parameter that the model reads and the pack lacks is a fault of the pack") {
  const World world;
  CHECK(world.faults("", {}, {{"mark_up", "fraction"}, {"loan_spread", "1/year"}}) == std::vector<std::string>{"0:0 parameter 'loan_spread' is missing"});
  CHECK(world.faults("", {}, {{"mark_up", "number"}}) == std::vector<std::string>{"2:13 'mark_up' is in 'fraction'; the model reads it in 'number'"});
}

TEST_CASE("shocks work on parameters and series, and must name what exists") {
  const World world;
  const Inputs inputs =
      load_inputs(world.scenario("[[shock]]\nname = \"a\"\nparameter = \"mark_up\"\nstart = \"2025Q1\"\nfactor = 2\n"
                                 "[[shock]]\nname = \"b\"\nseries = \"policy_rate\"\nstart = \"2025Q1\"\nadd = 0.01\n"));
  CHECK(inputs.settings.parameter("mark_up", Quarter(2024, 4)) == 0.2);
  CHECK(inputs.settings.parameter("mark_up", Quarter(2025, 1)) == 0.4);
  CHECK(inputs.paths.at(Series::policy_rate, Quarter(2025, 1)) == 0.03);
  CHECK(world.faults("[[shock]]\nname = \"a\"\nparameter = \"marks_up\"\nstart = \"2025Q1\"\nfactor = 2\n") ==
        std::vector<std::string>{"8:13 pack 'small' has no parameter 'marks_up'; did you mean 'mark_up'?"});
}

TEST_CASE("a parameter stays within its bounds in every quarter, shocks included") {
  const World world;
  CHECK(world.faults("[[shock]]\nname = \"a\"\nparameter = \"mark_up\"\nstart = \"2025Q1\"\nfactor = 6\n") ==
        std::vector<std::string>{"8:13 parameter 'mark_up' becomes 1.2000000000000002 fraction in 2025Q1: it can be 0.0 to 1.0 (the pack gives 0.1 to 0.3)"});
  CHECK(bounds_of_scenario({4, "number", 3, 5, Quality::assumed, "", "", 2023}).high == 15);
  CHECK(bounds_of_scenario({4, "number", 3, 5, Quality::assumed, "", "", 2023}).low == 0);
  CHECK(bounds_of_scenario({0.01, "1/year", -0.02, 0.02, Quality::assumed, "", "", 2023}).low == Approx(-0.22));
  CHECK(bounds_of_scenario({0.9, "fraction", 0.8, 0.95, Quality::assumed, "", "", 2023}).high == 1);
  CHECK(bounds_of_scenario({10, "km", 10, 10, Quality::measured, "", "", 2023}).high == 60);
}

TEST_CASE("a shock that is over before the run starts is a warning") {
  const World world;
  const Inputs inputs = load_inputs(world.scenario("[[shock]]\nname = \"a\"\nseries = \"policy_rate\"\nstart = \"2020Q1\"\nend = \"2021Q4\"\nramp = 4\nadd = 0.01\n"));
  REQUIRE(inputs.settings.warnings.size() == 1);
  CHECK(inputs.settings.warnings[0] == "shock 'a' is over in 2022Q4, before the run starts");
}

TEST_CASE("the horizon lies within the paths and after the base year") {
  const World world;
  for (const std::string& text : world.faults("[run]\nuntil = \"2060Q4\"\n"))
    CHECK(text.find("is given for 2023 to 2050, the run goes from 2024Q1 to 2060Q4") != std::string::npos);
  CHECK(world.faults("[run]\nuntil = \"2060Q4\"\n").size() == 11);
  CHECK(world.faults("[run]\nuntil = \"2023Q4\"\n") == std::vector<std::string>{"7:9 the run ends in 2023Q4, before it starts in 2024Q1"});
  CHECK(world.faults("[run]\nstart = \"2025Q1\"\n") ==
        std::vector<std::string>{"7:9 pack 'small' describes 2023, so a run starts in 2024Q1, not in 2025Q1; leave run.start out"});
}

TEST_CASE("a scale that leaves an industry without a worker is refused with the largest that does not") {
  const World world;
  const auto all = world.faults("[run]\nscale = 5000\n");
  REQUIRE(all.size() == 1);
  CHECK(all[0].find("7:9 at scale 5000 industry '") == 0);
  CHECK(all[0].find("is left without one; the largest scale for this pack is ") != std::string::npos);
}

TEST_CASE("packs and paths that are not there are named with the nearest name and where was looked") {
  const World world;
  Overrides overrides;
  overrides.set = {{"pack.name=smal", ""}, {"paths.files=paths/smal.csv", ""}};
  const auto all = world.faults("", overrides);
  REQUIRE(all.size() == 2);
  CHECK(all[0].find("0:0 there is no data pack 'smal'; did you mean 'small'? (looked in ") == 0);
  CHECK(all[1].find("0:0 there is no path file 'paths/smal.csv'; did you mean 'paths/small.csv'? (looked in ") == 0);
  overrides.set = {{"pack.name=../data/small", ""}};
  CHECK(world.faults("", overrides).front().find("is not the name of a pack") != std::string::npos);
}

TEST_CASE("faults of scenario, pack and paths come in one report") {
  const World world;
  std::ofstream(world.scratch / "data/small/regions.csv", std::ios::app) << "R9,\"open\n";
  std::ofstream(world.scratch / "paths/small.csv", std::ios::app) << "policy_rat,2023,0,1/year,s,measured,,,\n";
  CHECK(world.faults("[run]\nsede = 1\n").size() == 3);
}

TEST_CASE("the resolved scenario finds its pack from any folder and is the same run") {
  const World world;
  const Inputs first = load_inputs(world.scenario("[run]\nuntil = \"2025Q4\"\n[parameters]\nmark_up = \"25 %\"\n"));
  const Scratch elsewhere;
  const Inputs again = load_inputs(elsewhere.write("out/scenario.toml", resolved_toml(first.settings)));
  CHECK(scenario_checksum(again.settings) == scenario_checksum(first.settings));
  CHECK(again.settings.parameter("mark_up") == 0.25);
  CHECK(again.settings.run.start == first.settings.run.start);
  CHECK(again.pack.checksum == first.pack.checksum);
}

TEST_CASE("shipped scenarios resolve") {
  for (const auto& entry : fs::directory_iterator(test::source_folder() / "scenarios"))
    if (entry.path().extension() == ".toml") {
      INFO(entry.path().string());
      CHECK_NOTHROW((void)resolve(entry.path()));
    }
}

TEST_CASE("the minimal scenario loads whole") {
  const Inputs inputs = load_inputs(test::source_folder() / "scenarios/minimal.toml");
  CHECK(inputs.settings.run.start == Quarter(2024, 1));
  CHECK(inputs.settings.run.until == Quarter(2027, 4));
  CHECK(inputs.pack.name == "minimal");
}
