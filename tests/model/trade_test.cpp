// Trade over supplier links: who is asked for too much serves all alike, every order and payment has two ends, links follow price and
// shortage and never stay with the gone.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "economy/linked_trade.hpp"
#include "economy/households.hpp"
#include "economy/sellers.hpp"
#include "study.hpp"

using namespace kringloop;

namespace {

/// The minimal country after two quarters, at the moment before the markets open.
std::unique_ptr<Study> before_the_markets() {
  auto study = std::make_unique<Study>("minimal.toml", "1");
  study->quarters(2);
  economy::list_sellers(study->world, study->economy);
  economy::review_suppliers(study->world, study->economy);
  economy::set_budgets(study->world, study->economy);
  for (Row i = 0; i < study->world.firms.rows.own(); ++i) study->world.firms.sold[i] = Volume{};
  return study;
}

template <class Visit>
void each_firm(Study& s, Visit&& visit) {
  for (const District d : s.world.context.layout.mine) for_each_row(s.world.firms, d, visit);
}

std::size_t customers(Study& s, Row seller) {
  std::size_t n = 0;
  const Place place = s.world.firms.rows.place(seller);
  for (const District d : s.world.context.layout.mine) {
    for_each_row(s.world.households, d, [&](Row h) {
      for (int k = 0; k < household_links; ++k) n += s.world.households.supplier[h][k] == place ? 1 : 0;
    });
    for_each_row(s.world.firms, d, [&](Row i) {
      for (int k = 0; k < firm_links; ++k) n += s.world.firms.supplier[i][k] == place ? 1 : 0;
    });
  }
  return n;
}

/// The firm with most customers among those that are not alone in their industry.
Row favourite(Study& s) {
  Row best = 0;
  std::size_t most = 0;
  each_firm(s, [&](Row i) {
    const std::size_t n = customers(s, i);
    if (n > most) best = i, most = n;
  });
  REQUIRE(most > 10);
  return best;
}

}  // namespace

TEST_CASE("Orders told along links are what sellers are asked for, to the cent", "[trade]") {
  auto s = before_the_markets();
  economy::order_over_links(s->world, s->economy);
  const auto& links = s->economy.suppliers;
  // All that sellers were asked for by households equals what these would pay were nobody short.
  Wide asked = 0, paid = 0, unserved = 0;
  each_firm(*s, [&](Row i) { asked += links.asked_by_households[i]; });
  for (const auto& good : economy::serve_linked_households(s->world, s->economy)) {
    paid += good.basic.units;
    unserved += good.unserved.units;
  }
  CHECK(asked > 0);
  CHECK(static_cast<std::int64_t>(asked - paid - unserved) == 0);
}

TEST_CASE("A supplier with half of what households ask of it serves each of them half, and the rest of their budget is left", "[trade]") {
  auto s = before_the_markets();
  World& w = s->world;
  economy::order_over_links(w, s->economy);
  // A seller with many households as customers is left with half of what they ask.
  Row seller = 0;
  std::int64_t most = 0;
  each_firm(*s, [&](Row i) { if (s->economy.suppliers.asked_by_households[i] > most) seller = i, most = s->economy.suppliers.asked_by_households[i]; });
  REQUIRE(most > 0);
  const bool storable = s->economy.structure.industry[w.firms.industry[seller]].storable;
  const Volume half = amount_of<Volume>(0.5 * Money{most}.real() / w.firms.price[seller]);
  (storable ? w.firms.inventory[seller] : w.firms.capacity[seller]) = half;
  // The others have plenty.
  each_firm(*s, [&](Row i) {
    if (i == seller) return;
    const bool stock = s->economy.structure.industry[w.firms.industry[i]].storable;
    (stock ? w.firms.inventory[i] : w.firms.capacity[i]) = Volume{std::int64_t{1} << 50};
  });
  const Money before = w.firms.revenue[seller];
  CHECK_FALSE(economy::serve_linked_households(w, s->economy).empty());
  const Money received = w.firms.revenue[seller] - before;
  CHECK(received.units <= (most + 1) / 2);
  CHECK(static_cast<double>(received.units) / static_cast<double>(most) == Approx(0.5).epsilon(0.001));
  CHECK(w.firms.sold[seller] <= half);

  // A household that buys only its one linked good there gets half of it: paid is floor(wanted x supply / asked).
  const auto& ration = s->economy.suppliers.ration[seller];
  REQUIRE(ration.asked == most);
  std::int64_t told = 0;
  const Place place = w.firms.rows.place(seller);
  for (const District d : w.context.layout.mine) {
    for_each_row(w.households, d, [&](Row h) {
      bool customer = false;
      for (int k = 0; k < household_links; ++k) customer = customer || w.households.supplier[h][k] == place;
      if (customer) {
        ++told;
        CHECK(w.households.spent[h] <= w.households.budget[h]);
      }
    });
  }
  CHECK(told > 1);
}

TEST_CASE("A firm gets the part of its input that its short supplier has, pays its price, and wants the rest elsewhere", "[trade]") {
  auto s = before_the_markets();
  World& w = s->world;
  economy::order_over_links(w, s->economy);
  auto& links = s->economy.suppliers;
  Row seller = 0;
  std::int64_t most = 0;
  each_firm(*s, [&](Row i) { if (links.asked_by_firms[i] > most) seller = i, most = links.asked_by_firms[i]; });
  REQUIRE(most > 0);
  links.quote[seller].offer = most / 4;  // after the orders were told
  links.quote[seller].price = 2.0;
  std::vector<economy::InputOrders> rest;
  std::vector<Money> cost(w.firms.rows.size());
  const Money before = w.firms.revenue[seller];
  const auto inputs = economy::serve_linked_firms(w, s->economy, rest, cost);
  // A buyer orders at most a share of the offer, so with a smaller offer it may order less than it told: never more than there is.
  const Volume sold = w.firms.sold[seller];
  CHECK(sold.units > 0);
  CHECK(sold.units <= most / 4);
  CHECK((w.firms.revenue[seller] - before).real() == Approx(2.0 * sold.real()).epsilon(1e-3));
  Volume again, linked;
  Money paid_to_sellers, received;
  for (const auto& in : inputs) again += in.again, linked += in.linked, paid_to_sellers += in.basic;
  each_firm(*s, [&](Row i) { received += w.firms.sold[i].units > 0 ? w.firms.revenue[i] : Money{}; });
  CHECK(again.units > 0);
  Volume all;
  each_firm(*s, [&](Row i) { all += w.firms.sold[i]; });
  CHECK(all == linked);
}

TEST_CASE("Buyers leave a supplier that has become dearer, and come to one that has become cheaper", "[trade]") {
  Study s("minimal.toml", "1");
  s.quarters(2);
  const Row seller = favourite(s);
  const auto customers_after = [&](double factor) {
    Study other("minimal.toml", "1", [](input::Inputs& inputs) { inputs.settings.parameters["household_supplier_review"] = 0.1; });
    other.quarters(2);
    other.world.firms.price[seller] *= factor;
    economy::list_sellers(other.world, other.economy);
    economy::review_suppliers(other.world, other.economy);
    return customers(other, seller);
  };
  const std::size_t dear = customers_after(1.5), same = customers_after(1.0), cheap = customers_after(0.67);
  INFO("dearer " << dear << ", same " << same << ", cheaper " << cheap);
  CHECK(dear < same);
  CHECK(cheap >= same);
}

TEST_CASE("No link stays with a firm that is gone; its customers find others in the same quarter", "[trade]") {
  Study s("minimal.toml", "1");
  s.quarters(2);
  const Row gone = favourite(s);
  const std::uint8_t good = s.world.firms.industry[gone];
  s.world.firms.rows.release(gone);
  economy::list_sellers(s.world, s.economy);
  economy::review_suppliers(s.world, s.economy);
  CHECK(customers(s, gone) == 0);
  // Every household still has a supplier of that good.
  const auto& goods = s.economy.structure.household_goods;
  const auto at = std::find(goods.begin(), goods.end(), static_cast<int>(good));
  if (at == goods.end()) return;
  const int k = static_cast<int>(at - goods.begin());
  for (const District d : s.world.context.layout.mine) {
    for_each_row(s.world.households, d, [&](Row h) {
      const Place supplier = s.world.households.supplier[h][k];
      REQUIRE(supplier.somewhere());
      REQUIRE(s.world.firms.industry[s.world.firms.rows.find(supplier)] == good);
      REQUIRE(s.world.firms.rows.live(s.world.firms.rows.find(supplier)));
    });
  }
}

namespace {

/// A firm's input that it orders from a supplier of its own, and another seller of the good.
struct Input {
  District d = 0;
  Row buyer = 0;
  int slot = 0;
  Row first = 0, other = 0;
};

Input input_with_two_sellers(Study& s) {
  World& w = s.world;
  Input found{-1};
  std::int64_t most = 0;
  for (const District d : w.context.layout.mine) {
    for_each_row(w.firms, d, [&](Row i) {
      for (int k = 0; k < firm_links; ++k) {
        const Place place = w.firms.supplier[i][k];
        const auto wanted = economy::wanted_input(w.firms, i, k, s.economy).units;
        if (!place.somewhere() || wanted <= most) continue;
        const Row first = w.firms.rows.find(place);
        each_firm(s, [&](Row j) {
          if (w.firms.industry[j] == w.firms.industry[first] && j != first && j != i && wanted > most) most = wanted, found = {d, i, k, first, j};
        });
      }
    });
  }
  REQUIRE(found.d >= 0);
  return found;
}

/// Every seller has plenty but these.
void plenty(Study& s, const std::vector<Row>& but = {}) {
  each_firm(s, [&](Row i) {
    const bool stock = s.economy.structure.industry[s.world.firms.industry[i]].storable;
    const bool none = std::find(but.begin(), but.end(), i) != but.end();
    (stock ? s.world.firms.inventory[i] : s.world.firms.capacity[i]) = Volume{none ? 0 : std::int64_t{1} << 50};
  });
}

/// The only further suppliers there are: one for this input, with this share.
void give_second(Study& s, const Input& input, std::uint16_t share) {
  World& w = s.world;
  for (auto& list : w.further_suppliers) list.clear();
  for (auto& rows : s.economy.suppliers.of_further) rows.clear();
  const auto d = static_cast<std::size_t>(input.d);
  w.further_suppliers[d] = {{input.buyer - w.firms.rows.begin(input.d), share, static_cast<std::uint8_t>(input.slot), 0, w.firms.rows.place(input.other)}};
  s.economy.suppliers.of_further[d] = {input.other};
}

}  // namespace

TEST_CASE("A buyer with two suppliers orders its shares of each, and loses only the share of one that has nothing left", "[trade]") {
  auto s = before_the_markets();
  const Input input = input_with_two_sellers(*s);
  const auto asked = [&](Row seller) { return s->economy.suppliers.asked_by_firms[seller]; };
  const auto order = [&] { economy::order_over_links(s->world, s->economy); };

  plenty(*s);
  give_second(*s, input, 0);  // a share of nothing: all goes to the first
  order();
  const std::int64_t first_alone = asked(input.first), other_alone = asked(input.other);
  give_second(*s, input, 16384);  // a quarter
  order();
  const std::int64_t quarter = asked(input.other) - other_alone;
  CHECK(quarter > 0);
  CHECK(asked(input.first) == first_alone - quarter);  // to the unit
  give_second(*s, input, 32768);
  order();
  const std::int64_t half = asked(input.other) - other_alone;
  CHECK(std::abs(half - 2 * quarter) <= 2);

  // The second has nothing: the first still gets its half and no more, the rest is for outlets.
  plenty(*s, {input.other});
  order();
  CHECK(asked(input.first) == first_alone - half);
  CHECK(asked(input.other) == 0);
  std::vector<economy::InputOrders> rest;
  std::vector<Money> cost(s->world.firms.rows.size());
  CHECK_FALSE(economy::serve_linked_firms(s->world, s->economy, rest, cost).empty());
  CHECK(rest[input.buyer][input.slot].units >= half);
}

TEST_CASE("A further supplier that closes is replaced in the same quarter or its share goes to the others", "[trade]") {
  Study s;
  s.quarters(2);
  World& w = s.world;
  // The seller that is a further supplier most often.
  std::map<std::uint32_t, int> times;
  for (const auto& list : w.further_suppliers)
    for (const auto& f : list) ++times[f.place.packed];
  REQUIRE_FALSE(times.empty());
  Place gone;
  gone.packed = std::max_element(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
  std::map<std::pair<District, std::uint64_t>, std::size_t> before;
  for (const District d : w.context.layout.mine)
    for (const auto& f : w.further_suppliers[static_cast<std::size_t>(d)]) ++before[{d, f.key()}];
  w.firms.rows.release(w.firms.rows.find(gone));
  economy::list_sellers(w, s.economy);
  economy::review_suppliers(w, s.economy);
  std::map<std::pair<District, std::uint64_t>, std::size_t> after;
  std::map<std::pair<District, std::uint64_t>, std::int64_t> shares;
  std::size_t lost = 0;
  for (const District d : w.context.layout.mine) {
    const auto& list = w.further_suppliers[static_cast<std::size_t>(d)];
    const auto& rows = s.economy.suppliers.of_further[static_cast<std::size_t>(d)];
    REQUIRE(rows.size() == list.size());
    for (std::size_t j = 0; j < list.size(); ++j) {
      CHECK(list[j].place != gone);
      CHECK(w.firms.rows.find(list[j].place) == rows[j]);
      CHECK(w.firms.rows.live(rows[j]));
      ++after[{d, list[j].key()}];
      shares[{d, list[j].key()}] += list[j].share;
    }
  }
  for (const auto& [key, share] : shares) CHECK(share < whole_budget);
  for (const auto& [key, n] : before) {
    if (key.first == gone.district() && (key.second >> 8) == gone.slot()) continue;  // a buyer itself
    CHECK(after[key] <= n);
    lost += n - after[key];
  }
  CHECK(lost <= static_cast<std::size_t>(times[gone.packed]));
}

TEST_CASE("Once a year a firm that has grown finds one supplier more, and one that has shrunk has one less", "[trade]") {
  Study s;
  s.quarters(4);
  World& w = s.world;
  REQUIRE(w.now.of_year() == 1);
  std::map<std::pair<District, std::uint64_t>, int> before;
  for (const District d : w.context.layout.mine)
    for (const auto& f : w.further_suppliers[static_cast<std::size_t>(d)]) ++before[{d, f.key()}];
  REQUIRE_FALSE(before.empty());
  // Who has several shrinks to nothing; a market firm without further suppliers becomes a hundred times as large.
  for (const auto& [key, n] : before) w.firms.expected_demand[w.firms.rows.begin(key.first) + static_cast<Row>(key.second >> 8)] = 1.0;
  District home = -1;
  Row grown = 0;
  double most = 0.0;
  for (const District d : w.context.layout.mine)
    for_each_row(w.firms, d, [&](Row i) {
      const auto first = before.lower_bound({d, FurtherSupplier::key_of(i - w.firms.rows.begin(d), 0)});
      const bool several = first != before.end() && first->first.first == d && (first->first.second >> 8) == i - w.firms.rows.begin(d);
      if (!several && w.firms.kind[i] == FirmKind::market && w.firms.expected_demand[i] > most) home = d, grown = i, most = w.firms.expected_demand[i];
    });
  REQUIRE(home >= 0);
  w.firms.expected_demand[grown] *= 100.0;
  economy::list_sellers(w, s.economy);
  economy::review_suppliers(w, s.economy);
  int more = 0;
  std::map<std::pair<District, std::uint64_t>, int> after;
  for (const District d : w.context.layout.mine)
    for (const auto& f : w.further_suppliers[static_cast<std::size_t>(d)]) {
      ++after[{d, f.key()}];
      more += d == home && f.buyer == grown - w.firms.rows.begin(d) ? 1 : 0;
    }
  for (const auto& [key, n] : before) CHECK(after[key] == n - 1);
  for (const auto& [key, n] : after)
    if (before.count(key) == 0) CHECK(n <= 1);
  CHECK(more > 0);
}

TEST_CASE("Links are reviewed as often as the parameter says", "[trade]") {
  // With switching that costs nothing and prices alike every second review ends in a switch; nobody is short in this count.
  Study s("baseline.toml", "100", [](input::Inputs& inputs) {
    inputs.settings.economy.entry_exit = false;  // links to the gone are drawn anew whatever the parameter
    inputs.settings.parameters["household_supplier_review"] = 0.04;
    inputs.settings.parameters["firm_supplier_review"] = 0.04;
    inputs.settings.parameters["supplier_switching_cost"] = 0.0;
    inputs.settings.parameters["supplier_price_sensitivity"] = 0.0;
    inputs.settings.parameters["review_when_short"] = 0.0;
  });
  s.quarter();
  double links = 0;
  for (const District d : s.world.context.layout.mine) {
    for_each_row(s.world.households, d, [&](Row) { links += static_cast<double>(s.economy.structure.household_goods.size()); });
    for_each_row(s.world.firms, d, [&](Row i) { links += s.economy.structure.industry[s.world.firms.industry[i]].suppliers; });
  }
  const double expected = 0.04 * 0.5 * links;
  // Some three in ten are drawn to the supplier they have: of services most look in their own district, with a few sellers each.
  INFO("changes " << s.at("supplier_changes", 0) << ", expected " << expected << " less those drawn to where they are");
  CHECK(s.at("supplier_changes", 0) > 0.6 * expected);
  CHECK(s.at("supplier_changes", 0) < 0.9 * expected);
}

TEST_CASE("A run trades a good part over links, and hardly any order stays unserved", "[trade]") {
  Study s;
  s.quarters(4);
  double linked = 0, output = 0, unmet = 0;
  for (std::size_t g = 0; g < s.inputs().pack.industry_count(); ++g) {
    linked += s.at("sales_over_links", 0, g);
    output += s.at("output", 0, g);
    unmet += s.at("unmet_demand", 0, g);
  }
  CHECK(linked > 0.2 * output);
  CHECK(unmet < 0.005 * output);
  CHECK(s.at("supplier_shortfall", 0) < 0.03 * linked);
}
