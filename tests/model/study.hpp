// A whole run in memory: the Netherlands of nl-2023 at 1:1000, quarter by quarter, with hands on the world between quarters.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "input/scenario.hpp"
#include "output/results.hpp"
#include "parallel/communicator.hpp"
#include "simulation/indicators.hpp"
#include "simulation/quarter.hpp"
#include "simulation/run.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_population.hpp"

namespace kringloop {

class Study {
 public:
  using Change = std::function<void(input::Inputs&)>;

  explicit Study(const std::string& scenario = "baseline.toml", const std::string& scale = "1000", const Change& change = {})
      : inputs_(read(scenario, scale, change)), ranks_(parallel::local_communicator()), layout_(plan(inputs_, scale_of(inputs_), *ranks_)),
        world(inputs_.pack, inputs_.settings, inputs_.paths, parallel::Context{*ranks_, layout_, 1}), economy(inputs_.pack, inputs_.settings, inputs_.paths),
        results(simulation::result_dimensions(inputs_.pack), inputs_.settings.run.start, {"a study", "0", "", "", "", "", 1, 1000}) {
    build_population(world);
    simulation::open_world(world, economy);
  }

  economy::NationalAccounts quarter() {
    const simulation::QuarterResult quarter = simulation::simulate_quarter(world, economy, times);
    simulation::record_indicators(world, economy, quarter, results);
    world.now = world.now + 1;
    return quarter.accounts;
  }
  Study& quarters(int n) {
    for (int i = 0; i < n; ++i) quarter();
    return *this;
  }
  Study& until(Quarter last) {
    while (world.now <= last) quarter();
    return *this;
  }

  [[nodiscard]] const input::Inputs& inputs() const { return inputs_; }
  [[nodiscard]] double at(const std::string& name, int quarter, std::size_t entry = 0) const {
    return results.values(name, static_cast<std::size_t>(quarter))[entry];
  }
  /// Mean over quarters first..last.
  [[nodiscard]] double mean(const std::string& name, int first, int last) const {
    double sum = 0.0;
    for (int q = first; q <= last; ++q) sum += at(name, q);
    return sum / (last - first + 1);
  }
  [[nodiscard]] int length() const { return static_cast<int>(results.quarters()); }

 private:
  static input::Inputs read(const std::string& scenario, const std::string& scale, const Change& change) {
    const char* source = std::getenv("KRINGLOOP_SOURCE");
    const auto file = std::filesystem::path(source != nullptr ? source : ".") / "scenarios" / scenario;
    input::Overrides overrides;
    overrides.set.push_back({"run.scale=" + scale, "--scale " + scale});
    input::Inputs inputs = input::load_inputs(file, overrides, simulation::needed_parameters());
    if (change) change(inputs);
    inputs.paths.set_shocks(inputs.settings.shocks);
    return inputs;
  }
  static std::int64_t scale_of(const input::Inputs& inputs) { return inputs.settings.run.scale; }
  static parallel::Layout plan(const input::Inputs& inputs, std::int64_t scale, parallel::Communicator& ranks) {
    const DistrictPlan districts = plan_districts(inputs.pack, scale);
    return parallel::contiguous_layout(districts.region, districts.cost, ranks);
  }

  input::Inputs inputs_;
  std::unique_ptr<parallel::Communicator> ranks_;
  parallel::Layout layout_;

 public:
  World world;
  economy::Economy economy;
  output::Results results;
  simulation::PhaseTimes times;
};

}  // namespace kringloop
