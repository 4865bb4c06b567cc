#include "economy/seller_index.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "economy/sellers.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

void list_sellers(World& world, Economy& economy) {
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  auto& districts = economy.sellers.district;
  districts.resize(static_cast<std::size_t>(world.context.layout.districts()));
  parallel::for_each_district(world.context, [&](District d, int) {
    DistrictSellers& here = districts[static_cast<std::size_t>(d)];
    here.first.assign(goods + 1, 0);
    const auto& industry = world.firms.industry;
    for_each_row(world.firms, d, [&](Row i) { ++here.first[industry[i] + 1U]; });
    for (std::size_t g = 0; g < goods; ++g) here.first[g + 1] += here.first[g];
    here.rows.resize(here.first[goods]);
    std::vector<std::uint32_t> next(here.first.begin(), here.first.end() - 1);
    for_each_row(world.firms, d, [&](Row i) { here.rows[next[industry[i]]++] = i; });
  });
}

void weigh_sellers(World& world, Economy& economy, std::span<const std::int64_t> linked) {
  const Firms& firms = world.firms;
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const double elasticity = economy.parameters.seller_price_elasticity, least = economy.parameters.outlet_minimum_share;
  auto& weight = economy.sellers.weight;
  weight.resize(firms.rows.size());
  const auto pulls = parallel::sum_over_districts(world.context, goods, [&](District d, int, std::span<Wide> into) {
    for_each_row(firms, d, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double size = industry.capital_per_unit > 0.0 ? firms.capital[i].real() / industry.capital_per_unit : firms.expected_demand[i];
      const double pull = exact::pow(world.institutions.producer_price[s] / firms.price[i], elasticity);
      weight[i] = std::max<std::int64_t>(1, amount_of<Volume>(size * pull).units);
      into[s] += weight[i];
    });
  });
  std::vector<double> fair(goods);
  for (std::size_t g = 0; g < goods; ++g) fair[g] = pulls[g] > 0 ? world.institutions.demand[g] * 1000.0 / static_cast<double>(pulls[g]) : 0.0;
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(firms, d, [&](Row i) {
      const double part = fair[firms.industry[i]] * static_cast<double>(weight[i]);
      weight[i] = std::max<std::int64_t>(1, rounded(std::max(least * part, part - static_cast<double>(linked[i]))));
    });
  });
  economy.sellers.by_district = weights_by_district(world, economy.sellers, goods, [&](Row i) { return weight[i]; });
}

}  // namespace kringloop::economy
