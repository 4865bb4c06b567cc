// Raw figures of a pack's sources/ folder, and the tables written from them. Internal to the pack build.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/complaints.hpp"
#include "input/table.hpp"

namespace kringloop::input::build {

/// A source table with one or two key columns.
class Figures {
 public:
  using Key = std::pair<std::string, std::string>;
  [[nodiscard]] static Figures read(const std::filesystem::path& folder, const std::string& file, const std::vector<std::string>& key_columns,
                                    Complaints& complaints);
  /// 0 where there is none.
  [[nodiscard]] double value(std::string_view first, std::string_view second = {}) const;
  /// Throws InputError naming the file and the key where there is none.
  [[nodiscard]] const Figure& at(std::string_view first, std::string_view second = {}) const;
  [[nodiscard]] bool has(std::string_view first, std::string_view second = {}) const;
  [[nodiscard]] const std::vector<std::pair<Key, Figure>>& rows() const { return rows_; }
  void set(std::string_view first, std::string_view second, double value);

 private:
  [[nodiscard]] const Figure* find(std::string_view first, std::string_view second) const;
  std::string file_;
  std::vector<std::pair<Key, Figure>> rows_;
  std::map<Key, std::size_t> index_;
};

[[nodiscard]] Figure measured(double value, const std::string& unit, const std::string& source, int year);
[[nodiscard]] Figure derived(double value, const std::string& unit, const std::string& source, int year);
/// A range of `relative` on both sides.
[[nodiscard]] Figure assumed(double value, double relative, const std::string& unit, const std::string& source, int year, const std::string& factor);
[[nodiscard]] Figure assumed_between(double value, double low, double high, const std::string& unit, const std::string& source, int year,
                                     const std::string& factor);
/// The same provenance for another value; a range moves along in proportion.
[[nodiscard]] Figure with_value(Figure figure, double value);

/// Values as they are written: 6 decimals for flows and stocks, 10 for rates and shares.
[[nodiscard]] double rounded(double value, bool rate = false);
/// The shortest text with that many decimals at most.
[[nodiscard]] std::string digits(double value, bool rate = false);

/// One table as text: key columns and the value block.
class TableText {
 public:
  explicit TableText(const std::vector<std::string>& key_columns);
  void add(const std::vector<std::string>& keys, const Figure& figure);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

[[nodiscard]] std::string quoted_cell(std::string_view text);

}  // namespace kringloop::input::build
