#include "economy/buying.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "economy/goods_market.hpp"
#include "economy/linked_trade.hpp"
#include "economy/national_market.hpp"
#include "economy/public_finance.hpp"
#include "economy/sellers.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

std::vector<double> shares_of(std::span<const Volume> by_region) {
  double all = 0.0;
  for (const Volume v : by_region) all += static_cast<double>(v.units);
  std::vector<double> share;
  if (all > 0.0) for (const Volume v : by_region) share.push_back(static_cast<double>(v.units) / all);
  return share;
}

/// Buyers have paid this into the outlet of their class.
void pay_in(World& world, int buyer_class, Money amount) {
  world.ledger.receive(world.context, Flow::purchases, Sector::outlets, world.institutions.outlets[static_cast<std::size_t>(buyer_class)].money, amount);
}

}  // namespace

void buy_inputs_and_capital(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Structure& st = economy.structure;
  const auto regions = static_cast<std::size_t>(st.regions);
  constexpr auto slots = static_cast<std::size_t>(BuyerClasses::slots);
  const auto input_classes = static_cast<std::size_t>(st.goods) * slots;

  std::vector<InputOrders> rest;  // [firm row] what outlets and importers are to deliver
  std::vector<Money> cost(firms.rows.size());
  const auto inputs = serve_linked_firms(world, economy, rest, cost);

  const auto capital = parallel::sum_over_districts(world.context, 3 * regions, [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(firms, district, [&](Row i) {
      into[static_cast<std::size_t>(st.industry[firms.industry[i]].investment_kind) * regions + region] += firms.investment[i].units;
    });
  });

  std::vector<int> classes;
  std::vector<std::int64_t> whole;  // [index of the class] what its buyers want together
  std::vector<ClassOrder> orders;
  const auto add = [&](int buyer_class, const std::vector<Volume>& by_region, Volume all) -> ClassOrder& {
    classes.push_back(buyer_class);
    whole.push_back(all.units);
    ClassOrder& order = orders.emplace_back();
    order.buyer_class = buyer_class;
    order.volume = all;
    order.region = shares_of(by_region);
    return order;
  };
  for (int s = 0; s < st.goods; ++s) {
    for (int k = 0; k < BuyerClasses::slots; ++k) {
      const LinkedInputs& in = inputs[static_cast<std::size_t>(s) * slots + static_cast<std::size_t>(k)];
      Volume all;
      for (const Volume v : in.by_region) all += v;
      ClassOrder& order = add(st.classes.firm(s, k), in.by_region, all);
      if (k < firm_links && !st.basket[static_cast<std::size_t>(order.buyer_class)].empty()) {
        order.items = {ItemOrder{in.domestic, in.imported, in.again, in.linked, in.basic}};
      }
    }
  }
  for (std::size_t kind = 0; kind < 3; ++kind) {
    std::vector<Volume> by_region;
    Volume all;
    for (std::size_t r = 0; r < regions; ++r) all += by_region.emplace_back(static_cast<std::int64_t>(capital[kind * regions + r]));
    add(st.classes.investment(static_cast<int>(kind)), by_region, all);
  }
  trade(world, economy, orders);
  for (std::size_t c = 0; c < input_classes; ++c) pay_in(world, classes[c], inputs[c].basic + inputs[c].wedge);
  std::vector<Money> due;
  for (const int c : classes) due.push_back(bill(world, c));

  const auto paid = parallel::sum_over_districts(world.context, classes.size(), [&](District district, int thread, std::span<Wide> into) {
    Money spent;
    const auto part = [&](std::size_t index, Volume wanted, Volume& delivered) {
      if (wanted.units == 0) return Money{};
      delivered = Volume{mul_div(economy.purchases[static_cast<std::size_t>(classes[index])].delivered.units, wanted.units, whole[index])};
      const Money pays{mul_div(due[index].units, wanted.units, whole[index])};
      into[index] += pays.units;
      spent += pays;
      return pays;
    };
    for_each_row(firms, district, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      Money bought;
      for (std::size_t k = 0; k < slots; ++k) {
        Volume delivered;
        bought += part(s * slots + k, rest[i][static_cast<int>(k)], delivered);
        firms.input_stock[i][static_cast<int>(k)] += delivered;
      }
      firms.input_cost[i] = cost[i] + bought;
      Volume delivered;
      const Money investment = part(input_classes + static_cast<std::size_t>(st.industry[s].investment_kind), firms.investment[i], delivered);
      firms.investment[i] = delivered;
      firms.investment_cost[i] = investment;
      firms.deposits[i] -= bought + investment;
    });
    world.ledger.paid(thread, Flow::purchases, Sector::firms, spent);
  });
  for (std::size_t c = 0; c < classes.size(); ++c) pay_in(world, classes[c], Money{static_cast<std::int64_t>(paid[c])});

  // Inputs used this quarter are valued at what inputs cost this quarter.
  for (int s = 0; s < st.goods; ++s) {
    for (int k = 0; k < BuyerClasses::slots; ++k) {
      const ClassPurchases& bought = economy.purchases[static_cast<std::size_t>(st.classes.firm(s, k))];
      const Volume volume = bought.delivered + bought.linked;
      if (volume.units == 0) continue;
      double& price = economy.input_slot_price[static_cast<std::size_t>(s * BuyerClasses::slots + k)];
      economy.input_price[static_cast<std::size_t>(s)] -= st.industry[static_cast<std::size_t>(s)].coefficient[static_cast<std::size_t>(k)] * price;
      price = bought.total().real() / volume.real();
      economy.input_price[static_cast<std::size_t>(s)] += st.industry[static_cast<std::size_t>(s)].coefficient[static_cast<std::size_t>(k)] * price;
    }
  }
}

std::vector<Volume> foreign_demand(const World& world, const Economy& economy) {
  const auto& basket = economy.structure.basket[static_cast<std::size_t>(economy.structure.classes.exports())];
  std::vector<Volume> demand;
  for (const BasketItem& item : basket) {
    if (world.settings.economy.trade == input::Economy::Trade::national) {  // a budget at expected prices, whatever the price abroad (A.77)
      const double wanted = economy.structure.exports * item.share * world.signals.world_demand;
      demand.push_back(amount_of<Volume>(wanted * volume_of_budget(world, economy, static_cast<std::size_t>(item.good))));
      continue;
    }
    const double relative = world.institutions.producer_price[static_cast<std::size_t>(item.good)] / world.signals.world_price;
    demand.push_back(amount_of<Volume>(economy.structure.exports * item.share * world.signals.world_demand *
                                       exact::pow(relative, -economy.parameters.export_price_elasticity)));
  }
  return demand;
}

namespace {

/// Volume of an item in a basket of fixed shares of spending; where baskets are fixed volumes at last quarter's prices, in that.
class Spending {
 public:
  Spending(const World& world, const Economy& economy, int buyer_class) : world_(world), economy_(economy), buyer_class_(buyer_class) {
    for (const BasketItem& item : economy.structure.basket[static_cast<std::size_t>(buyer_class)]) level_ += item.share * last_price(item);
  }
  /// Of `budget` [EUR at purchasers' prices], base EUR at basic prices.
  [[nodiscard]] double volume(const BasketItem& item, double budget, double imported) const {
    const auto g = static_cast<std::size_t>(item.good);
    if (fixed_volumes()) return budget * item.share * last_price(item) / level_ / economy_.market.price[g] / economy_.structure.wedge(item.good, buyer_class_);
    const double price = world_.institutions.producer_price[g];
    return budget * item.share / ((1.0 - imported) * price + imported * economy_.import_price[g]) / economy_.structure.wedge(item.good, buyer_class_);
  }

 private:
  [[nodiscard]] bool fixed_volumes() const { return !world_.institutions.market_price.empty(); }
  [[nodiscard]] double last_price(const BasketItem& item) const { return fixed_volumes() ? world_.institutions.market_price[static_cast<std::size_t>(item.good)] : 1.0; }
  const World& world_;
  const Economy& economy_;
  int buyer_class_;
  double level_ = 0.0;
};

/// Dwellings that households order with a share of expected income, where they do not borrow for them (A.52).
ClassOrder dwellings_order(const World& world, const Economy& economy, double budget) {
  ClassOrder order;
  order.buyer_class = economy.structure.classes.investment(2);
  const Spending spending(world, economy, order.buyer_class);
  const double level = economy.structure.capital_price[2];  // a basket of investment has shares of volume
  const auto& basket = economy.structure.basket[static_cast<std::size_t>(order.buyer_class)];
  for (const BasketItem& item : basket) {
    const double wedge = economy.structure.wedge(item.good, order.buyer_class);
    order.items.push_back(split_item(world, economy, item, amount_of<Volume>(spending.volume(item, budget * wedge / level, import_share(world, economy, item)))));
  }
  return order;
}

}  // namespace

void buy_final_goods(World& world, Economy& economy) {
  const Structure& st = economy.structure;
  Households& households = world.households;
  const auto regions = static_cast<std::size_t>(st.regions);
  constexpr auto quintiles = static_cast<std::size_t>(BuyerClasses::quintiles);
  const auto linked = serve_linked_households(world, economy);
  const bool national = world.settings.economy.trade == input::Economy::Trade::national;
  const bool dwellings = world.settings.economy.households == input::Economy::Households::expected_income;

  // What is left of the budgets pays for the rest of the basket, and for margins and taxes on all of it.
  const auto totals = parallel::sum_over_districts(world.context, quintiles * (regions + 1), [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(households, district, [&](Row h) {
      const std::size_t q = households.quintile[h];
      into[q * regions + region] += households.budget[h].units;
      into[quintiles * regions + q] += (households.budget[h] - households.spent[h]).units;
    });
  });
  std::vector<ClassOrder> orders;
  Money all_budgets;
  for (std::size_t q = 0; q < quintiles; ++q) {
    ClassOrder& order = orders.emplace_back();
    order.buyer_class = st.classes.household(static_cast<int>(q));
    std::vector<Volume> by_region;
    Money budget;
    for (std::size_t r = 0; r < regions; ++r) {
      by_region.emplace_back(static_cast<std::int64_t>(totals[q * regions + r]));
      budget += Money{static_cast<std::int64_t>(totals[q * regions + r])};
    }
    order.region = shares_of(by_region);
    all_budgets += budget;
    const Spending spending(world, economy, order.buyer_class);
    for (const BasketItem& item : st.basket[static_cast<std::size_t>(order.buyer_class)]) {
      const auto g = static_cast<std::size_t>(item.good);
      const double imported = import_share(world, economy, item), price = world.institutions.producer_price[g];
      const double volume = spending.volume(item, budget.real(), imported);
      ItemOrder& wanted = order.items.emplace_back();
      wanted.imported = amount_of<Volume>(volume * imported);
      const auto at = std::find(st.household_goods.begin(), st.household_goods.end(), item.good);
      if (at == st.household_goods.end()) {
        wanted.domestic = amount_of<Volume>(volume * (1.0 - imported));
      } else {
        const LinkedGood& bought = linked[q * household_links + static_cast<std::size_t>(at - st.household_goods.begin())];
        wanted.again = amount_of<Volume>(bought.unserved.real() / price);
        wanted.domestic = amount_of<Volume>(bought.unlinked.real() / price) + wanted.again;
        wanted.linked = amount_of<Volume>(bought.basic.real() / price);
        wanted.linked_basic = bought.basic;
        economy.supplier_shortfall += wanted.again;
      }
    }
  }

  ClassOrder government;
  government.buyer_class = st.classes.government();
  // Of what bodies make the State can give away as much as it has paid them to make.
  for (const BasketItem& item : st.basket[static_cast<std::size_t>(government.buyer_class)]) {
    const auto g = static_cast<std::size_t>(item.good);
    double wanted = public_consumption(world) * item.share * economy.granted[g];
    if (national) wanted *= volume_of_budget(world, economy, g);
    government.items.push_back(split_item(world, economy, item, amount_of<Volume>(wanted)));
  }
  orders.push_back(government);
  ClassOrder exports;
  exports.buyer_class = st.classes.exports();
  const auto demand = foreign_demand(world, economy);
  const auto& exported = st.basket[static_cast<std::size_t>(exports.buyer_class)];
  for (std::size_t k = 0; k < exported.size(); ++k) exports.items.push_back(split_item(world, economy, exported[k], demand[k]));
  orders.push_back(exports);
  const int dwellings_class = st.classes.investment(2);
  const double per_budget = dwellings ? world.pack.of_published("dwellings_share") / world.pack.of_published("consumption_share") : 0.0;
  if (dwellings) orders.push_back(dwellings_order(world, economy, all_budgets.real() * per_budget));
  trade(world, economy, orders);

  std::vector<Money> due;
  for (std::size_t q = 0; q < quintiles; ++q) {
    Money basic;
    for (std::size_t k = 0; k < household_links; ++k) basic += linked[q * household_links + k].basic;
    pay_in(world, st.classes.household(static_cast<int>(q)), basic);
    due.push_back(bill(world, st.classes.household(static_cast<int>(q))));
  }
  const Money for_dwellings = dwellings ? bill(world, dwellings_class) : Money{};
  const auto paid = parallel::sum_over_districts(world.context, quintiles + 1, [&](District district, int thread, std::span<Wide> into) {
    Money spent;
    for_each_row(households, district, [&](Row h) {
      const std::size_t q = households.quintile[h];
      if (for_dwellings.units > 0) {
        const Money pays{mul_div(for_dwellings.units, households.budget[h].units, all_budgets.units)};
        households.deposits[h] -= pays;
        into[quintiles] += pays.units;
        spent += pays;
      }
      const Money left = households.budget[h] - households.spent[h];
      const Wide all = totals[quintiles * regions + q];
      if (left.units == 0 || all == 0) return;
      const Money pays{mul_div(due[q].units, left.units, static_cast<std::int64_t>(all))};
      households.spent[h] += pays;
      households.deposits[h] -= pays;
      into[q] += pays.units;
      spent += pays;
    });
    world.ledger.paid(thread, Flow::purchases, Sector::households, spent);
  });
  for (std::size_t q = 0; q < quintiles; ++q) pay_in(world, st.classes.household(static_cast<int>(q)), Money{static_cast<std::int64_t>(paid[q])});

  if (dwellings) pay_in(world, dwellings_class, Money{static_cast<std::int64_t>(paid[quintiles])});

  const auto settle = [&](int buyer_class, Sector buyer, Money& account) {
    const Money whole = bill(world, buyer_class);
    world.ledger.pay(world.context, Flow::purchases, buyer, account, whole);
    pay_in(world, buyer_class, whole);
  };
  settle(st.classes.government(), Sector::government, world.institutions.government);
  settle(st.classes.exports(), Sector::foreign, world.institutions.foreign);
}

void pass_reexports(World& world, Economy& economy) {
  // The goods are bought and sold abroad in one quarter; only the margin of wholesale moves money between sectors.
  Money margin, bought;
  for (const input::Reexport& r : economy.structure.reexports) {
    const double level = 0.25e6 * world.signals.world_demand * world.signals.world_price;
    margin += amount_of<Money>(r.margin * level);
    bought += amount_of<Money>(r.bought * level);
  }
  economy.reexports_bought = bought;
  economy.reexports_margin = margin;
  world.ledger.pay(world.context, Flow::margins, Sector::foreign, world.institutions.foreign, margin);
  deliver_margins(world, economy, margin, economy.structure.reexport_supply);
}

}  // namespace kringloop::economy
