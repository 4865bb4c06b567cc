// ask and tell on the pattern that other simulators were timed on: 100,000 agents with 10 neighbours each; in a step every agent
// reads its neighbours' state, draws once and tells. Reported: million agent-steps a second, for 1 and 2 threads, and the same
// step on bare arrays on one thread as the ratio's base. The state after the steps is compared over threads.
#include <cstdio>
#include <stdexcept>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/random.hpp"
#include "parallel/ask.hpp"
#include "parallel/links.hpp"
#include "parallel/tell.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

constexpr int districts = 64;
constexpr std::uint32_t per_district = 1563;  // 100,032 agents
constexpr std::size_t neighbours = 10;
constexpr Draw draws{7};

struct Agents : Population {
  std::vector<std::int32_t> state;
  std::vector<std::int64_t> told;
  Agents() : Population("agents") {
    columns.add("state", "1", "what neighbours read", state, 0);
    columns.add("told", "1", "what neighbours told", told, std::int64_t{0});
  }
};

struct Model {
  std::unique_ptr<Communicator> ranks = local_communicator();
  Layout layout = contiguous_layout(std::vector<std::int16_t>(districts, 0), std::vector<double>(districts, 1.0), *ranks);
  Context context;
  Agents agents;
  std::vector<Row> neighbour;  // [row][neighbours]
  Accounts<1> accounts;
  int step = 0;

  explicit Model(int threads) : context{*ranks, layout, threads} {
    agents.lay_out(layout, std::vector<std::uint32_t>(layout.mine.size(), per_district));
    // Four of five links stay in the district, as goods and labour markets are local.
    std::vector<Place> links(agents.rows.own() * neighbours);
    for (const District d : layout.mine)
      for (Row row = agents.rows.begin(d); row < agents.rows.end(d); ++row) {
        agents.identity[row] = std::uint64_t{1} + row;
        agents.state[row] = static_cast<std::int32_t>(row % 1000);
        for (std::size_t k = 0; k < neighbours; ++k) {
          const bool near = draws.chance(0.8, Purpose::test, row, -1, k);
          const auto there = near ? d : static_cast<District>(draws.below(districts, Purpose::test, row, -2, k));
          links[row * neighbours + k] = Place(there, static_cast<std::uint32_t>(draws.below(per_district, Purpose::test, row, -3, k)));
        }
      }
    resolve_all(context, agents, links, neighbour);
  }

  [[nodiscard]] std::int64_t size() const { return std::int64_t{districts} * per_district; }

  /// `all` tells every neighbour, else the one drawn.
  void advance(bool all) {
    ask(context, agents, {agents.state});
    accounts.open(context, agents);
    for_each_district(context, [&](District d, int thread) {
      for (Row row = agents.rows.begin(d); row < agents.rows.end(d); ++row) {
        const Row* linked = &neighbour[row * neighbours];
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < neighbours; ++k) sum += agents.state[linked[k]];
        const std::uint64_t drawn = draws.bits(Purpose::test, agents.identity[row], step);
        const std::int64_t gift = (sum + static_cast<std::int64_t>(drawn & 7)) % 5;
        if (all) {
          for (std::size_t k = 0; k < neighbours; ++k) accounts.add(thread, linked[k], gift);
        } else {
          accounts.add(thread, linked[(drawn >> 32) * neighbours >> 32], gift);
        }
      }
    });
    accounts.deliver(context, agents, {agents.told});
    for_each_district(context, [&](District d, int) {
      for (Row row = agents.rows.begin(d); row < agents.rows.end(d); ++row)
        agents.state[row] = static_cast<std::int32_t>((agents.state[row] + agents.told[row]) & 1023);
    });
    ++step;
  }

  /// The same without the library, on one thread.
  void advance_bare(bool all) {
    for (Row row = 0; row < agents.rows.own(); ++row) {
      const Row* linked = &neighbour[row * neighbours];
      if (linked[0] == no_row) continue;
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < neighbours; ++k) sum += agents.state[linked[k]];
      const std::uint64_t drawn = draws.bits(Purpose::test, agents.identity[row], step);
      const std::int64_t gift = (sum + static_cast<std::int64_t>(drawn & 7)) % 5;
      if (all) {
        for (std::size_t k = 0; k < neighbours; ++k) agents.told[linked[k]] += gift;
      } else {
        agents.told[linked[(drawn >> 32) * neighbours >> 32]] += gift;
      }
    }
    for (Row row = 0; row < agents.rows.own(); ++row)
      agents.state[row] = static_cast<std::int32_t>((agents.state[row] + agents.told[row]) & 1023);
    ++step;
  }

  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t hash = 0;
    for (const std::int32_t s : agents.state) hash = mixed(hash ^ static_cast<std::uint64_t>(s));
    return hash;
  }
};

void report(benchmark::State& state, const Model& model) {
  state.counters["agent_steps"] =
      benchmark::Counter(static_cast<double>(model.size()) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void through_verbs(benchmark::State& state, bool all) {
  Model model(static_cast<int>(state.range(0)));
  for (auto _ : state) model.advance(all);
  report(state, model);
}

void bare(benchmark::State& state, bool all) {
  Model model(1);
  for (auto _ : state) model.advance_bare(all);
  report(state, model);
}

void check_same_answers() {
  Model one(1), two(2), plain(1);
  for (int i = 0; i < 20; ++i) {
    one.advance(i % 2 == 0);
    two.advance(i % 2 == 0);
    plain.advance_bare(i % 2 == 0);
  }
  if (one.hash() != two.hash() || one.hash() != plain.hash()) throw std::runtime_error("the state depends on the threads");
}

}  // namespace

BENCHMARK_CAPTURE(bare, tell_one, false)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(through_verbs, tell_one, false)->ArgName("threads")->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bare, tell_all, true)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(through_verbs, tell_all, true)->ArgName("threads")->Arg(1)->Arg(2)->MeasureProcessCPUTime()->UseRealTime();

int main(int argc, char** argv) {
  check_same_answers();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
