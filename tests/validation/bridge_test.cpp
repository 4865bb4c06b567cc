// The rules of the published model in this program: its opening, its world, its steady state, and its mean paths.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

#include <catch2/catch.hpp>

#include "data_or_skip.hpp"
#include "economy/autoregressions.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"
#include "model/study.hpp"
#include "output/result_file.hpp"
#include "unit/input/scratch.hpp"
#include "validation/bridge.hpp"
#include "validation/reference_pack.hpp"

using namespace kringloop;
using namespace kringloop::validation;
namespace fs = std::filesystem;

namespace {

fs::path own_pack() { return fs::path(std::getenv("KRINGLOOP_SOURCE")) / "scenarios/data/nl-2023"; }

/// Columns of a table of the reference data.
std::map<std::string, std::vector<double>> read_columns(const fs::path& file) {
  input::Complaints complaints;
  const input::Csv csv = input::Csv::read(file, file.string(), complaints);
  complaints.throw_if_any();
  std::map<std::string, std::vector<double>> columns;
  for (std::size_t c = 0; c < csv.header().size(); ++c)
    for (std::size_t row = 0; row < csv.rows(); ++row) columns[csv.header()[c]].push_back(input::parse_number(csv.cell(row, c)).value_or(NAN));
  return columns;
}

fs::path run(const fs::path& scenario, const fs::path& into, std::uint64_t seed) {
  simulation::RunOptions options;
  options.scenario = scenario;
  options.folder = into;
  options.overrides.set.push_back({"run.seed=" + std::to_string(seed), "--seed"});
  options.quiet = true;
  const auto ranks = parallel::local_communicator();
  REQUIRE(simulation::run(options, *ranks) == 0);
  return into;
}

}  // namespace

TEST_CASE("under the published rules firms open with the stocks of the published model", "[bridge]") {
  const auto data = data_or_skip();
  if (!data) return;
  const test::Scratch scratch;
  const fs::path folder = scratch / "packs";
  const ReferenceCase reference = read_reference_case(*data / "macro_abm/austria_2010Q1", 1000);
  write_reference_pack(reference, {}, own_pack(), folder);
  Study study((folder / "austria_2010Q1_published.toml").string());

  // Of each industry, per unit of output: there every firm has as many workers, so that totals differ.
  const auto theirs = read_columns(*data / "macro_abm/oracle_austria_2010Q1/init_firms.csv");
  std::vector<std::array<double, 6>> expected(reference.nace.size(), std::array<double, 6>{}), found = expected;
  enum : std::size_t { output, capital, inputs, loans, deposits, profits };
  constexpr std::array<const char*, 6> names = {"Y_i", "K_i", "M_i", "L_i", "D_i", "Pi_i"};
  for (std::size_t i = 0; i < theirs.at("G_i").size(); ++i)
    for (std::size_t k = 0; k < names.size(); ++k) expected[static_cast<std::size_t>(theirs.at("G_i")[i]) - 1][k] += theirs.at(names[k])[i];
  const Firms& firms = study.world.firms;
  for (District d = 0; d < study.world.context.layout.districts(); ++d)
    for_each_row(firms, d, [&](Row i) {
      auto& of = found[firms.industry[i]];
      of[output] += firms.output[i].real();
      of[capital] += firms.capital[i].real();
      for (int k = 0; k <= firm_links; ++k) of[inputs] += firms.input_stock[i][k].real();
      of[loans] += firms.loan[i].real();
      of[deposits] += firms.deposits[i].real();
      of[profits] += firms.profit[i].real();
    });
  double all_loans = 0, all_deposits = 0;
  for (std::size_t s = 0; s < found.size(); ++s) {
    INFO(reference.nace[s]);
    const auto per_output = [&](std::size_t k) { return found[s][k] / found[s][output]; };
    const auto same = [&](std::size_t k) { return Approx(expected[s][k] / expected[s][output]).epsilon(1e-4).margin(1e-6); };
    CHECK(per_output(capital) == same(capital));
    CHECK(per_output(inputs) == same(inputs));
    all_loans += found[s][loans];
    all_deposits += found[s][deposits];
  }
  CHECK(all_loans == Approx(236'919e6).epsilon(1e-9));
  CHECK(all_deposits == Approx(54'049e6).epsilon(1e-4));
  // Debt goes by capital there and here; total capital differs by the firms' rounding of workers.
  double their_capital = 0, our_capital = 0;
  for (std::size_t s = 0; s < found.size(); ++s) their_capital += expected[s][capital], our_capital += found[s][capital];
  for (std::size_t s = 0; s < found.size(); ++s) {
    INFO(reference.nace[s]);
    CHECK(found[s][loans] / found[s][capital] * our_capital == Approx(1e6 * expected[s][loans] / expected[s][capital] * their_capital).epsilon(1e-4));
  }
  CHECK(study.world.institutions.of_banks(&Bank::capital).real() == Approx(89'460e6).epsilon(1e-9));
}

TEST_CASE("without shocks the world outside, expectations and prices are those of the deterministic published run", "[bridge]") {
  const auto data = data_or_skip();
  if (!data) return;
  const test::Scratch scratch;
  const fs::path folder = scratch / "packs";
  ReferenceCase reference = read_reference_case(*data / "macro_abm/austria_2010Q1", 1000);
  reference.silence();
  write_reference_pack(reference, {}, own_pack(), folder);
  // The estimate that the published tests state.
  std::vector<double> history;
  for (const double output : reference.output_history) history.push_back(std::log(output));
  const economy::Fit fit = economy::autoregression(history);
  CHECK(fit.alpha == Approx(0.971001709).epsilon(1e-8));
  CHECK(fit.beta == Approx(0.344659200).epsilon(1e-7));

  const auto theirs = read_columns(*data / "macro_abm/oracle_austria_2010Q1/output_t5_aggregates.csv");
  Study study((folder / "austria_2010Q1_published.toml").string());
  for (std::size_t quarter = 0; quarter < 5; ++quarter) {
    study.quarter();
    const Autoregressions& ar1 = study.world.institutions.ar1;
    CHECK(ar1.policy_rate == Approx(theirs.at("euribor")[quarter]).epsilon(1e-9));
    CHECK(ar1.foreign_output == Approx(theirs.at("real_gdp_ea")[quarter]).epsilon(1e-9));
    CHECK(ar1.foreign_inflation == Approx(theirs.at("gdp_deflator_growth_ea")[quarter]).epsilon(1e-9));
    if (quarter > 0) continue;
    CHECK(reference.output_history.back() * (1.0 + ar1.expected_growth) == Approx(134'929.5631).epsilon(1e-9));
    const Firms& firms = study.world.firms;
    for_each_row(firms, 0, [&](Row i) { CHECK(firms.price[i] == Approx(1.0 + ar1.expected_inflation).epsilon(1e-9)); });
    CHECK(1.0 + ar1.expected_inflation == Approx(1.0031).margin(5e-5));

    // The accounts of the first quarter, over those of the opening: output and value added by industry, wages, production taxes. Which sellers buyers
    // meet, and so demand, trade and stocks, is another matter: there each goes to the first seller in the list.
    const auto firms_there = read_columns(*data / "macro_abm/oracle_austria_2010Q1/init_firms.csv");
    const auto real = read_columns(*data / "macro_abm/oracle_austria_2010Q1/output_t1_real_sector_gva.csv");
    const auto nominal = read_columns(*data / "macro_abm/oracle_austria_2010Q1/output_t1_nominal_sector_gva.csv");
    std::vector<double> opening(reference.nace.size(), 0.0);
    double wages_there = 0.0, taxes_there = 0.0, wages_here = 0.0, taxes_here = 0.0;
    for (std::size_t i = 0; i < firms_there.at("G_i").size(); ++i) {
      const auto of = [&](const char* column) { return firms_there.at(column)[i]; };
      opening[static_cast<std::size_t>(of("G_i")) - 1] += of("Y_i") * (1.0 - of("tau_Y_i") - 1.0 / of("beta_i"));
      wages_there += of("w_bar_i") * of("N_i");
      taxes_there += of("tau_K_i") * of("Y_i");
    }
    for (std::size_t s = 0; s < opening.size(); ++s) {
      INFO(reference.nace[s]);
      const economy::IndustryTotals& industry = study.economy.industry[s];
      const double grown = real.at(reference.nace[s])[0] / opening[s], dearer = nominal.at(reference.nace[s])[0] / real.at(reference.nace[s])[0];
      const double output = study.economy.structure.industry[s].output;
      CHECK(industry.output.real() / output == Approx(grown).epsilon(1e-7));
      CHECK(industry.output_value.real() / industry.output.real() == Approx(dearer).epsilon(1e-7));
      wages_here += industry.wages.real();
      taxes_here += industry.production_tax.real();
    }
    CHECK(wages_here / (1e6 * reference.wages().sum()) == Approx(theirs.at("wages")[0] / wages_there).epsilon(1e-6));
    CHECK(taxes_here / (1e6 * (reference.of("tau_K_s") + reference.of("tau_Y_s")).dot(reference.output())) == Approx(theirs.at("taxes_production")[0] / taxes_there).epsilon(1e-6));
    CHECK(theirs.at("compensation_employees")[0] / theirs.at("wages")[0] == Approx(1.0 + reference.scalar("tau_SIF")).epsilon(1e-9));
  }
}

TEST_CASE("under the published rules the steady state stays put", "[bridge]") {
  const auto data = data_or_skip();
  if (!data) return;
  const test::Scratch scratch;
  const fs::path folder = scratch / "packs";
  write_reference_pack(read_reference_case(*data / "macro_abm/steady_state_2010Q1", 1000), {}, own_pack(), folder);
  const output::ResultFile result(run(folder / "steady_state_2010Q1_published.toml", folder / "run", 1) / "run.nc");
  // What is left is whole cents, and whole thousandths of a euro of volume.
  for (const char* name : {"gross_domestic_product_real", "gross_domestic_product", "household_consumption_real", "gross_fixed_capital_formation_real",
                           "government_consumption_real", "exports_real", "imports_real", "wages", "price_level", "unemployment_rate"}) {
    INFO(name);
    const auto series = result.total(name);
    for (const double value : series) CHECK(value == Approx(series[0]).epsilon(2e-5));
  }
}

TEST_CASE("under the published rules mean paths are those of the published model", "[bridge]") {
  const auto data = data_or_skip();
  if (!data) return;
  const test::Scratch scratch;
  const fs::path folder = scratch / "packs";
  write_reference_pack(read_reference_case(*data / "macro_abm/austria_2010Q1", 1000), {}, own_pack(), folder);
  constexpr std::uint64_t seeds = 12;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) run(folder / "austria_2010Q1_published.toml", folder / "runs" / std::to_string(seed), seed);
  const BridgePaths runs = read_bridge_runs(folder / "runs");
  const BridgePaths published = read_bridge_means(*data / "macro_abm/own_montecarlo_austria_1to10000_500seeds_means.txt");
  // A thousand seeds are within 0.5 % everywhere (docs/bridge.md). Twelve have errors three times as large: the limit is 0.5 % and four
  // of their standard errors, which right rules break in fewer than one case in a hundred over all 84 cells; a rule that is not
  // the published one moves GDP by 2 to 6 % (same page).
  for (std::size_t series = 0; series < bridge_names.size(); ++series)
    for (int quarter = 1; quarter <= bridge_quarters; ++quarter) {
      INFO(bridge_names[series] << ", quarter " << quarter);
      const BridgeCell cell = compare(runs, published, series, quarter);
      const bool rate = series >= 5;
      const double error = runs.standard_error[series][static_cast<std::size_t>(quarter - 1)] / (rate ? 1.0 : published.mean[series][static_cast<std::size_t>(quarter - 1)]);
      CHECK(std::abs(cell.difference) < (series == 5 ? 0.0005 : 0.005) + 4 * error);
    }
}
