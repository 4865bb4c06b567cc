#include "validation/firm_facts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "validation/scores.hpp"

namespace kringloop::validation {

namespace {

using ByClass = std::array<std::vector<double>, input::size_classes>;
constexpr std::array<const char*, input::size_classes> class_names{"1", "2-9", "10-49", "50-249", "250+"};
constexpr int lumpiness_years = 17;  // as Doms and Dunne (1998)

double mean(std::span<const double> values) {
  return values.empty() ? 0.0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Calls `work(before, after)` for each firm that is in both years.
template <class Work>
void for_each_in_both(const std::vector<FirmYear>& before, const std::vector<FirmYear>& after, Work&& work) {
  auto a = before.begin();
  for (const FirmYear& b : after) {
    while (a != before.end() && a->identity < b.identity) ++a;
    if (a == before.end()) return;
    if (a->identity == b.identity) work(*a, b);
  }
}

ByClass growth_of(const FirmPanel& panel, double FirmYear::*what) {
  ByClass all;
  const auto& years = panel.years();
  for (std::size_t y = 0; y + 1 < years.size(); ++y) {
    ByClass of_year;
    for_each_in_both(years[y], years[y + 1], [&](const FirmYear& a, const FirmYear& b) {
      if (a.*what > 0.0 && b.*what > 0.0) of_year[a.size_class].push_back(std::log(b.*what / (a.*what)));
    });
    for (std::size_t c = 0; c < of_year.size(); ++c) {
      const double usual = mean(of_year[c]);
      for (const double g : of_year[c]) all[c].push_back(g - usual);
    }
  }
  return all;
}

/// ln(output an hour) less the mean of the industry, by firm in order of identity; without firms that have none, or too few rivals.
std::vector<std::pair<std::uint64_t, double>> gaps_of(const std::vector<FirmYear>& year) {
  std::vector<double> sum(256);
  std::vector<std::size_t> n(256);
  const auto productive = [](const FirmYear& f) { return f.hours > 0.0 && f.output > 0.0; };
  for (const FirmYear& f : year)
    if (productive(f)) sum[f.industry] += std::log(f.output / f.hours), ++n[f.industry];
  std::vector<std::pair<std::uint64_t, double>> gaps;
  for (const FirmYear& f : year)
    if (productive(f) && n[f.industry] >= fewest_rivals)
      gaps.emplace_back(f.identity, std::log(f.output / f.hours) - sum[f.industry] / static_cast<double>(n[f.industry]));
  return gaps;
}

}  // namespace

Shape shape_of(std::span<const double> values) {
  Shape shape;
  shape.n = values.size();
  if (shape.n < 2) return shape;
  const double centre = mean(values);
  double second = 0.0, third = 0.0, fourth = 0.0;
  for (const double v : values) {
    const double d = v - centre;
    second += d * d, third += d * d * d, fourth += d * d * d * d;
  }
  const auto n = static_cast<double>(shape.n);
  second /= n, third /= n, fourth /= n;
  if (second <= 0.0) return shape;
  shape.deviation = std::sqrt(second);
  shape.skewness = third / std::pow(second, 1.5);
  shape.excess_kurtosis = fourth / (second * second) - 3.0;
  shape.subbotin = subbotin_exponent(values);
  return shape;
}

double subbotin_exponent(std::span<const double> values) {
  if (values.size() < 2) return 0.0;
  std::vector<double> distance(values.begin(), values.end());
  const double centre = quantile(distance, 0.5);
  for (double& d : distance) d = std::abs(d - centre);
  // Log likelihood of one value at the likeliest a: a^b = b x mean |x|^b.
  const auto likelihood = [&](double b) {
    double power = 0.0;
    for (const double d : distance) power += std::pow(d, b);
    power /= static_cast<double>(distance.size());
    return power > 0.0 ? std::log(b / 2.0) - std::lgamma(1.0 / b) - (std::log(b * power) + 1.0) / b : 0.0;
  };
  // Golden section on ln b.
  const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
  double low = std::log(0.1), high = std::log(10.0);
  while (high - low > 1e-3) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    if (likelihood(std::exp(left)) < likelihood(std::exp(right)))
      low = left;
    else
      high = right;
  }
  return std::exp(0.5 * (low + high));
}

double correlation(std::span<const double> a, std::span<const double> b) {
  const double ma = mean(a), mb = mean(b);
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    ab += (a[i] - ma) * (b[i] - mb), aa += (a[i] - ma) * (a[i] - ma), bb += (b[i] - mb) * (b[i] - mb);
  return aa > 0.0 && bb > 0.0 ? ab / std::sqrt(aa * bb) : 0.0;
}

double size_skewness(const Sizes& sizes) {
  const auto moment = [&](double around, int power) {
    double sum = 0.0, n = 0.0;
    for (const auto& [persons, firms] : sizes) {
      if (persons == 0) continue;
      sum += static_cast<double>(firms) * std::pow(static_cast<double>(persons) - around, power);
      n += static_cast<double>(firms);
    }
    return n > 0.0 ? sum / n : 0.0;
  };
  const double centre = moment(0.0, 1), variance = moment(centre, 2);
  return variance > 0.0 ? moment(centre, 3) / std::pow(variance, 1.5) : 0.0;
}

double tail_exponent(const Sizes& sizes, std::int64_t low, std::int64_t high) {
  double above_low = 0.0, above_high = 0.0;
  for (const auto& [persons, firms] : sizes) {
    if (persons >= low) above_low += static_cast<double>(firms);
    if (persons >= high) above_high += static_cast<double>(firms);
  }
  return above_high > 0.0 ? std::log(above_low / above_high) / std::log(static_cast<double>(high) / static_cast<double>(low)) : 0.0;
}

ByClass sales_growth(const FirmPanel& panel) { return growth_of(panel, &FirmYear::sales); }
ByClass staff_growth(const FirmPanel& panel) { return growth_of(panel, &FirmYear::staff); }

std::array<double, input::size_classes> sales_with_staff(const FirmPanel& panel) {
  ByClass sales, staff;
  const auto& years = panel.years();
  for (std::size_t y = 0; y + 1 < years.size(); ++y)
    for_each_in_both(years[y], years[y + 1], [&](const FirmYear& a, const FirmYear& b) {
      if (a.sales <= 0.0 || b.sales <= 0.0 || a.staff <= 0.0 || b.staff <= 0.0) return;
      sales[a.size_class].push_back(std::log(b.sales / a.sales));
      staff[a.size_class].push_back(std::log(b.staff / a.staff));
    });
  std::array<double, input::size_classes> together{};
  for (std::size_t c = 0; c < together.size(); ++c) together[c] = correlation(sales[c], staff[c]);
  return together;
}

std::vector<double> standardised(const ByClass& by_class) {
  std::vector<double> all;
  for (const auto& values : by_class) {
    const double deviation = shape_of(values).deviation;
    if (deviation <= 0.0) continue;
    for (const double v : values) all.push_back(v / deviation);
  }
  return all;
}

ProductivityGaps productivity_gaps(const FirmPanel& panel, int longest_lag) {
  std::vector<std::vector<std::pair<std::uint64_t, double>>> years;
  std::vector<double> all;
  for (const auto& year : panel.years()) {
    years.push_back(gaps_of(year));
    for (const auto& [identity, gap] : years.back()) all.push_back(gap);
  }
  ProductivityGaps found;
  if (all.size() < 10) return found;
  found.deviation = shape_of(all).deviation;
  found.spread_90_10 = quantile(all, 0.9) - quantile(all, 0.1);
  for (std::size_t lag = 1; lag <= static_cast<std::size_t>(longest_lag); ++lag) {
    std::vector<double> now, later;
    for (std::size_t y = 0; y + lag < years.size(); ++y) {
      auto a = years[y].begin();
      for (const auto& [identity, gap] : years[y + lag]) {
        while (a != years[y].end() && a->first < identity) ++a;
        if (a == years[y].end()) break;
        if (a->first == identity) now.push_back(a->second), later.push_back(gap);
      }
    }
    found.persistence.push_back(correlation(now, later));
  }
  return found;
}

Lumpiness lumpiness(const FirmPanel& panel, int years) {
  Lumpiness found;
  double firm_years = 0.0;
  struct Life {
    int years = 0;
    double sum = 0.0, largest = 0.0;
  };
  std::map<std::uint64_t, Life> lives;
  for (std::size_t y = 0; y < panel.years().size(); ++y)
    for (const FirmYear& f : panel.years()[y]) {
      if (f.capital <= 0.0) continue;
      const double rate = f.investment / f.capital;
      firm_years += 1.0, found.spikes += rate > 0.2, found.inaction += rate < 0.01;
      if (y >= static_cast<std::size_t>(years)) continue;
      Life& life = lives[f.identity];
      ++life.years, life.sum += f.investment, life.largest = std::max(life.largest, f.investment);
    }
  if (firm_years > 0.0) found.spikes /= firm_years, found.inaction /= firm_years;
  for (const auto& [identity, life] : lives)
    if (life.years == years && life.sum > 0.0) found.largest_year += life.largest / life.sum, ++found.firms;
  if (found.firms > 0) found.largest_year /= static_cast<double>(found.firms);
  return found;
}

std::vector<Measure> firm_measures(const FirmPanel& panel, int first_year) {
  std::vector<Measure> measures;
  const auto add = [&](std::string group, std::string name, double value, int year = 0) {
    measures.push_back({year, std::move(group), std::move(name), value});
  };
  for (std::size_t y = 0; y < panel.sizes().size(); ++y) {
    const int year = first_year + static_cast<int>(y) - 1;
    add("all", "size_skewness", size_skewness(panel.sizes()[y]), year);
    add("all", "size_tail_exponent", tail_exponent(panel.sizes()[y], 10, 100), year);
  }
  const auto add_shape = [&](const std::string& what, const std::string& group, const Shape& shape) {
    if (shape.n < 30) return;  // too few for a fourth moment
    add(group, what + "_n", static_cast<double>(shape.n));
    add(group, what + "_deviation", shape.deviation);
    add(group, what + "_skewness", shape.skewness);
    add(group, what + "_excess_kurtosis", shape.excess_kurtosis);
    add(group, what + "_subbotin", shape.subbotin);
  };
  for (const auto& [what, growth] : {std::pair{"sales_growth", sales_growth(panel)}, std::pair{"staff_growth", staff_growth(panel)}}) {
    for (std::size_t c = 1; c < growth.size(); ++c) add_shape(what, class_names[c], shape_of(growth[c]));
    add_shape(what, "all", shape_of(standardised(growth)));
  }
  const auto together = sales_with_staff(panel);
  for (std::size_t c = 1; c < together.size(); ++c) add(class_names[c], "sales_with_staff_growth", together[c]);
  const ProductivityGaps gaps = productivity_gaps(panel, 4);
  add("all", "productivity_deviation", gaps.deviation);
  add("all", "productivity_spread_90_10", gaps.spread_90_10);
  for (std::size_t lag = 0; lag < gaps.persistence.size(); ++lag)
    add("all", "productivity_persistence_" + std::to_string(lag + 1), gaps.persistence[lag]);
  const Lumpiness lumps = lumpiness(panel, lumpiness_years);
  add("all", "investment_spikes", lumps.spikes);
  add("all", "investment_inaction", lumps.inaction);
  if (lumps.firms > 0) add("all", "investment_largest_year", lumps.largest_year);
  for (std::size_t y = 0; y < panel.years().size(); ++y)
    for (std::size_t c = 0; c < input::size_classes; ++c) {
      const ClassYear& of = panel.demography()[y][c];
      const int year = first_year + static_cast<int>(y);
      add(class_names[c], "firms", static_cast<double>(of.firms), year);
      add(class_names[c], "entries", static_cast<double>(of.entries), year);
      add(class_names[c], "exits", static_cast<double>(of.exits), year);
    }
  return measures;
}

}  // namespace kringloop::validation
