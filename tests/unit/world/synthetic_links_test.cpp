#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "parallel/packing.hpp"
#include "synthetic_world.hpp"
#include "world/synthetic_links.hpp"

using namespace kringloop;

namespace {

// Households buy the first goods there are, firms the next ones.
LinkedGoods goods_for(const input::Pack& pack) {
  LinkedGoods goods;
  const int industries = static_cast<int>(pack.industry_count());
  for (int g = 0; g < std::min(industries, household_links); ++g) goods.household_goods.push_back(g);
  goods.firm_goods.resize(pack.industry_count());
  for (auto& list : goods.firm_goods) {
    list.fill(-1);
    for (int k = 0; k < std::min(industries, firm_links); ++k) list[static_cast<std::size_t>(k)] = (industries - 1) - k;
  }
  return goods;
}

std::vector<double> capacity_of(const SyntheticWorld& s) {
  std::vector<double> capacity(s.world.firms.rows.own());
  each_row(s, s.world.firms, [&](District, Row row) { capacity[row] = static_cast<double>(s.world.firms.staff[row].units); });
  return capacity;
}

}  // namespace

TEST_CASE("every buyer gets a supplier of the right industry that has capacity, and never itself") {
  for (const auto& [name, scale] : {std::pair{"minimal", 1}, std::pair{"nl-2023", 1000}}) {
    INFO(name);
    auto s = populated(name, scale);
    auto& f = s->world.firms;
    const auto goods = goods_for(s->pack);
    link_suppliers(s->world, goods, capacity_of(*s));
    // industry of every place, from all ranks
    std::vector<std::vector<std::int64_t>> industry(static_cast<std::size_t>(s->layout.districts()), std::vector<std::int64_t>(1024));
    each_row(*s, f, [&](District d, Row row) { industry[static_cast<std::size_t>(d)].at(row - f.rows.begin(d)) = f.industry[row] + 1; });
    for (auto& district : industry) s->total(district);
    const auto sells = [&](Place p) { return p.somewhere() ? industry[static_cast<std::size_t>(p.district())].at(p.slot()) - 1 : -1; };
    std::int64_t wrong = 0, itself = 0;
    each_row(*s, s->world.households, [&](District, Row row) {
      for (std::size_t k = 0; k < goods.household_goods.size(); ++k)
        wrong += sells(s->world.households.supplier[row][static_cast<int>(k)]) != goods.household_goods[k] ? 1 : 0;
    });
    each_row(*s, f, [&](District d, Row row) {
      for (int k = 0; k < firm_links; ++k) {
        const int good = goods.firm_goods[f.industry[row]][static_cast<std::size_t>(k)];
        const Place seller = f.supplier[row][k];
        if (good >= 0 && seller.somewhere()) wrong += sells(seller) != good ? 1 : 0;
        if (good < 0) wrong += seller.somewhere() ? 1 : 0;
        itself += seller == Place{d, row - f.rows.begin(d)} ? 1 : 0;
      }
    });
    CHECK(wrong == 0);
    CHECK(itself == 0);
  }
}

TEST_CASE("large buyers have several suppliers, each of the right industry and once, with shares of one budget") {
  auto s = populated("nl-2023", 1000);
  auto& f = s->world.firms;
  const auto goods = goods_for(s->pack);
  const auto capacity = capacity_of(*s);
  link_suppliers(s->world, goods, capacity);

  // What firms buy and sell, as the pack says.
  std::vector<double> by_industry(s->pack.industry_count(), 0.0), sales(f.rows.size(), 0.0);
  each_row(*s, f, [&](District, Row row) { by_industry[f.industry[row]] += capacity[row]; });
  each_row(*s, f, [&](District, Row row) { sales[row] = capacity[row] / by_industry[f.industry[row]] * s->pack.accounts[f.industry[row]].output * 1e6 / 4; });
  const SupplierCount count = measure_sellers(s->world, sales);
  std::size_t buyers = 0, orders = 0, laid = 0;
  for (const auto d : s->layout.mine) {
    FurtherWalk walk(s->world.further_suppliers[static_cast<std::size_t>(d)]);
    const FurtherList& list = s->world.further_suppliers[static_cast<std::size_t>(d)];
    for_each_row(f, d, [&](Row row) {
      for (int k = 0; k < firm_links; ++k) {
        const auto range = walk.of(row - f.rows.begin(d), k);
        const int good = goods.firm_goods[f.industry[row]][static_cast<std::size_t>(k)];
        if (good < 0) continue;
        const double spend = s->pack.use_domestic(static_cast<std::size_t>(good), f.industry[row]) * 1e6 / 4 * capacity[row] / by_industry[f.industry[row]];
        // What a firm buys is rounded to whole euros, so at an exact doubling either number is right.
        const bool gov = f.kind[row] == FirmKind::government;
        const auto wanted = static_cast<std::size_t>(count(static_cast<std::size_t>(good), spend + 1.0, gov));
        CHECK(1 + range.count() <= wanted);
        if (wanted > 1) ++buyers, orders += wanted, laid += 1 + range.count();
        std::vector<Place> sellers{f.supplier[row][k]};
        std::int64_t shares = 0;
        for (std::size_t i = range.first; i < range.last; ++i) {
          shares += list[i].share;
          CHECK(f.industry[f.rows.find(list[i].place)] == good);
          CHECK(list[i].place != Place(d, row - f.rows.begin(d)));
          CHECK(std::find(sellers.begin(), sellers.end(), list[i].place) == sellers.end());
          sellers.push_back(list[i].place);
          CHECK(list[i].share >= whole_budget / static_cast<std::int64_t>(wanted));
        }
        CHECK(shares < whole_budget);
        CHECK(whole_budget - shares >= whole_budget / static_cast<std::int64_t>(wanted));
      }
    });
    CHECK(std::is_sorted(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.key() < b.key(); }));
  }
  INFO(buyers << " inputs of large buyers, " << orders << " orders, " << laid << " suppliers");
  CHECK(buyers > 20);
  CHECK(laid > orders / 2);  // at this coarse scale a good has few sellers, and orders of one buyer often meet the same
}

TEST_CASE("orders go to sellers in proportion to their capacity", "[layout]") {
  auto s = populated("nl-2023", 313);
  auto& h = s->world.households;
  auto& f = s->world.firms;
  LinkedGoods goods;
  for (std::size_t g = 0; g < s->pack.industry_count() && goods.household_goods.empty(); ++g)
    if (s->pack.industries[g].code == "47") goods.household_goods.push_back(static_cast<int>(g));
  REQUIRE(goods.household_goods.size() == 1);
  goods.firm_goods.resize(s->pack.industry_count());
  for (auto& list : goods.firm_goods) list.fill(-1);
  const auto capacity = capacity_of(*s);
  link_suppliers(s->world, goods, capacity);

  std::vector<std::vector<std::int64_t>> orders(static_cast<std::size_t>(s->layout.districts()), std::vector<std::int64_t>(1024));
  std::vector<std::int64_t> sums{0, 0, 0};  // households, capacity, in the own district
  each_row(*s, h, [&](District d, Row row) {
    const Place seller = h.supplier[row][0];
    REQUIRE(seller.somewhere());
    ++orders[static_cast<std::size_t>(seller.district())].at(seller.slot());
    ++sums[0];
    sums[2] += seller.district() == d ? 1 : 0;
  });
  for (auto& district : orders) s->total(district);
  each_row(*s, f, [&](District, Row row) { if (f.industry[row] == goods.household_goods[0]) sums[1] += f.staff[row].units; });
  s->total(sums);
  CHECK(static_cast<double>(sums[2]) / static_cast<double>(sums[0]) > 0.3);  // many shop nearby, as far as this few rows of shops allow

  // Households count differently by quintile, so in numbers of households a seller is off by a little more than an order.
  std::vector<std::int64_t> off{0, 0};
  each_row(*s, f, [&](District d, Row row) {
    if (f.industry[row] != goods.household_goods[0]) return;
    const double share = capacity[row] / static_cast<double>(sums[1]) * static_cast<double>(sums[0]);
    const auto got = static_cast<double>(orders[static_cast<std::size_t>(d)][row - f.rows.begin(d)]);
    ++off[0];
    if (std::abs(got - share) > 4 + 0.1 * share) ++off[1];
  });
  s->total(off);
  CHECK(off[1] <= off[0] / 20);
}

TEST_CASE("a good that nobody sells has no supplier, and the only firm of an industry buys nowhere") {
  auto s = populated("minimal", 1);
  auto& f = s->world.firms;
  LinkedGoods goods;
  goods.household_goods = {0};
  goods.firm_goods.resize(s->pack.industry_count());
  for (auto& list : goods.firm_goods) list.fill(-1);
  goods.firm_goods[1][0] = 1;
  auto capacity = std::vector<double>(f.rows.own(), 0.0);
  bool first = s->layout.mine.front() == 0;
  each_row(*s, f, [&](District, Row row) {
    if (f.industry[row] == 1 && first) { capacity[row] = 1; first = false; }
  });
  link_suppliers(s->world, goods, capacity);
  each_row(*s, s->world.households, [&](District, Row row) { CHECK_FALSE(s->world.households.supplier[row][0].somewhere()); });
  each_row(*s, f, [&](District, Row row) {
    if (f.industry[row] == 1) CHECK(f.supplier[row][0].somewhere() == !(capacity[row] > 0));
  });
}

TEST_CASE("supplier links are the same on any layout", "[layout]") {
  const auto alone = parallel::local_communicator();
  const auto linked = [&](int threads, parallel::Communicator& ranks) {
    auto s = populated("minimal", 1, threads, 1, ranks);
    link_suppliers(s->world, goods_for(s->pack), capacity_of(*s));
    return fingerprint(*s);
  };
  const auto one = linked(1, *alone);
  CHECK(linked(1, parallel::ranks_under_test()) == one);
  CHECK(linked(2, parallel::ranks_under_test()) == one);
}
