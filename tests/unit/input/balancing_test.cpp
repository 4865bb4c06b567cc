#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "input/balancing.hpp"

using namespace kringloop;
using namespace kringloop::input;

namespace {
Matrix matrix(std::size_t rows, std::size_t columns, std::vector<double> cells) {
  Matrix m(rows, columns);
  m.cells = std::move(cells);
  return m;
}

// Two goods, one industry (class intermediate), households and inventories. Sales at basic prices: good 0 130, good 1 70, imports 20 and 0.
UseTable small_table() {
  UseTable table;
  table.domestic = matrix(2, 3, {40, 60, 10, 30, 50, 0});
  table.imported = matrix(2, 3, {10, 10, 0, 0, 0, 0});
  table.class_of_user = {0, 1, -1};
  table.rates.resize(2);
  table.rates[0][0].margin = 0.1;
  table.rates[0][1] = {0.4, 0.1, 0.02, 0.2};
  table.rates[1][1].vat = 0.1;
  return table;
}
}  // namespace

TEST_CASE("ras meets row and column totals and keeps the cross ratios") {
  Matrix m = matrix(2, 2, {1, 2, 3, 4});
  const Balanced result = ras(m, std::vector<double>{30, 70}, std::vector<double>{60, 40});
  CHECK(result.within(1e-11));
  CHECK(m(0, 0) + m(0, 1) == Approx(30));
  CHECK(m(0, 0) + m(1, 0) == Approx(60));
  CHECK(m(0, 0) * m(1, 1) / (m(0, 1) * m(1, 0)) == Approx(1.0 * 4 / (2 * 3)));
}

TEST_CASE("ras leaves a balanced matrix alone") {
  Matrix m = matrix(2, 2, {1, 2, 3, 4});
  (void)ras(m, std::vector<double>{3, 7}, std::vector<double>{4, 6});
  CHECK(m.cells == std::vector<double>{1, 2, 3, 4});
}

TEST_CASE("fixed cells keep their value, zeros stay zero") {
  Matrix m = matrix(2, 3, {5, 1, 1, 0, 2, 2});
  const std::vector<bool> fixed{true, false, false, false, false, false};
  (void)ras(m, std::vector<double>{15, 10}, std::vector<double>{5, 8, 12}, fixed);
  CHECK(m(0, 0) == 5);
  CHECK(m(1, 0) == 0);
  CHECK(m(0, 1) + m(0, 2) == Approx(10));
  CHECK(m(0, 2) + m(1, 2) == Approx(12));
}

TEST_CASE("totals that do not agree are refused") {
  Matrix m = matrix(2, 2, {1, 2, 3, 4});
  CHECK_THROWS_AS(ras(m, std::vector<double>{30, 70}, std::vector<double>{60, 41}), InternalError);
  m(0, 0) = -1;
  CHECK_THROWS_AS(ras(m, std::vector<double>{30, 70}, std::vector<double>{60, 40}), InternalError);
}

TEST_CASE("gras keeps signs and meets the totals") {
  Matrix m = matrix(3, 3, {7, 3, -2, 2, 9, 0, 0, 1, 4});
  const std::vector<double> rows{10, 12, 6}, columns{11, 14, 3};
  const Balanced result = gras(m, rows, columns);
  CHECK(result.within(1e-10));
  for (std::size_t i = 0; i < 3; ++i) CHECK(m(i, 0) + m(i, 1) + m(i, 2) == Approx(rows[i]));
  for (std::size_t j = 0; j < 3; ++j) CHECK(m(0, j) + m(1, j) + m(2, j) == Approx(columns[j]));
  CHECK(m(0, 2) < 0);
  CHECK(m(1, 2) == 0);
}

TEST_CASE("gras equals ras where nothing is negative") {
  Matrix a = matrix(2, 2, {1, 2, 3, 4}), b = a;
  const std::vector<double> rows{30, 70}, columns{60, 40};
  (void)ras(a, rows, columns);
  (void)gras(b, rows, columns);
  for (std::size_t i = 0; i < 4; ++i) CHECK(a.cells[i] == Approx(b.cells[i]));
}

TEST_CASE("a use table is valued at basic prices x margin x tax x VAT") {
  const UseTable table = small_table();
  const ValuationTotals v = table.valuation_totals();
  CHECK(v.margin[0] == Approx(5));                          // 50 x 0.1
  CHECK(v.margin[1] == Approx(28));                         // 70 x 0.4
  CHECK(v.tax[1] == Approx(9.8));                           // 98 x 0.1
  CHECK(v.subsidy[1] == Approx(1.96));                      // 98 x 0.02
  CHECK(v.vat[1] == Approx(98 * 1.08 * 0.2 + 50 * 0.1));
  CHECK(table.purchases(0) == Approx(50 * 1.1 + 30));
  CHECK(table.purchases(1) == Approx(70 * 1.4 * 1.08 * 1.2 + 50 * 1.1));
  CHECK(table.purchases(2) == Approx(10));
}

TEST_CASE("balancing a use table meets sales, purchases, margins and taxes at once") {
  UseTable table = small_table();
  UseTargets targets;
  targets.domestic = {160, 100};
  targets.imported = {35, 0};
  targets.valuation.margin = {12, 40};
  targets.valuation.tax = {0, 16};
  targets.valuation.subsidy = {0, 3};
  targets.valuation.vat = {0, 40};
  targets.purchases = {130, 260, 10};
  const Balanced result = balance_use_table(table, targets);
  CHECK(result.within(1e-11));
  double domestic = 0, imported = 0;
  for (std::size_t u = 0; u < 3; ++u) {
    domestic += table.domestic(0, u);
    imported += table.imported(0, u);
  }
  CHECK(domestic == Approx(160));
  CHECK(imported == Approx(35));
  CHECK(table.domestic(0, 2) == 10);  // inventories are given
  CHECK(table.purchases(0) == Approx(130));
  CHECK(table.purchases(1) == Approx(260));
  const ValuationTotals v = table.valuation_totals();
  CHECK(v.margin[1] == Approx(40));
  CHECK(v.tax[1] - v.subsidy[1] == Approx(13));
  CHECK(v.vat[1] == Approx(40));
}

TEST_CASE("a use table whose targets contradict each other is refused") {
  UseTable table = small_table();
  UseTargets targets;
  targets.domestic = {160, 100};
  targets.imported = {35, 0};
  targets.purchases = {130, 260, 10};
  CHECK_THROWS_AS(balance_use_table(table, targets), InternalError);
}
