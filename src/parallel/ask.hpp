// ask: read a value from the agent at the other end of a link. Owners send the values of the rows that others keep copies of,
// once per (rank, distinct target); afterwards reading is column[row], whether the row is an own one or a copy.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <vector>

#include "parallel/population.hpp"

namespace kringloop::parallel {

/// A column to be asked: any std::vector of plain values with one entry per row of the population, registered or not.
struct AskedColumn {
  std::byte* data;
  std::size_t bytes;  // per row
  std::size_t rows;

  template <class T>
    requires std::is_trivially_copyable_v<T>
  AskedColumn(std::vector<T>& column)  // implicit: ask(context, firms, {price, wage})
      : data(reinterpret_cast<std::byte*>(column.data())), bytes(sizeof(T)), rows(column.size()) {}
  explicit AskedColumn(const ColumnHandle& column) : data(column.data()), bytes(column.bytes), rows(column.size()) {}
};

/// Refreshes the copies in these columns, all in one message per pair of ranks (collective). Does nothing on one rank.
/// Throws InternalError when a column has not one entry per row, or when copies were resolved but not agreed.
void ask(Context& context, const Population& population, std::span<const AskedColumn> columns);
inline void ask(Context& context, const Population& population, std::initializer_list<AskedColumn> columns) {
  ask(context, population, std::span(columns.begin(), columns.size()));
}

}  // namespace kringloop::parallel
