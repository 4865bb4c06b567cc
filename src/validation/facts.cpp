#include "validation/facts.hpp"

#include <omp.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "base/file.hpp"
#include "parallel/communicator.hpp"
#include "simulation/indicators.hpp"
#include "simulation/quarter.hpp"
#include "simulation/run.hpp"
#include "validation/firm_facts.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_population.hpp"

namespace kringloop::validation {

namespace {

/// Indicators of run.nc that business-cycle facts are made of.
constexpr std::array series{"gross_domestic_product_real",
                            "household_consumption_real",
                            "government_consumption_real",
                            "gross_fixed_capital_formation_real",
                            "exports_real",
                            "imports_real",
                            "price_level",
                            "consumer_price_index",
                            "unemployment_rate",
                            "labour_force",
                            "vacancies",
                            "mean_wage",
                            "firm_entries",
                            "firm_exits"};

constexpr double bin_width = 0.25, farthest = 8.0;  // of the histogram, in standard deviations

}  // namespace

WatchedRun watch_run(const std::filesystem::path& scenario, const input::Overrides& overrides) {
  const input::Inputs inputs = input::load_inputs(scenario, overrides, simulation::needed_parameters());
  const input::Settings& settings = inputs.settings;
  const auto ranks = parallel::local_communicator();
  const DistrictPlan plan = plan_districts(inputs.pack, settings.run.scale);
  const parallel::Layout layout = parallel::contiguous_layout(plan.region, plan.cost, *ranks);
  const int threads =
      std::clamp(settings.run.threads > 0 ? settings.run.threads : omp_get_max_threads(), 1, std::max(1, layout.districts()));
  World world(inputs.pack, settings, inputs.paths, parallel::Context{*ranks, layout, threads});
  economy::Economy economy(inputs.pack, settings, inputs.paths);
  output::Results results(simulation::result_dimensions(inputs.pack), settings.run.start,
                          {settings.title, "", "", settings.pack, inputs.pack.checksum, "", settings.run.seed, settings.run.scale});
  build_population(world);
  simulation::open_world(world, economy);
  FirmPanel firms(world);
  simulation::PhaseTimes times;
  for (; world.now <= settings.run.until; world.now = world.now + 1) {
    simulation::record_indicators(world, economy, simulation::simulate_quarter(world, economy, times), results);
    firms.observe(world);
  }
  return {std::move(results), std::move(firms)};
}

void write_facts(const FactsOptions& options) {
  make_folder(options.folder);
  std::string by_quarter = "seed,quarter", moments = "seed,year,group,measure,value\n", sizes = "seed,year,persons,firms\n",
              growth = "seed,middle,density\n";
  for (const char* name : series) by_quarter += fmt::format(",{}", name);
  by_quarter += '\n';
  for (int seed = options.first_seed; seed < options.first_seed + options.seeds; ++seed) {
    input::Overrides overrides = options.overrides;
    overrides.set.push_back({fmt::format("run.seed={}", seed), "--seeds"});
    const WatchedRun run = watch_run(options.scenario, overrides);
    for (std::size_t q = 0; q < run.results.quarters(); ++q) {
      by_quarter += fmt::format("{},{}", seed, (run.results.first() + static_cast<int>(q)).text());
      for (const char* name : series) by_quarter += fmt::format(",{:.10g}", run.results.values(name, q)[0]);
      by_quarter += '\n';
    }
    const int first_year = run.results.first().year();
    for (const Measure& m : firm_measures(run.firms, first_year))
      moments += fmt::format("{},{},{},{},{:.8g}\n", seed, m.year > 0 ? std::to_string(m.year) : "", m.group, m.name, m.value);
    for (std::size_t y = 0; y < run.firms.sizes().size(); ++y)
      for (const auto& [persons, firms] : run.firms.sizes()[y])
        sizes += fmt::format("{},{},{},{}\n", seed, first_year + static_cast<int>(y) - 1, persons, firms);
    const std::vector<double> standard = standardised(sales_growth(run.firms));
    std::vector<double> bins(static_cast<std::size_t>(2.0 * farthest / bin_width));
    for (const double g : standard)
      if (std::abs(g) < farthest) bins[static_cast<std::size_t>((g + farthest) / bin_width)] += 1.0;
    for (std::size_t b = 0; b < bins.size(); ++b)
      growth += fmt::format("{},{},{:.6g}\n", seed, (static_cast<double>(b) + 0.5) * bin_width - farthest,
                            bins[b] / bin_width / static_cast<double>(standard.size()));
  }
  publish(options.folder / "series.csv", by_quarter);
  publish(options.folder / "moments.csv", moments);
  publish(options.folder / "sizes.csv", sizes);
  publish(options.folder / "growth.csv", growth);
}

}  // namespace kringloop::validation
