#include "simulation/run.hpp"

#include <omp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "output/results.hpp"
#include "parallel/failure.hpp"
#include "parallel/traffic.hpp"
#include "simulation/checkpoint.hpp"
#include "simulation/indicators.hpp"
#include "simulation/needed_memory.hpp"
#include "simulation/quarter.hpp"
#include "simulation/run_folder.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_population.hpp"

namespace kringloop::simulation {

namespace {

std::atomic<bool> stop_asked{false};
void on_signal(int) { ask_to_stop(); }

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// True on every rank when it is true on any.
bool anywhere(parallel::Communicator& ranks, bool here) {
  std::int64_t flag = here ? 1 : 0;
  ranks.maximum(std::span<std::int64_t>(&flag, 1));
  return flag != 0;
}

/// One line over the last on a terminal, a line a year in a log.
class Progress {
 public:
  Progress(bool shown, Quarter first, Quarter last) : shown_(shown), terminal_(isatty(STDERR_FILENO) != 0), first_(first), last_(last) {}

  void report(const World& world, const economy::Economy& e) {
    const double done = world.now - first_ + 1, all = last_ - first_ + 1;
    const double left = seconds_since(start_) * (all - done) / done;
    const auto line = fmt::format("{}  GDP {:.1f} bn EUR a year, unemployment {:.1f} %, debt {:.0f} % of GDP, {:.0f} s left", world.now.text(),
                                  world.institutions.nominal_gdp / 1e9, 100.0 * world.labour.unemployment_rate,
                                  100.0 * world.institutions.debt().real() / world.institutions.nominal_gdp, left);
    if (world.now.of_year() == 4 || world.now == last_) log::info("{}", line);
    if (!shown_) return;
    if (terminal_) fmt::print(stderr, "\r\033[K{}{}", line, world.now == last_ ? "\n" : "");
    else if (world.now.of_year() == 4 || world.now == last_) fmt::print(stderr, "{}\n", line);
    std::fflush(stderr);
    (void)e;
  }

 private:
  bool shown_, terminal_;
  Quarter first_, last_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

void ask_to_stop() noexcept { stop_asked = true; }

int run(const RunOptions& options, parallel::Communicator& ranks) {
  const auto started = std::chrono::steady_clock::now();
  stop_asked = false;
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1}) std::signal(signal, on_signal);
  input::Inputs inputs;
  parallel::together(ranks, [&] { inputs = input::load_inputs(options.scenario, options.overrides, needed_parameters()); });
  const input::Settings& settings = inputs.settings;
  const DistrictPlan plan = plan_districts(inputs.pack, settings.run.scale);
  const parallel::Layout layout = parallel::contiguous_layout(plan.region, plan.cost, ranks);
  // A thread works on whole districts: more threads than districts would only wait.
  const int threads = std::clamp(settings.run.threads > 0 ? settings.run.threads : omp_get_max_threads(), 1, std::max(1, static_cast<int>(layout.mine.size())));
  refuse_when_too_large(needed_bytes(inputs.pack, settings.run.scale) * share_of_rank(plan.cost, layout), settings.run.scale, this_machine(), ranks);

  RunFolder folder(options, ranks);
  parallel::together(ranks, [&] {
    if (ranks.rank() != 0) log::silence();
    else log::open(folder.log());
  });
  for (const std::string& warning : settings.warnings) log::warning("{}", warning);

  World world(inputs.pack, settings, inputs.paths, parallel::Context{ranks, layout, threads});
  economy::Economy economy(inputs.pack, settings, inputs.paths);
  output::Results results(result_dimensions(inputs.pack), settings.run.start,
                          {settings.title, options.version, options.commit, settings.pack, inputs.pack.checksum, input::inputs_checksum(inputs),
                           settings.run.seed, settings.run.scale});
  Checkpoints checkpoints(folder.path() / "checkpoint", input::inputs_checksum(inputs), inputs.pack.checksum);

  // A failure inside a quarter says which, and from where the run can go on.
  const auto simulated_or_explained = [&](PhaseTimes& times) {
    try {
      const QuarterResult quarter = simulate_quarter(world, economy, times);
      times.time("record_indicators", [&] { record_indicators(world, economy, quarter, results); });
    } catch (const InternalError& error) {
      throw InternalError(fmt::format("{}: {}\n{}", world.now.text(), error.what(), checkpoints.kept()));
    }
  };

  int restarts = 0;
  if (options.resume && checkpoints.restore(world, economy, results, restarts)) {
    log::info("resumed after {}", (world.now + (-1)).text());
    if (anywhere(ranks, ranks.rank() == 0 && world.now > settings.run.until && std::filesystem::exists(folder.path() / "run.nc"))) {
      log::info("nothing left to do: the run is finished");
      log::flush();
      return 0;
    }
    ++restarts;
  } else {
    if (options.resume && checkpoints.any()) log::warning("no checkpoint can be used; the run starts from the beginning");
    build_population(world);
    open_world(world, economy);
    log::info("world opened in {:.1f} s", seconds_since(started));
  }
  folder.begin(settings, ranks);
  const double opened = seconds_since(started);

  Progress progress(ranks.rank() == 0 && !options.quiet, world.now, settings.run.until);
  auto last_checkpoint = std::chrono::steady_clock::now(), last_commit = last_checkpoint;
  double longest_quarter = 0.0;
  PhaseTimes times;
  bool stopped = false;
  const int first_quarter = world.now.index;
  const auto commit = [&](output::Compression compression) {
    times.time("write_results", [&] {
      parallel::together(ranks, [&] {
        if (ranks.rank() == 0) results.publish(folder.path() / "run.nc", compression);
      });
    });
    last_commit = std::chrono::steady_clock::now();
  };
  while (world.now <= settings.run.until) {
    const auto quarter_started = std::chrono::steady_clock::now();
    simulated_or_explained(times);
    if (ranks.rank() == 0) progress.report(world, economy);
    world.now = world.now + 1;
    longest_quarter = std::max(longest_quarter, seconds_since(quarter_started));
    if (world.now > settings.run.until) break;
    const bool out_of_time = options.time_limit_s > 0.0 && seconds_since(started) + 3.0 * longest_quarter + 5.0 > options.time_limit_s;
    stopped = anywhere(ranks, stop_asked || out_of_time);
    if (stopped || anywhere(ranks, seconds_since(last_checkpoint) > options.checkpoint_every_s)) {
      times.time("write_checkpoint", [&] { checkpoints.write(world, results, restarts); });
      last_checkpoint = std::chrono::steady_clock::now();
      commit(output::Compression::none);
    } else if (anywhere(ranks, seconds_since(last_commit) > 60.0)) {
      commit(output::Compression::none);
    }
    if (stopped) break;
  }
  const double simulated = seconds_since(started) - opened;
  if (!stopped) {
    commit(output::Compression::deflate);
    times.time("write_checkpoint", [&] { checkpoints.write(world, results, restarts); });
  }
  const auto traffic = parallel::traffic_table(ranks);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::int64_t memory = usage.ru_maxrss * 1024;
  ranks.sum(std::span<std::int64_t>(&memory, 1));
  if (ranks.rank() == 0) {
    folder.write_report({opened, simulated, seconds_since(started), memory, world.now.index - first_quarter, threads, restarts, ranks.size()}, times.seconds(), traffic);
    log::info("{} quarters in {:.2f} s, opening {:.2f} s, peak memory {:.0f} MB", world.now.index - first_quarter, simulated, opened,
              static_cast<double>(memory) / 1e6);
    log::flush();
  }
  ranks.barrier();
  return stopped ? static_cast<int>(ExitCode::stopped) : 0;
}

}  // namespace kringloop::simulation
