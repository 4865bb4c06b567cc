#include "input/csv.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

namespace kringloop::input {

std::optional<std::vector<char>> read_input(const std::filesystem::path& path, const std::string& shown, Complaints& complaints) {
  std::error_code error;
  const Position whole{shown, 0, 0};
  if (!std::filesystem::exists(path, error)) {
    complaints.add(whole, "there is no such file");
    return std::nullopt;
  }
  if (!std::filesystem::is_regular_file(path, error)) {
    complaints.add(whole, "this is not a file");
    return std::nullopt;
  }
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size >= (std::uintmax_t{1} << 31)) {
    complaints.add(whole, "this file is larger than 2 GiB");
    return std::nullopt;
  }
  std::ifstream stream(path, std::ios::binary);
  std::vector<char> bytes(error ? 0 : static_cast<std::size_t>(size));
  if (stream) stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (error || !stream) {
    complaints.add(whole, "this file cannot be read (is it readable for you?)");
    return std::nullopt;
  }
  return bytes;
}

namespace {
// Characters (not bytes) from `begin` to `end`.
std::uint32_t characters(const char* begin, const char* end) {
  return static_cast<std::uint32_t>(std::count_if(begin, end, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Where UTF-8 stops being UTF-8, or nullptr. Plain text is passed eight bytes at a time.
const char* not_utf8(const char* at, const char* end) {
  while (at < end) {
    std::uint64_t eight = 0;
    if (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080ULL) == 0)) {
      at += 8;
      continue;
    }
    const auto byte = static_cast<unsigned char>(*at);
    const int follow = byte < 0x80                   ? 0
                       : byte >= 0xC2 && byte < 0xE0 ? 1
                       : byte >= 0xE0 && byte < 0xF0 ? 2
                       : byte >= 0xF0 && byte < 0xF5 ? 3
                                                     : -1;
    if (follow < 0 || end - at <= follow) return at;
    for (int i = 1; i <= follow; ++i)
      if ((static_cast<unsigned char>(at[i]) & 0xC0U) != 0x80U) return at;
    at += follow + 1;
  }
  return nullptr;
}
}  // namespace

Csv Csv::read(const std::filesystem::path& path, const std::string& shown, Complaints& complaints) {
  Csv csv;
  csv.file_ = shown;
  if (auto bytes = read_input(path, shown, complaints)) {
    csv.text_ = std::move(*bytes);
    csv.parse(complaints);
  }
  return csv;
}

Csv Csv::from_text(std::string_view text, const std::string& shown, Complaints& complaints) {
  Csv csv;
  csv.file_ = shown;
  csv.text_.assign(text.begin(), text.end());
  csv.parse(complaints);
  return csv;
}

void Csv::parse(Complaints& complaints) {
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* at = begin;
  if (end - at >= 3 && std::memcmp(at, "\xEF\xBB\xBF", 3) == 0) at += 3;  // byte order mark
  if (const char* bad = not_utf8(at, end)) {
    const auto line = 1 + std::count(begin, bad, '\n');
    complaints.add({file_, line, 0}, "this line is not UTF-8 text; save the file as UTF-8");
    return;
  }
  std::uint32_t number = 0;
  std::vector<std::string_view> row;
  for (const char* next = at; at < end; at = next) {
    ++number;
    const void* newline = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    const char* stop = newline != nullptr ? static_cast<const char*>(newline) : end;
    next = newline != nullptr ? stop + 1 : end;
    if (stop > at && stop[-1] == '\r') --stop;
    const auto complain = [&](const char* where, std::string text) {
      complaints.add({file_, number, 1 + static_cast<long>(characters(at, where))}, std::move(text));
    };
    if (at == stop) {
      if (next < end) complain(at, "empty line; remove it");
      continue;
    }
    row.clear();
    bool whole = true;
    for (const char* from = at;;) {
      if (from < stop && *from == '"') {
        const char* close = from + 1;
        bool doubled = false;
        while (close < stop && (*close != '"' || (close + 1 < stop && close[1] == '"'))) {
          if (*close == '"') {
            doubled = true;
            ++close;
          }
          ++close;
        }
        if (close >= stop) {
          complain(from, "this quote is not closed on its line");
          whole = false;
          break;
        }
        std::string_view inside(from + 1, static_cast<std::size_t>(close - from - 1));
        if (doubled) {
          std::string& plain = unescaped_.emplace_back();
          for (std::size_t i = 0; i < inside.size(); ++i) {
            plain += inside[i];
            if (inside[i] == '"') ++i;
          }
          inside = plain;
        }
        row.push_back(inside);
        from = close + 1;
        if (from < stop && *from != ',') {
          complain(from, "text after a closing quote; expected a comma (a quote inside a quoted cell is written twice)");
          whole = false;
          break;
        }
      } else {
        const void* comma = std::memchr(from, ',', static_cast<std::size_t>(stop - from));
        const char* cell_end = comma != nullptr ? static_cast<const char*>(comma) : stop;
        const std::string_view text(from, static_cast<std::size_t>(cell_end - from));
        if (const auto quote = text.find('"'); quote != std::string_view::npos) {
          complain(from + quote, "a quote inside an unquoted cell; put the whole cell in quotes and write the quote twice");
          whole = false;
          break;
        }
        row.push_back(text);
        from = cell_end;
      }
      if (from >= stop) break;
      ++from;  // the comma
    }
    if (header_.empty()) {
      if (!whole) return;
      header_line_ = number;
      for (const std::string_view name : row) {
        const bool inside = name.data() >= begin && name.data() <= end;
        header_.emplace_back(name);
        header_columns_.push_back(inside ? 1 + characters(at, name.data()) : 1);
      }
      const std::size_t guess = static_cast<std::size_t>(std::count(at, end, '\n'));
      lines_.reserve(guess);
      cells_.reserve(guess * header_.size());
    } else if (whole && row.size() != header_.size()) {
      complain(at, fmt::format("this row has {} cells, the header has {}", row.size(), header_.size()));
    } else if (whole) {
      cells_.insert(cells_.end(), row.begin(), row.end());
      lines_.push_back({static_cast<std::uint32_t>(at - begin), number});
    }
  }
  if (header_.empty()) complaints.add({file_, 0, 0}, "this file is empty; expected a header line");
}

Position Csv::position(std::size_t row, std::size_t column) const {
  const char* const line = text_.data() + lines_[row].offset;
  const char* at = line;
  for (std::size_t i = 0; i < column; ++i) {  // over `column` cells and their commas
    if (*at == '"')
      for (++at; *at != '"' || at[1] == '"'; ++at)
        if (*at == '"') ++at;
    while (*at != ',') ++at;
    ++at;
  }
  return {file_, lines_[row].number, 1 + static_cast<long>(characters(line, at))};
}

std::optional<std::size_t> Csv::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

std::optional<std::vector<std::size_t>> Csv::columns(const std::vector<std::string>& wanted, Complaints& complaints) const {
  if (header_.empty()) return std::nullopt;  // complained of when read
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const Position at{file_, header_line_, header_columns_[i]};
    if (std::find(wanted.begin(), wanted.end(), header_[i]) == wanted.end())
      complaints.add(at, fmt::format("unknown column '{}'{}", header_[i], suggestion(header_[i], wanted)));
    else if (*column(header_[i]) != i)
      complaints.add(at, fmt::format("column '{}' is there twice", header_[i]));
  }
  std::vector<std::size_t> found;
  for (const std::string& name : wanted) {
    if (const auto index = column(name))
      found.push_back(*index);
    else
      complaints.add({file_, header_line_, 0}, fmt::format("column '{}' is missing", name));
  }
  if (found.size() != wanted.size()) return std::nullopt;
  return found;
}

}  // namespace kringloop::input
