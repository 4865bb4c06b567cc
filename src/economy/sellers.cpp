#include "economy/sellers.hpp"

#include <algorithm>
#include <numeric>

#include "base/controlled_rounding.hpp"
#include "base/math.hpp"
#include "economy/production.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// What sellers weigh with, [good][district], on every rank.
struct Offers {
  std::size_t districts = 0;
  std::vector<std::int64_t> weight;
  [[nodiscard]] std::int64_t& at(std::size_t good, std::size_t district) { return weight[good * districts + district]; }
  [[nodiscard]] const std::int64_t* row(std::size_t good) const { return weight.data() + good * districts; }
};

template <class Weight>
Offers gather_offers(World& world, const Economy& economy, Weight&& weight_of) {
  Offers offers;
  offers.districts = static_cast<std::size_t>(world.context.layout.districts());
  offers.weight.assign(static_cast<std::size_t>(economy.structure.goods) * offers.districts, 0);
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(world.firms, district, [&](Row i) { offers.at(world.firms.industry[i], static_cast<std::size_t>(district)) += weight_of(i); });
  });
  world.context.ranks.sum(std::span<std::int64_t>(offers.weight));
  return offers;
}

/// Capacity in units of capital, times the pull of a low price.
std::int64_t selling_weight(const Firms& firms, Row i, const World& world, const Economy& economy) {
  const std::uint8_t s = firms.industry[i];
  const Industry& industry = economy.structure.industry[s];
  const double size = industry.capital_per_unit > 0.0 ? firms.capital[i].real() / industry.capital_per_unit : firms.expected_demand[i];
  const double pull = exact::pow(world.institutions.producer_price[s] / firms.price[i], economy.parameters.seller_price_elasticity);
  return std::max<std::int64_t>(1, rounded(size * pull * 16.0));
}

/// Orders of a good over districts. Local services go where the trade plan says, in proportion to what is offered there.
void over_districts(const World& world, const Economy& economy, std::size_t good, const std::vector<std::int64_t>& wanted,
                    const Offers& offers, std::int64_t* orders) {
  const auto districts = offers.districts;
  const std::int64_t* weight = offers.row(good);
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

/// Sellers of each district take their orders and deliver what they have; returns deliveries by good. Only the first round's
/// orders count as demand that the seller sees.
template <class Weight>
std::vector<Delivery> serve(World& world, const Economy& economy, const std::vector<std::int64_t>& orders, bool counts_as_order, Weight&& weight_of) {
  Firms& firms = world.firms;
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  const auto totals = parallel::sum_over_districts(world.context, goods * 2, [&](District district, int thread, std::span<Wide> into) {
    std::vector<std::vector<Row>> sellers(goods);
    for_each_row(firms, district, [&](Row i) { sellers[firms.industry[i]].push_back(i); });
    std::vector<std::int64_t> weights, parts;
    Money received;
    for (std::size_t g = 0; g < goods; ++g) {
      const std::int64_t ordered = orders[g * districts + static_cast<std::size_t>(district)];
      if (ordered == 0) continue;
      weights.clear();
      for (const Row i : sellers[g]) weights.push_back(weight_of(i));
      parts.resize(weights.size());
      split_by_capacity(ordered, weights, parts);
      for (std::size_t k = 0; k < sellers[g].size(); ++k) {
        const Row i = sellers[g][k];
        if (counts_as_order) firms.orders[i] += Volume{parts[k]};
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

std::vector<Delivery> order_from_sellers(World& world, Economy& economy, const std::vector<std::vector<std::int64_t>>& wanted) {
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const auto districts = static_cast<std::size_t>(world.context.layout.districts());
  std::vector<std::int64_t> orders(goods * districts);

  const auto by_capacity = [&](Row i) { return selling_weight(world.firms, i, world, economy); };
  const Offers first = gather_offers(world, economy, by_capacity);
  for (std::size_t g = 0; g < goods; ++g) over_districts(world, economy, g, wanted[g], first, &orders[g * districts]);
  std::vector<Delivery> delivered = serve(world, economy, orders, true, by_capacity);

  // Second round: what could not be had goes to whoever has goods left, anywhere.
  const auto by_rest = [&](Row i) { return std::max<std::int64_t>(0, unsold(world.firms, i, economy).units); };
  const Offers rest = gather_offers(world, economy, by_rest);
  bool any = false;
  std::fill(orders.begin(), orders.end(), 0);
  for (std::size_t g = 0; g < goods; ++g) {
    const std::int64_t total = std::accumulate(wanted[g].begin(), wanted[g].end(), std::int64_t{0});
    const std::int64_t left = std::accumulate(rest.row(g), rest.row(g) + districts, std::int64_t{0});
    const std::int64_t missing = std::min(total - delivered[g].volume.units, left);
    if (missing <= 0) continue;
    any = true;
    split_by_capacity(missing, std::span(rest.row(g), districts), std::span(&orders[g * districts], districts));
  }
  if (any) {
    const auto more = serve(world, economy, orders, false, by_rest);
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
  const auto parts = split_by_weight(margins.units, supply);
  const auto by_capacity = [&](Row i) { return selling_weight(firms, i, world, economy); };
  Offers offers = gather_offers(world, economy, by_capacity);
  const auto districts = offers.districts;
  std::vector<std::int64_t> cents(parts.size() * districts);
  for (std::size_t g = 0; g < parts.size(); ++g) {
    if (parts[g] != 0) split_by_capacity(parts[g], std::span(offers.row(g), districts), std::span(&cents[g * districts], districts));
  }
  const auto totals = parallel::sum_over_districts(world.context, parts.size() * 2, [&](District district, int thread, std::span<Wide> into) {
    std::vector<std::vector<Row>> sellers(parts.size());
    for_each_row(firms, district, [&](Row i) { if (parts[firms.industry[i]] != 0) sellers[firms.industry[i]].push_back(i); });
    std::vector<std::int64_t> weights, share;
    Money received;
    for (std::size_t g = 0; g < parts.size(); ++g) {
      const std::int64_t amount = cents[g * districts + static_cast<std::size_t>(district)];
      if (amount == 0) continue;
      weights.clear();
      for (const Row i : sellers[g]) weights.push_back(by_capacity(i));
      share.resize(weights.size());
      split_by_capacity(amount, weights, share);
      for (std::size_t k = 0; k < sellers[g].size(); ++k) {
        const Row i = sellers[g][k];
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
