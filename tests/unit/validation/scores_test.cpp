#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "validation/scores.hpp"

using namespace kringloop;
using namespace kringloop::validation;

TEST_CASE("root mean square and bias of four errors") {
  const std::vector<double> errors = {1, -1, 3, 5};
  CHECK(root_mean_square(errors) == Approx(3));
  CHECK(bias(errors) == Approx(2));
}

TEST_CASE("Student's t has the tail of the printed tables") {
  CHECK(two_sided_p(2.228, 10) == Approx(0.05).epsilon(0.001));
  CHECK(two_sided_p(1.686, 38) == Approx(0.10).epsilon(0.001));
  CHECK(two_sided_p(-12.706, 1) == Approx(0.05).epsilon(0.001));
  CHECK(two_sided_p(0, 5) == Approx(1));
}

TEST_CASE("Diebold-Mariano at one step is the t statistic of the loss differences, corrected for size") {
  // Differences of squares 1, 3, -1, 1: mean 1, variance (0 + 4 + 4 + 0) / 4 = 2, so DM = 1 / sqrt(2 / 4) = sqrt 2; at h = 1 the correction
  // is (4 + 1 - 2) / 4 = 3/4, so the statistic is sqrt(3/2).
  const std::vector<double> own = {1, 2, 0, 1}, rival = {0, 1, 1, 0};
  const DieboldMariano test = diebold_mariano(own, rival, 1);
  CHECK(test.statistic == Approx(std::sqrt(1.5)));
  CHECK(test.p_value == Approx(two_sided_p(std::sqrt(1.5), 3)));
  CHECK(diebold_mariano(rival, own, 1).statistic == Approx(-std::sqrt(1.5)));
}

TEST_CASE("Diebold-Mariano at two steps adds the first autocovariance") {
  // Differences 1, 3, 3, 1: centred -1, 1, 1, -1; gamma0 = 1, gamma1 = (-1 + 1 - 1) / 4 = -1/4; long-run variance 1/2, of the mean 1/8;
  // correction (4 + 1 - 4 + 2/4) / 4 = 3/8: statistic = sqrt(3/8) * 2 / sqrt(1/8) = 2 sqrt 3.
  const std::vector<double> own = {1, std::sqrt(3.0), std::sqrt(3.0), 1}, rival = {0, 0, 0, 0};
  CHECK(diebold_mariano(own, rival, 2).statistic == Approx(2 * std::sqrt(3.0)));
}

TEST_CASE("equal forecasts are not told apart") {
  const std::vector<double> own = {1, 2, 3};
  CHECK(diebold_mariano(own, own, 1).statistic == 0);
  CHECK(diebold_mariano(own, own, 1).p_value == 1);
}

TEST_CASE("an interval covers what lies between its quantiles, its ends included") {
  std::vector<double> members;
  for (int i = 0; i <= 20; ++i) members.push_back(i);  // 5 % and 95 %: 1 and 19
  CHECK(quantile(members, 0.05) == Approx(1));
  CHECK(covered(members, 1, 0.9));
  CHECK(covered(members, 18.9, 0.9));
  CHECK_FALSE(covered(members, 0.9, 0.9));
  CHECK_FALSE(covered(members, 19.1, 0.9));
}

TEST_CASE("the ranked probability score of one member is the absolute error, of two it rewards honest spread") {
  CHECK(ranked_probability_score({3}, 5) == Approx(2));
  // Members 0 and 2, outcome 1: mean distance 1, mean |x - x'| = (0 + 2 + 2 + 0) / 4 = 1, so 1 - 1/2.
  CHECK(ranked_probability_score({2, 0}, 1) == Approx(0.5));
  CHECK(ranked_probability_score({1, 1}, 1) == Approx(0));
}

TEST_CASE("the mean error ratio is a geometric mean over cells with an interval that holds it") {
  // Half the error in one cell, twice in the other: ratio 1. Everywhere half: 0.5 in every resample.
  const std::vector<double> e = {1, -2, 3, -4, 5}, twice = {2, -4, 6, -8, 10};
  CHECK(mean_error_ratio({{e, twice}, {twice, e}}, 2, 100, Draw{1}).ratio == Approx(1));
  const ErrorRatio half = mean_error_ratio({{e, twice}}, 2, 100, Draw{1});
  CHECK(half.ratio == Approx(0.5));
  CHECK(half.low == Approx(0.5));
  CHECK(half.high == Approx(0.5));
  const ErrorRatio uneven = mean_error_ratio({{{1, 1, 1, 1, 1, 1, 1, 1}, {1, 2, 1, 2, 1, 2, 1, 2}}}, 1, 500, Draw{1});
  CHECK(uneven.ratio == Approx(std::sqrt(8.0 / 20)));
  CHECK(uneven.low < uneven.ratio);
  CHECK(uneven.high > uneven.ratio);
}

TEST_CASE("an origin without outcome counts on neither side") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  CHECK(mean_error_ratio({{{1, none, 1}, {2, 50, 2}}}, 1, 0, Draw{1}).ratio == Approx(0.5));
}
