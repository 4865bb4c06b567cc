#include <cmath>

#include <catch2/catch.hpp>

#include "validation/forecasters.hpp"

using namespace kringloop;
using namespace kringloop::validation;

namespace {
Panel column_of(std::initializer_list<double> values) {
  Panel panel(static_cast<Eigen::Index>(values.size()), 1);
  Eigen::Index row = 0;
  for (const double value : values) panel(row++, 0) = value;
  return panel;
}
}  // namespace

TEST_CASE("AR(1) is the least-squares line of each value on the one before") {
  // Pairs (1,2) (2,2) (2,4): means 5/3 and 8/3, Sxy = Sxx = 2/3, so slope 1 and constant 1.
  const Autoregression model = fit(column_of({1, 2, 2, 4}));
  CHECK(model.coefficients(0, 0) == Approx(1));
  CHECK(model.coefficients(1, 0) == Approx(1));
  CHECK(model.residuals(0, 0) == Approx(0).margin(1e-12));
  CHECK(model.residuals(1, 0) == Approx(-1));
  CHECK(model.residuals(2, 0) == Approx(1));
}

TEST_CASE("a forecast is the fitted line walked on from the last value") {
  const Autoregression model{column_of({1, 0.5}), {}};  // z = 1 + z/2, rest 2
  const Panel path = iterated(model, Eigen::RowVectorXd::Constant(1, 4), 3);
  CHECK(path(0, 0) == Approx(3));
  CHECK(path(1, 0) == Approx(2.5));
  CHECK(path(2, 0) == Approx(2.25));
}

TEST_CASE("a vector autoregression finds the system that made the data") {
  Panel z(12, 2);
  z.row(0) << 1, -2;
  for (Eigen::Index t = 1; t < z.rows(); ++t) z.row(t) << 0.1 + 0.5 * z(t - 1, 0) + 0.3 * z(t - 1, 1), 0.2 - 0.4 * z(t - 1, 0) + 0.6 * z(t - 1, 1);
  const Autoregression model = fit(z);
  CHECK(model.coefficients(0, 0) == Approx(0.1));
  CHECK(model.coefficients(1, 0) == Approx(0.5));
  CHECK(model.coefficients(2, 0) == Approx(0.3));
  CHECK(model.coefficients(0, 1) == Approx(0.2));
  CHECK(model.coefficients(1, 1) == Approx(-0.4));
  CHECK(model.coefficients(2, 1) == Approx(0.6));
  CHECK(model.residuals.cwiseAbs().maxCoeff() < 1e-10);
}

TEST_CASE("in differences the changes are forecast and added onto the last level") {
  // Levels 0 1 3 5 9: changes 1 2 2 4 as above, so the next changes are 1 + 4 = 5 and 1 + 5 = 6.
  const Panel levels = column_of({0, 1, 3, 5, 9, 100});
  const Forecast forecast = autoregressive_forecast(levels, {Treatment::difference}, 1, 4, 2, 0, Draw{1});
  CHECK(forecast.mean(0, 0) == Approx(14));
  CHECK(forecast.mean(1, 0) == Approx(20));
}

TEST_CASE("what comes after the origin changes no forecast") {
  const Forecast one = autoregressive_forecast(column_of({0, 1, 3, 5, 9, 100}), {Treatment::difference}, 1, 4, 2, 3, Draw{1});
  const Forecast other = autoregressive_forecast(column_of({0, 1, 3, 5, 9, -7}), {Treatment::difference}, 1, 4, 2, 3, Draw{1});
  CHECK(one.mean == other.mean);
  for (std::size_t m = 0; m < 3; ++m) CHECK(one.members[m] == other.members[m]);
}

TEST_CASE("members are the path plus residuals of the sample, the same for the same seed") {
  const Panel levels = column_of({1, 2, 2, 4});  // residuals 0, -1, 1; next value 5
  const Forecast forecast = autoregressive_forecast(levels, {Treatment::level}, 0, 3, 1, 50, Draw{7});
  bool differ = false;
  for (const Panel& member : forecast.members) {
    const double shock = member(0, 0) - 5;
    CHECK(std::abs(shock - std::round(shock)) < 1e-9);
    CHECK(std::abs(shock) < 1 + 1e-9);
    differ = differ || std::abs(shock) > 0.5;
  }
  CHECK(differ);
}
