#include "world/synthetic_firm_sizes.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/math.hpp"

namespace kringloop {

namespace {

// The size below which a share u of firms lies: Pareto with exponent `a` cut to [low, high].
// `at_high` = (high / low)^-a.
double pareto(double u, double a, double at_high, double low, double high) {
  if (std::abs(a) < 1e-6) return low * exact::pow(high / low, u);
  return std::clamp(low * exact::pow(1.0 - u * (1.0 - at_high), -1.0 / a), low, high);
}

// Its mean is low a/(a-1) (1 - q^(1-a)) / (1 - q^-a) with q = high/low; it falls with a.
double pareto_for_mean(double mean, double low, double high) {
  const double log_q = exact::log(high / low);
  double least = -6, most = 8;
  for (int step = 0; step < 45; ++step) {
    double a = (least + most) / 2;
    if (std::abs(a) < 1e-5 || std::abs(a - 1) < 1e-5) a += 2e-5;  // the formula has removable gaps there
    const double here = low * a / (a - 1) * (1 - exact::exp((1 - a) * log_q)) / (1 - exact::exp(-a * log_q));
    (here > mean ? least : most) = a;
  }
  return (least + most) / 2;
}

// The factor with which clamped sizes add up to `seats`; false when no factor does.
bool scale_to(std::vector<double>& size, double seats, double least, double most) {
  const auto sum = [&](double factor) {
    double s = 0;
    for (const double x : size) s += std::clamp(x * factor, least, most);
    return s;
  };
  double low = 0, high = 1;
  while (sum(high) < seats && high < 1e12) high *= 2;
  for (int step = 0; step < 100 && high - low > 1e-14 * high; ++step) {
    const double middle = (low + high) / 2;
    (sum(middle) < seats ? low : high) = middle;
  }
  if (std::abs(sum(high) - seats) > 1e-6 * seats) return false;
  for (double& x : size) x = std::clamp(x * high, least, most);
  return true;
}

}  // namespace

std::vector<std::uint32_t> staff_sizes(std::int64_t rows, std::int64_t seats, double firms, double persons, SizeBounds bounds,
                                       std::uint64_t key) {
  if (seats < rows) throw InternalError("fewer seats than firms");
  const double mean = persons / firms, low = std::min(bounds.lowest, mean);
  const double room = persons - (firms - 1) * low;
  const double high = std::max(bounds.highest > 0 ? bounds.highest : std::min(room, 60 * mean), mean);
  const auto n = static_cast<std::size_t>(rows);
  std::vector<double> shape(n, mean);
  if (n > 1 && high > low * (1 + 1e-9)) {
    const double a = pareto_for_mean(mean, low, high), at_high = exact::pow(high / low, -a);
    for (std::size_t j = 0; j < n; ++j) {
      const auto u = static_cast<double>(((j + 1) * 0x9e3779b97f4a7c15ULL + key) >> 11) * 0x1.0p-53;
      shape[j] = pareto(u, a, at_high, low, high);
    }
  }
  // From people at a real firm to rows at a row: seats / persons rows a person, firms / rows firms a row.
  const double unit = static_cast<double>(seats) / persons * firms / static_cast<double>(rows);
  std::vector<double> size = shape;
  for (double& x : size) x *= unit;
  if (!scale_to(size, static_cast<double>(seats), std::max(1.0, low * unit), std::max(1.0, high * unit))) {
    size = shape;
    if (!scale_to(size, static_cast<double>(seats), 1.0, 1e15)) throw InternalError("firm sizes do not add up");
  }

  std::vector<std::uint32_t> staff(n);
  double cumulative = 0;
  std::int64_t before = 0;
  for (std::size_t j = 0; j < n; ++j) {
    cumulative += size[j];
    const std::int64_t now = j + 1 == n ? seats : std::min(seats, static_cast<std::int64_t>(std::floor(cumulative + 0.5)));
    staff[j] = static_cast<std::uint32_t>(std::max<std::int64_t>(now - before, 0));
    before += staff[j];
  }
  for (auto& s : staff)  // a sum just below a half may leave one empty: the largest gives
    if (s == 0) {
      --*std::max_element(staff.begin(), staff.end());
      ++s;
    }
  return staff;
}

}  // namespace kringloop
