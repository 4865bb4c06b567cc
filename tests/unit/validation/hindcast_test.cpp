#include <cmath>

#include <catch2/catch.hpp>

#include "validation/hindcast.hpp"

using namespace kringloop;
using namespace kringloop::validation;

namespace {

// Flows that grow by 2 % a year, GDP that is flat until 2010 and then grows by 0.5 % a quarter.
History history() {
  History h;
  for (int year = 2010; year <= 2016; ++year)
    for (std::size_t f = 0; f < hindcast_flows; ++f) h.flows[year][f] = 100 * std::pow(1.02, year - 2010);
  h.first = Quarter{2000, 1};
  for (int q = 0; q < 44; ++q) h.gdp.push_back(100 + (q % 2 == 0 ? 0.1 : -0.1));
  for (int q = 1; q <= 24; ++q) h.gdp.push_back(100 * std::exp(0.005 * q));
  return h;
}

Track same(const History& h) {
  Track t;
  t.flows = h.flows;
  t.first = Quarter{2011, 1};
  t.base_gdp = 1;  // another unit
  for (std::size_t q = 44; q < h.gdp.size(); ++q) t.gdp.push_back(h.gdp[q] / 100);
  for (int year = 2010; year <= 2016; ++year) t.cluster_share[year] = 7;
  return t;
}

}  // namespace

TEST_CASE("a run that is history has no error, whatever its unit") {
  const History h = history();
  const HindcastScores scores = score(h, same(h));
  for (std::size_t f = 0; f < hindcast_flows; ++f) {
    CHECK(scores.growth_error[f] == Approx(0).margin(1e-9));
    CHECK(scores.mean_growth[f] == Approx(2));
  }
  CHECK(scores.wage_share_drift == Approx(0).margin(1e-9));
  CHECK(scores.gdp_error == Approx(0).margin(1e-9));
  // The bar expects no growth: off by 0.5, 1, ... 12; its mean square is 0.25 (1 + 4 + ... + 576) / 24 = 0.25 * 4900 / 24.
  CHECK(scores.bar_error == Approx(std::sqrt(0.25 * 4900 / 24)).epsilon(0.02));
}

TEST_CASE("growth errors are in percentage points, and 2015 counts for wages but not for investment and imports") {
  const History h = history();
  Track t = same(h);
  for (const Flow flow : {Flow::wages, Flow::investment}) t.flows[2015][static_cast<std::size_t>(flow)] *= 1.1;
  const HindcastScores scores = score(h, t);
  // Wages: 2015 +10.2 points, 2016 back by 1.02 (1 - 1/1.1) = 9.27 points, four years without error.
  CHECK(scores.growth_error[static_cast<std::size_t>(Flow::wages)] == Approx(std::sqrt((10.2 * 10.2 + 9.2727 * 9.2727) / 6)).epsilon(1e-4));
  CHECK(scores.growth_error[static_cast<std::size_t>(Flow::investment)] == Approx(0).margin(1e-9));
  CHECK_FALSE(comparable(Flow::imports, 2015));
  CHECK_FALSE(comparable(Flow::imports, 2016));
  CHECK(comparable(Flow::imports, 2014));
}

TEST_CASE("runs are averaged") {
  const History h = history();
  Track high = same(h), low = same(h);
  for (double& gdp : high.gdp) gdp *= 1.1;
  for (double& gdp : low.gdp) gdp *= 0.9;
  CHECK(score(h, mean_track({high, low})).gdp_error == Approx(0).margin(1e-9));
  CHECK(score(h, high).gdp_error == Approx(100 * std::log(1.1)));
}
