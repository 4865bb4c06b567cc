// Who sells what this quarter, district by district, and what outlets weigh sellers with.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "world/columns.hpp"

namespace kringloop {
struct World;
}

namespace kringloop::economy {

struct Economy;

/// The firms of a district by good.
struct DistrictSellers {
  std::vector<std::uint32_t> first;  // [good], and the end
  std::vector<Row> rows;

  [[nodiscard]] std::span<const Row> of(std::size_t good) const { return {rows.data() + first[good], first[good + 1] - first[good]}; }
};

struct SellerIndex {
  std::vector<DistrictSellers> district;     // [district]; empty for those of other ranks
  std::vector<std::int64_t> weight;          // [firm row] share of the orders at outlets, 1/1000 base EUR
  std::vector<std::int64_t> by_district;     // [good][district] sum of weights, on every rank
};

/// Lists the sellers of every good (collective). Once a quarter, after firms have come and gone.
void list_sellers(World& world, Economy& economy);

/// How outlets split orders over sellers: a seller's fair part of last quarter's demand, which is in proportion to capital capacity x
/// (mean price / own price)^`seller_price_elasticity`, less what its own customers order this quarter (`linked` [firm row],
/// 1/1000 base EUR), and at least `outlet_minimum_share` of the fair part (collective).
void weigh_sellers(World& world, Economy& economy, std::span<const std::int64_t> linked);

/// Sums of `weight_of(row)` by [good][district], the same on every rank (collective).
template <class Weight>
[[nodiscard]] std::vector<std::int64_t> weights_by_district(World& world, const SellerIndex& sellers, std::size_t goods, Weight&& weight_of);

}  // namespace kringloop::economy
