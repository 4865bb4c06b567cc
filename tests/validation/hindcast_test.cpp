// The Dutch hindcast from the pack of 2010, one seed at 1:1000.
#include <cstdlib>

#include <catch2/catch.hpp>

#include "data_or_skip.hpp"
#include "parallel/communicator.hpp"
#include "simulation/run.hpp"
#include "unit/input/scratch.hpp"
#include "validation/austria.hpp"
#include "validation/hindcast.hpp"

using namespace kringloop;
using namespace kringloop::validation;
namespace fs = std::filesystem;

TEST_CASE("the Netherlands from 2010, told only what the world did", "[hindcast]") {
  const auto data = data_or_skip();
  if (!data) return;
  const test::Scratch scratch;
  const fs::path source = std::getenv("KRINGLOOP_SOURCE"), folder = scratch / "run";
  simulation::RunOptions options;
  options.scenario = source / "scenarios/hindcast_2010.toml";
  options.folder = folder;
  options.quiet = true;
  const auto ranks = parallel::local_communicator();
  REQUIRE(simulation::run(options, *ranks) == 0);
  const History history = read_history(*data);
  CHECK(history.flows.at(2010)[0] == Approx(248856));
  CHECK(history.gdp.size() == 92);
  const Track track = read_track(folder, input::load_pack(source / "scenarios/data/nl-2010"));
  CHECK(track.gdp.size() == 52);
  CHECK(track.cluster_share.at(2010) > 5);
  const HindcastScores scores = score(history, track);
  INFO(hindcast_report(history, {track}));
  // Known and fixed by the data: an AR(1) that knows 2000-2010.
  CHECK(scores.bar_error == Approx(4.06).margin(0.01));
  // Wide: the economy is not yet measured against history. What leaves these has gone astray: with one seed investment is now 9 points
  // a year too strong in 2011-2014, when it fell, and wages and consumption 4.
  CHECK(scores.gdp_error < 8);
  CHECK(scores.gdp_error_blind < 15);
  for (std::size_t f = 0; f < hindcast_flows; ++f) CHECK(std::abs(scores.mean_growth[f] - scores.mean_growth_history[f]) < 12);
  CHECK(std::abs(scores.wage_share_drift) < 5);
}
