#include <catch2/catch.hpp>

#include <limits>
#include <numeric>

#include "base/amount.hpp"
#include "base/controlled_rounding.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

using namespace kringloop;
using Parts = std::vector<std::int64_t>;
using Weights = std::vector<double>;

TEST_CASE("largest remainder: ten over three equal weights is 4, 3, 3") {
  CHECK(split_by_weight(10, Weights{1, 1, 1}) == Parts{4, 3, 3});
  CHECK(split_by_weight(-10, Weights{1, 1, 1}) == Parts{-4, -3, -3});
  CHECK(split_by_weight(10, Weights{0.5, 0.3, 0.2}) == Parts{5, 3, 2});
  CHECK(split_by_weight(7, Weights{0, 2, 0, 1}) == Parts{0, 5, 0, 2});
  CHECK(split_by_weight(1, Weights{0.4, 0.6}) == Parts{0, 1});
}

TEST_CASE("a split by weight adds up exactly, also of the largest totals, and is within one of the share") {
  const Draw draw{3};
  for (std::uint64_t trial = 0; trial < 200; ++trial) {
    const std::size_t n = 1 + static_cast<std::size_t>(draw.below(100, Purpose::test, trial, 0));
    Weights weights;
    for (std::size_t i = 0; i < n; ++i) weights.push_back(draw.uniform(Purpose::test, trial, 1, i) < 0.1 ? 0.0 : draw.uniform(Purpose::test, trial, 2, i));
    weights[0] = 0.5;
    const auto total = static_cast<std::int64_t>(draw.bits(Purpose::test, trial, 3) >> (1 + trial % 60));
    const Parts parts = split_by_weight(total, weights);
    Wide sum = 0;
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      sum += parts[i];
      if (weights[i] == 0.0) CHECK(parts[i] == 0);
      const double share = static_cast<double>(total) * weights[i] / all;
      CHECK(std::abs(static_cast<double>(parts[i]) - share) <= 1.0 + 1e-12 * static_cast<double>(total));
    }
    CHECK((sum == total));
  }
}

TEST_CASE("no weights, zero weights, bad weights") {
  CHECK(split_by_weight(0, Weights{}).empty());
  CHECK(split_by_weight(0, Weights{0, 0}) == Parts{0, 0});
  CHECK_THROWS_AS(split_by_weight(1, Weights{}), InternalError);
  CHECK_THROWS_AS(split_by_weight(1, Weights{0, 0}), InternalError);
  CHECK_THROWS_AS(split_by_weight(1, Weights{1, -1}), InternalError);
  CHECK_THROWS_AS(split_by_weight(1, Weights{std::numeric_limits<double>::quiet_NaN()}), InternalError);
  CHECK_THROWS_AS(split_by_weight(1, Weights{std::numeric_limits<double>::infinity()}), InternalError);
  CHECK(split_by_weight(5, Weights{std::numeric_limits<double>::denorm_min()}) == Parts{5});
  CHECK(split_by_weight(5, Weights{1e308, 1e308}) == Parts{3, 2});
}

TEST_CASE("cumulative rounding of 10 over capacities 1, 1, 1 is 3, 3, 4") {
  CHECK(split_by_capacity(10, Parts{1, 1, 1}) == Parts{3, 3, 4});
  CHECK(split_by_capacity(2, Parts{1, 0, 3}) == Parts{0, 0, 2});
  CHECK(split_by_capacity(0, Parts{0, 0}) == Parts{0, 0});
  CHECK(split_by_capacity(0, Parts{}).empty());
}

TEST_CASE("no part exceeds its capacity while the total does not, and the parts add up, at the largest figures") {
  const std::int64_t large = std::numeric_limits<std::int64_t>::max() / 4;
  const Parts capacities{large, 1, large, 0, large - 5, 17};
  const std::int64_t all = std::accumulate(capacities.begin(), capacities.end(), std::int64_t{0});
  for (const std::int64_t total : {std::int64_t{1}, large, all - 1, all}) {
    const Parts parts = split_by_capacity(total, capacities);
    CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      CHECK(parts[i] <= capacities[i]);
      CHECK(parts[i] >= 0);
    }
  }
  CHECK(split_by_capacity(all, capacities) == capacities);
}

TEST_CASE("capacities that are negative, too large together, or all zero are refused") {
  CHECK_THROWS_AS(split_by_capacity(1, Parts{2, -1}), InternalError);
  CHECK_THROWS_AS(split_by_capacity(1, Parts{std::numeric_limits<std::int64_t>::max(), 1}), InternalError);
  CHECK_THROWS_AS(split_by_capacity(1, Parts{0}), InternalError);
}
