#include "validation/firm_facts.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace kringloop::validation;

namespace {

/// As many values at equal steps of probability, from the inverse of a distribution.
template <class Inverse>
std::vector<double> evenly(int n, Inverse&& inverse) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(inverse((i + 0.5) / n));
  return values;
}

double laplace(double p) { return p < 0.5 ? std::log(2.0 * p) : -std::log(2.0 * (1.0 - p)); }
double normal(double p) {  // by bisection
  double low = -10.0, high = 10.0;
  while (high - low > 1e-9) {
    const double x = 0.5 * (low + high);
    (0.5 * std::erfc(-x / std::sqrt(2.0)) < p ? low : high) = x;
  }
  return low;
}

}  // namespace

TEST_CASE("the shape of a sample by hand") {
  const std::vector<double> values{-1, 0, 0, 0, 6};  // mean 1, deviations -2 -1 -1 -1 5
  const Shape shape = shape_of(values);
  CHECK(shape.n == 5);
  CHECK(shape.deviation == Approx(std::sqrt(32.0 / 5)));
  CHECK(shape.skewness == Approx(114.0 / 5 / std::pow(6.4, 1.5)));
  CHECK(shape.excess_kurtosis == Approx(644.0 / 5 / (6.4 * 6.4) - 3.0));
}

TEST_CASE("the exponent of a normal sample is two, of a Laplace sample one") {
  CHECK(subbotin_exponent(evenly(2000, normal)) == Approx(2.0).margin(0.05));
  CHECK(subbotin_exponent(evenly(2000, laplace)) == Approx(1.0).margin(0.03));
  const auto shifted = evenly(2000, [](double p) { return 3.0 + 5.0 * laplace(p); });
  CHECK(subbotin_exponent(shifted) == Approx(1.0).margin(0.03));
}

TEST_CASE("sizes: skewness and tail by hand, firms without people left out") {
  const Sizes sizes{{0, 50}, {1, 3}, {5, 1}};  // mean 2, deviations -1 x 3, 3
  CHECK(size_skewness(sizes) == Approx(24.0 / 4 / std::pow(12.0 / 4, 1.5)));
  const Sizes zipf{{10, 90}, {100, 9}, {1000, 1}};  // 100 firms from 10, 10 from 100
  CHECK(tail_exponent(zipf, 10, 100) == Approx(1.0));
}

TEST_CASE("classes of unlike spread do not make the whole look peaked") {
  std::array<std::vector<double>, kringloop::input::size_classes> classes;
  classes[1] = evenly(1000, normal);
  classes[2] = evenly(1000, [](double p) { return 0.1 * normal(p); });
  std::vector<double> mixed = classes[1];
  mixed.insert(mixed.end(), classes[2].begin(), classes[2].end());
  CHECK(subbotin_exponent(mixed) < 1.2);
  CHECK(subbotin_exponent(standardised(classes)) == Approx(2.0).margin(0.05));
}

TEST_CASE("correlation by hand") {
  const std::vector<double> a{1, 2, 3}, b{1, 3, 2};
  CHECK(correlation(a, b) == Approx(0.5));
}
