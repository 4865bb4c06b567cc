#include "output/result_file.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <netcdf.h>

#include "base/error.hpp"
#include "output/fingerprint.hpp"

namespace kringloop::output {

namespace {

Quarter quarter_of(int day) {  // days since 2000-01-01
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} + std::chrono::days{day}};
  return {static_cast<int>(date.year()), static_cast<int>((static_cast<unsigned>(date.month()) - 1) / 3 + 1)};
}

}  // namespace

ResultFile::ResultFile(const std::filesystem::path& path) : file_(NetcdfFile::open(path)), name_(path.string()) {
  const auto time = file_.find("time");
  if (!attribute("source").starts_with("Kringloop") || !time) throw InputError(fmt::format("{}: not a result of Kringloop", name_));
  quarters_ = file_.length_of("time").value_or(0);
  const std::vector<double> days = file_.doubles(*time);
  if (!days.empty()) first_ = quarter_of(static_cast<int>(std::lround(days.front())));
}

std::string ResultFile::attribute(const std::string& name) const { return file_.text_of(NC_GLOBAL, name).value_or(""); }

std::string ResultFile::attribute(std::string_view indicator, const std::string& name) const {
  return file_.text_of(variable(indicator), name).value_or("");
}

int ResultFile::variable(std::string_view name) const {
  const auto id = file_.find(std::string(name));
  if (!id) throw InputError(fmt::format("{}: holds no '{}'", name_, name));
  return *id;
}

bool ResultFile::has(std::string_view indicator) const { return file_.find(std::string(indicator)).has_value(); }

std::vector<std::string> ResultFile::indicators() const {
  std::vector<std::string> names;
  for (const std::string& name : file_.variables()) {
    if (file_.text_of(variable(name), "cell_methods")) names.push_back(name);
  }
  return names;
}

std::vector<double> ResultFile::values(std::string_view indicator) const { return file_.doubles(variable(indicator)); }

std::vector<double> ResultFile::total(std::string_view indicator) const {
  const std::vector<double> all = values(indicator);
  std::vector<double> sums(quarters_, 0.0);
  const std::size_t width = quarters_ == 0 ? 0 : all.size() / quarters_;
  for (std::size_t i = 0; i < width * quarters_; ++i) sums[i / width] += all[i];
  return sums;
}

std::vector<std::string> ResultFile::labels(const std::string& name) const { return file_.strings(variable(name)); }

bool ResultFile::intact() const {
  Fingerprint fingerprint;
  fingerprint.add(quarters_ == 0 ? std::string() : first_.text());
  std::vector<std::string> names = file_.variables();
  std::ranges::sort(names);
  for (const std::string& name : names) {
    if (!file_.find(name + "_code")) continue;
    fingerprint.add(name);
    for (const std::string& code : labels(name + "_code")) fingerprint.add(code);
  }
  names = indicators();
  std::ranges::sort(names);
  for (const std::string& name : names) {
    fingerprint.add(name);
    fingerprint.add(attribute(name, "units"));
    fingerprint.add(std::span<const double>(values(name)));
  }
  return fingerprint.text() == attribute("content_checksum");
}

}  // namespace kringloop::output
