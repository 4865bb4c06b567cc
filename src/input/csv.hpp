// Strict CSV (after RFC 4180): UTF-8, comma, one header line, cells quoted with "" inside; a quoted cell ends on its own line.
// Every cell knows its line and column, so that a complaint can point at it.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/complaints.hpp"

namespace kringloop::input {

/// A file read whole. Cells are views into it: valid as long as the Csv lives, also after a move.
class Csv {
 public:
  /// Reads `path`; what is wrong with its form is added to `complaints` (ragged rows are left out). `shown` is the file's name
  /// in messages. Throws nothing for bad input; a file that cannot be read is a complaint too.
  [[nodiscard]] static Csv read(const std::filesystem::path& path, const std::string& shown, Complaints& complaints);
  [[nodiscard]] static Csv from_text(std::string_view text, const std::string& shown, Complaints& complaints);

  Csv(Csv&&) = default;
  Csv& operator=(Csv&&) = default;
  Csv(const Csv&) = delete;
  Csv& operator=(const Csv&) = delete;

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const { return cells_[row * header_.size() + column]; }
  /// Where the cell starts (its quote, when quoted).
  [[nodiscard]] Position position(std::size_t row, std::size_t column) const;
  [[nodiscard]] Position position(std::size_t row) const { return {file_, lines_[row].number, 1}; }

  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
  /// Columns `wanted` in this order; complains of missing, unknown and doubled columns with the nearest known name.
  /// Nothing when one is missing.
  [[nodiscard]] std::optional<std::vector<std::size_t>> columns(const std::vector<std::string>& wanted, Complaints& complaints) const;

 private:
  Csv() = default;
  void parse(Complaints& complaints);

  struct Line {
    std::uint32_t offset, number;
  };
  std::string file_;
  std::vector<char> text_;
  std::deque<std::string> unescaped_;  // cells that held ""
  std::vector<std::string> header_;
  std::vector<std::uint32_t> header_columns_;  // where each name starts, in characters
  long header_line_ = 1;
  std::vector<std::string_view> cells_;  // [row][column]
  std::vector<Line> lines_;              // of each row
};

/// Reads a whole file; nothing (and a complaint) when it is missing, a folder, not readable or above 2 GiB.
[[nodiscard]] std::optional<std::vector<char>> read_input(const std::filesystem::path& path, const std::string& shown,
                                                          Complaints& complaints);

}  // namespace kringloop::input
