// The columns of a population without their types: what growing, moving, halo copies and checkpoints need to know of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "parallel/rows.hpp"

namespace kringloop::parallel {

/// One column: a std::vector<T> somewhere, T trivially copyable. The vector must stay where it is.
struct ColumnHandle {
  std::string name, unit, meaning;
  std::size_t bytes = 0;             // per row
  std::vector<std::byte> initial;    // [bytes] the value of a row just taken
  void* vector = nullptr;
  std::byte* (*data_of)(void* vector) = nullptr;
  std::size_t (*size_of)(const void* vector) = nullptr;
  /// Re-lays the vector to `size` rows: `segments` say which rows go where, the others get the initial value.
  void (*relay_of)(void* vector, std::size_t size, std::span<const Segment> segments, const std::byte* initial) = nullptr;
  void (*resize_of)(void* vector, std::size_t size, const std::byte* initial) = nullptr;

  [[nodiscard]] std::byte* data() const { return data_of(vector); }
  [[nodiscard]] std::size_t size() const { return size_of(vector); }  // rows
  [[nodiscard]] std::byte* at(Row row) const { return data() + row * bytes; }
  void resize(std::size_t rows) const { resize_of(vector, rows, initial.data()); }
  void relay(std::size_t rows, std::span<const Segment> segments) const { relay_of(vector, rows, segments, initial.data()); }
  void reset(Row row) const { std::memcpy(at(row), initial.data(), bytes); }
};

/// The columns of one population in the order in which they were added. Holds pointers into the population, so neither moves.
class ColumnSet {
 public:
  ColumnSet() = default;
  ColumnSet(const ColumnSet&) = delete;
  ColumnSet& operator=(const ColumnSet&) = delete;

  /// `column` is empty or has an entry per row already; `initial` is what a row just taken holds.
  template <class T>
  void add(std::string name, std::string unit, std::string meaning, std::vector<T>& column, const T& initial = T{});

  [[nodiscard]] std::span<const ColumnHandle> all() const { return columns_; }
  [[nodiscard]] const ColumnHandle* find(std::string_view name) const;
  /// All columns of one row together, in bytes.
  [[nodiscard]] std::size_t bytes_per_row() const { return bytes_per_row_; }

  void resize(std::size_t rows) const;
  void relay(std::size_t rows, std::span<const Segment> segments) const;
  void reset(Row row) const;  // every column of the row to its initial value
  /// One row out of, and into, `bytes_per_row` bytes.
  void pack(Row row, std::byte* out) const;
  void unpack(Row row, const std::byte* in) const;

 private:
  void add(ColumnHandle column);
  std::vector<ColumnHandle> columns_;
  std::size_t bytes_per_row_ = 0;
};

template <class T>
void ColumnSet::add(std::string name, std::string unit, std::string meaning, std::vector<T>& column, const T& initial) {
  static_assert(std::is_trivially_copyable_v<T>, "columns are copied as bytes");
  static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no bytes; use std::uint8_t");
  ColumnHandle handle;
  handle.name = std::move(name);
  handle.unit = std::move(unit);
  handle.meaning = std::move(meaning);
  handle.bytes = sizeof(T);
  handle.initial.resize(sizeof(T));
  std::memcpy(handle.initial.data(), &initial, sizeof(T));
  handle.vector = &column;
  handle.data_of = [](void* v) { return reinterpret_cast<std::byte*>(static_cast<std::vector<T>*>(v)->data()); };
  handle.size_of = [](const void* v) { return static_cast<const std::vector<T>*>(v)->size(); };
  handle.relay_of = [](void* v, std::size_t size, std::span<const Segment> segments, const std::byte* first) {
    T value;
    std::memcpy(&value, first, sizeof(T));
    auto& old = *static_cast<std::vector<T>*>(v);
    std::vector<T> fresh(size, value);
    for (const Segment& s : segments) {
      // Copies resolved since the last agree() have no place in the column yet.
      const std::size_t count = std::min<std::size_t>(s.count, old.size() - std::min<std::size_t>(old.size(), s.from));
      std::copy_n(old.data() + s.from, count, fresh.data() + s.to);
    }
    old.swap(fresh);
  };
  handle.resize_of = [](void* v, std::size_t size, const std::byte* first) {
    T value;
    std::memcpy(&value, first, sizeof(T));
    auto& values = *static_cast<std::vector<T>*>(v);
    // A vector left to itself would double; a halo that grows a little every quarter gets a sixteenth of room.
    if (size > values.capacity()) values.reserve(values.empty() ? size : size + size / 16);
    values.resize(size, value);
  };
  add(std::move(handle));
}

}  // namespace kringloop::parallel
