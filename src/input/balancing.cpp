#include "input/balancing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::input {

namespace {

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

void expect_equal_sums(double left, double right, const char* what) {
  if (std::abs(left - right) > 1e-8 * std::max({1.0, std::abs(left), std::abs(right)}))
    throw InternalError(fmt::format("balancing: {} sum to {} on one side and to {} on the other", what, left, right));
}

double gap(double found, double wanted, double scale) { return std::abs(found - wanted) / std::max(std::abs(wanted), 1e-9 * scale); }

// Multiplies the free cells of one line of the matrix so that all its cells sum to `wanted`; the gap before.
struct Line {
  std::size_t first, step, count;
};

double scale_line(std::vector<double>& cells, const std::vector<bool>& fixed, Line line, double wanted, double scale) {
  double free_cells = 0, fixed_cells = 0;
  for (std::size_t k = 0, i = line.first; k < line.count; ++k, i += line.step) {
    if (!fixed.empty() && fixed[i]) fixed_cells += cells[i];
    else free_cells += cells[i];
  }
  const double error = gap(free_cells + fixed_cells, wanted, scale);
  if (free_cells <= 0) return error;
  const double factor = (wanted - fixed_cells) / free_cells;
  for (std::size_t k = 0, i = line.first; k < line.count; ++k, i += line.step)
    if (fixed.empty() || !fixed[i]) cells[i] *= factor;
  return error;
}

// r with r x positives - negatives / r = wanted.
double gras_multiplier(double positives, double negatives, double wanted) {
  if (positives > 0) return (wanted + std::sqrt(wanted * wanted + 4 * positives * negatives)) / (2 * positives);
  return wanted < 0 && negatives > 0 ? -negatives / wanted : 1.0;
}

}  // namespace

Balanced ras(Matrix& matrix, std::span<const double> row_totals, std::span<const double> column_totals, const std::vector<bool>& fixed,
             BalancingLimits limits) {
  const std::size_t rows = matrix.rows, columns = matrix.columns;
  if (row_totals.size() != rows || column_totals.size() != columns) throw InternalError("ras: totals do not fit the matrix");
  for (std::size_t i = 0; i < matrix.cells.size(); ++i)
    if (matrix.cells[i] < 0 && (fixed.empty() || !fixed[i])) throw InternalError("ras: negative cell; use gras");
  expect_equal_sums(sum(row_totals), sum(column_totals), "row and column totals");
  const double scale = std::max(1.0, std::abs(sum(row_totals)));
  Balanced result;
  for (result.sweeps = 1; result.sweeps <= limits.sweeps; ++result.sweeps) {
    result.largest_error = 0;
    for (std::size_t r = 0; r < rows; ++r)
      result.largest_error = std::max(result.largest_error, scale_line(matrix.cells, fixed, {r * columns, 1, columns}, row_totals[r], scale));
    for (std::size_t c = 0; c < columns; ++c)
      result.largest_error = std::max(result.largest_error, scale_line(matrix.cells, fixed, {c, columns, rows}, column_totals[c], scale));
    if (result.within(limits.tolerance)) break;
  }
  return result;
}

Balanced gras(Matrix& matrix, std::span<const double> row_totals, std::span<const double> column_totals, BalancingLimits limits) {
  const std::size_t rows = matrix.rows, columns = matrix.columns;
  if (row_totals.size() != rows || column_totals.size() != columns) throw InternalError("gras: totals do not fit the matrix");
  expect_equal_sums(sum(row_totals), sum(column_totals), "row and column totals");
  const double scale = std::max(1.0, std::abs(sum(row_totals)));
  std::vector<double> r(rows, 1.0), s(columns, 1.0);
  const auto cell = [&](std::size_t i, std::size_t j) {
    const double a = matrix(i, j);
    return a >= 0 ? a * r[i] * s[j] : a / (r[i] * s[j]);
  };
  Balanced result;
  for (result.sweeps = 1; result.sweeps <= limits.sweeps; ++result.sweeps) {
    result.largest_error = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      double positives = 0, negatives = 0;
      for (std::size_t j = 0; j < columns; ++j) {
        if (matrix(i, j) >= 0) positives += matrix(i, j) * s[j];
        else negatives -= matrix(i, j) / s[j];
      }
      r[i] = gras_multiplier(positives, negatives, row_totals[i]);
    }
    for (std::size_t j = 0; j < columns; ++j) {
      double positives = 0, negatives = 0;
      for (std::size_t i = 0; i < rows; ++i) {
        if (matrix(i, j) >= 0) positives += matrix(i, j) * r[i];
        else negatives -= matrix(i, j) / r[i];
      }
      s[j] = gras_multiplier(positives, negatives, column_totals[j]);
    }
    for (std::size_t i = 0; i < rows; ++i) {
      double total = 0;
      for (std::size_t j = 0; j < columns; ++j) total += cell(i, j);
      result.largest_error = std::max(result.largest_error, gap(total, row_totals[i], scale));
    }
    if (result.within(limits.tolerance)) break;
  }
  Matrix balanced(rows, columns);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) balanced(i, j) = cell(i, j);
  matrix = std::move(balanced);
  return result;
}

ValuationTotals UseTable::valuation_totals() const {
  ValuationTotals totals;
  for (std::size_t good = 0; good < goods(); ++good) {
    std::array<double, use_classes> basic{};
    for (std::size_t user = 0; user < users(); ++user)
      if (class_of_user[user] >= 0) basic[static_cast<std::size_t>(class_of_user[user])] += value(good, user);
    for (std::size_t c = 0; c < use_classes; ++c) {
      const Rates& rate = rates[good][c];
      const double with_margin = basic[c] * (1 + rate.margin);
      totals.margin[c] += basic[c] * rate.margin;
      totals.tax[c] += with_margin * rate.tax;
      totals.subsidy[c] += with_margin * rate.subsidy;
      totals.vat[c] += with_margin * (1 + rate.tax - rate.subsidy) * rate.vat;
    }
  }
  return totals;
}

double UseTable::purchases(std::size_t user) const {
  double total = 0;
  for (std::size_t good = 0; good < goods(); ++good) total += value(good, user) * purchaser_factor(good, user);
  return total;
}

namespace {

using ByClass = std::array<double, use_classes>;

void scale_rates(UseTable& table, double Rates::*rate, const ByClass& found, const ByClass& wanted, bool by_class) {
  ByClass factor{};
  const double all_found = sum(found), all_wanted = sum(wanted);
  for (std::size_t c = 0; c < use_classes; ++c) {
    if (by_class) factor[c] = found[c] > 0 ? wanted[c] / found[c] : 1.0;
    else factor[c] = all_found > 0 ? all_wanted / all_found : 1.0;
  }
  for (auto& of_good : table.rates)
    for (std::size_t c = 0; c < use_classes; ++c) of_good[c].*rate *= factor[c];
}

void scale_valuation(UseTable& table, const UseTargets& targets) {
  const auto scale = [&](double Rates::*rate, ByClass ValuationTotals::*total) {
    scale_rates(table, rate, table.valuation_totals().*total, targets.valuation.*total, targets.valuation_by_class);
  };
  scale(&Rates::margin, &ValuationTotals::margin);
  scale(&Rates::tax, &ValuationTotals::tax);
  scale(&Rates::subsidy, &ValuationTotals::subsidy);
  scale(&Rates::vat, &ValuationTotals::vat);
}

// One row of one origin; users that are not balanced keep their cells.
double scale_good(Matrix& flows, const std::vector<int>& class_of_user, std::size_t good, double wanted) {
  double free_cells = 0, fixed_cells = 0;
  for (std::size_t user = 0; user < flows.columns; ++user) (class_of_user[user] < 0 ? fixed_cells : free_cells) += flows(good, user);
  if (free_cells <= 0) return 0;
  const double factor = (wanted - fixed_cells) / free_cells;
  for (std::size_t user = 0; user < flows.columns; ++user)
    if (class_of_user[user] >= 0) flows(good, user) *= factor;
  return std::abs(wanted) > 1e-3 ? std::abs(factor - 1) : 0.0;
}

double scale_user(UseTable& table, std::size_t user, double wanted) {
  const double found = table.purchases(user);
  if (found <= 0) return 0;
  const double factor = wanted / found;
  for (std::size_t good = 0; good < table.goods(); ++good) {
    table.domestic(good, user) *= factor;
    table.imported(good, user) *= factor;
  }
  return std::abs(wanted) > 1e-3 ? std::abs(factor - 1) : 0.0;
}

}  // namespace

Balanced balance_use_table(UseTable& table, const UseTargets& targets, BalancingLimits limits) {
  const ValuationTotals& v = targets.valuation;
  expect_equal_sums(sum(targets.domestic) + sum(targets.imported) + sum(v.margin) + sum(v.tax) - sum(v.subsidy) + sum(v.vat), sum(targets.purchases),
                    "sales with margins and taxes, and purchases,");
  Balanced result;
  for (result.sweeps = 1; result.sweeps <= limits.sweeps; ++result.sweeps) {
    scale_valuation(table, targets);
    result.largest_error = 0;
    for (std::size_t good = 0; good < table.goods(); ++good) {
      const double error = std::max(scale_good(table.domestic, table.class_of_user, good, targets.domestic[good]),
                                    scale_good(table.imported, table.class_of_user, good, targets.imported[good]));
      result.largest_error = std::max(result.largest_error, error);
    }
    for (std::size_t user = 0; user < table.users(); ++user)
      if (table.class_of_user[user] >= 0) result.largest_error = std::max(result.largest_error, scale_user(table, user, targets.purchases[user]));
    if (result.within(limits.tolerance)) break;
  }
  return result;
}

}  // namespace kringloop::input
