// Sums over all agents that are the same on every layout: doubles per district in district order, integers in any order.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop::parallel {

/// Sums of doubles per district, added in district order over all ranks: the same bits on every layout.
/// `partial` is [my districts][values], row-major in the order of layout.mine; returns [values] on every rank (collective).
[[nodiscard]] std::vector<double> ordered_sum(Context& context, std::span<const double> partial, std::size_t values);

/// The same with the work: `work(district, thread, into)` adds a district's contribution to `into` [values], which starts at zero.
[[nodiscard]] std::vector<double> ordered_sum(Context& context, std::size_t values,
                                              const std::function<void(District, int, std::span<double>)>& work);

/// Exact sums of integers over all districts: `work(district, thread, into)` adds to `into` [values]. Returns [values] on every
/// rank (collective). `into` belongs to the thread and already holds what it added for other districts: only ever add.
[[nodiscard]] std::vector<Wide> sum_over_districts(Context& context, std::size_t values,
                                                   const std::function<void(District, int, std::span<Wide>)>& work);

/// Accounts that everyone pays into (the State, banks, funds), for phases that do other work at the same time: a thread adds to
/// its own copy, `collect` adds up threads and ranks.
class SharedAccounts {
 public:
  SharedAccounts(int threads, std::size_t accounts);
  void add(int thread, std::size_t account, Wide amount) { copies_[static_cast<std::size_t>(thread)][account] += amount; }
  /// [accounts] the exact sums of what all threads of all ranks added; starts again from zero (collective).
  [[nodiscard]] std::vector<Wide> collect(Context& context);

 private:
  std::size_t accounts_;
  std::vector<std::vector<Wide>> copies_;  // [thread][accounts], with a cache line of room after each
};

}  // namespace kringloop::parallel
