#include "economy/sellers.hpp"

#include <algorithm>
#include <numeric>

#include "base/controlled_rounding.hpp"
#include "base/math.hpp"
#include "economy/production.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Orders of a good over districts. Local services go where the trade plan says, in proportion to what is offered there.
void over_districts(const World& world, const Economy& economy, std::size_t good, const std::vector<std::int64_t>& wanted,
                    std::size_t districts, const std::int64_t* weight, std::int64_t* orders) {
  const std::int64_t total = std::accumulate(wanted.begin(), wanted.end(), std::int64_t{0});
  std::fill(orders, orders + districts, 0);
  const std::int64_t offered = std::accumulate(weight, weight + districts, std::int64_t{0});
  if (total == 0 || offered == 0) return;
  const auto& trade = economy.trade[good];
  if (trade.empty()) {
    split_by_capacity(total, std::span(weight, districts), std::span(orders, districts));
    return;
  }
  const auto regions = wanted.size();
  std::vector<double> supply(regions), flow(regions);
  for (std::size_t d = 0; d < districts; ++d) supply[static_cast<std::size_t>(world.context.layout.region[d])] += static_cast<double>(weight[d]);
  for (std::size_t r = 0; r < regions; ++r) {
    double all = 0.0;
    for (std::size_t to = 0; to < regions; ++to) all += trade[r * regions + to] * supply[to];
    if (all <= 0.0) continue;
    for (std::size_t to = 0; to < regions; ++to) flow[to] += static_cast<double>(wanted[r]) * trade[r * regions + to] * supply[to] / all;
  }
  std::vector<std::int64_t> by_region(regions);
  split_by_weight(total, flow, by_region);
  std::size_t first = 0;  // districts of a region are consecutive
  while (first < districts) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[first]);
    std::size_t last = first;
    while (last < districts && static_cast<std::size_t>(world.context.layout.region[last]) == region) ++last;
    if (by_region[region] > 0) split_by_capacity(by_region[region], std::span(weight + first, last - first), std::span(orders + first, last - first));
    first = last;
  }
}

/// Sellers of each district take their orders and deliver what they have; returns deliveries by good. Of the orders `fresh`/`all`
/// [good] count as demand that the seller sees.
template <class Weight>
std::vector<Delivery> serve(World& world, const Economy& economy, const std::vector<std::int64_t>& orders, const std::vector<OutletOrders>* fresh,
                            const std::vector<std::int64_t>& all, Weight&& weight_of) {
  Firms& firms = world.firms;
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  const auto totals = parallel::sum_over_districts(world.context, goods * 2, [&](District district, int thread, std::span<Wide> into) {
    const DistrictSellers& here = economy.sellers.district[static_cast<std::size_t>(district)];
    std::vector<std::int64_t> weights, parts;
    Money received;
    for (std::size_t g = 0; g < goods; ++g) {
      const std::int64_t ordered = orders[g * districts + static_cast<std::size_t>(district)];
      if (ordered == 0) continue;
      const auto sellers = here.of(g);
      weights.clear();
      for (const Row i : sellers) weights.push_back(weight_of(i));
      parts.resize(weights.size());
      split_by_capacity(ordered, weights, parts);
      for (std::size_t k = 0; k < sellers.size(); ++k) {
        const Row i = sellers[k];
        if (fresh != nullptr) firms.orders[i] += Volume{all[g] == (*fresh)[g].fresh ? parts[k] : mul_div(parts[k], (*fresh)[g].fresh, all[g])};
        const Volume served = std::min(Volume{parts[k]}, std::max(Volume{}, unsold(firms, i, economy)));
        const Money value = amount_of<Money>(served.real() * firms.price[i]);
        take_from_offer(firms, i, economy, served);
        firms.revenue[i] += value;
        firms.deposits[i] += value;
        received += value;
        into[g * 2] += served.units;
        into[g * 2 + 1] += value.units;
      }
    }
    world.ledger.received(thread, Flow::sales, Sector::firms, received);
  });
  std::vector<Delivery> delivered(goods);
  for (std::size_t g = 0; g < goods; ++g) {
    delivered[g] = {Volume{static_cast<std::int64_t>(totals[g * 2])}, Money{static_cast<std::int64_t>(totals[g * 2 + 1])}};
  }
  return delivered;
}

}  // namespace

std::vector<Delivery> order_from_sellers(World& world, Economy& economy, const std::vector<OutletOrders>& wanted) {
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  const SellerIndex& sellers = economy.sellers;
  std::vector<std::int64_t> orders(goods * districts), all(goods);
  for (std::size_t g = 0; g < goods; ++g) {
    all[g] = std::accumulate(wanted[g].by_region.begin(), wanted[g].by_region.end(), std::int64_t{0});
    over_districts(world, economy, g, wanted[g].by_region, districts, &sellers.by_district[g * districts], &orders[g * districts]);
  }
  std::vector<Delivery> delivered = serve(world, economy, orders, &wanted, all, [&](Row i) { return sellers.weight[i]; });

  // Second round: what could not be had goes to whoever has goods left, anywhere.
  const auto by_rest = [&](Row i) { return std::max<std::int64_t>(0, unsold(world.firms, i, economy).units); };
  const auto rest = weights_by_district(world, sellers, goods, by_rest);
  bool any = false;
  std::fill(orders.begin(), orders.end(), 0);
  for (std::size_t g = 0; g < goods; ++g) {
    const std::span<const std::int64_t> here(&rest[g * districts], districts);
    const std::int64_t missing = std::min(all[g] - delivered[g].volume.units, std::accumulate(here.begin(), here.end(), std::int64_t{0}));
    if (missing <= 0) continue;
    any = true;
    split_by_capacity(missing, here, std::span(&orders[g * districts], districts));
  }
  if (any) {
    const auto more = serve(world, economy, orders, nullptr, all, by_rest);
    for (std::size_t g = 0; g < goods; ++g) {
      delivered[g].volume += more[g].volume;
      delivered[g].value += more[g].value;
    }
  }
  return delivered;
}

void deliver_margins(World& world, Economy& economy, Money margins, std::span<const double> supply) {
  if (margins.units == 0) return;
  Firms& firms = world.firms;
  const SellerIndex& sellers = economy.sellers;
  const auto parts = split_by_weight(margins.units, supply);
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  std::vector<std::int64_t> cents(parts.size() * districts);
  for (std::size_t g = 0; g < parts.size(); ++g) {
    if (parts[g] != 0) split_by_capacity(parts[g], std::span(&sellers.by_district[g * districts], districts), std::span(&cents[g * districts], districts));
  }
  const auto totals = parallel::sum_over_districts(world.context, parts.size() * 2, [&](District district, int thread, std::span<Wide> into) {
    const DistrictSellers& here = sellers.district[static_cast<std::size_t>(district)];
    std::vector<std::int64_t> weights, share;
    Money received;
    for (std::size_t g = 0; g < parts.size(); ++g) {
      const std::int64_t amount = cents[g * districts + static_cast<std::size_t>(district)];
      if (amount == 0) continue;
      const auto rows = here.of(g);
      weights.clear();
      for (const Row i : rows) weights.push_back(sellers.weight[i]);
      share.resize(weights.size());
      split_by_capacity(amount, weights, share);
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const Row i = rows[k];
        const Volume served = amount_of<Volume>(Money{share[k]}.real() / firms.price[i]);
        firms.orders[i] += served;
        take_from_offer(firms, i, economy, served);
        firms.revenue[i] += Money{share[k]};
        firms.deposits[i] += Money{share[k]};
        received += Money{share[k]};
        into[g * 2] += served.units;
        into[g * 2 + 1] += share[k];
      }
    }
    world.ledger.received(thread, Flow::margins, Sector::firms, received);
  });
  for (std::size_t g = 0; g < parts.size(); ++g) {
    GoodTotals& good = economy.good[g];
    good.asked += Volume{static_cast<std::int64_t>(totals[g * 2])};
    good.domestic += Volume{static_cast<std::int64_t>(totals[g * 2])};
    good.domestic_value += Money{static_cast<std::int64_t>(totals[g * 2 + 1])};
  }
}

}  // namespace kringloop::economy
