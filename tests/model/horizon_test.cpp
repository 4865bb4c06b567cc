// The baseline to 2050 stays a plausible economy, and answers to disturbances have the right sign and a plausible size.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <set>
#include <vector>

#include "study.hpp"

using namespace kringloop;

namespace {

constexpr int whole = 108;  // quarters 2024Q1 to 2050Q4

const Study& baseline() {
  static const std::unique_ptr<Study> study = [] {
    auto made = std::make_unique<Study>();
    made->until(Quarter{2050, 4});
    return made;
  }();
  return *study;
}

double a_year(double ratio, double years) { return std::pow(ratio, 1.0 / years) - 1.0; }

/// Growth of the mean of each year over the year before [%].
std::vector<double> yearly_growth(const Study& study, const std::string& name) {
  std::vector<double> growth;
  for (int q = 4; q + 3 < study.length(); q += 4) growth.push_back(100.0 * (study.mean(name, q, q + 3) / study.mean(name, q - 4, q - 1) - 1.0));
  return growth;
}

std::unique_ptr<Study> with_shock(input::Shock shock, Quarter until, bool budget_rule = true) {
  auto study = std::make_unique<Study>("baseline.toml", "1000", [&](input::Inputs& inputs) {
    inputs.settings.economy.budget_rule = budget_rule;
    inputs.settings.shocks.push_back(shock);
  });
  study->until(until);
  return study;
}

input::Shock on(const std::string& series, Quarter start, Quarter end, double factor, double add) {
  input::Shock shock;
  shock.name = series;
  shock.series = series;
  shock.start = start;
  shock.end = end;
  shock.factor = factor;
  shock.add = add;
  return shock;
}

/// Prints the size of an answer, for the record.
double seen(const char* what, double value) {
  std::printf("%s: %+.3f\n", what, value);
  return value;
}

double relative(const Study& disturbed, const std::string& name, int first, int last) {
  return 100.0 * (disturbed.mean(name, first, last) / baseline().mean(name, first, last) - 1.0);
}

double difference(const Study& disturbed, const std::string& name, int first, int last) {
  return disturbed.mean(name, first, last) - baseline().mean(name, first, last);
}

}  // namespace

TEST_CASE("Baseline: real growth to 2050 is between 0.5 and 2 % a year", "[horizon]") {
  const Study& b = baseline();
  REQUIRE(b.length() == whole);
  const double growth = seen("baseline, real growth, % a year", 100.0 * a_year(b.mean("gross_domestic_product_real", whole - 4, whole - 1) / b.mean("gross_domestic_product_real", 0, 3), 26.0));
  CHECK(growth > 0.5);
  CHECK(growth < 2.0);
}

TEST_CASE("Baseline: no boom and no slump, real growth of every year is between -0.5 and 3 %", "[horizon]") {
  const auto growth = yearly_growth(baseline(), "gross_domestic_product_real");
  seen("baseline, real growth, lowest year, %", *std::min_element(growth.begin(), growth.end()));
  seen("baseline, real growth, highest year, %", *std::max_element(growth.begin(), growth.end()));
  for (const double g : growth) {
    CHECK(g > -0.5);
    CHECK(g < 3.0);
  }
}

TEST_CASE("Baseline: consumer prices rise between 1 and 3 % in every year", "[horizon]") {
  const auto inflation = yearly_growth(baseline(), "consumer_price_index");
  seen("baseline, inflation, lowest year, %", *std::min_element(inflation.begin(), inflation.end()));
  seen("baseline, inflation, highest year, %", *std::max_element(inflation.begin(), inflation.end()));
  for (const double p : inflation) {
    CHECK(p > 1.0);
    CHECK(p < 3.0);
  }
}

TEST_CASE("Baseline: stocks and shares over GDP stay within their bands", "[horizon]") {
  const Study& b = baseline();
  struct Band {
    const char* what;
    double low, high;
    std::function<double(int)> at;
  };
  const auto gdp = [&](int q) { return b.at("gross_domestic_product", q); };
  const auto stock = [&](const char* name, std::size_t entry = 0) { return [&b, gdp, name, entry](int q) { return b.at(name, q, entry) / (4.0 * gdp(q)); }; };
  const auto flow = [&](const char* name) { return [&b, gdp, name](int q) { return b.at(name, q) / gdp(q); }; };
  const auto capital = [&](int q) {
    double sum = 0.0;
    for (std::size_t s = 0; s < b.inputs().pack.industry_count(); ++s) sum += b.at("capital_stock", q, s);
    return sum / (4.0 * gdp(q));
  };
  const auto wages = [&](int q) { return (b.at("wages", q) + b.at("employer_contributions", q)) / gdp(q); };
  for (const Band& band : std::vector<Band>{{"capital over GDP", 2.5, 3.1, capital},
                                            {"wages and contributions over GDP", 0.44, 0.53, wages},
                                            {"mixed income over GDP", 0.07, 0.10, flow("mixed_income")},
                                            {"government debt over GDP", 0.35, 0.6, stock("government_debt")},
                                            {"deposits of households over GDP", 0.5, 1.25, stock("deposits", 0)},
                                            {"deposits of firms over GDP", 0.25, 0.4, stock("deposits", 1)},
                                            {"loans to firms over GDP", 0.25, 0.45, stock("firm_loans")},
                                            {"mortgages over GDP", 0.65, 0.85, stock("mortgages")},
                                            {"own funds of banks over GDP", 0.055, 0.09, stock("bank_capital")},
                                            {"assets of the pension fund over GDP", 1.4, 1.8, stock("pension_fund_assets")},
                                            {"net foreign assets over GDP", 0.6, 1.6, stock("net_foreign_assets")},
                                            {"current account over GDP", 0.02, 0.11, flow("current_account")}}) {
    double low = 1e9, high = -1e9;
    for (int q = 0; q + 3 < whole; q += 4) {
      const double year = (band.at(q) + band.at(q + 1) + band.at(q + 2) + band.at(q + 3)) / 4.0;
      low = std::min(low, year);
      high = std::max(high, year);
    }
    std::printf("baseline, %s: %.3f to %.3f\n", band.what, low, high);
    INFO(band.what);
    CHECK(low > band.low);
    CHECK(high < band.high);
  }
}

TEST_CASE("Flat: without growth of productivity, people and world demand the real economy stays where it is", "[horizon]") {
  Study flat("flat.toml");
  flat.until({2050, 4});
  const auto growth = yearly_growth(flat, "gross_domestic_product_real");
  seen("flat, real growth, lowest year, %", *std::min_element(growth.begin(), growth.end()));
  seen("flat, real growth, highest year, %", *std::max_element(growth.begin(), growth.end()));
  for (const double g : growth) CHECK(std::abs(g) < 1.2);
  CHECK(std::abs(seen("flat, real GDP in 2050 over 2024, %", 100.0 * (flat.mean("gross_domestic_product_real", whole - 4, whole - 1) / flat.mean("gross_domestic_product_real", 0, 3) - 1.0))) < 5.0);
  for (const double p : yearly_growth(flat, "consumer_price_index")) CHECK(std::abs(p - 2.0) < 0.8);
}

TEST_CASE("Baseline: unemployment stays between 2.5 and 8 % in every year", "[horizon]") {
  const Study& b = baseline();
  for (int q = 0; q < whole; q += 4) {
    const double rate = 100.0 * b.mean("unemployment_rate", q, q + 3);
    INFO(2024 + q / 4 << ": " << rate << " %");
    CHECK(rate > 2.5);
    CHECK(rate < 8.0);
  }
}

TEST_CASE("Baseline: no industry of the manufacturing cluster shrinks to a third or grows threefold", "[horizon]") {
  const Study& b = baseline();
  const std::set<std::string> cluster = {"22", "24", "25", "26", "27", "28", "29", "30", "32", "33"};
  std::size_t found = 0;
  const auto& industries = b.inputs().pack.industries;
  for (std::size_t s = 0; s < industries.size(); ++s) {
    if (!cluster.contains(industries[s].code)) continue;
    ++found;
    double first = 0.0, last = 0.0;
    for (int q = 0; q < 4; ++q) {
      first += b.at("output_real", q, s);
      last += b.at("output_real", whole - 1 - q, s);
    }
    INFO(industries[s].code << " " << industries[s].name);
    const double ratio = seen(("baseline, real output 2050 over 2024, industry " + industries[s].code).c_str(), last / first);
    CHECK(ratio > 1.0 / 3.0);
    CHECK(ratio < 3.0);
  }
  CHECK(found == cluster.size());
}

TEST_CASE("World demand down 10 % for a year: less output, more unemployment, and the economy comes back", "[response]") {
  const auto disturbed = with_shock(on("world_demand", {2026, 1}, {2026, 4}, 0.9, 0.0), {2031, 4});
  CHECK(relative(*disturbed, "gross_domestic_product_real", 0, 7) == 0.0);
  const double during = seen("world demand -10 %, real GDP in the year, %", relative(*disturbed, "gross_domestic_product_real", 8, 11));
  CHECK(during < -0.5);
  CHECK(during > -10.0);
  CHECK(seen("world demand -10 %, exports in the year, %", relative(*disturbed, "exports", 8, 11)) < -3.0);
  // Firms keep people at first: unemployment follows half a year to a year later, by an eighth of the fall of output (ten seeds: 0.09 to 0.19).
  CHECK(seen("world demand -10 %, unemployment the year after, points", 100.0 * difference(*disturbed, "unemployment_rate", 11, 14)) > -0.05 * during);
  CHECK(std::abs(seen("world demand -10 %, real GDP five years later, %", relative(*disturbed, "gross_domestic_product_real", 28, 31))) < 0.5 * std::abs(during));
}

TEST_CASE("Moods at home: who spends less buys less, for as long as it lasts", "[response]") {
  const Quarter from{2026, 1}, to{2027, 4}, until{2029, 4};
  const auto careful = with_shock(on("household_confidence", from, to, 0.97, 0.0), until);
  CHECK(relative(*careful, "household_consumption_real", 0, 7) == 0.0);
  CHECK(std::abs(seen("households 3 % more careful, real consumption, %", relative(*careful, "household_consumption_real", 8, 15)) + 3.0) < 1.0);
  CHECK(seen("the same, real GDP, %", relative(*careful, "gross_domestic_product_real", 8, 15)) < -0.3);
  CHECK(seen("the same, real consumption when it is over, %", relative(*careful, "household_consumption_real", 16, 23)) > -0.5);  // they saved
  const auto waiting = with_shock(on("business_confidence", from, to, 0.9, 0.0), until);
  CHECK(seen("firms invest 10 % less, real investment, %", relative(*waiting, "gross_fixed_capital_formation_real", 8, 15)) < -5.0);
  CHECK(seen("the same, real investment when it is over, %", relative(*waiting, "gross_fixed_capital_formation_real", 16, 23)) > -1.0);  // capital is missing
  const auto austerity = with_shock(on("public_budget", from, to, 0.98, 0.0), until);
  CHECK(std::abs(seen("public budgets 2 % lower, real public consumption, %", relative(*austerity, "government_consumption_real", 8, 15)) + 2.0) < 0.5);
  const auto dearer = with_shock(on("home_prices", from, to, 1.02, 0.0), until);
  CHECK(seen("home prices pushed up 2 %, consumer prices in the quarter, %", relative(*dearer, "consumer_price_index", 8, 8)) > 1.0);
  CHECK(std::abs(seen("the same, consumer prices a year later, %", relative(*dearer, "consumer_price_index", 12, 12))) < 1.5);
}

TEST_CASE("Interest up 2 points for two years: less investment", "[response]") {
  auto study = std::make_unique<Study>("baseline.toml", "1000", [](input::Inputs& inputs) {
    inputs.settings.shocks.push_back(on("policy_rate", {2026, 1}, {2027, 4}, 1.0, 0.02));
    inputs.settings.shocks.push_back(on("bond_rate", {2026, 1}, {2027, 4}, 1.0, 0.02));
  });
  study->until({2028, 4});
  const double investment = seen("interest +2 points, investment, %", relative(*study, "gross_fixed_capital_formation", 9, 16));
  CHECK(investment < -2.0);
  CHECK(investment > -15.0);
}

TEST_CASE("Income tax up 5 points: less consumption, a better balance", "[response]") {
  const auto study = with_shock(on("income_tax_shift", {2026, 1}, {2050, 4}, 1.0, 0.05), {2027, 4});
  CHECK(seen("income tax +5 points, consumption, %", relative(*study, "household_consumption", 8, 15)) < -0.5);
  const double balance = 100.0 * (study->mean("government_balance", 8, 15) / study->mean("gross_domestic_product", 8, 15) -
                                  baseline().mean("government_balance", 8, 15) / baseline().mean("gross_domestic_product", 8, 15));
  CHECK(seen("income tax +5 points, balance, % of GDP", balance) > 0.3);
}

TEST_CASE("Productivity growing half a point a year faster: more real output in 2050", "[response]") {
  const auto disturbed = with_shock(on("frontier_productivity_growth", {2026, 1}, {2050, 4}, 1.0, 0.005), {2050, 4});
  const double gain = seen("productivity +0.5 points a year, real GDP in 2050, %", relative(*disturbed, "gross_domestic_product_real", whole - 4, whole - 1));
  CHECK(gain > 3.0);
  CHECK(gain < 25.0);
}
