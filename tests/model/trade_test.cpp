// Trade over supplier links: who is asked for too much serves all alike, every order and payment has two ends, links follow price and
// shortage and never stay with the gone.
#include <catch2/catch.hpp>

#include <cmath>

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
