#include "parallel/districts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <omp.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"

namespace kringloop::parallel {

int district_count(std::int64_t persons) {
  return static_cast<int>(std::clamp<std::int64_t>(persons / 16000, 64, most_districts));
}

Layout contiguous_layout(std::vector<std::int16_t> region, std::span<const double> cost, const Communicator& ranks) {
  const std::size_t n = region.size();
  const auto size = static_cast<std::size_t>(ranks.size());
  if (size > n)
    throw InputError(fmt::format("{} ranks for {} districts: a rank works on whole districts, so use at most {} ranks", size, n, n));
  if (n > static_cast<std::size_t>(most_districts)) throw InternalError(fmt::format("{} districts, more than {}", n, most_districts));
  if (cost.size() != n) throw InternalError(fmt::format("costs of {} districts, but there are {}", cost.size(), n));
  double total = 0.0;
  for (const double c : cost) {
    if (!(c >= 0.0) || !std::isfinite(c)) throw InternalError(fmt::format("a district of cost {}", c));
    total += c;
  }
  Layout layout;
  layout.region = std::move(region);
  layout.owner.resize(n);
  std::size_t d = 0;
  double before = 0.0;
  for (std::size_t r = 0; r < size; ++r) {
    const std::size_t latest = n - (size - 1 - r);  // leave a district for each later rank
    const double goal = total * static_cast<double>(r + 1) / static_cast<double>(size);
    const std::size_t first = d;
    while (d < latest) {
      const double share = total > 0.0 ? cost[d] : 1.0;
      const double target = total > 0.0 ? goal : static_cast<double>(n * (r + 1)) / static_cast<double>(size);
      if (d > first && r + 1 < size && before + 0.5 * share > target) break;
      before += share;
      layout.owner[d++] = static_cast<int>(r);
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    if (layout.owner[i] == ranks.rank()) layout.mine.push_back(static_cast<District>(i));
  return layout;
}

void for_each_district(Context& context, Failure& failure, const std::function<void(District, int)>& work) {
  const std::vector<District>& mine = context.layout.mine;
  const auto n = static_cast<std::int64_t>(mine.size());
#pragma omp parallel for schedule(dynamic, 1) num_threads(context.threads)
  for (std::int64_t i = 0; i < n; ++i) {
    const District district = mine[static_cast<std::size_t>(i)];
    try {
      work(district, omp_get_thread_num());
    } catch (...) {
      failure.note(district);
    }
  }
}

void for_each_district(Context& context, const std::function<void(District, int)>& work) {
  Failure failure;
  for_each_district(context, failure, work);
  failure.leave_together(context.ranks);
}

}  // namespace kringloop::parallel
