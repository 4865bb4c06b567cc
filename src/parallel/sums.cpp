#include "parallel/sums.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

namespace {
constexpr std::size_t line = 64 / sizeof(Wide);  // Wide values in a cache line, so that threads do not share one

// Rank 0 adds in district order and tells the others: each rank's partial sums travel once, and with them whether it failed.
std::vector<double> ordered_sum(Context& context, std::span<const double> partial, std::size_t values, Failure& failure) {
  const Verb verb(context.ranks, "ordered sum");
  const Layout& layout = context.layout;
  Bytes mine = bytes_of(partial);
  append(mine, failure.noted() ? 1.0 : 0.0);
  const std::vector<Bytes> all = context.ranks.gather(mine);
  Bytes result;
  if (context.ranks.rank() == 0) {
    std::vector<std::vector<double>> of_rank;
    for (const Bytes& bytes : all) of_rank.push_back(values_of<double>(bytes));
    std::vector<std::size_t> next(of_rank.size(), 0);
    std::vector<double> sum(values, 0.0);
    for (const int owner : layout.owner) {
      const auto r = static_cast<std::size_t>(owner);
      for (double& value : sum) value += of_rank[r][next[r]++];
    }
    sum.push_back(std::accumulate(of_rank.begin(), of_rank.end(), 0.0, [](double failed, const auto& rank) { return failed + rank.back(); }));
    result = bytes_of(std::span<const double>(sum));
  }
  context.ranks.broadcast(result);
  std::vector<double> sum = values_of<double>(result);
  if (sum.back() > 0.0) failure.leave_together(context.ranks);
  sum.pop_back();
  return sum;
}
}  // namespace

std::vector<double> ordered_sum(Context& context, std::span<const double> partial, std::size_t values) {
  if (partial.size() != context.layout.mine.size() * values)
    throw InternalError(fmt::format("{} partial sums for {} districts of {} values", partial.size(), context.layout.mine.size(), values));
  Failure none;
  return ordered_sum(context, partial, values, none);
}

std::vector<double> ordered_sum(Context& context, std::size_t values, const std::function<void(District, int, std::span<double>)>& work) {
  const std::vector<District>& mine = context.layout.mine;
  std::vector<double> partial(mine.size() * values, 0.0);
  Failure failure;
  for_each_district(context, failure, [&](District district, int thread) {
    const auto at = context.layout.index_of(district);
    work(district, thread, std::span(partial).subspan(at * values, values));
  });
  return ordered_sum(context, partial, values, failure);
}

std::vector<Wide> sum_over_districts(Context& context, std::size_t values,
                                     const std::function<void(District, int, std::span<Wide>)>& work) {
  std::vector<std::vector<Wide>> copies(static_cast<std::size_t>(context.threads), std::vector<Wide>(values + line, 0));
  Failure failure;
  for_each_district(context, failure, [&](District district, int thread) {
    work(district, thread, std::span(copies[static_cast<std::size_t>(thread)]).first(values));
  });
  const Verb verb(context.ranks, "integer sum");
  std::vector<Wide> sum(values + 1, 0);
  for (const auto& copy : copies)
    for (std::size_t v = 0; v < values; ++v) sum[v] += copy[v];
  sum.back() = failure.noted() ? 1 : 0;  // whether anyone failed goes with the sum
  context.ranks.sum(sum);
  if (sum.back() != 0) failure.leave_together(context.ranks);
  sum.pop_back();
  return sum;
}

SharedAccounts::SharedAccounts(int threads, std::size_t accounts)
    : accounts_(accounts), copies_(static_cast<std::size_t>(threads), std::vector<Wide>(accounts + line, 0)) {}

std::vector<Wide> SharedAccounts::collect(Context& context) {
  const Verb verb(context.ranks, "integer sum");
  std::vector<Wide> sum(accounts_, 0);
  for (auto& copy : copies_)
    for (std::size_t a = 0; a < accounts_; ++a) {
      sum[a] += copy[a];
      copy[a] = 0;
    }
  context.ranks.sum(sum);
  return sum;
}

}  // namespace kringloop::parallel
