#include "world/synthetic_links.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "parallel/packing.hpp"
#include "parallel/sums.hpp"
#include "world/synthetic_link_market.hpp"
#include "world/synthetic_permutation.hpp"
#include "world/synthetic_targets.hpp"

namespace kringloop {

namespace {

constexpr double capacity_units = 0x1.0p50;  // a good's sellers together

// The sellers of a good in all districts: every rank says who they are in its own.
Sellers gather_sellers(World& world, int good, std::span<const double> capacity, double total) {
  const auto& f = world.firms;
  const auto& layout = world.context.layout;
  const auto districts = static_cast<std::size_t>(layout.districts());
  std::vector<parallel::Bytes> own(districts);
  parallel::for_each_district(world.context, [&](District d, int) {
    std::int64_t sum = 0;
    for (Row row = f.rows.begin(d); row < f.rows.end(d); ++row) {
      if (f.identity[row] == 0 || f.industry[row] != good || !(capacity[row] > 0)) continue;
      sum += std::max<std::int64_t>(1, rounded(capacity[row] / total * capacity_units));
      parallel::append(own[static_cast<std::size_t>(d)], row - f.rows.begin(d));
      parallel::append(own[static_cast<std::size_t>(d)], sum);
    }
  });
  parallel::Bytes mine;
  for (const auto d : layout.mine) {
    parallel::append(mine, d);
    parallel::append(mine, static_cast<std::uint64_t>(own[static_cast<std::size_t>(d)].size()));
    parallel::append(mine, own[static_cast<std::size_t>(d)].data(), own[static_cast<std::size_t>(d)].size());
  }
  const auto all = world.context.ranks.gather_all(mine);
  std::vector<std::span<const std::byte>> of(districts);
  for (const auto& bytes : all)
    for (parallel::Reader reader(bytes); !reader.done();) {
      const auto d = static_cast<std::size_t>(reader.value<District>());
      of[d] = reader.bytes(static_cast<std::size_t>(reader.value<std::uint64_t>()));
    }
  Sellers sellers;
  for (std::size_t d = 0; d < districts; ++d) {
    sellers.first.push_back(sellers.slot.size());
    for (parallel::Reader reader(of[d]); !reader.done();) {
      sellers.slot.push_back(reader.value<std::uint32_t>());
      sellers.cumulative.push_back(reader.value<std::int64_t>());
    }
  }
  sellers.first.push_back(sellers.slot.size());
  return sellers;
}

// What one household of each quintile buys of each good at home, EUR a quarter and row.
std::vector<std::array<std::int64_t, 5>> household_weights(World& world) {
  const auto& pack = world.pack;
  std::vector<std::int64_t> households(5);
  for (const auto d : world.context.layout.mine)
    for_each_row(world.households, d, [&](Row row) { ++households[world.households.quintile[row]]; });
  world.context.ranks.sum(households);
  std::vector<std::array<std::int64_t, 5>> weight(pack.industry_count());
  for (std::size_t g = 0; g < weight.size(); ++g) {
    double share[5], sum = 0;
    for (std::size_t q = 0; q < 5; ++q) sum += share[q] = pack.household_finance[q].consumption_share * pack.baskets(g, q);
    const double spent = pack.use_domestic(g, pack.column_of(input::FinalUse::household_consumption)) * 1e6 / 4;
    for (std::size_t q = 0; q < 5; ++q)
      weight[g][q] = std::max<std::int64_t>(
          1, rounded(sum > 0 && households[q] > 0 ? std::max(spent, 0.0) * share[q] / sum / static_cast<double>(households[q]) : 0.0));
  }
  return weight;
}

struct Buying {
  World& world;
  std::span<const double> capacity;
  std::vector<double> by_industry;                            // [industry] capacity
  std::vector<std::array<std::int64_t, 5>> household_weight;  // [good][quintile]

  [[nodiscard]] std::int64_t of_household(std::size_t good, Row row) const { return household_weight[good][world.households.quintile[row]]; }
  [[nodiscard]] std::int64_t of_firm(std::size_t good, Row row) const {
    const std::size_t i = world.firms.industry[row];
    const double share = by_industry[i] > 0 ? std::max(capacity[row], 0.0) / by_industry[i] : 0.0;
    return std::max<std::int64_t>(1, rounded(std::max(world.pack.use_domestic(good, i), 0.0) * 1e6 / 4 * share));
  }
};

/// A firm's order of a good, or one of several equal ones.
struct FirmOrder {
  Row buyer;
  std::int64_t weight;  // EUR/quarter
  Place seller;
};

/// The sellers that a firm's orders have met become its suppliers: the first, and beside it the others, each once, with their share of the orders.
void give_suppliers(World& world, District d, Row buyer, int column, std::span<const FirmOrder> orders) {
  const Place first = world.firms.supplier[buyer][column] = orders.front().seller;
  if (orders.size() == 1) return;
  FurtherList& list = world.further_suppliers[static_cast<std::size_t>(d)];
  const std::size_t before = list.size();
  const auto share = static_cast<std::uint16_t>(whole_budget / static_cast<std::int64_t>(orders.size()));
  for (const FirmOrder& order : orders) {
    if (order.seller == first || !order.seller.somewhere()) continue;
    const auto known = std::find_if(list.begin() + static_cast<std::ptrdiff_t>(before), list.end(), [&](const FurtherSupplier& s) { return s.place == order.seller; });
    if (known != list.end()) known->share = static_cast<std::uint16_t>(known->share + share);
    else list.push_back({buyer - world.firms.rows.begin(d), share, static_cast<std::uint8_t>(column), 0, order.seller});
  }
}

}  // namespace

void link_suppliers(World& world, const LinkedGoods& goods, std::span<const double> capacity) {
  const auto& pack = world.pack;
  auto& h = world.households;
  auto& f = world.firms;
  const std::size_t industries = pack.industry_count();
  if (goods.household_goods.size() > static_cast<std::size_t>(household_links) || goods.firm_goods.size() != industries)
    throw InternalError("linked goods do not fit the supplier columns");

  // Where in the supplier columns each good is; -1 = nowhere.
  std::vector<int> household_column(industries, -1);
  std::vector<std::vector<int>> firm_column(industries, std::vector<int>(industries, -1));  // [good][industry]
  for (std::size_t k = 0; k < goods.household_goods.size(); ++k)
    if (goods.household_goods[k] >= 0) household_column[static_cast<std::size_t>(goods.household_goods[k])] = static_cast<int>(k);
  for (std::size_t i = 0; i < industries; ++i)
    for (std::size_t k = 0; k < goods.firm_goods[i].size(); ++k)
      if (goods.firm_goods[i][k] >= 0) firm_column[static_cast<std::size_t>(goods.firm_goods[i][k])][i] = static_cast<int>(k);

  Buying buying{world, capacity, {}, household_weights(world)};
  buying.by_industry = parallel::ordered_sum(world.context, industries, [&](District d, int, std::span<double> into) {
    for_each_row(f, d, [&](Row row) { into[f.industry[row]] += std::max(capacity[row], 0.0); });
  });
  // What sellers sell, in the unit of what buyers buy.
  std::vector<double> sales(f.rows.size(), 0.0);
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(f, d, [&](Row row) {
      const std::size_t g = f.industry[row];
      sales[row] = buying.by_industry[g] > 0 ? std::max(capacity[row], 0.0) / buying.by_industry[g] * pack.accounts[g].output * 1e6 / 4 : 0.0;
    });
  });
  const SupplierCount count = measure_sellers(world, sales);
  world.further_suppliers.assign(static_cast<std::size_t>(world.context.layout.districts()), {});

  const Nearness local{parameter_or(pack, world.settings, "local_purchase_share", 0.8),
                       parameter_or(pack, world.settings, "local_purchase_distance", 15.0)};
  const Nearness wide{0.0, parameter_or(pack, world.settings, "supply_distance", 100.0)};

  for (std::size_t g = 0; g < industries; ++g) {
    const int column = household_column[g];
    const auto& columns = firm_column[g];
    if (column < 0 && std::all_of(columns.begin(), columns.end(), [](int k) { return k < 0; })) continue;
    const Sellers sellers = gather_sellers(world, static_cast<int>(g), capacity, buying.by_industry[g]);

    std::vector<std::int64_t> weight(static_cast<std::size_t>(world.context.layout.districts()));
    parallel::for_each_district(world.context, [&](District d, int) {
      auto& sum = weight[static_cast<std::size_t>(d)];
      if (column >= 0) for_each_row(h, d, [&](Row row) { sum += buying.of_household(g, row); });
      for_each_row(f, d, [&](Row row) { if (columns[f.industry[row]] >= 0) sum += buying.of_firm(g, row); });
    });
    world.context.ranks.sum(weight);
    const LinkMarket market(sellers, weight, world.context.layout.region, pack.distance,
                            pack.industries[g].supply == input::Industry::Supply::service ? local : wide);

    parallel::for_each_district(world.context, [&](District d, int) {
      std::vector<Row> households;
      if (column >= 0) for_each_row(h, d, [&](Row row) { households.push_back(row); });
      std::vector<FirmOrder> firms;
      for_each_row(f, d, [&](Row row) {
        if (columns[f.industry[row]] < 0) return;
        const std::int64_t all = buying.of_firm(g, row);
        const std::int64_t n = count(g, static_cast<double>(all), f.kind[row] == FirmKind::government);
        for (std::int64_t j = 0; j < n; ++j) firms.push_back({row, all * (j + 1) / n - all * j / n, {}});
      });
      const Permutation order(households.size() + firms.size(),
                              world.draw.bits(Purpose::population_links, static_cast<std::uint64_t>(d), world.settings.run.start.index, g));
      std::int64_t before = 0;
      for (std::uint64_t i = 0; i < order.size(); ++i) {
        const std::uint64_t at = order(i);
        FirmOrder* const firm = at < households.size() ? nullptr : &firms[at - households.size()];
        const std::int64_t own = firm == nullptr ? buying.of_household(g, households[at]) : firm->weight;
        const Place seller = market.seller_at(d, static_cast<double>(before) + 0.5 * static_cast<double>(own));
        before += own;
        if (firm == nullptr) {
          h.supplier[households[at]][column] = seller;
        } else {
          firm->seller = seller == Place{d, firm->buyer - f.rows.begin(d)} ? market.other_than(seller) : seller;
        }
      }
      for (std::size_t first = 0, last = 0; first < firms.size(); first = last) {
        const Row buyer = firms[first].buyer;
        while (last < firms.size() && firms[last].buyer == buyer) ++last;
        give_suppliers(world, d, buyer, columns[f.industry[buyer]], std::span(firms).subspan(first, last - first));
      }
    });
  }
  parallel::for_each_district(world.context, [&](District d, int) {
    FurtherList& list = world.further_suppliers[static_cast<std::size_t>(d)];
    std::stable_sort(list.begin(), list.end(), [](const FurtherSupplier& a, const FurtherSupplier& b) { return a.key() < b.key(); });
    list.shrink_to_fit();
  });
}

}  // namespace kringloop
