// The baseline to 2050 stays a plausible economy, and answers to disturbances have the right sign and a plausible size.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <set>

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

TEST_CASE("Baseline: consumer prices rise between 1 and 3 % a year", "[horizon]") {
  const Study& b = baseline();
  const double inflation = seen("baseline, inflation, % a year", 100.0 * a_year(b.mean("consumer_price_index", whole - 4, whole - 1) / b.mean("consumer_price_index", 0, 3), 26.0));
  CHECK(inflation > 1.0);
  CHECK(inflation < 3.0);
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
  CHECK(seen("world demand -10 %, unemployment, points", 100.0 * difference(*disturbed, "unemployment_rate", 8, 13)) > 0.03);
  CHECK(std::abs(seen("world demand -10 %, real GDP five years later, %", relative(*disturbed, "gross_domestic_product_real", 28, 31))) < 0.5 * std::abs(during));
}

TEST_CASE("Interest up 2 points for two years: less investment", "[response]") {
  auto study = std::make_unique<Study>("baseline.toml", "1000", [](input::Inputs& inputs) {
    inputs.settings.shocks.push_back(on("policy_rate", {2026, 1}, {2027, 4}, 1.0, 0.02));
    inputs.settings.shocks.push_back(on("bond_rate", {2026, 1}, {2027, 4}, 1.0, 0.02));
  });
  study->until({2028, 4});
  CHECK(seen("interest +2 points, investment, %", relative(*study, "gross_fixed_capital_formation", 9, 16)) < 0.0);
}

TEST_CASE("Income tax up 5 points: less consumption, a better balance", "[response]") {
  auto study = std::make_unique<Study>();
  study->until({2025, 4});
  study->world.signals.income_tax_shift = 0.05;
  study->until({2027, 4});
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
