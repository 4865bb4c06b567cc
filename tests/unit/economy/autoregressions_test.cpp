#include <catch2/catch.hpp>

#include <vector>

#include "economy/autoregressions.hpp"

using namespace kringloop;
using economy::autoregression;

TEST_CASE("an autoregression finds what made the series") {
  std::vector<double> x = {1.0};
  for (int t = 0; t < 30; ++t) x.push_back(0.8 * x.back() + 0.5);
  const economy::Fit fit = autoregression(x);
  CHECK(fit.alpha == Approx(0.8).epsilon(1e-10));
  CHECK(fit.beta == Approx(0.5).epsilon(1e-10));
  CHECK(fit.residual == Approx(0.0).margin(1e-10));
}

TEST_CASE("an autoregression of four numbers is the one worked out by hand") {
  const std::vector<double> x = {0.0, 1.0, 0.0, 2.0};  // errors -1/2, 0, 1/2 around 1.5 - 1.5 x
  const economy::Fit fit = autoregression(x);
  CHECK(fit.alpha == Approx(-1.5));
  CHECK(fit.beta == Approx(1.5));
  CHECK(fit.residual == Approx(0.5));
}

TEST_CASE("a history that stands still is expected to go on") {
  std::vector<double> x(20, 11.8);
  x.back() += 1e-7;
  const economy::Fit fit = autoregression(x);
  CHECK(fit.alpha == 1.0);
  CHECK(fit.beta == 0.0);
  CHECK(fit.residual == 0.0);
}
