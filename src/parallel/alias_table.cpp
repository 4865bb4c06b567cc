#include "parallel/alias_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/amount.hpp"
#include "base/error.hpp"

namespace kringloop::parallel {

AliasTable::AliasTable(std::span<const std::int64_t> weights) { build(weights); }

AliasTable::AliasTable(std::span<const double> weights) {
  double largest = 0.0;
  for (const double w : weights) {
    if (!(w >= 0.0) || !std::isfinite(w)) throw InternalError(fmt::format("cannot choose by weight {}", w));
    largest = std::max(largest, w);
  }
  std::vector<std::int64_t> integers(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0.0) integers[i] = std::max<std::int64_t>(1, rounded(weights[i] / largest * 0x1.0p40));
  build(integers);
}

void AliasTable::build(std::span<const std::int64_t> weights) {
  const std::size_t n = weights.size();
  if (n >= 0xffffffffU) throw InternalError(fmt::format("{} weights are too many for one table", n));
  Wide total = 0;
  for (const std::int64_t w : weights) {
    if (w < 0) throw InternalError(fmt::format("cannot choose by weight {}", w));
    total += w;
  }
  if (total == 0) return;
  entries_.resize(n);
  std::vector<Wide> left(n);  // weight x n; an entry is full with `total`
  std::vector<std::uint32_t> small, large;
  for (std::size_t i = 0; i < n; ++i) {
    left[i] = static_cast<Wide>(weights[i]) * static_cast<Wide>(n);
    (left[i] < total ? small : large).push_back(static_cast<std::uint32_t>(i));
  }
  constexpr Wide full = Wide{1} << 32;
  while (!small.empty()) {
    // Exact arithmetic: while one entry is short, another has more than enough.
    const std::uint32_t poor = small.back(), rich = large.back();
    small.pop_back();
    // Rounded to the nearest of 2^32, but never down to nothing nor up to everything.
    Wide threshold = total > (Wide{1} << 80) ? (left[poor] >> 32) * full / (total >> 32) : (left[poor] * full + total / 2) / total;
    if (left[poor] > 0) threshold = std::clamp<Wide>(threshold, 1, full - 1);
    entries_[poor] = {static_cast<std::uint32_t>(threshold), rich};
    left[rich] -= total - left[poor];
    if (left[rich] < total) {
      large.pop_back();
      small.push_back(rich);
    }
  }
  for (const std::uint32_t rich : large) entries_[rich] = {0xffffffffU, rich};
}

std::size_t weighted_choice(std::span<const std::int64_t> weights, std::uint64_t key) {
  Wide total = 0;
  for (const std::int64_t w : weights) {
    if (w < 0) throw InternalError(fmt::format("cannot choose by weight {}", w));
    total += w;
  }
  if (total == 0) return weights.size();
  // floor(key x total / 2^64) without leaving 128 bits: total may have more than 63.
  const auto high = static_cast<std::uint64_t>(total >> 32), low = static_cast<std::uint64_t>(total & 0xffffffff);
  __extension__ using Product = unsigned __int128;
  Wide goal = static_cast<Wide>((static_cast<Product>(key) * high + ((static_cast<Product>(key) * low) >> 32)) >> 32);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (goal < weights[i]) return i;
    goal -= weights[i];
  }
  return weights.size();
}

}  // namespace kringloop::parallel
