// Outlets: from a good's orders to its sellers, over regions and districts (a replicated table), then over the sellers of a district.
// A seller who is short serves what it can; what it cannot goes to sellers who have goods left.
#pragma once

#include <span>
#include <vector>

#include "economy/economy.hpp"

namespace kringloop::economy {

struct Delivery {
  Volume volume;
  Money value;  // at the sellers' basic prices
};

/// What is ordered of a good at outlets.
struct OutletOrders {
  std::vector<std::int64_t> by_region;  // [region of the buyers] 1/1000 base EUR
  std::int64_t fresh = 0;               // of it not yet asked of anyone: what sellers count as new demand
};

/// Orders goods [good] from sellers; fills orders, sold and revenue of firms and books their receipts. Returns what was delivered of
/// each good in the whole country (collective).
[[nodiscard]] std::vector<Delivery> order_from_sellers(World& world, Economy& economy, const std::vector<OutletOrders>& wanted);

/// The margin on what was bought is delivered with it by the industries of `supply` [good, weights], whatever their capacity (collective).
void deliver_margins(World& world, Economy& economy, Money margins, std::span<const double> supply);

template <class Weight>
std::vector<std::int64_t> weights_by_district(World& world, const SellerIndex& sellers, std::size_t goods, Weight&& weight_of) {
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  std::vector<std::int64_t> sums(goods * districts, 0);
  parallel::for_each_district(world.context, [&](District d, int) {
    const DistrictSellers& here = sellers.district[static_cast<std::size_t>(d)];
    for (std::size_t g = 0; g < goods; ++g) {
      for (const Row i : here.of(g)) sums[g * districts + static_cast<std::size_t>(d)] += weight_of(i);
    }
  });
  world.context.ranks.sum(std::span<std::int64_t>(sums));
  return sums;
}

}  // namespace kringloop::economy
