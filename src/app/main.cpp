// The command line: kringloop run | check | data | validate | info.
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/validate.hpp"
#include "app/version.hpp"
#include "base/error.hpp"
#include "input/pack_build.hpp"
#include "input/pack_check.hpp"
#include "input/parameter_sets.hpp"
#include "output/result_file.hpp"
#include "parallel/failure.hpp"
#include "simulation/run.hpp"

namespace {

using namespace kringloop;

/// "HH:MM" or "HH:MM:SS" in seconds.
double seconds_of(const std::string& text) {
  int hours = 0, minutes = 0, seconds = 0, used = 0;
  const int fields = std::sscanf(text.c_str(), "%d:%d%n:%d%n", &hours, &minutes, &used, &seconds, &used);
  if (fields < 2 || static_cast<std::size_t>(used) != text.size() || hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
    throw InputError(fmt::format("--time-limit: '{}' is not a time; write it as in 02:30 (hours:minutes)", text));
  }
  if (hours == 0 && minutes == 0 && seconds == 0) throw InputError("--time-limit: no time is left in 00:00; leave it out for no limit");
  return hours * 3600.0 + minutes * 60.0 + seconds;
}

/// Folder of a pack given by its path or by its name under scenarios/data.
std::filesystem::path pack_folder(const std::string& pack) {
  for (const std::filesystem::path& candidate : {std::filesystem::path(pack), std::filesystem::path("scenarios/data") / pack}) {
    if (std::filesystem::exists(candidate / "pack.toml")) return candidate;
  }
  throw InputError(fmt::format("there is no data pack '{}': neither {}/pack.toml nor scenarios/data/{}/pack.toml exists", pack, pack, pack));
}

struct Common {
  std::string scenario;
  std::vector<std::string> sets, without;
  std::string seed, scale, until;
  std::int64_t parameter_set = 0;

  void add_to(CLI::App* command) {
    command->add_option("scenario", scenario, "scenario file (TOML)")->required();
    command->add_option("--set", sets, "override a key: --set run.scale=1000 (repeatable)")->allow_extra_args(false);
    command->add_option("--without", without, "leave out a listed item: --without shock=NAME (repeatable)")->allow_extra_args(false);
    command->add_option("--parameter-set", parameter_set, "parameters of a set of accepted_parameters.csv beside the scenario or in scenarios/")->check(CLI::Range(1, 1'000'000));
    command->add_option("--seed", seed, "seed of the random streams");
    command->add_option("--scale", scale, "one agent stands for this many real ones");
    command->add_option("--until", until, "last quarter, as in 2030Q4");
  }
  [[nodiscard]] input::Overrides overrides() const {
    input::Overrides o;
    if (parameter_set > 0) o.set = input::parameter_set(scenario, parameter_set);
    for (const std::string& s : sets) o.set.push_back({s, "--set " + s});
    if (!seed.empty()) o.set.push_back({"run.seed=" + seed, "--seed " + seed});
    if (!scale.empty()) o.set.push_back({"run.scale=" + scale, "--scale " + scale});
    if (!until.empty()) o.set.push_back({"run.until=" + until, "--until " + until});
    o.without = without;
    return o;
  }
};

int command_line(int argc, char** argv) {
  CLI::App app{"Kringloop: agent-based transition scenarios of the Dutch economy and its manufacturing industry"};
  app.set_version_flag("--version", fmt::format("kringloop {} ({})", app::version, app::commit));
  app.require_subcommand(1);

  Common run_arguments, check_arguments;
  simulation::RunOptions options;
  std::string time_limit;
  double checkpoint_minutes = 30.0;
  CLI::App* run = app.add_subcommand("run", "simulate a scenario");
  run_arguments.add_to(run);
  run->add_option("-o,--output", options.folder, "folder for the results (default runs/NAME)");
  run->add_flag("--resume", options.resume, "continue from the last checkpoint in the folder");
  run->add_flag("--quiet", options.quiet, "no progress line");
  run->add_option("--time-limit", time_limit, "stop with a checkpoint before HH:MM of wall time are over");
  run->add_option("--checkpoint-every", checkpoint_minutes, "minutes of wall time between checkpoints")->check([](const std::string& text) {
    return std::strtod(text.c_str(), nullptr) > 0.0 ? std::string() : "'" + text + "' is not a time: give minutes above 0";
  });

  CLI::App* check = app.add_subcommand("check", "validate a scenario and print it complete, every value with its origin");
  check_arguments.add_to(check);

  CLI::App* data = app.add_subcommand("data", "make or verify a data pack");
  data->require_subcommand(1);
  std::string build_pack, check_pack, result;
  data->add_subcommand("build", "make the tables of a pack from its sources")->add_option("pack", build_pack, "folder or name of the pack")->required();
  data->add_subcommand("check", "verify a pack: rows, units, identities")->add_option("pack", check_pack, "folder or name of the pack")->required();

  CLI::App* validate = app.add_subcommand("validate", "compare with opponents and with history");
  validate->footer("The tables of docs/results.md (behaviour, responses, scale) are made by ./kl validate.");
  validate->require_subcommand(1);
  app::ForecastArguments forecast_arguments;
  CLI::App* forecast = validate->add_subcommand("forecast", "rolling forecasts of Austria: opponents, published model, member paths");
  forecast_arguments.add_to(forecast);
  app::HindcastArguments hindcast_arguments;
  CLI::App* bridge = validate->add_subcommand("bridge", "runs under the rules of the published model beside that model's means");
  app::BridgeArguments bridge_arguments;
  bridge_arguments.add_to(bridge);
  CLI::App* hindcast = validate->add_subcommand("hindcast", "runs from 2010 beside what happened in the Netherlands");
  hindcast_arguments.add_to(hindcast);
  app::FactsArguments facts_arguments;
  CLI::App* facts = validate->add_subcommand("facts", "tables of stylised facts: runs of a scenario, series by quarter and firms year by year");
  facts_arguments.add_to(facts);
  app::PackArguments pack_arguments;
  CLI::App* reference_pack = validate->add_subcommand("pack", "a pack and scenario of a reference case of the published model, into a scratch folder");
  pack_arguments.add_to(reference_pack);

  CLI::App* info = app.add_subcommand("info", "provenance and headline figures of a result");
  info->add_option("file", result, "run.nc, or the folder that holds it")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::bad_input);
  }

  if (run->parsed()) {
    if (!time_limit.empty()) options.time_limit_s = seconds_of(time_limit);
    options.checkpoint_every_s = 60.0 * checkpoint_minutes;
    options.scenario = run_arguments.scenario;
    options.overrides = run_arguments.overrides();
    options.version = app::version;
    options.commit = app::commit;
    for (int i = 0; i < argc; ++i) options.command += (i > 0 ? " " : "") + std::string(argv[i]);
    const bool under_mpi = std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMIX_RANK") != nullptr;
    const auto ranks = under_mpi ? parallel::mpi_communicator(&argc, &argv) : parallel::local_communicator();
    const auto work = [&] { return simulation::run(options, *ranks); };
    return ranks->size() > 1 ? parallel::guarded(*ranks, work) : work();
  }
  if (check->parsed()) {
    const input::Inputs inputs = input::load_inputs(check_arguments.scenario, check_arguments.overrides(), simulation::needed_parameters());
    for (const std::string& warning : inputs.settings.warnings) fmt::print(stderr, "note: {}\n", warning);
    fmt::print("{}", input::resolved_toml(inputs.settings));
    return 0;
  }
  if (!build_pack.empty()) {
    const auto summary = input::build_pack(pack_folder(build_pack));
    fmt::print("{} tables, {} changed, {} balancing sweeps, largest error left {:.1e}\n", summary.tables, summary.changed.size(), summary.sweeps, summary.largest_error);
    for (const std::string& file : summary.changed) fmt::print("  {}\n", file);
    return 0;
  }
  if (!check_pack.empty()) {
    const auto summary = input::check_pack(pack_folder(check_pack), simulation::needed_parameters());
    fmt::print("{} identities hold. GDP by production {:.1f}, income {:.1f}, expenditure {:.1f} million EUR\n", summary.identities, summary.gdp_production,
               summary.gdp_income, summary.gdp_expenditure);
    return 0;
  }
  if (forecast->parsed()) return app::validate_forecast(forecast_arguments);
  if (bridge->parsed()) return app::validate_bridge(bridge_arguments);
  if (hindcast->parsed()) return app::validate_hindcast(hindcast_arguments);
  if (facts->parsed()) return app::validate_facts(facts_arguments);
  if (reference_pack->parsed()) return app::validate_pack(pack_arguments);
  fmt::print("{}", output::describe(result));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  // Threads that wait by spinning take twenty times as long when other programs want the processors too. The OpenMP library reads this
  // when it is loaded, so the program starts anew with it; whoever sets it decides.
  if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", argv);
  }
  // A quarter's scratch, hundreds of megabytes at 1:1, is taken and given back in every phase: kept by the process, it is not cleared anew by
  // the system each time.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 64 << 20);
  std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is then an error like a full disk
  const auto fail = [](const char* what, const char* text, ExitCode code) {
    fmt::print(stderr, "{}{}\n", what, text);
    return static_cast<int>(code);
  };
  try {
    return command_line(argc, argv);
  } catch (const InputError& error) {
    return fail("", error.what(), ExitCode::bad_input);
  } catch (const MachineError& error) {
    return fail("kringloop: ", error.what(), ExitCode::machine);
  } catch (const std::bad_alloc&) {
    return fail("kringloop: ", "out of memory; use a larger scale or more machines", ExitCode::machine);
  } catch (const std::system_error& error) {  // files and streams
    return fail("kringloop: ", error.what(), ExitCode::machine);
  } catch (const std::exception& error) {
    return fail("kringloop: internal error: ", error.what(), ExitCode::internal);
  }
}
