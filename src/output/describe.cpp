// `kringloop info RUN`: where a result comes from and what it says in ten lines.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/result_file.hpp"

namespace kringloop::output {

namespace {

// How a figure is made and shown.
enum class Show { billion_eur, percent, thousands, change };

struct Headline {
  std::string_view title;
  std::string_view indicator;
  Show show;
};

constexpr auto headlines = std::to_array<Headline>({
    {"GDP [billion EUR/year]", "gross_domestic_product", Show::billion_eur},
    {"GDP at base-year prices [billion EUR/year]", "gross_domestic_product_real", Show::billion_eur},
    {"inflation [% a year]", "price_level", Show::change},
    {"unemployment [%]", "unemployment_rate", Show::percent},
    {"employment [thousand persons]", "employment", Show::thousands},
    {"population [thousand persons]", "population", Show::thousands},
    {"exports [billion EUR/year]", "exports", Show::billion_eur},
    {"imports [billion EUR/year]", "imports", Show::billion_eur},
    {"government balance [billion EUR/year]", "government_balance", Show::billion_eur},
    {"government debt [billion EUR]", "government_debt", Show::billion_eur},
});

// The year's figure: sum, end or mean of its quarters as the indicator says; NaN where the year is not whole.
double of_year(const ResultFile& file, std::string_view indicator, int year) {
  const int from = Quarter{year, 1} - file.first();
  if (from < 0 || from + 4 > static_cast<int>(file.quarters())) return std::nan("");
  const std::vector<double> series = file.total(indicator);
  const auto begin = series.begin() + from;
  const double sum = std::accumulate(begin, begin + 4, 0.0);
  const std::string methods = file.attribute(indicator, "cell_methods");
  if (methods.starts_with("time: sum")) return sum;
  return methods.starts_with("time: mean") ? sum / 4.0 : begin[3];
}

std::string figure(const ResultFile& file, const Headline& h, int year) {
  double x = of_year(file, h.indicator, year);
  if (h.show == Show::change) x = 100.0 * (x / of_year(file, h.indicator, year - 1) - 1.0);
  if (std::isnan(x)) return "-";
  switch (h.show) {
    case Show::billion_eur: return fmt::format("{:.1f}", x / 1e9);
    case Show::percent: return fmt::format("{:.1f}", x * 100.0);
    case Show::thousands: return fmt::format("{:.0f}", x / 1e3);
    case Show::change: return fmt::format("{:.1f}", x);
  }
  return "-";
}

double largest(const ResultFile& file, std::string_view indicator) {
  double most = 0.0;
  for (const double x : file.values(indicator)) most = std::isnan(x) ? most : std::max(most, std::abs(x));
  return most;
}

}  // namespace

std::string describe(const std::filesystem::path& path) {
  const bool folder = std::filesystem::is_directory(path);
  if (folder && !std::filesystem::exists(path / "run.nc"))
    throw InputError(fmt::format("{}: holds no run.nc; give a result, or the folder of a run", path.string()));
  const ResultFile file(folder ? path / "run.nc" : path);
  std::string text = fmt::format("{}\n", file.attribute("title"));
  const auto line = [&](std::string_view name, const std::string& value) { text += fmt::format("  {:<22}{}\n", name, value); };
  line("program", fmt::format("Kringloop {}, commit {}", file.attribute("version"), file.attribute("commit")));
  line("data pack", fmt::format("{} (sha256 {})", file.attribute("pack"), file.attribute("pack_checksum")));
  line("resolved scenario", fmt::format("sha256 {}", file.attribute("scenario_checksum")));
  line("seed, scale", fmt::format("{}, 1:{}", file.attribute("seed"), file.attribute("scale")));
  line("content",
       fmt::format("{} ({})", file.attribute("content_checksum"), file.intact() ? "intact" : "DAMAGED: values and fingerprint differ"));
  if (file.quarters() == 0) {
    line("quarters", "none yet");
    return text;
  }
  const Quarter last = file.first() + (static_cast<int>(file.quarters()) - 1);
  line("quarters", fmt::format("{} to {}", file.first().text(), last.text()));
  for (const std::string_view audit : {"audit_money", "audit_people"}) {
    if (file.has(audit)) line(audit, largest(file, audit) == 0.0 ? "closed in every quarter" : "DOES NOT CLOSE");
  }

  const int start = file.first().of_year() == 1 ? file.first().year() : file.first().year() + 1;
  const int end = last.of_year() == 4 ? last.year() : last.year() - 1;
  std::vector<int> years;
  for (const int year : {start, 2030, std::min(2050, end)}) {
    if (year >= start && year <= end && (years.empty() || year > years.back())) years.push_back(year);
  }
  if (years.empty()) return text;
  text += fmt::format("\n{:<44}", "");
  for (const int year : years) text += fmt::format("{:>10}", year);
  text += '\n';
  for (const Headline& h : headlines) {
    if (!file.has(h.indicator)) continue;
    text += fmt::format("{:<44}", h.title);
    for (const int year : years) text += fmt::format("{:>10}", figure(file, h, year));
    text += '\n';
  }
  return text;
}

}  // namespace kringloop::output
