#include "output/results.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/fingerprint.hpp"

namespace kringloop::output {

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

void check_distinct(const Dimension& dimension, const std::vector<std::string>& names, std::string_view what) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (name.empty()) throw InternalError(fmt::format("dimension '{}' has an empty {}", dimension.name, what));
    if (!seen.insert(name).second) throw InternalError(fmt::format("dimension '{}' has the {} '{}' twice", dimension.name, what, name));
  }
}

void check(const Dimension& dimension) {
  if (dimension.labels.empty()) throw InternalError(fmt::format("dimension '{}' has no entries", dimension.name));
  if (dimension.labels.size() != dimension.codes.size()) {
    throw InternalError(
        fmt::format("dimension '{}' has {} labels and {} codes", dimension.name, dimension.labels.size(), dimension.codes.size()));
  }
  check_distinct(dimension, dimension.labels, "label");
  check_distinct(dimension, dimension.codes, "code");
  for (const Beside& column : dimension.beside) {
    if (column.values.size() != dimension.labels.size()) {
      throw InternalError(fmt::format("column '{}' has {} values, its dimension '{}' {}", column.name, column.values.size(), dimension.name,
                                      dimension.labels.size()));
    }
  }
}

}  // namespace

Results::Results(std::vector<Dimension> dimensions, Quarter first, Provenance provenance, std::span<const Indicator> indicators)
    : dimensions_(std::move(dimensions)), first_(first), provenance_(std::move(provenance)), indicators_(indicators) {
  for (const Dimension& d : dimensions_) check(d);
  for (const Indicator& indicator : indicators_) {
    std::size_t width = 1;
    for (const std::string& name : dimensions_of(indicator)) width *= dimension(name).labels.size();
    width_.push_back(width);
  }
  series_.resize(indicators_.size());
}

const Dimension& Results::dimension(std::string_view name) const {
  const auto found = std::ranges::find(dimensions_, name, &Dimension::name);
  if (found == dimensions_.end())
    throw InternalError(fmt::format("the catalogue uses the dimension '{}', which the run does not give", name));
  return *found;
}

void Results::grow_to(std::size_t quarters) {
  for (std::size_t i = 0; i < series_.size(); ++i) series_[i].resize(quarters * width_[i], no_value);
  quarters_ = quarters;
}

void Results::record(std::string_view name, std::size_t quarter, std::span<const double> values) {
  const std::size_t i = indicator_index(name, indicators_);
  if (values.size() != width_[i]) {
    throw InternalError(fmt::format("indicator '{}' takes {} values a quarter, was given {}", name, width_[i], values.size()));
  }
  if (quarter > quarters_) {
    throw InternalError(fmt::format("indicator '{}' recorded for quarter {} when the next is {}", name, quarter, quarters_));
  }
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (std::isinf(values[k]))
      throw InternalError(
          fmt::format("indicator '{}' is infinite at entry {} in {}", name, k, (first_ + static_cast<int>(quarter)).text()));
  }
  if (quarter == quarters_) grow_to(quarter + 1);
  std::ranges::transform(values, series_[i].begin() + static_cast<std::ptrdiff_t>(quarter * width_[i]),
                         [](double x) { return std::isnan(x) ? no_value : x; });  // one bit pattern for "no value"
}

std::span<const double> Results::values(std::string_view name, std::size_t quarter) const {
  const std::size_t i = indicator_index(name, indicators_);
  if (quarter >= quarters_) throw InternalError(fmt::format("indicator '{}' read at quarter {} of {}", name, quarter, quarters_));
  return {series_[i].data() + quarter * width_[i], width_[i]};
}

std::vector<std::string> Results::unrecorded(std::size_t quarter) const {
  std::vector<std::string> names;
  for (const Indicator& indicator : indicators_) {
    if (std::ranges::all_of(values(indicator.name, quarter), [](double x) { return std::isnan(x); })) names.emplace_back(indicator.name);
  }
  return names;
}

void Results::truncate(std::size_t quarters) {
  if (quarters < quarters_) grow_to(quarters);
}

std::string Results::content_checksum() const {
  Fingerprint fingerprint;
  fingerprint.add(quarters_ == 0 ? std::string() : first_.text());
  std::map<std::string_view, const Dimension*> by_name;
  for (const Dimension& d : dimensions_) by_name[d.name] = &d;
  for (const auto& [name, d] : by_name) {
    fingerprint.add(name);
    for (const std::string& code : d->codes) fingerprint.add(code);
  }
  std::map<std::string_view, std::size_t> indicator_by_name;
  for (std::size_t i = 0; i < indicators_.size(); ++i) indicator_by_name[indicators_[i].name] = i;
  for (const auto& [name, i] : indicator_by_name) {
    fingerprint.add(name);
    fingerprint.add(indicators_[i].unit);
    fingerprint.add(std::span<const double>(series_[i]));
  }
  return fingerprint.text();
}

}  // namespace kringloop::output
