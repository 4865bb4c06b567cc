#include "economy/buying.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "economy/goods_market.hpp"
#include "economy/sellers.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

constexpr double stock_speed = 0.25;  // of the gap between wanted and held inputs, closed in a quarter

Volume wanted_input(const Firms& firms, Row i, int slot, const Economy& economy) {
  const Industry& industry = economy.structure.industry[firms.industry[i]];
  const double coefficient = industry.coefficient[static_cast<std::size_t>(slot)];
  if (coefficient <= 0.0) return Volume{};
  const double need = coefficient * firms.expected_demand[i];
  const double used_before_next = industry.storable ? 0.0 : need;
  const double left = firms.input_stock[i][slot].real() - used_before_next;
  // Goods are kept in stock; of services only what is left over from last quarter counts.
  const bool stocked = industry.stocked[static_cast<std::size_t>(slot)];
  const double gap = stocked ? stock_speed * ((economy.parameters.input_stock_target - 1.0) * need - left) : -left;
  return amount_of<Volume>(std::max(0.0, need + gap));
}

std::vector<double> shares(const std::vector<Wide>& totals, std::size_t first, std::size_t regions) {
  double all = 0.0;
  for (std::size_t r = 0; r < regions; ++r) all += static_cast<double>(totals[first + r]);
  std::vector<double> share(regions);
  for (std::size_t r = 0; r < regions; ++r) share[r] = static_cast<double>(totals[first + r]) / all;
  return share;
}

/// Orders of the classes [0, count) from their totals by region; `by_money` for spending.
std::vector<ClassOrder> orders_of(const std::vector<Wide>& totals, std::size_t regions, const std::vector<int>& classes, bool by_money) {
  std::vector<ClassOrder> orders;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Wide all = 0;
    for (std::size_t r = 0; r < regions; ++r) all += totals[c * regions + r];
    if (all <= 0) continue;
    ClassOrder order;
    order.buyer_class = classes[c];
    if (by_money) order.spending = Money{static_cast<std::int64_t>(all)};
    else order.volume = Volume{static_cast<std::int64_t>(all)};
    order.region = shares(totals, c * regions, regions);
    orders.push_back(std::move(order));
  }
  return orders;
}

/// What the buyers of each class ordered together: the base of their shares in the bill.
std::vector<std::int64_t> whole_orders(const std::vector<ClassOrder>& orders, int classes) {
  std::vector<std::int64_t> whole(static_cast<std::size_t>(classes));
  for (const ClassOrder& o : orders) whole[static_cast<std::size_t>(o.buyer_class)] = o.spending.units + o.volume.units;
  return whole;
}

}  // namespace

void buy_inputs_and_capital(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Structure& st = economy.structure;
  const auto regions = static_cast<std::size_t>(st.regions);
  const auto input_classes = static_cast<std::size_t>(st.goods * BuyerClasses::slots);
  std::vector<int> classes;
  for (int s = 0; s < st.goods; ++s) for (int k = 0; k < BuyerClasses::slots; ++k) classes.push_back(st.classes.firm(s, k));
  for (int kind = 0; kind < 3; ++kind) classes.push_back(st.classes.investment(kind));

  const auto totals = parallel::sum_over_districts(world.context, classes.size() * regions, [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(firms, district, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      for (int k = 0; k < BuyerClasses::slots; ++k) {
        into[(s * static_cast<std::size_t>(BuyerClasses::slots) + static_cast<std::size_t>(k)) * regions + region] += wanted_input(firms, i, k, economy).units;
      }
      into[(input_classes + static_cast<std::size_t>(st.industry[s].investment_kind)) * regions + region] += firms.investment[i].units;
    });
  });
  const auto orders = orders_of(totals, regions, classes, false);
  trade(world, economy, orders);
  const auto whole = whole_orders(orders, st.classes.count());
  std::vector<Money> due(static_cast<std::size_t>(st.classes.count()));
  for (const int c : classes) due[static_cast<std::size_t>(c)] = bill(world, c);

  const auto paid = parallel::sum_over_districts(world.context, classes.size(), [&](District district, int thread, std::span<Wide> into) {
    Money spent;
    const auto part = [&](int buyer_class, std::size_t index, Volume wanted, Volume& delivered) {
      const auto c = static_cast<std::size_t>(buyer_class);
      if (wanted.units == 0) return Money{};
      delivered = Volume{mul_div(economy.purchases[c].delivered.units, wanted.units, whole[c])};
      const Money pays{mul_div(due[c].units, wanted.units, whole[c])};
      into[index] += pays.units;
      spent += pays;
      return pays;
    };
    for_each_row(firms, district, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      Money cost;
      for (int k = 0; k < BuyerClasses::slots; ++k) {
        Volume delivered;
        cost += part(st.classes.firm(s, k), s * static_cast<std::size_t>(BuyerClasses::slots) + static_cast<std::size_t>(k),
                     wanted_input(firms, i, k, economy), delivered);
        firms.input_stock[i][k] += delivered;
      }
      firms.input_cost[i] = cost;
      Volume delivered;
      const int kind = st.industry[s].investment_kind;
      const Money investment = part(st.classes.investment(kind), input_classes + static_cast<std::size_t>(kind), firms.investment[i], delivered);
      firms.investment[i] = delivered;
      firms.investment_cost[i] = investment;
      firms.deposits[i] -= cost + investment;
    });
    world.ledger.paid(thread, Flow::purchases, Sector::firms, spent);
  });
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const Money amount{static_cast<std::int64_t>(paid[c])};
    world.institutions.outlets[static_cast<std::size_t>(classes[c])].money += amount;
    world.ledger.received_shared(world.context, Flow::purchases, Sector::outlets, amount);
  }
  // Inputs used this quarter are valued at what inputs cost this quarter.
  for (int s = 0; s < st.goods; ++s) {
    for (int k = 0; k < BuyerClasses::slots; ++k) {
      const ClassPurchases& bought = economy.purchases[static_cast<std::size_t>(st.classes.firm(s, k))];
      if (bought.delivered.units == 0) continue;
      double& price = economy.input_slot_price[static_cast<std::size_t>(s * BuyerClasses::slots + k)];
      economy.input_price[static_cast<std::size_t>(s)] -= st.industry[static_cast<std::size_t>(s)].coefficient[static_cast<std::size_t>(k)] * price;
      price = bought.total().real() / bought.delivered.real();
      economy.input_price[static_cast<std::size_t>(s)] += st.industry[static_cast<std::size_t>(s)].coefficient[static_cast<std::size_t>(k)] * price;
    }
  }
}

std::vector<Volume> foreign_demand(const World& world, const Economy& economy) {
  const auto& basket = economy.structure.basket[static_cast<std::size_t>(economy.structure.classes.exports())];
  std::vector<Volume> demand;
  for (const BasketItem& item : basket) {
    const double relative = world.institutions.producer_price[static_cast<std::size_t>(item.good)] / world.signals.world_price;
    demand.push_back(amount_of<Volume>(economy.structure.exports * item.share * world.signals.world_demand *
                                       exact::pow(relative, -economy.parameters.export_price_elasticity)));
  }
  return demand;
}

void buy_final_goods(World& world, Economy& economy) {
  const Structure& st = economy.structure;
  Households& households = world.households;
  const auto regions = static_cast<std::size_t>(st.regions);
  std::vector<int> classes;
  for (int q = 0; q < BuyerClasses::quintiles; ++q) classes.push_back(st.classes.household(q));
  const auto totals = parallel::sum_over_districts(world.context, classes.size() * regions, [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(households, district, [&](Row h) { into[households.quintile[h] * regions + region] += households.budget[h].units; });
  });
  auto orders = orders_of(totals, regions, classes, true);
  const auto whole = whole_orders(orders, st.classes.count());

  ClassOrder government;
  government.buyer_class = st.classes.government();
  government.volume = amount_of<Volume>(world.institutions.base.real_consumption);
  orders.push_back(government);
  ClassOrder exports;
  exports.buyer_class = st.classes.exports();
  exports.by_good = foreign_demand(world, economy);
  orders.push_back(exports);
  trade(world, economy, orders);

  std::vector<Money> due;
  for (const int c : classes) due.push_back(bill(world, c));
  const auto paid = parallel::sum_over_districts(world.context, classes.size(), [&](District district, int thread, std::span<Wide> into) {
    Money spent;
    for_each_row(households, district, [&](Row h) {
      const auto q = static_cast<std::size_t>(households.quintile[h]);
      if (households.budget[h].units == 0) return;
      const Money pays{mul_div(due[q].units, households.budget[h].units, whole[static_cast<std::size_t>(classes[q])])};
      households.spent[h] = pays;
      households.deposits[h] -= pays;
      into[q] += pays.units;
      spent += pays;
    });
    world.ledger.paid(thread, Flow::purchases, Sector::households, spent);
  });
  const auto settle = [&](int buyer_class, Money amount) {
    world.institutions.outlets[static_cast<std::size_t>(buyer_class)].money += amount;
    world.ledger.received_shared(world.context, Flow::purchases, Sector::outlets, amount);
  };
  for (std::size_t q = 0; q < classes.size(); ++q) settle(classes[q], Money{static_cast<std::int64_t>(paid[q])});

  const Money public_bill = bill(world, st.classes.government());
  world.institutions.government -= public_bill;
  world.ledger.paid_shared(world.context, Flow::purchases, Sector::government, public_bill);
  settle(st.classes.government(), public_bill);
  const Money foreign_bill = bill(world, st.classes.exports());
  world.institutions.foreign -= foreign_bill;
  world.ledger.paid_shared(world.context, Flow::purchases, Sector::foreign, foreign_bill);
  settle(st.classes.exports(), foreign_bill);
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
  world.institutions.foreign -= margin;
  world.ledger.paid_shared(world.context, Flow::margins, Sector::foreign, margin);
  deliver_margins(world, economy, margin, economy.structure.reexport_supply);
}

}  // namespace kringloop::economy
