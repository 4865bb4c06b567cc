#include "input/table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "input/number.hpp"

namespace kringloop::input {

namespace {
// Units of what is counted or has a size: never negative.
bool counts(std::string_view unit) {
  constexpr std::string_view units[] = {"persons", "households", "firms", "jobs", "fte", "hours/week", "km", "km2", "years", "quarters"};
  return std::find(std::begin(units), std::end(units), unit) != std::end(units);
}
}  // namespace

std::string_view name_of(Quality quality) {
  constexpr std::string_view names[] = {"measured", "derived", "assumed"};
  return names[static_cast<std::size_t>(quality)];
}

const std::vector<std::string>& block_columns() {
  static const std::vector<std::string> columns = {"value", "unit", "source", "year", "quality", "low", "high", "factor"};
  return columns;
}

KeyList::KeyList(std::string what, const std::vector<std::string>& names, const std::string& unit) : what_(std::move(what)) {
  for (const std::string& name : names) add(name, unit);
}

KeyList::KeyList(std::string what, std::initializer_list<Key> keys) : what_(std::move(what)) {
  for (const Key& key : keys) add(key.name, key.unit);
}

void KeyList::add(const std::string& name, const std::string& unit) {
  index_.emplace(name, static_cast<std::int32_t>(names_.size()));
  names_.push_back(name);
  units_.push_back(unit);
}

std::int32_t KeyList::index(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? -1 : found->second;
}

Table Table::read(const std::filesystem::path& path, const std::string& shown, const std::vector<std::string>& key_columns,
                  const KeyList* sources, Complaints& complaints) {
  return from_csv(Csv::read(path, shown, complaints), key_columns, sources, complaints);
}

Table Table::from_csv(Csv csv, const std::vector<std::string>& key_columns, const KeyList* sources, Complaints& complaints) {
  Table table(std::move(csv));
  std::vector<std::string> wanted = key_columns;
  wanted.insert(wanted.end(), block_columns().begin(), block_columns().end());
  if (const auto found = table.csv_.columns(wanted, complaints)) {
    const auto keys_end = found->begin() + static_cast<std::ptrdiff_t>(key_columns.size());
    table.key_columns_.assign(found->begin(), keys_end);
    std::copy(keys_end, found->end(), table.block_.begin());
    table.readable_ = true;
    table.read_rows(sources, complaints);
  }
  return table;
}

void Table::read_rows(const KeyList* sources, Complaints& complaints) {
  enum class Block : std::size_t { value, unit, source, year, quality, low, high, factor };
  rows_.reserve(csv_.rows());
  std::string_view last_unit, last_source;  // neighbours mostly agree
  for (std::size_t line = 0; line < csv_.rows(); ++line) {
    const auto cell = [&](Block which) { return csv_.cell(line, block_[static_cast<std::size_t>(which)]); };
    bool sound = true;
    const auto complain = [&](Block which, std::string text) {
      complaints.add(csv_.position(line, block_[static_cast<std::size_t>(which)]), std::move(text));
      sound = false;
    };
    const auto number = [&](Block which) {
      const auto read = parse_number(cell(which));
      if (!read)
        complain(which, fmt::format("'{}' is not a number ({}); write it as 1234.5", cell(which),
                                    block_columns()[static_cast<std::size_t>(which)]));
      return read.value_or(0);
    };
    Row row{};
    row.line = static_cast<std::uint32_t>(line);
    row.value = number(Block::value);
    row.low = row.high = row.value;
    if (row.value < 0 && counts(cell(Block::unit))) complain(Block::value, fmt::format("{} cannot be below 0 (it is {})", cell(Block::unit), cell(Block::value)));
    if (last_unit.empty() || cell(Block::unit) != last_unit) {
      const auto& known = pack_units();
      if (std::find(known.begin(), known.end(), cell(Block::unit)) == known.end())
        complain(Block::unit, fmt::format("unknown unit '{}'{}", cell(Block::unit), suggestion(cell(Block::unit), known)));
      else
        last_unit = cell(Block::unit);
    }
    if (sources != nullptr && (last_source.empty() || cell(Block::source) != last_source)) {
      if (sources->index(cell(Block::source)) < 0)
        complain(Block::source, cell(Block::source).empty() ? std::string("a figure needs a source: a key of sources.csv")
                                                            : fmt::format("source '{}' is not in sources.csv{}", cell(Block::source),
                                                                          suggestion(cell(Block::source), sources->names())));
      else
        last_source = cell(Block::source);
    }
    if (const auto y = parse_integer(cell(Block::year)); y && *y >= 1800 && *y <= 2200)
      row.year = static_cast<std::int32_t>(*y);
    else
      complain(Block::year, fmt::format("'{}' is not a year", cell(Block::year)));
    if (cell(Block::quality) == "measured")
      row.quality = Quality::measured;
    else if (cell(Block::quality) == "derived")
      row.quality = Quality::derived;
    else if (cell(Block::quality) == "assumed")
      row.quality = Quality::assumed;
    else
      complain(Block::quality, fmt::format("quality '{}' is not one of measured, derived, assumed", cell(Block::quality)));
    const bool ranged = !cell(Block::low).empty() || !cell(Block::high).empty();
    if (ranged) {
      const bool number_given = sound;
      row.low = number(Block::low);
      row.high = number(Block::high);
      if (number_given && sound && !(row.low <= row.value && row.value <= row.high))
        complain(Block::value,
                 fmt::format("value {} is outside its own range {} to {}", cell(Block::value), cell(Block::low), cell(Block::high)));
    }
    if (row.quality == Quality::assumed) {
      if (!ranged) complain(Block::low, "an assumed figure needs a range: low and high");
      if (cell(Block::factor).empty())
        complain(Block::factor, "an assumed figure needs a factor: the name under which sensitivity plans vary it");
    }
    if (sound) rows_.push_back(row);
  }
}

Figure Table::figure(std::size_t row) const {
  const Row& r = rows_[row];
  const auto cell = [&](std::size_t which) { return std::string(csv_.cell(r.line, block_[which])); };
  return {r.value, cell(1), r.low, r.high, r.quality, cell(7), cell(2), r.year};
}

std::int32_t Table::find(std::initializer_list<std::string_view> keys) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    std::size_t which = 0;
    if (std::all_of(keys.begin(), keys.end(), [&](std::string_view wanted) { return key(row, which++) == wanted; }))
      return static_cast<std::int32_t>(row);
  }
  return -1;
}

std::vector<std::int32_t> Table::placed(const std::vector<const KeyList*>& keys, Keys completeness, const std::string& unit,
                                        Complaints& complaints) const {
  std::size_t cells = 1;
  for (const KeyList* list : keys) cells *= list->size();
  std::vector<std::int32_t> places(cells, -1);
  if (!readable_) return places;
  const std::size_t complaints_before = complaints.size();
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    std::size_t place = 0;
    bool known = true;
    const std::string* wanted_unit = &unit;
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const std::int32_t index = keys[k]->index(key(row, k));
      if (index < 0) {
        complaints.add(key_position(row, k),
                       fmt::format("unknown {} '{}'{}", keys[k]->what(), key(row, k), suggestion(key(row, k), keys[k]->names())));
        known = false;
        continue;
      }
      if (const std::string& own = keys[k]->unit(static_cast<std::size_t>(index)); !own.empty()) wanted_unit = &own;
      place = place * keys[k]->size() + static_cast<std::size_t>(index);
    }
    if (!known) continue;
    if (!wanted_unit->empty() && this->unit(row) != *wanted_unit)
      complaints.add(unit_position(row), fmt::format("unit '{}' here must be '{}'", this->unit(row), *wanted_unit));
    if (places[place] >= 0)
      complaints.add(position(row), fmt::format("the same keys as in line {}; each may be there once",
                                                position(static_cast<std::size_t>(places[place])).line));
    else
      places[place] = static_cast<std::int32_t>(row);
  }
  // Missing rows are only worth saying when they are not the shadow of faults just named.
  const bool all_rows_sound = rows_.size() == csv_.rows() && complaints.size() == complaints_before;
  if (completeness == Keys::complete && all_rows_sound) {
    const auto missing = std::count(places.begin(), places.end(), -1);
    std::vector<std::string> named;
    for (std::size_t place = 0; place < cells && named.size() < 3; ++place) {
      if (places[place] >= 0) continue;
      std::vector<std::string> parts;
      std::size_t rest = place;
      for (std::size_t k = keys.size(); k-- > 0; rest /= keys[k]->size())
        parts.insert(parts.begin(), fmt::format("{} '{}'", keys[k]->what(), keys[k]->names()[rest % keys[k]->size()]));
      named.push_back(fmt::format("{}", fmt::join(parts, ", ")));
    }
    if (missing > 0)
      complaints.add({csv_.file(), 0, 0},
                     fmt::format("{} row{} missing: {}{}", missing, missing == 1 ? " is" : "s are", fmt::join(named, "; "),
                                 missing > 3 ? fmt::format("; and {} more", missing - 3) : ""));
  }
  return places;
}

std::vector<double> Table::values(const std::vector<const KeyList*>& keys, Keys completeness, const std::string& unit,
                                  Complaints& complaints) const {
  const auto places = placed(keys, completeness, unit, complaints);
  std::vector<double> values(places.size());
  std::transform(places.begin(), places.end(), values.begin(),
                 [&](std::int32_t row) { return row < 0 ? 0.0 : value(static_cast<std::size_t>(row)); });
  return values;
}

}  // namespace kringloop::input
