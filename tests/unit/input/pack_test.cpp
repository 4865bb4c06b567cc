#include <numeric>

#include <catch2/catch.hpp>

#include "base/checksum.hpp"
#include "input/pack.hpp"
#include "input/pack_build.hpp"
#include "input/pack_demography.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;
namespace fs = std::filesystem;

namespace {
const fs::path minimal = test::source_folder() / "scenarios/data/minimal";

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
// The minimal pack without its checksums, with one table changed; what loading it complains of.
std::vector<std::string> faults(const std::string& table, const std::string& from, const std::string& to) {
  const Scratch scratch;
  fs::copy(minimal, scratch / "pack", fs::copy_options::recursive);
  scratch.write("pack/pack.toml", content(minimal / "pack.toml").substr(0, content(minimal / "pack.toml").find("[sha256]")));
  scratch.write("pack/" + table, replaced(content(minimal / table), from, to));
  return test::complaints_of([&] { (void)load_pack(scratch / "pack"); });
}
bool any(const std::vector<std::string>& texts, const std::string& part) {
  for (const std::string& text : texts)
    if (text.find(part) != std::string::npos) return true;
  return false;
}
}  // namespace

TEST_CASE("the minimal pack loads whole, typed and indexed") {
  const Pack pack = load_pack(minimal);
  CHECK(pack.name == "minimal");
  CHECK(pack.base_year == 2023);
  CHECK(pack.checksum.size() == 64);
  REQUIRE(pack.industry_count() == 3);
  CHECK(pack.industries[0].code == "C");
  CHECK(pack.industries[0].cluster == Industry::Cluster::core);
  CHECK(pack.industries[1].supply == Industry::Supply::service);
  CHECK(pack.industries[2].public_share == 0.5);
  REQUIRE(pack.region_count() == 2);
  CHECK(pack.accounts[0].output == 330);  // README of the pack
  CHECK(pack.use_domestic(0, pack.column_of(FinalUse::exports)) == 150);
  CHECK(pack.valuation[0][static_cast<std::size_t>(UseClass::household_consumption)].margin_rate == 0.5);
  CHECK(pack.reexports[0].sold == pack.reexports[0].bought + pack.reexports[0].margin);
  double people = 0;
  for (const auto& region : pack.population)
    for (const auto& band : region) people += band[0] + band[1];
  CHECK(people == 10000);
  CHECK(pack.balance(Sector::households, Instrument::deposits, Side::asset) > 0);
  CHECK(pack.demography.mortality[100][0] > 0);
  CHECK(std::accumulate(pack.demography.fertility.begin(), pack.demography.fertility.end(), 0.0) == Approx(0.296));
  CHECK(pack.control_total("gdp") == Approx(532.2));
  CHECK_THROWS_AS(pack.parameter("no_such_parameter"), InternalError);
}

TEST_CASE("a bank has both shares, none of them below 0, and there are at most eight") {
  CHECK(any(faults("banks.csv", "second,households,0.4", "second,households,-0.4"), "a bank's share of customers cannot be below 0"));
  std::string many;
  for (int n = 3; n <= 9; ++n)
    for (const char* customers : {"households", "firms"}) many += fmt::format("bank{},{},0,fraction,teaching,2023,derived,,,\n", n, customers);
  CHECK(any(faults("banks.csv", "second,firms,0.5", many + "second,firms,0.5"), "9 banks in this table; from 1 to 8 are possible"));
  CHECK(any(faults("banks.csv", "second,firms,0.5,fraction,teaching,2023,derived,,,\n", ""), "firms"));
}

TEST_CASE("every shipped pack loads") {
  for (const auto& entry : fs::directory_iterator(test::source_folder() / "scenarios/data")) {
    if (!fs::exists(entry.path() / "parameters.csv")) continue;  // under construction
    INFO(entry.path().string());
    CHECK_NOTHROW((void)load_pack(entry.path()));
  }
}

TEST_CASE("a table that changed since the pack was built is refused, with the line of its checksum") {
  const Scratch scratch;
  fs::copy(minimal, scratch / "pack", fs::copy_options::recursive);
  scratch.write("pack/regions.csv", content(minimal / "regions.csv") + "\n");
  const auto all = test::complaints_of([&] { (void)load_pack(scratch / "pack"); });
  REQUIRE(all.size() == 1);
  CHECK(all[0].find("regions.csv has changed since the pack was built") != std::string::npos);
  CHECK(all[0].find("0:") != 0);
}

TEST_CASE("a missing table is an error, unless the pack is under construction") {
  const Scratch scratch;
  fs::copy(minimal, scratch / "pack", fs::copy_options::recursive);
  fs::remove(scratch / "pack/finance.csv");
  fs::remove(scratch / "pack/use.csv");
  const auto all = test::complaints_of([&] { (void)load_pack(scratch / "pack"); });
  CHECK(all.size() == 2);
  CHECK(any(all, "this table of the pack is missing"));
  const Pack pack = load_pack(scratch / "pack", Completeness::partial);
  CHECK(pack.finance.empty());
  CHECK(pack.accounts.size() == 3);
}

TEST_CASE("the energy tables are there together or not at all") {
  const Scratch scratch;
  fs::copy(minimal, scratch / "pack", fs::copy_options::recursive);
  fs::remove(scratch / "pack/carbon.csv");
  CHECK(test::complaints_of([&] { (void)load_pack(scratch / "pack"); }).size() == 1);
  fs::remove(scratch / "pack/energy_use.csv");
  fs::remove(scratch / "pack/energy_carriers.csv");
  (void)build_pack(scratch / "pack");  // the checksums no longer promise them
  const Pack pack = load_pack(scratch / "pack");
  CHECK(pack.energy_use.empty());
  CHECK(pack.carbon.empty());
}

TEST_CASE("a folder that is not there or has no head is refused") {
  const Scratch scratch;
  CHECK(any(test::complaints_of([&] { (void)load_pack(scratch / "none"); }), "there is no data pack in this folder"));
  fs::create_directories(scratch / "empty");
  const auto all = test::complaints_of([&] { (void)load_pack(scratch / "empty"); });
  CHECK(all.size() == 4);  // pack.toml, sources, industries, regions
}

TEST_CASE("faults of tables are named with their place and the nearest name") {
  CHECK(any(faults("accounts.csv", "C,output,330", "D,output,330"), "unknown industry 'D'"));
  CHECK(any(faults("accounts.csv", "C,output,330", "C,outptu,330"), "unknown item 'outptu'; did you mean 'output'?"));
  CHECK(any(faults("industries.csv", "core", "cores"), "unknown cluster 'cores'; did you mean 'core'?"));
  CHECK(any(faults("industries.csv", "O,Public", "C,Public"), "industry 'C' is there twice"));
  CHECK(any(faults("regions.csv", "area_km2", "area"), "unknown column 'area'"));
  CHECK(any(faults("population.csv", "0-4,M", "0-5,M"), "unknown age band '0-5'"));
  CHECK(any(faults("demography.csv", "mortality,0-4,M", "mortality,0-4,X"), "unknown sex 'X'"));
  CHECK(any(faults("demography.csv", "mortality,0-4,M", "mortality,nought,M"), "'nought' is not an age"));
}

TEST_CASE("ages are single, bands or open") {
  CHECK(parse_ages("37") == std::pair(37, 37));
  CHECK(parse_ages("15-19") == std::pair(15, 19));
  CHECK(parse_ages("90+") == std::pair(90, 100));
  CHECK(parse_ages("105") == std::pair(100, 100));
  for (const char* bad : {"", "-5", "19-15", "x", "15-", "+"}) CHECK_FALSE(parse_ages(bad));
  CHECK(band_of_age(0) == 0);
  CHECK(band_of_age(89) == 17);
  CHECK(band_of_age(90) == 18);
  CHECK(band_of_age(100) == 18);
}

TEST_CASE("counts given for a band are divided over its ages, rates hold at each") {
  Complaints complaints;
  Pack pack;
  std::string rows = "event,age,sex,value,unit,source,year,quality,low,high,factor\n";
  const auto add = [&](const std::string& event, const std::string& age, const std::string& sex, const std::string& value,
                       const std::string& unit) {
    rows += event + "," + age + "," + sex + "," + value + "," + unit + ",s,2023,measured,,,\n";
  };
  add("mortality", "0-100", "", "0.01", "1/year");
  add("fertility", "20-29", "F", "0.1", "1/year");
  add("immigration", "20-29", "", "400", "persons");
  add("emigration", "90+", "M", "11", "persons");
  add("leave_parental_home", "18-24", "", "0.2", "1/year");
  add("partnering", "18+", "", "0.05", "1/year");
  add("separation", "18+", "", "0.02", "1/year");
  add("moving_in_with_others", "18+", "", "0.01", "1/year");
  read_demography(Table::from_csv(Csv::from_text(rows, "demography.csv", complaints), {"event", "age", "sex"}, nullptr, complaints), pack,
                  complaints);
  complaints.throw_if_any();
  CHECK(pack.demography.mortality[100][1] == 0.01);
  CHECK(pack.demography.fertility[4] == Approx(0.1));
  CHECK(pack.demography.fertility[6] == 0);
  CHECK(pack.demography.immigration[4][0] == Approx(100));
  CHECK(pack.demography.immigration[5][1] == Approx(100));
  CHECK(pack.demography.emigration[18][0] == Approx(11));
  CHECK(pack.demography.leave_parental_home[17] == 0);
  CHECK(pack.demography.leave_parental_home[24] == 0.2);
}
