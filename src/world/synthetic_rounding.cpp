#include "world/synthetic_rounding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/amount.hpp"
#include "base/error.hpp"

namespace kringloop {

std::vector<std::int64_t> CountTable::row_sums() const {
  std::vector<std::int64_t> sums(rows);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) sums[r] += (*this)(r, c);
  return sums;
}

std::vector<std::int64_t> CountTable::column_sums() const {
  std::vector<std::int64_t> sums(columns);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) sums[c] += (*this)(r, c);
  return sums;
}

std::vector<double> share_at_least(double total, std::span<const double> weights, std::span<const double> least) {
  // Those whose proportional share is below their least get the least; the others share what is left; again until none is below.
  const std::size_t n = weights.size();
  std::vector<double> share(least.begin(), least.end());
  std::vector<char> bound(n, 0);
  for (std::size_t round = 0; round <= n; ++round) {
    double rest = total, weight = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (bound[i]) rest -= least[i];
      else weight += weights[i];
    }
    bool again = false;
    for (std::size_t i = 0; i < n; ++i) {
      if (bound[i]) continue;
      share[i] = weight > 0 ? rest * (weights[i] / weight) : 0.0;
      if (share[i] < least[i]) {
        bound[i] = 1;
        share[i] = least[i];
        again = true;
      }
    }
    if (!again) break;
  }
  return share;
}

std::vector<std::int64_t> round_to_total(std::span<const double> numbers, std::int64_t total) {
  std::vector<std::int64_t> whole(numbers.size());
  std::vector<double> rest(numbers.size());
  std::int64_t left = total;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    whole[i] = static_cast<std::int64_t>(std::floor(numbers[i] + 1e-9));
    rest[i] = numbers[i] - static_cast<double>(whole[i]);
    left -= whole[i];
  }
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  while (left > 0) {
    const auto before = left;
    for (const auto i : order)
      if (left > 0 && numbers[i] > 0) {
        ++whole[i];
        --left;
      }
    if (left == before) throw InternalError("nothing to share a whole number over");
  }
  while (left < 0) {
    bool taken = false;
    for (auto i = order.rbegin(); i != order.rend() && left < 0; ++i)
      if (whole[*i] > 0) {
        --whole[*i];
        ++left;
        taken = true;
      }
    if (!taken) throw InternalError("a sum of whole numbers cannot be below zero");
  }
  return whole;
}

void fit_margins(std::vector<double>& cells, std::span<const double> row_sums, std::span<const double> column_sums, int rounds) {
  const std::size_t rows = row_sums.size(), columns = column_sums.size();
  std::vector<double> sums(columns);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t r = 0; r < rows; ++r) {
      double sum = 0;
      for (std::size_t c = 0; c < columns; ++c) sum += cells[r * columns + c];
      if (sum <= 0 && row_sums[r] > 0) {
        for (std::size_t c = 0; c < columns; ++c) cells[r * columns + c] = column_sums[c];
        sum = std::accumulate(column_sums.begin(), column_sums.end(), 0.0);
      }
      const double factor = sum > 0 ? row_sums[r] / sum : 0.0;
      for (std::size_t c = 0; c < columns; ++c) cells[r * columns + c] *= factor;
    }
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c) sums[c] += cells[r * columns + c];
    for (std::size_t c = 0; c < columns; ++c)
      if (sums[c] <= 0 && column_sums[c] > 0)
        for (std::size_t r = 0; r < rows; ++r) sums[c] += cells[r * columns + c] = row_sums[r];
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c)
        cells[r * columns + c] = sums[c] > 0 ? cells[r * columns + c] * (column_sums[c] / sums[c]) : 0.0;
  }
}

CountTable controlled_table(std::vector<double> prior, std::span<const std::int64_t> row_sums,
                            std::span<const std::int64_t> column_sums) {
  const std::size_t rows = row_sums.size(), columns = column_sums.size();
  if (std::accumulate(row_sums.begin(), row_sums.end(), std::int64_t{0}) !=
      std::accumulate(column_sums.begin(), column_sums.end(), std::int64_t{0}))
    throw InternalError("the margins of a table have different sums");
  const std::vector<double> real_rows(row_sums.begin(), row_sums.end()), real_columns(column_sums.begin(), column_sums.end());
  fit_margins(prior, real_rows, real_columns);

  CountTable table(rows, columns);
  std::vector<double> wanted(rows);        // fitted running total of each row
  std::vector<std::int64_t> given(rows);   // running total of each row
  std::vector<std::size_t> order(rows);
  for (std::size_t c = 0; c < columns; ++c) {
    std::int64_t left = column_sums[c];
    for (std::size_t r = 0; r < rows; ++r) {
      wanted[r] += prior[r * columns + c];
      auto n = static_cast<std::int64_t>(std::floor(wanted[r] - static_cast<double>(given[r])));
      n = std::clamp(n, std::int64_t{0}, row_sums[r] - given[r]);
      if (prior[r * columns + c] <= 0) n = 0;
      table(r, c) = n;
      left -= n;
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto missing = [&](std::size_t r) { return wanted[r] - static_cast<double>(given[r] + table(r, c)); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const bool none_a = prior[a * columns + c] <= 0, none_b = prior[b * columns + c] <= 0;
      return none_a != none_b ? none_b : missing(a) > missing(b);
    });
    while (left > 0) {
      const auto before = left;
      for (const auto r : order)
        if (left > 0 && given[r] + table(r, c) < row_sums[r]) {
          ++table(r, c);
          --left;
        }
      if (left == before) throw InternalError("a controlled table does not fit its margins");
    }
    while (left < 0)
      for (auto r = order.rbegin(); r != order.rend() && left < 0; ++r)
        if (table(*r, c) > 0) {
          --table(*r, c);
          ++left;
        }
    for (std::size_t r = 0; r < rows; ++r) given[r] += table(r, c);
  }
  return table;
}

CountTable controlled_table(const std::vector<double>& numbers, std::size_t rows, std::size_t columns) {
  std::vector<double> row(rows), column(columns);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      row[r] += numbers[r * columns + c];
      column[c] += numbers[r * columns + c];
    }
  const auto total = rounded(std::accumulate(row.begin(), row.end(), 0.0));
  return controlled_table(numbers, round_to_total(row, total), round_to_total(column, total));
}

}  // namespace kringloop
