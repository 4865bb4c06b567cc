// Trade over links against bare tells over the same links: a scale of 1:10 (1.8 M people), one quarter in, the markets about to open. What is
// timed is telling all orders and serving firms and households; the base is the same number of passes that only add to accounts.
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <benchmark/benchmark.h>

#include "economy/households.hpp"
#include "economy/linked_trade.hpp"
#include "economy/sellers.hpp"
#include "input/scenario.hpp"
#include "simulation/quarter.hpp"
#include "simulation/run.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_population.hpp"

using namespace kringloop;

namespace {

struct Market {
  static input::Inputs read() {
    const char* source = std::getenv("KRINGLOOP_SOURCE");
    const char* scale = std::getenv("KRINGLOOP_BENCH_SCALE");
    input::Overrides overrides;
    overrides.set.push_back({std::string("run.scale=") + (scale != nullptr ? scale : "10"), "--scale"});
    return input::load_inputs(std::filesystem::path(source != nullptr ? source : ".") / "scenarios/baseline.toml", overrides, simulation::needed_parameters());
  }
  static parallel::Layout plan(const input::Inputs& inputs, const parallel::Communicator& ranks) {
    const DistrictPlan districts = plan_districts(inputs.pack, inputs.settings.run.scale);
    return parallel::contiguous_layout(districts.region, districts.cost, ranks);
  }

  input::Inputs inputs = read();
  std::unique_ptr<parallel::Communicator> ranks = parallel::local_communicator();
  parallel::Layout layout = plan(inputs, *ranks);
  World world{inputs.pack, inputs.settings, inputs.paths, parallel::Context{*ranks, layout, 1}};
  economy::Economy economy{inputs.pack, inputs.settings, inputs.paths};

  Market() {
    build_population(world);
    simulation::open_world(world, economy);
    simulation::PhaseTimes times;
    simulation::simulate_quarter(world, economy, times);
    world.now = world.now + 1;
    economy::list_sellers(world, economy);
    economy::review_suppliers(world, economy);
    economy::set_budgets(world, economy);
  }
};

Market& market() {
  static Market one;
  return one;
}

void linked_trade(benchmark::State& state) {
  Market& m = market();
  for (auto _ : state) {
    economy::order_over_links(m.world, m.economy);
    std::vector<economy::InputOrders> rest;
    std::vector<Money> cost(m.world.firms.rows.size());
    benchmark::DoNotOptimize(economy::serve_linked_firms(m.world, m.economy, rest, cost));
    benchmark::DoNotOptimize(economy::serve_linked_households(m.world, m.economy));
  }
}

/// Two passes over the links of firms and two over those of households, adding one to the account of each supplier.
void bare_tells(benchmark::State& state) {
  Market& m = market();
  const economy::SupplierLinks& links = m.economy.suppliers;
  std::vector<std::int64_t> told(m.world.firms.rows.size(), 0);
  parallel::Accounts<1> accounts;
  std::int64_t n = 0;
  const auto pass = [&](const std::vector<Row>& rows, const parallel::Population& buyers, std::size_t columns) {
    accounts.open(m.world.context, m.world.firms);
    parallel::for_each_district(m.world.context, [&](District d, int thread) {
      std::int64_t* const into = accounts.accounts_of(thread);
      for_each_row(buyers, d, [&](Row buyer) {
        for (std::size_t k = 0; k < columns; ++k) {
          const Row seller = rows[std::size_t{buyer} * columns + k];
          if (seller == parallel::no_row) continue;
          into[seller] += 1;
          ++n;
        }
      });
    });
    accounts.deliver(m.world.context, m.world.firms, {parallel::ToldColumn(told)});
  };
  for (auto _ : state) {
    n = 0;
    for (int i = 0; i < 2; ++i) {
      pass(links.of_firm, m.world.firms, firm_links);
      pass(links.of_household, m.world.households, household_links);
    }
    benchmark::DoNotOptimize(told.data());
  }
  state.counters["links"] = static_cast<double>(n) / 2.0;
}

}  // namespace

BENCHMARK(bare_tells)->Unit(benchmark::kMillisecond);
BENCHMARK(linked_trade)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
