#include "input/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kringloop::input {

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string written(double value) {
  std::array<char, 40> buffer{};
  const auto [stop, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), stop);
  if (text.find_first_of(".eE") == std::string::npos) text += ".0";
  return text;
}

const std::vector<std::string>& pack_units() {
  static const std::vector<std::string> units = {"MEUR/year", "MEUR",   "EUR/year",   "EUR",      "persons", "households", "firms",
                                                 "jobs",      "fte",    "hours/week", "fraction", "1/year",  "1/quarter",  "km",
                                                 "km2",       "degree", "years",      "quarters", "number", "PJ/year",    "kg/GJ",
                                                 "Mt/year",   "EUR/t"};
  return units;
}

namespace {
struct Conversion {
  std::string_view unit, dimension;
  double times, over;  // one of it is times / over of the dimension's own unit
};
// One line a unit.
constexpr Conversion conversions[] = {
    {"fraction", "fraction", 1, 1},
    {"%", "fraction", 1, 100},
    {"percentage points", "fraction", 1, 100},
    {"1/year", "1/year", 1, 1},
    {"%/year", "1/year", 1, 100},
    {"1/quarter", "1/quarter", 1, 1},
    {"%/quarter", "1/quarter", 1, 100},
    {"quarters", "time", 1, 1},
    {"quarter", "time", 1, 1},
    {"years", "time", 4, 1},
    {"year", "time", 4, 1},
    {"EUR", "money", 1, 1},
    {"kEUR", "money", 1e3, 1},
    {"MEUR", "money", 1e6, 1},
    {"GEUR", "money", 1e9, 1},
    {"EUR/year", "money/year", 1, 1},
    {"kEUR/year", "money/year", 1e3, 1},
    {"MEUR/year", "money/year", 1e6, 1},
    {"GEUR/year", "money/year", 1e9, 1},
    {"EUR/kg", "price", 1, 1},
    {"EUR/t", "price", 1, 1000},
    {"persons", "persons", 1, 1},
    {"person", "persons", 1, 1},
    {"households", "households", 1, 1},
    {"firms", "firms", 1, 1},
    {"jobs", "jobs", 1, 1},
    {"fte", "fte", 1, 1},
    {"hours/week", "hours/week", 1, 1},
    {"km", "length", 1, 1},
    {"km2", "area", 1, 1},
    {"degree", "angle", 1, 1},
    {"number", "number", 1, 1},
};
const Conversion* conversion(std::string_view unit) {
  const auto* found = std::find_if(std::begin(conversions), std::end(conversions), [&](const Conversion& c) { return c.unit == unit; });
  return found == std::end(conversions) ? nullptr : found;
}
}  // namespace

std::optional<double> converted(double value, std::string_view from, std::string_view to) {
  if (from == to) return value;
  const Conversion* a = conversion(from);
  const Conversion* b = conversion(to);
  if (a == nullptr || b == nullptr || a->dimension != b->dimension) return std::nullopt;
  const double times = a->times * b->over, over = a->over * b->times;
  return times >= over ? value * (times / over) : value / (over / times);
}

std::vector<std::string> units_for(std::string_view unit) {
  std::vector<std::string> units;
  const Conversion* target = conversion(unit);
  for (const Conversion& c : conversions)
    if (target != nullptr && c.dimension == target->dimension) units.emplace_back(c.unit);
  if (units.empty()) units.emplace_back(unit);
  return units;
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  Quantity quantity;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, quantity.value);
  if (error != std::errc{} || !std::isfinite(quantity.value)) return std::nullopt;
  std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  if (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  if (unit.empty() || unit.front() == ' ' || unit.back() == ' ') return std::nullopt;
  quantity.unit = unit;
  return quantity;
}

}  // namespace kringloop::input
