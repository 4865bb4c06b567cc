// Whole numbers near given real ones that add up: largest remainder with a least value, and tables with fixed margins.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kringloop {

/// A table of whole numbers, row-major.
struct CountTable {
  std::size_t rows = 0, columns = 0;
  std::vector<std::int64_t> cells;
  CountTable() = default;
  CountTable(std::size_t r, std::size_t c) : rows(r), columns(c), cells(r * c) {}
  [[nodiscard]] std::int64_t operator()(std::size_t r, std::size_t c) const { return cells[r * columns + c]; }
  [[nodiscard]] std::int64_t& operator()(std::size_t r, std::size_t c) { return cells[r * columns + c]; }
  [[nodiscard]] std::vector<std::int64_t> row_sums() const;
  [[nodiscard]] std::vector<std::int64_t> column_sums() const;
};

/// Real numbers proportional to `weights`, none below its `least`, that add up to `total` >= sum of least.
[[nodiscard]] std::vector<double> share_at_least(double total, std::span<const double> weights, std::span<const double> least);

/// Each number rounded down or up so that they add up to `total`, the nearest whole number to their sum (largest remainder).
[[nodiscard]] std::vector<std::int64_t> round_to_total(std::span<const double> numbers, std::int64_t total);

/// Iterative proportional fitting, a fixed number of rounds: `cells` (row-major, >= 0) scaled to the margins. A row or column
/// that is all zero but has a margin is first filled evenly.
void fit_margins(std::vector<double>& cells, std::span<const double> row_sums, std::span<const double> column_sums, int rounds = 60);

/// A table with exactly these margins (of equal sums) near `prior` fitted to them: column after column, each row's running total
/// is kept within about one of its fitted running total. No cell differs by 2 or more from its fitted value except where
/// margins force it. Rows should be the shorter side.
[[nodiscard]] CountTable controlled_table(std::vector<double> prior, std::span<const std::int64_t> row_sums,
                                          std::span<const std::int64_t> column_sums);

/// Rounds a table of real numbers so that total, row sums and column sums are each within one of the real ones.
[[nodiscard]] CountTable controlled_table(const std::vector<double>& numbers, std::size_t rows, std::size_t columns);

}  // namespace kringloop
