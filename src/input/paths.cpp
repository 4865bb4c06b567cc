#include "input/paths.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/math.hpp"
#include "input/number.hpp"

namespace kringloop::input {

const std::array<SeriesDeclaration, series_count>& series_declarations() {
  static const std::array<SeriesDeclaration, series_count> declarations = {{
#define KRINGLOOP_SERIES(name, unit, interpolation, otherwise, meaning) {#name, unit, Interpolation::interpolation, otherwise, meaning},
      KRINGLOOP_PATH_SERIES(KRINGLOOP_SERIES)
#undef KRINGLOOP_SERIES
  }};
  return declarations;
}

namespace {
const KeyList& series_names() {
  static const KeyList list = [] {
    std::vector<std::string> names;
    for (const SeriesDeclaration& declaration : series_declarations()) names.emplace_back(declaration.name);
    return KeyList("series", names);
  }();
  return list;
}

// Between two values, `t` of the way from the first.
double between(double a, double b, double t, Interpolation interpolation) {
  if (a == b) return a;
  return interpolation == Interpolation::geometric ? a * exact::exp(t * exact::log(b / a)) : a + t * (b - a);
}
}  // namespace

int Paths::last_year(Series series) const {
  const Line& line = lines_[static_cast<std::size_t>(series)];
  return line.first_year + static_cast<int>(line.values.size()) / (line.quarterly ? 4 : 1) - 1;
}

double Paths::Line::disturbed(double value, Quarter quarter) const {
  for (const Shock& shock : shocks) value = shock.applied(value, quarter);
  return value;
}

double Paths::at(Series series, Quarter quarter) const {
  const auto index = static_cast<std::size_t>(series);
  const Line& line = lines_[index];
  const SeriesDeclaration& declaration = series_declarations()[index];
  if (line.values.empty() && declaration.otherwise.value) return line.disturbed(*declaration.otherwise.value, quarter);
  if (line.values.empty()) throw InternalError(fmt::format("no path file gives the series '{}'", declaration.name));
  if (quarter.year() < line.first_year || quarter.year() > last_year(series))
    throw InternalError(fmt::format("series '{}' has no value in {}", declaration.name, quarter.text()));
  const auto year = static_cast<std::size_t>(quarter.year() - line.first_year);
  if (line.quarterly) return line.disturbed(line.values[4 * year + static_cast<std::size_t>(quarter.of_year() - 1)], quarter);
  const double within = (quarter.of_year() - 0.5) / 4;  // of the year gone at the middle of the quarter
  const auto& v = line.values;
  double value = v[year];
  if (declaration.interpolation == Interpolation::opening) {
    if (year + 1 < v.size())
      value += within * (v[year + 1] - v[year]);
    else if (year > 0)
      value += within * (v[year] - v[year - 1]);
  } else if (declaration.interpolation != Interpolation::step) {
    if (within < 0.5 && year > 0) value = between(v[year - 1], v[year], within + 0.5, declaration.interpolation);
    if (within > 0.5 && year + 1 < v.size()) value = between(v[year], v[year + 1], within - 0.5, declaration.interpolation);
    // An index goes on growing after the last mid-year, or the last half year would be a slump.
    if (within > 0.5 && year + 1 == v.size() && year > 0 && declaration.interpolation == Interpolation::geometric) {
      value = v[year] * between(1.0, v[year] / v[year - 1], within - 0.5, declaration.interpolation);
    }
  }
  return line.disturbed(value, quarter);
}

void Paths::check_horizon(Quarter start, Quarter until, const Position& files, Complaints& complaints) const {
  for (std::size_t i = 0; i < series_count; ++i) {
    const SeriesDeclaration& declaration = series_declarations()[i];
    const Line& line = lines_[i];
    if (line.values.empty()) {
      if (declaration.otherwise.refused)
        complaints.add(files, fmt::format("no file of paths.files gives the series '{}' ({})", declaration.name, declaration.meaning));
      continue;
    }
    const int last = last_year(static_cast<Series>(i));
    if (start.year() < line.first_year || until.year() > last)
      complaints.add({line.file, 0, 0},
                     fmt::format("series '{}' is given for {} to {}, the run goes from {} to {}; shorten the run or extend the path",
                                 declaration.name, line.first_year, last, start.text(), until.text()));
  }
}

void Paths::check_base_year(int base_year, Complaints& complaints) const {
  for (const Series series : {Series::world_demand, Series::world_price, Series::grid_carbon, Series::energy_intensity, Series::ets_price,
                              Series::free_allowances, Series::carbon_levy, Series::levy_exemption, Series::public_consumption}) {
    if (!has(series) || (first_year(series) <= base_year && base_year <= last_year(series))) continue;
    const auto index = static_cast<std::size_t>(series);
    complaints.add({lines_[index].file, 0, 0}, fmt::format("series '{}' is given for {} to {}; the base year of the pack, {}, must be among them: the run counts from it",
                                                           series_declarations()[index].name, first_year(series), last_year(series), base_year));
  }
}

void Paths::check_values(Quarter start, Quarter until, const Position& files, Complaints& complaints) const {
  // By unit; all bounds far outside of what any scenario asks for.
  const auto bounds = [](const SeriesDeclaration& d) -> std::pair<double, double> {
    if (d.interpolation == Interpolation::geometric) return {1e-6, 1e3};
    if (d.name == "home_prices") return {0.1, 10.0};
    if (d.otherwise.value == 1.0) return {0.0, 100.0};  // factors
    if (d.name == "total_fertility_rate") return {0.0, 20.0};
    if (d.unit == "1/year" || d.unit == "fraction") return {-1.0, 1.0};
    if (d.unit == "years") return {16.0, 120.0};
    return {0.0, 1e9};
  };
  for (std::size_t i = 0; i < series_count; ++i) {
    const auto series = static_cast<Series>(i);
    const SeriesDeclaration& declaration = series_declarations()[i];
    if (has(series) ? start.year() < first_year(series) || until.year() > last_year(series) : !declaration.otherwise.value) continue;
    const auto [low, high] = bounds(declaration);
    for (Quarter q = start; q <= until; q = q + 1) {
      const double value = at(series, q);
      if (value >= low && value <= high) continue;
      const Line& line = lines_[i];
      complaints.add(line.shocks.empty() ? Position{line.file, 0, 0} : files,
                     fmt::format("series '{}' is {:.6g} in {}{}; it must lie between {:g} and {:g}", declaration.name, value, q.text(),
                                 line.shocks.empty() ? "" : ", shocks included", low, high));
      break;
    }
  }
}

std::string Paths::text() const {
  std::string all;
  for (std::size_t i = 0; i < series_count; ++i) {
    if (lines_[i].values.empty()) continue;
    all += fmt::format("{} {}{}", series_declarations()[i].name, lines_[i].first_year, lines_[i].quarterly ? " by quarter" : "");
    for (const double value : lines_[i].values) all += fmt::format(" {:a}", value);
    all += '\n';
  }
  return all;
}

void Paths::set_shocks(const std::vector<Shock>& shocks) {
  for (Line& line : lines_) line.shocks.clear();
  for (const Shock& shock : shocks)
    if (const std::int32_t index = series_names().index(shock.series); index >= 0)
      lines_[static_cast<std::size_t>(index)].shocks.push_back(shock);
}

void read_path_file(const std::filesystem::path& path, const std::string& shown, Paths& paths, Complaints& complaints) {
  // sources.csv beside the file lists the keys its rows may name; without one a source is any text.
  KeyList sources;
  bool have_sources = false;
  const auto beside = path.parent_path() / "sources.csv";
  std::error_code error;
  if (std::filesystem::exists(beside, error)) {
    const Csv csv = Csv::read(beside, beside.lexically_normal().string(), complaints);
    if (const auto key = csv.column("key")) {
      std::vector<std::string> keys;
      for (std::size_t row = 0; row < csv.rows(); ++row) keys.emplace_back(csv.cell(row, *key));
      sources = KeyList("source", keys);
      have_sources = true;
    }
  }
  const std::size_t before = complaints.size();
  // The year of the key is the year of the figure: a path file has one column `year`. With a column `quarter` (1 to 4) it goes by quarters.
  Csv csv = Csv::read(path, shown, complaints);
  const bool quarterly = csv.column("quarter").has_value();
  std::vector<std::string> keys{"series"};
  if (quarterly) keys.emplace_back("quarter");
  const Table table = Table::from_csv(std::move(csv), keys, have_sources ? &sources : nullptr, complaints);
  if (!table.readable()) return;
  const int periods = quarterly ? 4 : 1;  // a year
  std::array<std::vector<std::pair<int, std::size_t>>, series_count> times;  // (year or quarter since the year 0, row)
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::int32_t index = series_names().index(table.key(row, 0));
    if (index < 0) {
      complaints.add(table.key_position(row, 0),
                     fmt::format("unknown series '{}'{}", table.key(row, 0), suggestion(table.key(row, 0), series_names().names())));
      continue;
    }
    const SeriesDeclaration& declaration = series_declarations()[static_cast<std::size_t>(index)];
    if (table.unit(row) != declaration.unit)
      complaints.add(table.unit_position(row),
                     fmt::format("unit '{}' of series '{}' must be '{}'", table.unit(row), declaration.name, declaration.unit));
    if (declaration.interpolation == Interpolation::geometric && table.value(row) <= 0)
      complaints.add(table.value_position(row), fmt::format("series '{}' is an index; its values must be above 0", declaration.name));
    const auto quarter = quarterly ? parse_integer(table.key(row, 1)) : std::optional<std::int64_t>(1);
    if (!quarter || *quarter < 1 || *quarter > 4) {
      complaints.add(table.key_position(row, 1), fmt::format("quarter '{}' must be 1, 2, 3 or 4", table.key(row, 1)));
      continue;
    }
    times[static_cast<std::size_t>(index)].emplace_back(periods * table.year(row) + static_cast<int>(*quarter) - 1, row);
  }
  if (table.size() != table.csv().rows()) return;  // a row left out would show as a gap
  const auto named = [&](int time) { return quarterly ? Quarter{time / 4, time % 4 + 1}.text() : std::to_string(time); };
  for (std::size_t i = 0; i < series_count; ++i) {
    auto& given = times[i];
    if (given.empty()) continue;
    std::sort(given.begin(), given.end());
    for (std::size_t k = 1; k < given.size(); ++k) {
      const Position at = table.position(given[k].second);
      if (given[k].first == given[k - 1].first)
        complaints.add(at, fmt::format("series '{}' has {} {} twice", series_declarations()[i].name, quarterly ? "quarter" : "year", named(given[k].first)));
      else if (given[k].first != given[k - 1].first + 1)
        complaints.add(at, fmt::format("series '{}' jumps from {} to {}; every {} between must be given", series_declarations()[i].name,
                                       named(given[k - 1].first), named(given[k].first), quarterly ? "quarter" : "year"));
    }
    if (given.front().first % periods != 0 || (given.back().first + 1) % periods != 0)
      complaints.add(table.position(given.front().second), fmt::format("series '{}' goes from {} to {}; give whole years", series_declarations()[i].name,
                                                                       named(given.front().first), named(given.back().first)));
    if (complaints.size() != before) continue;
    Paths::Line& line = paths.lines_[i];
    line.file = shown;
    line.first_year = given.front().first / periods;
    line.quarterly = quarterly;
    line.values.clear();
    for (const auto& [time, row] : given) line.values.push_back(table.value(row));
  }
}

}  // namespace kringloop::input
