// A table of a data pack in long form: key columns, then value,unit,source,year,quality,low,high,factor (docs/data-pack.md).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "input/csv.hpp"

namespace kringloop::input {

enum class Quality : std::uint8_t { measured, derived, assumed };
[[nodiscard]] std::string_view name_of(Quality quality);

/// One figure with its provenance.
struct Figure {
  double value = 0;
  std::string unit;
  double low = 0, high = 0;  // the range; both equal to value where none is given
  Quality quality = Quality::measured;
  std::string factor;  // the common factor it varies under; empty where it does not
  std::string source;  // key of sources.csv
  int year = 0;
};

/// The names a key column may hold, in the order of the index, and the unit their rows are in.
class KeyList {
 public:
  struct Key {
    std::string name;
    std::string unit;  // unit of the rows of this key; empty = the table's, or any
  };
  KeyList() = default;
  /// `what` names one key in messages: "industry".
  KeyList(std::string what, const std::vector<std::string>& names, const std::string& unit = "");
  KeyList(std::string what, std::initializer_list<Key> keys);

  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::string& unit(std::size_t index) const { return units_[index]; }
  /// Index of `name`, or -1.
  [[nodiscard]] std::int32_t index(std::string_view name) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  void add(const std::string& name, const std::string& unit);
  std::string what_;
  std::vector<std::string> names_, units_;
  std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> index_;
};

/// What must hold for a table's rows taken together.
enum class Keys : std::uint8_t { complete, sparse };  // sparse: a combination of keys that is not there stands for zero

class Table {
 public:
  /// Reads the value block and checks it: a finite value, a unit of the list, a source of `sources` (when given), a year, a quality,
  /// and for assumed rows low <= value <= high and a factor. Rows with faults are left out of the table after a complaint.
  [[nodiscard]] static Table read(const std::filesystem::path& path, const std::string& shown, const std::vector<std::string>& key_columns,
                                  const KeyList* sources, Complaints& complaints);
  [[nodiscard]] static Table from_csv(Csv csv, const std::vector<std::string>& key_columns, const KeyList* sources, Complaints& complaints);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool readable() const { return readable_; }  // the header was right
  [[nodiscard]] std::string_view key(std::size_t row, std::size_t which) const { return csv_.cell(rows_[row].line, key_columns_[which]); }
  [[nodiscard]] double value(std::size_t row) const { return rows_[row].value; }
  [[nodiscard]] std::string_view unit(std::size_t row) const { return csv_.cell(rows_[row].line, block_[1]); }
  [[nodiscard]] int year(std::size_t row) const { return rows_[row].year; }
  [[nodiscard]] Quality quality(std::size_t row) const { return rows_[row].quality; }
  [[nodiscard]] Figure figure(std::size_t row) const;
  [[nodiscard]] const Csv& csv() const { return csv_; }
  [[nodiscard]] Position position(std::size_t row) const { return csv_.position(rows_[row].line); }
  [[nodiscard]] Position key_position(std::size_t row, std::size_t which) const {
    return csv_.position(rows_[row].line, key_columns_[which]);
  }
  [[nodiscard]] Position value_position(std::size_t row) const { return csv_.position(rows_[row].line, block_[0]); }
  [[nodiscard]] Position unit_position(std::size_t row) const { return csv_.position(rows_[row].line, block_[1]); }

  /// The row of each combination of keys, row-major in the order of `keys` (last fastest), -1 where there is none. Complains of
  /// unknown keys, of the same keys twice, of rows in another unit than their key's (or `unit`), and, when complete, of missing
  /// combinations (one complaint, the first few named).
  [[nodiscard]] std::vector<std::int32_t> placed(const std::vector<const KeyList*>& keys, Keys completeness, const std::string& unit,
                                                 Complaints& complaints) const;
  /// The values so placed; 0 where there is none.
  [[nodiscard]] std::vector<double> values(const std::vector<const KeyList*>& keys, Keys completeness, const std::string& unit,
                                           Complaints& complaints) const;
  /// The row with exactly these keys, or -1. For a few look-ups: it walks the table.
  [[nodiscard]] std::int32_t find(std::initializer_list<std::string_view> keys) const;

 private:
  struct Row {
    double value, low, high;
    std::int32_t year;
    std::uint32_t line;  // row of the csv
    Quality quality;
  };
  explicit Table(Csv csv) : csv_(std::move(csv)) {}
  void read_rows(const KeyList* sources, Complaints& complaints);
  Csv csv_;
  std::vector<std::size_t> key_columns_;
  std::array<std::size_t, 8> block_{};
  std::vector<Row> rows_;
  bool readable_ = false;
};

/// The eight columns of every table, in order.
[[nodiscard]] const std::vector<std::string>& block_columns();

}  // namespace kringloop::input
