#include "app/validate.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "validation/bridge.hpp"
#include "validation/contest.hpp"
#include "validation/facts.hpp"
#include "validation/hindcast.hpp"
#include "validation/reference_pack.hpp"

namespace kringloop::app {

namespace {

int skipped(const char* what) {
  fmt::print("SKIPPED: {}: no reference data; name their folder with --data, or put them in ../shared/data\n", what);
  return static_cast<int>(ExitCode::skipped);
}

}  // namespace

void ForecastArguments::add_to(CLI::App* command) {
  command->add_option("--data", data, "folder of the reference data (default $KRINGLOOP_SHARED/data or ../shared/data)");
  command->add_option("--first", first, "first origin, as in 2010Q1");
  command->add_option("--last", last, "last origin, as in 2019Q3");
  command->add_option("--last-target", last_target, "last quarter that is forecast, as in 2013Q4: for choosing, before judging on the rest");
  command->add_option("--paths", paths, "one more forecaster: NAME=FILE, a CSV of member paths, or NAME=FOLDER with runs of reference cases (repeatable)")->allow_extra_args(false);
  command->add_option("--members", members, "members of each opponent's ensemble")->check(CLI::Range(2, 100'000));
  command->add_flag("--given-trade", given_trade, "forecasts that are given exports, imports and public consumption as they turned out, against a VARX(1)");
}

void PackArguments::add_to(CLI::App* command) {
  command->add_option("case", which, "austria_2010Q1, steady_state_2010Q1, italy_2010Q1, or an Austrian quarter as in 2012Q3")->required();
  command->add_option("folder", folder, "scratch folder to write into; the licences of the data do not let it be passed on")->required();
  command->add_option("--data", data, "folder of the reference data (default $KRINGLOOP_SHARED/data or ../shared/data)");
  command->add_option("--members", members, "for an Austrian quarter: as many scenarios more, each in a world of its own")->check(CLI::Range(0, 10'000));
  command->add_flag("--given-trade", given_trade, "for an Austrian quarter: told of exports and public consumption as they turned out");
  command->add_option("--own-pack", own_pack, "folder of the pack that lends parameters and ages");
}

int validate_pack(const PackArguments& arguments) {
  using namespace validation;
  const auto data = reference_data(arguments.data);
  if (!data) return skipped("a reference case");
  const auto named = *data / "macro_abm" / arguments.which;
  const bool origin = !std::filesystem::exists(named / "scalars.json");
  const ReferenceCase reference = origin ? read_austrian_origin(*data, Quarter::parse(arguments.which))
                                         : read_reference_case(named, arguments.which.starts_with("italy") ? 2000 : 1000);
  std::vector<Outlook> outlooks;
  if (origin) {
    const Austria austria = read_austria(*data);
    outlooks = outlooks_from(austria, austria.row(reference.quarter), longest_horizon, arguments.members, Draw{1}, arguments.given_trade);
  }
  write_reference_pack(reference, outlooks, arguments.own_pack, arguments.folder);
  fmt::print("{}/{}.toml: GDP of {} {:.1f} million EUR a quarter; the opening clears within {:.1e}\n", arguments.folder, reference.name, reference.quarter.text(),
             reference.gdp(), reference.clearing_error);
  return 0;
}

void BridgeArguments::add_to(CLI::App* command) {
  command->add_option("runs", runs, "folder with runs of austria_2010Q1_published.toml that differ by seed")->required();
  command->add_option("--data", data, "folder of the reference data (default $KRINGLOOP_SHARED/data or ../shared/data)");
}

int validate_bridge(const BridgeArguments& arguments) {
  using namespace validation;
  const auto data = reference_data(arguments.data);
  if (!data) return skipped("the bridge to the published model");
  std::vector<std::pair<std::string, BridgePaths>> published;
  for (const auto& [name, file] : {std::pair{"published, 1:10,000", "own_montecarlo_austria_1to10000_500seeds_means.txt"},
                                   std::pair{"published, 1:1000", "own_montecarlo_austria_1to1000_40seeds_means.txt"}})
    published.emplace_back(name, read_bridge_means(*data / "macro_abm" / file));
  fmt::print("{}", bridge_report(read_bridge_runs(arguments.runs), published));
  return 0;
}

void FactsArguments::add_to(CLI::App* command) {
  command->add_option("scenario", scenario, "scenario file (default scenarios/baseline.toml)");
  command->add_option("-o,--output", folder, "folder for the tables")->required();
  command->add_option("--set", set, "override a key, KEY=VALUE (repeatable)")->allow_extra_args(false);
  command->add_option("--scale", scale, "real people or firms that an agent stands for (default: the scenario's)")->check(CLI::Range(1, 1'000'000));
  command->add_option("--seeds", seeds, "runs, each with the next seed")->check(CLI::Range(1, 1000));
  command->add_option("--first-seed", first_seed, "seed of the first run")->check(CLI::Range(1, 1'000'000));
}

int validate_facts(const FactsArguments& arguments) {
  validation::FactsOptions options{arguments.scenario, arguments.folder, {}, arguments.first_seed, arguments.seeds};
  for (const std::string& assignment : arguments.set) options.overrides.set.push_back({assignment, "--set"});
  if (arguments.scale > 0) options.overrides.set.push_back({fmt::format("run.scale={}", arguments.scale), "--scale"});
  validation::write_facts(options);
  fmt::print("{}: series.csv, moments.csv, sizes.csv, growth.csv\n", arguments.folder);
  return 0;
}

void HindcastArguments::add_to(CLI::App* command) {
  command->add_option("runs", runs, "results of scenarios/hindcast_2010.toml: run.nc or its folder; several: their mean")->required();
  command->add_option("--data", data, "folder of the reference data (default $KRINGLOOP_SHARED/data or ../shared/data)");
  command->add_option("--pack", pack, "folder of the pack the runs started from");
}

int validate_hindcast(const HindcastArguments& arguments) {
  using namespace validation;
  const auto data = reference_data(arguments.data);
  if (!data) return skipped("the hindcast");
  const input::Pack pack = input::load_pack(arguments.pack);
  std::vector<Track> tracks;
  for (const std::string& run : arguments.runs) tracks.push_back(read_track(run, pack));
  fmt::print("{}", hindcast_report(read_history(*data), tracks));
  return 0;
}

int validate_forecast(const ForecastArguments& arguments) {
  using namespace validation;
  const auto data = reference_data(arguments.data);
  if (!data) return skipped("the forecast contest");
  const Austria austria = read_austria(*data);
  Contest contest(austria, Quarter::parse(arguments.first), Quarter::parse(arguments.last), Quarter::parse(arguments.last_target));
  const Draw draw{1};
  const auto rivals = arguments.given_trade ? opponents_given_trade(austria, arguments.members, draw) : opponents(austria, arguments.members, draw);
  for (const Forecaster& opponent : rivals) contest.add(opponent);
  for (const auto& [name, file] : {std::pair{"published model 1:10,000", "own_montecarlo_austria_1to10000_500seeds_means.txt"},
                                   std::pair{"published model 1:1000", "own_montecarlo_austria_1to1000_40seeds_means.txt"}})
    if (const auto path = *data / "macro_abm" / file; !arguments.given_trade && std::filesystem::exists(path)) contest.add(published_model(austria, read_published_paths(path), name));
  for (const std::string& given : arguments.paths) {
    const auto equals = given.find('=');
    if (equals == std::string::npos || equals == 0) throw InputError("--paths: write NAME=FILE");
    const std::filesystem::path from = given.substr(equals + 1);
    contest.add(member_forecaster(austria, std::filesystem::is_directory(from) ? read_runs(from) : read_member_paths(from), given.substr(0, equals)));
  }
  fmt::print("{}", contest.report(draw));
  return 0;
}

}  // namespace kringloop::app
