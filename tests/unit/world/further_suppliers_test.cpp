#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

#include "synthetic_world.hpp"
#include "world/further_suppliers.hpp"

using namespace kringloop;

namespace {

FurtherList of_shares(std::initializer_list<int> shares) {
  FurtherList list;
  for (const int share : shares) list.push_back({0, static_cast<std::uint16_t>(share), 0, 0, Place{}});
  return list;
}

std::vector<std::int64_t> split(std::int64_t order, const FurtherList& further) {
  std::vector<std::int64_t> parts(further.size() + 1);
  split_over_suppliers(order, further, parts);
  return parts;
}

}  // namespace

TEST_CASE("A firm has one supplier more for each doubling of what it buys beside the median seller") {
  SupplierCount count;
  count.median = {10.0, 10.0, std::numeric_limits<double>::infinity()};
  count.market = {1e9, 1e4, 0.0};
  const auto number = [&](double spend) { return count(0, spend, false); };
  CHECK(number(0.0) == 1);
  CHECK(number(19.99) == 1);
  CHECK(number(20.0) == 2);
  CHECK(number(39.99) == 2);
  CHECK(number(40.0) == 3);
  CHECK(number(10.0 * 127) == 7);
  CHECK(number(10.0 * 128) == 8);
  CHECK(number(10.0 * 4096) == 8);
  // Public bodies and who buys more than 1 % of the market have more.
  CHECK(count(0, 10.0 * 4096, true) == 13);
  CHECK(count(1, 100.0, false) == 4);
  CHECK(count(1, 10.0 * 4096, false) == 13);
  CHECK(count(0, 1e300, true) == 64);
  CHECK(count(2, 1e9, true) == 1);  // nobody sells
}

TEST_CASE("Orders over several suppliers add up to the order: largest remainder, ties to the first") {
  CHECK(split(7, {}) == std::vector<std::int64_t>{7});
  CHECK(split(0, of_shares({100, 200})) == std::vector<std::int64_t>{0, 0, 0});
  // Half and half: the odd unit goes to the first.
  CHECK(split(1001, of_shares({32768})) == std::vector<std::int64_t>{501, 500});
  // 100 units: 62.5, 25, 12.5.
  CHECK(split(100, of_shares({16384, 8192})) == std::vector<std::int64_t>{63, 25, 12});
  // 10 units: 1.25, 6.25, 2.5: the largest remainder is the last one's.
  CHECK(split(10, of_shares({40960, 16384})) == std::vector<std::int64_t>{1, 6, 3});
  const FurtherList many = of_shares({3121, 9, 20000, 1, 777, 31000, 4096});
  for (std::int64_t order : {std::int64_t{1}, std::int64_t{999'983}, std::int64_t{1} << 50, (std::int64_t{1} << 55) - 1}) {
    const auto parts = split(order, many);
    std::int64_t sum = 0;
    for (std::size_t j = 0; j < parts.size(); ++j) {
      sum += parts[j];
      const auto exact = static_cast<long double>(order) * (j == 0 ? 6532 : many[j - 1].share) / whole_budget;
      CHECK(std::abs(static_cast<double>(static_cast<long double>(parts[j]) - exact)) < 1.0);
    }
    CHECK(sum == order);
  }
}

TEST_CASE("A walk finds the further suppliers of each buyer and input, also when it skips some") {
  FurtherList list;
  for (const auto& [buyer, input] : std::initializer_list<std::pair<std::uint32_t, int>>{{2, 0}, {2, 5}, {2, 5}, {7, 1}, {9, 11}})
    list.push_back({buyer, 1, static_cast<std::uint8_t>(input), 0, Place{}});
  FurtherWalk all(list), skips(list);
  std::size_t found = 0;
  for (std::uint32_t buyer = 0; buyer < 12; ++buyer)
    for (int input = 0; input < firm_links; ++input) {
      const auto range = all.of(buyer, input);
      for (std::size_t i = range.first; i < range.last; ++i, ++found) CHECK(list[i].key() == FurtherSupplier::key_of(buyer, input));
    }
  CHECK(found == list.size());
  CHECK(skips.of(2, 5).count() == 2);
  CHECK(skips.of(8, 0).none());
  const auto last = skips.of(9, 11);
  CHECK(last.first == 4);
  CHECK(last.count() == 1);
}

TEST_CASE("The median seller is the one in the middle, the market what all sell") {
  auto s = populated("nl-2023", 1000);
  World& w = s->world;
  std::vector<double> sales(w.firms.rows.size(), 0.0);
  std::vector<std::vector<double>> by_good(s->pack.industry_count());
  for (const auto d : s->layout.mine)
    for_each_row(w.firms, d, [&](Row i) {
      sales[i] = static_cast<double>((w.firms.identity[i] * 2654435761U) % 1000);  // some sell nothing
      if (sales[i] > 0.0) by_good[w.firms.industry[i]].push_back(sales[i]);
    });
  const SupplierCount count = measure_sellers(w, sales);
  for (std::size_t g = 0; g < by_good.size(); ++g) {
    auto& sellers = by_good[g];
    REQUIRE_FALSE(sellers.empty());
    std::sort(sellers.begin(), sellers.end());
    CHECK(count.median[g] == sellers[sellers.size() / 2]);
    double all = 0.0;
    for (const double x : sellers) all += x;
    CHECK(count.market[g] == Approx(all));
  }
}
