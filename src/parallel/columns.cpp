#include "parallel/columns.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::parallel {

void ColumnSet::add(ColumnHandle column) {
  if (find(column.name) != nullptr) throw InternalError(fmt::format("two columns are called '{}'", column.name));
  bytes_per_row_ += column.bytes;
  columns_.push_back(std::move(column));
}

const ColumnHandle* ColumnSet::find(std::string_view name) const {
  for (const ColumnHandle& column : columns_)
    if (column.name == name) return &column;
  return nullptr;
}

void ColumnSet::resize(std::size_t rows) const {
  for (const ColumnHandle& column : columns_) column.resize(rows);
}

void ColumnSet::relay(std::size_t rows, std::span<const Segment> segments) const {
  for (const ColumnHandle& column : columns_) column.relay(rows, segments);
}

void ColumnSet::reset(Row row) const {
  for (const ColumnHandle& column : columns_) column.reset(row);
}

void ColumnSet::pack(Row row, std::byte* out) const {
  for (const ColumnHandle& column : columns_) {
    std::memcpy(out, column.at(row), column.bytes);
    out += column.bytes;
  }
}

void ColumnSet::unpack(Row row, const std::byte* in) const {
  for (const ColumnHandle& column : columns_) {
    std::memcpy(column.at(row), in, column.bytes);
    in += column.bytes;
  }
}

}  // namespace kringloop::parallel
