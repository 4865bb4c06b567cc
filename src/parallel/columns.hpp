// The columns of one population, known by name and size only: what growth, the halo, moves and checkpoints need.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kringloop::parallel {

/// One column: contiguous fixed-size cells. `resize` fills new cells with the column's default.
struct ColumnHandle {
  std::string name;
  std::string unit;
  std::string meaning;
  std::size_t bytes = 0;                         // per row
  std::function<std::byte*()> data;
  std::function<void(std::size_t rows)> resize;  // keeps the rows before, default for those after
  std::function<void(std::size_t row)> reset;    // one row to the default
};

class ColumnSet {
 public:
  template <class T>
  void add(std::string_view name, std::string_view unit, std::string_view meaning, std::vector<T>& column, T fill) {
    handles_.push_back({std::string(name), std::string(unit), std::string(meaning), sizeof(T),
                        [&column] { return reinterpret_cast<std::byte*>(column.data()); },
                        [&column, fill](std::size_t rows) { column.resize(rows, fill); },
                        [&column, fill](std::size_t row) { column[row] = fill; }});
  }
  [[nodiscard]] const std::vector<ColumnHandle>& handles() const { return handles_; }
  void resize(std::size_t rows) { for (auto& h : handles_) h.resize(rows); }
  void reset(std::size_t row) { for (auto& h : handles_) h.reset(row); }

 private:
  std::vector<ColumnHandle> handles_;
};

}  // namespace kringloop::parallel
