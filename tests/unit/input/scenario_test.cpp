#include <catch2/catch.hpp>

#include "input/scenario.hpp"
#include "input/toml.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;

namespace {
const std::string base =
    "title = \"Base\"\n"
    "[run]\nuntil = \"2030Q4\"\nscale = 50\n"
    "[pack]\nname = \"minimal\"\n"
    "[paths]\nfiles = [\"paths/minimal.csv\"]\n";

Overrides set(const std::vector<std::string>& assignments) {
  Overrides overrides;
  for (const std::string& assignment : assignments) overrides.set.push_back({assignment, ""});
  return overrides;
}
// What resolving `text` (added to a sound scenario) complains of.
std::vector<std::string> faults(const std::string& text, const Overrides& overrides = {}) {
  const Scratch scratch;
  const auto file = scratch.write("s.toml", base + text);
  return test::complaints_of([&] { (void)resolve(file, overrides); });
}
Settings resolved(const std::string& text, const Overrides& overrides = {}) {
  const Scratch scratch;
  return resolve(scratch.write("s.toml", base + text), overrides);
}
}  // namespace

TEST_CASE("values come from the file, the rest from the defaults, each with its origin") {
  const Settings s = resolved("");
  CHECK(s.title == "Base");
  CHECK(s.run.until == Quarter(2030, 4));
  CHECK(s.run.scale == 50);
  CHECK(s.run.seed == 1);
  CHECK(s.pack == "minimal");
  CHECK(s.paths == std::vector<std::string>{"paths/minimal.csv"});
  CHECK(s.economy.demography);
  CHECK(s.given.at("run.until").origin == "s.toml:3");
  CHECK(s.given.at("run.seed").origin == "default");
}

TEST_CASE("a scenario changes only what differs from the one it inherits") {
  const Scratch scratch;
  scratch.write("base.toml", base +
                                 "[economy]\ngrowth = false\nprice_setting = \"fixed\"\n[[shock]]\nname = \"trade\"\nseries = "
                                 "\"world_demand\"\nstart = \"2026Q1\"\nfactor = 0.9\nramp = 2\n");
  scratch.write("sub/mid.toml", "inherits = \"../base.toml\"\ntitle = \"Mid\"\n[run]\nscale = 20\n");
  const auto leaf = scratch.write("leaf.toml",
                                  "inherits = \"sub/mid.toml\"\ntitle = \"Leaf\"\n[run]\nseed = 7\n[economy]\ngrowth = "
                                  "true\n[[shock]]\nname = \"trade\"\nfactor = 0.8\n"
                                  "[[shock]]\nname = \"rate\"\nseries = \"policy_rate\"\nstart = \"2027Q1\"\nadd = 0.01\n");
  const Settings s = resolve(leaf);
  CHECK(s.title == "Leaf");
  CHECK(s.run.scale == 20);
  CHECK(s.run.seed == 7);
  CHECK(s.run.until == Quarter(2030, 4));
  CHECK(s.economy.growth);
  CHECK(s.economy.price_setting == Economy::PriceSetting::fixed);
  REQUIRE(s.shocks.size() == 2);
  CHECK(s.shocks[0].name == "trade");
  CHECK(s.shocks[0].factor == 0.8);
  CHECK(s.shocks[0].ramp == 2);
  CHECK(s.shocks[0].start == Quarter(2026, 1));
  CHECK(s.shocks[1].name == "rate");
  CHECK(s.given.at("run.scale").origin == "mid.toml:4");
  CHECK(s.given.at("shock.trade.factor").origin == "leaf.toml:9");

  Overrides overrides = set({"shock.trade.factor=0.7", "run.until=2028Q2"});
  overrides.without = {"shock=rate"};
  const Settings changed = resolve(leaf, overrides);
  REQUIRE(changed.shocks.size() == 1);
  CHECK(changed.shocks[0].factor == 0.7);
  CHECK(changed.run.until == Quarter(2028, 2));
  CHECK(changed.given.at("run.until").origin == "--set run.until=2028Q2");
}

TEST_CASE("the command line wins over files, the last over the first, and keeps its own origin") {
  Overrides overrides = set(
      {"run.scale=10", "run.scale=20", "economy.price_setting=fixed", "title=Other words", "paths.files=a.csv,b.csv", "economy.growth=false"});
  overrides.set.push_back({"run.seed=9", "--seed 9"});
  const Settings s = resolved("", overrides);
  CHECK(s.run.scale == 20);
  CHECK(s.run.seed == 9);
  CHECK(s.economy.price_setting == Economy::PriceSetting::fixed);
  CHECK_FALSE(s.economy.growth);
  CHECK(s.title == "Other words");
  CHECK(s.paths == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(s.given.at("run.seed").origin == "--seed 9");
}

TEST_CASE("units are converted and ranges kept") {
  const Settings s = resolved(
      "[parameters]\nmark_up = { value = \"15 %\", low = \"10 %\", high = \"20 %\" }\nspeed = 0.5\n"
      "[[shock]]\nname = \"a\"\nseries = \"bond_rate\"\nstart = \"2026Q1\"\nramp = \"2 years\"\nadd = { value = 0.01, low = 0.0, high = "
      "0.02 }\n");
  CHECK(s.shocks[0].ramp == 8);
  CHECK(s.shocks[0].add == 0.01);
  CHECK(s.ranges.at("shock.a.add").high == 0.02);
  CHECK(s.parameters.at("speed") == 0.5);
  CHECK(s.ranges.at("parameters.mark_up").low == 10);  // until the pack tells the unit
  CHECK(s.given.at("parameters.mark_up").unit == "%");
}

TEST_CASE("unknown keys and sections are refused with the nearest known name") {
  CHECK(faults("[economy]\nbudget_rul = true\n") ==
        std::vector<std::string>{"10:1 unknown key 'budget_rul' in [economy]; did you mean 'budget_rule'?"});
  CHECK(faults("[econmy]\ngrowth = true\n") == std::vector<std::string>{"9:2 unknown section 'econmy'; did you mean 'economy'?"});
  CHECK(faults("scale = 3\n") == std::vector<std::string>{"9:1 unknown key 'scale' in [paths]; 'scale' belongs in [run]"});
}

TEST_CASE("wrong types, units and ranges are refused with what is allowed") {
  CHECK(faults("[economy]\ngrowth = \"yes\"\n") ==
        std::vector<std::string>{"10:10 'economy.growth' must be true or false; this is \"yes\""});
  CHECK(faults("[economy]\nprice_setting = \"rational\"\n") ==
        std::vector<std::string>{"10:17 'economy.price_setting' cannot be 'rational': it is one of mark_up, fixed, cost_push"});
  CHECK(faults("[output]\ngroups = [\"all\", 3]\n") ==
        std::vector<std::string>{
            "10:18 'output.groups' must be a list of all, national, industries, regions, labour, finance, audit; this item is 3"});
  CHECK(faults("", set({"run.scale=0"})) ==
        std::vector<std::string>{"0:0 'run.scale' = 0 is out of range: it must be a whole number from 1 to 1000000"});
  CHECK(faults("", set({"run.scale=2.5"})) ==
        std::vector<std::string>{"0:0 'run.scale' must be a whole number from 1 to 1000000; this is 2.5"});
  CHECK(faults("", set({"run.until=2030-12"})) ==
        std::vector<std::string>{"0:0 'run.until' must be a quarter such as \"2030Q1\", 1900 to 2200; this is \"2030-12\""});
  const std::string shock = "[[shock]]\nname = \"a\"\nseries = \"bond_rate\"\nstart = \"2026Q1\"\nadd = 1\n";
  CHECK(faults(shock + "ramp = \"3 kg\"\n") ==
        std::vector<std::string>{"14:8 'shock.ramp' cannot be given in 'kg'; units it takes: quarters, quarter, years, year"});
  CHECK(faults(shock + "factor = \"5 %\"\n") == std::vector<std::string>{"14:10 'shock.factor' is a plain number; \"5 %\" has a unit"});
  CHECK(faults(shock + "factor = { value = 1, low = 2, high = 3 }\n") ==
        std::vector<std::string>{"14:10 in the range of 'shock.factor', low <= value <= high must hold; it is 2, 1, 3"});
  CHECK(faults(shock + "factor = { value = 1, high = 3 }\n").front().find("14:10 the range of 'shock.factor' lacks 'low'") == 0);
}

TEST_CASE("shocks need a name, one target, a start, and something to do") {
  CHECK(faults("[[shock]]\nstart = \"2026Q1\"\n") == std::vector<std::string>{"9:1 every [[shock]] needs a name, a text"});
  const auto all = faults("[[shock]]\nname = \"a\"\nseries = \"bond_rat\"\nstart = \"2026Q1\"\nend = \"2025Q4\"\n");
  REQUIRE(all.size() == 3);
  CHECK(all[0] == "10:8 shock 'a' does nothing: give it a factor, an add, or both");
  CHECK(all[1] == "11:10 unknown series 'bond_rat'; did you mean 'bond_rate'?");
  CHECK(all[2] == "13:7 shock 'a' ends in 2025Q4, before it starts in 2026Q1");
  CHECK(faults("[[shock]]\nname = \"a\"\nadd = 1\n").front() == "9:1 'shock.a.start' is missing: First quarter it is felt.");
  CHECK(faults("[[shock]]\nname = \"a b\"\nadd = 1\n").front() == "10:8 a name has letters, digits, _ and -; 'a b' has others");
  CHECK(faults("[shock]\nname = \"a\"\n").front() == "9:1 'shock' is a list of tables; write [[shock]] above each");
}

TEST_CASE("all faults of all files come at once, each with its file") {
  const Scratch scratch;
  scratch.write("base.toml", base + "[economy]\ngrowth = 1\n");
  const auto file = scratch.write("s.toml", "inherits = \"base.toml\"\ntitle = 3\n[run]\nsede = 4\n[economy]\ngrowth = true\n");
  try {
    (void)resolve(file, set({"run.scale=none", "nonsense"}));
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    const std::string text = error.what();
    CHECK(error.complaints().size() == 5);
    CHECK(text.find("base.toml:10:10: 'economy.growth' must be true or false; this is 1") != std::string::npos);
    CHECK(text.find("s.toml:2:9: 'title' must be a text in quotes; this is 3") != std::string::npos);
    CHECK(text.find("s.toml:4:1: unknown key 'sede' in [run]; did you mean 'seed'?") != std::string::npos);
    CHECK(text.find("--set run.scale=none: 'run.scale' must be a whole number from 1 to 1000000; this is \"none\"") != std::string::npos);
    CHECK(text.find("--set nonsense: write KEY=VALUE, as in --set run.scale=1000") != std::string::npos);
  }
}

TEST_CASE("missing files, circles and broken TOML are refused where they are asked for") {
  const Scratch scratch;
  scratch.write("a.toml", "title = \"a\"\ninherits = \"b.toml\"\n");
  scratch.write("b.toml", "inherits = \"a.toml\"\n");
  const auto all = test::complaints_of([&] { (void)resolve(scratch / "a.toml"); });
  REQUIRE_FALSE(all.empty());
  CHECK(all[0] == "1:12 scenarios inherit in a circle: a.toml -> b.toml -> a.toml");
  CHECK(test::complaints_of([&] { (void)resolve(scratch / "none.toml"); }) == std::vector<std::string>{"0:0 there is no such file"});
  const auto lost = scratch.write("lost.toml", "inherits = \"gone.toml\"\n");
  CHECK(test::complaints_of([&] { (void)resolve(lost); }) ==
        std::vector<std::string>{"1:12 there is no scenario '" + (scratch / "gone.toml").string() + "' to inherit"});
  const auto broken = scratch.write("broken.toml", "title = \"open\n[run]\n");
  const auto text = test::complaints_of([&] { (void)resolve(broken); });
  REQUIRE(text.size() == 1);
  CHECK(text[0].find("1:") == 0);
  CHECK(text[0].find("this is not TOML") != std::string::npos);
}

TEST_CASE("what fuzzing of the TOML reader found is refused with its line") {
  for (const char* text : {"[[[pack]\n", "[ [pack]]\n", "[.a]\n", "a.=1\n", "a.[=1\n"}) {
    INFO(text);
    Complaints complaints;
    CHECK_FALSE(parse_toml(std::string("title = 1\n") + text, "t.toml", complaints));
    REQUIRE(complaints.size() == 1);
    CHECK(complaints.list()[0].line == 2);
  }
}

TEST_CASE("overrides name what exists") {
  CHECK(faults("", set({"shock.trade.factor=2"})) == std::vector<std::string>{"0:0 the scenario has no shock"});
  CHECK(faults("", set({"runs.scale=2"})) == std::vector<std::string>{"0:0 unknown section 'runs'; did you mean 'run'?"});
  CHECK(faults("", set({"run.scal=2"})) == std::vector<std::string>{"0:0 unknown key 'scal' in [run]; did you mean 'scale'?"});
  CHECK(faults("", set({"inherits=x.toml"})) == std::vector<std::string>{"0:0 'inherits' belongs in a file"});
  Overrides overrides;
  overrides.without = {"shock=trade", "shocks=trade", "trade"};
  CHECK(faults("", overrides) == std::vector<std::string>{"0:0 the scenario has no shock", "0:0 write KIND=NAME, KIND being one of: shock",
                                                          "0:0 write KIND=NAME, KIND being one of: shock"});
}

TEST_CASE("a run that ends before it starts is refused") {
  CHECK(faults("", set({"run.start=2031Q1"})) == std::vector<std::string>{"3:9 the run ends in 2030Q4, before it starts in 2031Q1"});
}

TEST_CASE("the resolved scenario is complete, inherits nothing, and resolves to itself") {
  const Scratch scratch;
  scratch.write("base.toml", base);
  const auto leaf = scratch.write(
      "leaf.toml",
      "inherits = \"base.toml\"\ntitle = \"A \\\"quoted\\\" title\"\n[parameters]\nspeed = { value = 0.5, low = 0.25, high = 1.0 }\n"
      "[[shock]]\nname = \"a\"\nseries = \"bond_rate\"\nstart = \"2026Q1\"\nadd = 0.01\n");
  const Settings first = resolve(leaf, set({"run.seed=3", "run.threads=2"}));
  const std::string text = resolved_toml(first);
  const Settings again = resolve(scratch.write("out/scenario.toml", text));
  CHECK(again.title == "A \"quoted\" title");
  CHECK(again.run.seed == 3);
  CHECK(again.shocks.size() == 1);
  CHECK(again.shocks[0].add == 0.01);
  CHECK(again.ranges.at("parameters.speed").low == 0.25);
  CHECK(text.find("inherits") == std::string::npos);
  CHECK(text.find("# --set run.seed=3") != std::string::npos);
  CHECK(text.find("# default") != std::string::npos);
  CHECK(scenario_checksum(again) == scenario_checksum(first));
  CHECK(scenario_checksum(first).size() == 64);
}

TEST_CASE("the checksum changes with what defines the results and with nothing else") {
  const std::string plain = scenario_checksum(resolved(""));
  CHECK(scenario_checksum(resolved("", set({"run.threads=3", "title=Other", "question=Why?"}))) == plain);
  CHECK(scenario_checksum(resolved("", set({"run.seed=2"}))) != plain);
  CHECK(scenario_checksum(resolved("", set({"economy.growth=false"}))) != plain);
  CHECK(scenario_checksum(resolved("", set({"parameters.x=1"}))) != plain);
}
