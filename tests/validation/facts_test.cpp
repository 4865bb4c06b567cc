// Stylised facts of firms in short: six years at 1:1000, one seed; two seconds. The long form with targets is ./kl validate facts.
//
// Bounds hold what data say (docs/stylised_facts.md) where the model is near it, and lie five or more standard deviations, over 16 seeds,
// from what the model does: another chance does not fail them, another rule may. Means and deviations of the 16 seeds stand beside.
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <catch2/catch.hpp>

#include "validation/facts.hpp"
#include "validation/firm_facts.hpp"

using namespace kringloop;
using namespace kringloop::validation;

namespace {

bool within(double value, double low, double high) { return low < value && value < high; }

double yearly_exits(const FirmPanel& firms, std::size_t size_class) {
  double exits = 0.0, there = 0.0;
  for (std::size_t y = 0; y < firms.years().size(); ++y) {
    exits += static_cast<double>(firms.demography()[y][size_class].exits);
    there += static_cast<double>(firms.demography()[y][size_class].firms);
  }
  return exits / there;
}

}  // namespace

TEST_CASE("firms of six years are shaped as firms are", "[facts]") {
  const std::filesystem::path source = std::getenv("KRINGLOOP_SOURCE");
  input::Overrides overrides;
  for (const char* set : {"run.scale=1000", "run.until=2029Q4"}) overrides.set.push_back({set, ""});
  const WatchedRun run = watch_run(source / "scenarios/baseline.toml", overrides);
  const FirmPanel& firms = run.firms;
  REQUIRE(firms.years().size() == 6);

  SECTION("sizes are skewed to the right, their tail near Zipf's law") {
    CHECK(size_skewness(firms.sizes().back()) > 10);                         // 28.8, 0.5
    CHECK(within(tail_exponent(firms.sizes().back(), 10, 100), 0.75, 1.2));  // 0.90, 0.03; Netherlands 2020 0.93
  }
  SECTION("growth is tent-shaped: more peaked than a normal distribution") {
    CHECK(within(subbotin_exponent(standardised(sales_growth(firms))), 0.3, 1.4));  // 0.45, 0.02; data near 1
    CHECK(within(shape_of(sales_growth(firms)[1]).deviation, 0.05, 0.5));           // 0.16, 0.05
  }
  SECTION("some firms make more in an hour than others of their industry, and go on doing so") {
    const ProductivityGaps gaps = productivity_gaps(firms, 4);
    CHECK(within(gaps.spread_90_10, 0.4, 0.9));     // 0.66, 0.02; data 0.65
    CHECK(within(gaps.persistence[0], 0.6, 0.99));  // 0.94, 0.01; data 0.6 to 0.8
    CHECK(gaps.persistence[3] > 0.6);               // 0.88, 0.01
    CHECK(gaps.persistence[3] < gaps.persistence[0]);
  }
  SECTION("firms close at about the rates of 2019-2020") {
    CHECK(within(yearly_exits(firms, 0), 0.06, 0.13));   // 0.094, 0.005; data 0.076
    CHECK(within(yearly_exits(firms, 1), 0.02, 0.075));  // 0.047, 0.005; data 0.038
  }
  SECTION("firms and years with much investment are few, with none fewer") {
    const Lumpiness lumps = lumpiness(firms, 6);
    CHECK(within(lumps.spikes, 0.03, 0.25));   // 0.068, 0.003; data 0.19
    CHECK(within(lumps.inaction, 0.0, 0.15));  // 0.019, 0.004; data 0.08
  }
}

TEST_CASE("watching a run changes nothing, and every firm is accounted for", "[facts]") {
  const std::filesystem::path source = std::getenv("KRINGLOOP_SOURCE");
  input::Overrides overrides;
  for (const char* set : {"run.scale=1000", "run.until=2025Q4"}) overrides.set.push_back({set, ""});
  const WatchedRun run = watch_run(source / "scenarios/baseline.toml", overrides);
  double entries = 0.0, exits = 0.0;
  for (std::size_t q = 0; q < run.results.quarters(); ++q) {
    entries += run.results.values("firm_entries", q)[0];
    exits += run.results.values("firm_exits", q)[0];
  }
  double seen_entries = 0.0, seen_exits = 0.0;
  for (std::size_t y = 0; y < 2; ++y)
    for (const ClassYear& of : run.firms.demography()[y])
      seen_entries += static_cast<double>(of.entries), seen_exits += static_cast<double>(of.exits);
  CHECK(seen_entries == entries);
  CHECK(seen_exits == exits);
  const auto& demography = run.firms.demography();
  for (std::size_t c = 0; c < input::size_classes; ++c)
    CHECK(demography[1][c].firms == demography[0][c].firms + demography[0][c].entries - demography[0][c].exits);
}
