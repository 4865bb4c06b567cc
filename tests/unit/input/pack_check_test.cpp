#include <catch2/catch.hpp>

#include "input/pack_build.hpp"
#include "input/pack_check.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;
namespace fs = std::filesystem;

namespace {
const fs::path packs = test::source_folder() / "scenarios/data";

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Edit {
  std::string table, from, to;
};

// The minimal pack, its checksums renewed, after changes of tables; what checking it complains of, with file names.
std::vector<std::string> faults(const std::vector<Edit>& edits) {
  const Scratch scratch;
  const fs::path pack = scratch / "pack";
  fs::copy(packs / "minimal", pack, fs::copy_options::recursive);
  for (const Edit& edit : edits) {
    std::string text = text_of(pack / edit.table);
    const auto at = text.find(edit.from);
    REQUIRE(at != std::string::npos);
    scratch.write("pack/" + edit.table, text.replace(at, edit.from.size(), edit.to));
  }
  (void)build_pack(pack);
  std::vector<std::string> texts;
  try {
    (void)check_pack(pack);
  } catch (const InputError& error) {
    for (const Complaint& c : error.complaints()) texts.push_back(fs::path(c.file).filename().string() + ":" + std::to_string(c.line) + " " + c.text);
  }
  return texts;
}

std::vector<std::string> faults(const std::string& table, const std::string& from, const std::string& to) { return faults({{table, from, to}}); }

bool any(const std::vector<std::string>& texts, const std::string& part) {
  for (const std::string& text : texts)
    if (text.find(part) != std::string::npos) return true;
  return false;
}
}  // namespace

TEST_CASE("the minimal pack holds to the identities worked in its README") {
  const CheckSummary summary = check_pack(packs / "minimal");
  CHECK(summary.identities > 50);
  CHECK(summary.gdp_production == Approx(532.2));
  CHECK(summary.gdp_income == Approx(532.2));
  CHECK(summary.gdp_expenditure == Approx(532.2));
}

TEST_CASE("an industry whose sales differ from its output is named with its line") {
  const auto texts = faults("use.csv", "C,G,domestic,20", "C,G,domestic,21");
  CHECK(any(texts, "accounts.csv:2 output of C differs from its sales"));
  CHECK(any(texts, "intermediate use of G differs"));
  CHECK(any(texts, "output of G differs from its sales"));  // margins on the purchase
  CHECK(any(faults("use.csv", "C,exports,domestic,150", "C,exports,domestic,151"), "control_totals.csv:2 'gdp' differs from expenditure"));
}

TEST_CASE("an instrument must balance") {
  CHECK(any(faults("balance_sheets.csv", "banks,mortgages,asset,300", "banks,mortgages,asset,301"), "assets and liabilities in mortgages differ"));
}

TEST_CASE("bank debt by industry must sum to the balance sheet") {
  CHECK(any(faults("finance.csv", "C,bank_debt,70", "C,bank_debt,71"), "bank debt by industry differs"));
}

TEST_CASE("the government account must close") {
  const auto texts = faults("government.csv", "income_tax,60", "income_tax,61");
  CHECK(any(texts, "receipts less the balance differ from outlays"));
  CHECK(texts.size() == 1);
}

TEST_CASE("working persons agree between accounts, firms and population") {
  const auto texts = faults("accounts.csv", "C,employees,1200", "C,employees,1201");
  CHECK(any(texts, "persons of C differ from employees and self-employed"));
  CHECK(any(texts, "employees in the population differ"));
  CHECK(any(faults("firms.csv", "C,2-9,persons,200", "C,2-9,persons,201"), "persons in firms of C differ"));
}

TEST_CASE("shares sum to one") {
  CHECK(any(faults("firm_regions.csv", "G,R1,0.65", "G,R1,0.66"), "regional shares of G do not sum to 1"));
  CHECK(any(faults("household_finance.csv", "1,income_share,0.08", "1,income_share,0.09"), "income_share over the quintiles"));
  CHECK(any(faults("banks.csv", "first,households,0.6", "first,households,0.5"), "the banks' shares of households do not sum to 1"));
  CHECK(any(faults("banks.csv", "second,firms,0.5", "second,firms,0.6"), "the banks' shares of firms do not sum to 1"));
}

TEST_CASE("energy comes with goods that the user buys, and shares of carbon are shares") {
  CHECK(any(faults({{"use.csv", "O,C,domestic,10", "O,C,domestic,0"}, {"energy_use.csv", "C,electricity,fuel,C", "C,electricity,fuel,O"}}),
            "energy_use.csv:5 C has electricity with good O, of which use.csv lets it buy nothing"));
  CHECK(any(faults("energy_use.csv", "household_consumption,biomass,fuel", "household_consumption,biomass,generation"), "only industries burn fuels"));
  CHECK(any(faults("energy_use.csv", "C,natural_gas,fuel,C,0.4", "C,natural_gas,fuel,C,-0.4"), "must not be below 0"));
  CHECK(any(faults("carbon.csv", "C,ets_share,0.8", "C,ets_share,1.8"), "shares must lie between 0 and 1"));
}

TEST_CASE("faults of rows are told before identities") {
  const auto texts = faults("finance.csv", "C,bank_debt,70,MEUR", "C,bank_debt,70,km");
  CHECK(any(texts, "finance.csv:2"));
  CHECK_FALSE(any(texts, "differs"));
}

TEST_CASE("building the Dutch packs again changes no byte") {
  for (const char* name : {"nl-2010", "nl-2023"}) {
    const Scratch scratch;
    fs::create_directories(scratch / "packs");
    for (const char* needed : {"nl-2010", "nl-2023"}) fs::copy(packs / needed, scratch / "packs" / needed, fs::copy_options::recursive);
    const BuildSummary summary = build_pack(scratch / "packs" / name);
    CHECK(summary.largest_error < 1e-9);
    CHECK(summary.changed == std::vector<std::string>{});
  }
}

TEST_CASE("the Dutch packs hold to their identities") {
  for (const auto& [name, gdp] : {std::pair("nl-2010", 631512.0), std::pair("nl-2023", 1067600.0)}) {
    const CheckSummary summary = check_pack(packs / name);
    CHECK(summary.gdp_production == Approx(gdp).epsilon(1e-6));
    CHECK(summary.gdp_income == Approx(gdp).epsilon(1e-6));
    CHECK(summary.gdp_expenditure == Approx(gdp).epsilon(1e-6));
  }
}

TEST_CASE("a pack that does not say how it is built is refused") {
  const Scratch scratch;
  scratch.write("pack/pack.toml", "name = \"x\"\nbase_year = 2023\n");
  CHECK(test::complaints_of([&] { (void)build_pack(scratch / "pack"); }).size() == 1);
}
