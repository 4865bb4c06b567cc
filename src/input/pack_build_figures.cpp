#include "input/pack_build_figures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::input::build {

Figures Figures::read(const std::filesystem::path& folder, const std::string& file, const std::vector<std::string>& key_columns,
                      Complaints& complaints) {
  Figures figures;
  const auto path = folder / "sources" / file;
  figures.file_ = path.lexically_normal().string();
  const Table table = Table::read(path, figures.file_, key_columns, nullptr, complaints);
  if (!table.readable()) return figures;
  for (std::size_t row = 0; row < table.size(); ++row) {
    Key key{std::string(table.key(row, 0)), key_columns.size() > 1 ? std::string(table.key(row, 1)) : std::string()};
    if (!figures.index_.emplace(key, figures.rows_.size()).second)
      complaints.add(table.position(row), fmt::format("'{}' '{}' is there twice", key.first, key.second));
    else
      figures.rows_.emplace_back(std::move(key), table.figure(row));
  }
  return figures;
}

const Figure* Figures::find(std::string_view first, std::string_view second) const {
  const auto found = index_.find(Key(first, second));
  return found == index_.end() ? nullptr : &rows_[found->second].second;
}

double Figures::value(std::string_view first, std::string_view second) const {
  const Figure* figure = find(first, second);
  return figure == nullptr ? 0.0 : figure->value;
}

const Figure& Figures::at(std::string_view first, std::string_view second) const {
  if (const Figure* figure = find(first, second)) return *figure;
  throw InputError({Complaint{file_, 0, 0, fmt::format("no row for {}", second.empty() ? fmt::format("'{}'", first) : fmt::format("'{}', '{}'", first, second))}});
}

bool Figures::has(std::string_view first, std::string_view second) const { return find(first, second) != nullptr; }

void Figures::set(std::string_view first, std::string_view second, double value) {
  Figure& figure = rows_[index_.at(Key(first, second))].second;
  figure = with_value(figure, value);
}

namespace {
Figure figure_of(double value, double low, double high, Quality quality, const std::string& unit, const std::string& source, int year,
                 const std::string& factor) {
  Figure figure;
  figure.value = value;
  figure.unit = unit;
  figure.low = low;
  figure.high = high;
  figure.quality = quality;
  figure.factor = factor;
  figure.source = source;
  figure.year = year;
  return figure;
}
}  // namespace

Figure measured(double value, const std::string& unit, const std::string& source, int year) {
  return figure_of(value, value, value, Quality::measured, unit, source, year, "");
}

Figure derived(double value, const std::string& unit, const std::string& source, int year) {
  return figure_of(value, value, value, Quality::derived, unit, source, year, "");
}

Figure assumed(double value, double relative, const std::string& unit, const std::string& source, int year, const std::string& factor) {
  const double other = value * (1 - relative), another = value * (1 + relative);
  return assumed_between(value, std::min(other, another), std::max(other, another), unit, source, year, factor);
}

Figure assumed_between(double value, double low, double high, const std::string& unit, const std::string& source, int year,
                       const std::string& factor) {
  return figure_of(value, low, high, Quality::assumed, unit, source, year, factor);
}

Figure with_value(Figure figure, double value) {
  const double ratio = figure.value != 0 ? value / figure.value : 1.0;
  const double one = figure.quality == Quality::assumed ? figure.low * ratio : value;
  const double other = figure.quality == Quality::assumed ? figure.high * ratio : value;
  figure.low = std::min(one, other);
  figure.high = std::max(one, other);
  figure.value = value;
  return figure;
}

double rounded(double value, bool rate) {
  const double scale = rate ? 1e10 : 1e6;
  return std::nearbyint(value * scale) / scale;
}

std::string digits(double value, bool rate) {
  std::string text = rate ? fmt::format("{:.10f}", value) : fmt::format("{:.6f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string quoted_cell(std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

TableText::TableText(const std::vector<std::string>& key_columns) {
  for (const std::string& column : key_columns) text_ += column + ",";
  const auto& block = block_columns();
  for (std::size_t i = 0; i < block.size(); ++i) text_ += block[i] + (i + 1 < block.size() ? "," : "\n");
}

void TableText::add(const std::vector<std::string>& keys, const Figure& figure) {
  for (const std::string& key : keys) text_ += quoted_cell(key) + ",";
  const bool rate = figure.unit == "fraction";
  const bool range = figure.quality == Quality::assumed;
  // rounding must not push the value out of its range
  const std::string value = digits(figure.value, rate);
  text_ += fmt::format("{},{},{},{},{},{},{},{}\n", value, figure.unit, figure.source, figure.year, name_of(figure.quality),
                       range ? digits(std::min(rounded(figure.low, rate), rounded(figure.value, rate)), rate) : "",
                       range ? digits(std::max(rounded(figure.high, rate), rounded(figure.value, rate)), rate) : "", range ? figure.factor : "");
}

}  // namespace kringloop::input::build
