#include "world/further_suppliers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "base/amount.hpp"
#include "parallel/cutoff.hpp"
#include "parallel/sums.hpp"
#include "world/world.hpp"

namespace kringloop {

namespace {

constexpr int usually_at_most = 8;
constexpr double large_buyer = 0.01;  // of a good's market

}  // namespace

FurtherWalk::Range FurtherWalk::find(std::uint64_t key) {
  while (next_ < key) ++at_, look();
  const std::size_t first = at_;
  while (next_ == key) ++at_, look();
  return {first, at_};
}

FurtherWalk::Range FurtherWalk::find_next(std::uint32_t buyer) {
  while ((next_ >> 8) < buyer) ++at_, look();
  return (next_ >> 8) == buyer ? find(next_) : Range{};
}

int SupplierCount::operator()(std::size_t good, double spend, bool public_body) const {
  const double doublings = spend / median[good];
  if (!(doublings >= 2.0)) return 1;
  const bool large = public_body || spend > large_buyer * market[good];
  return std::min(1 + std::ilogb(doublings), large ? most_suppliers : usually_at_most);
}

SupplierCount measure_sellers(World& world, std::span<const double> sales) {
  const Firms& firms = world.firms;
  const std::size_t goods = world.pack.industry_count();
  SupplierCount count;
  count.market = parallel::ordered_sum(world.context, goods, [&](District d, int, std::span<double> into) {
    for_each_row(firms, d, [&](Row i) { into[firms.industry[i]] += std::max(0.0, sales[i]); });
  });
  // The median is where a cap of half the sellers cuts them off in the order of what they sell.
  std::vector<parallel::Applicant> sellers;
  sellers.reserve(firms.rows.own());
  std::vector<std::int64_t> half(goods, 0);
  for (const District d : world.context.layout.mine) {
    for_each_row(firms, d, [&](Row i) {
      if (!(sales[i] > 0.0)) return;
      sellers.push_back({std::bit_cast<std::uint64_t>(sales[i]), 1, firms.industry[i]});
      ++half[firms.industry[i]];
    });
  }
  world.context.ranks.sum(std::span<std::int64_t>(half));
  for (std::int64_t& n : half) n /= 2;
  for (const parallel::Cutoff& middle : parallel::cutoff(world.context, sellers, half)) {
    count.median.push_back(middle.everyone ? std::numeric_limits<double>::infinity() : std::bit_cast<double>(middle.key));
  }
  return count;
}

void split_over_suppliers(std::int64_t order, std::span<const FurtherSupplier> further, std::span<std::int64_t> parts) {
  std::array<std::int64_t, most_suppliers> rest;
  const std::size_t n = further.size() + 1;
  std::int64_t first = whole_budget, left = order;
  const auto part = [&](std::size_t j, std::int64_t share) {
    const Wide product = static_cast<Wide>(order) * share;
    parts[j] = static_cast<std::int64_t>(product / whole_budget);
    rest[j] = static_cast<std::int64_t>(product % whole_budget);
    left -= parts[j];
  };
  for (std::size_t j = 1; j < n; ++j) {
    part(j, further[j - 1].share);
    first -= further[j - 1].share;
  }
  part(0, first);
  for (; left > 0; --left) {
    const auto most = std::max_element(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(n));
    ++parts[static_cast<std::size_t>(most - rest.begin())];
    *most = -1;
  }
}

void scale_shares(std::span<FurtherSupplier> further, std::int64_t kept) {
  for (FurtherSupplier& f : further) f.share = static_cast<std::uint16_t>(std::max<std::int64_t>(1, f.share * kept / whole_budget));
}

}  // namespace kringloop
