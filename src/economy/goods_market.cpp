#include "economy/goods_market.hpp"

#include <algorithm>
#include <numeric>

#include "base/controlled_rounding.hpp"
#include "base/error.hpp"
#include "base/math.hpp"
#include "economy/national_market.hpp"
#include "economy/production.hpp"
#include "economy/sellers.hpp"

namespace kringloop::economy {

namespace {

/// Splits a class's order into items: how much of each good, domestic and imported.
void itemise(const World& world, const Economy& economy, const ClassOrder& order, std::vector<ItemPurchase>& items) {
  const auto& basket = economy.structure.basket[static_cast<std::size_t>(order.buyer_class)];
  for (std::size_t k = 0; k < basket.size(); ++k) {
    const BasketItem& item = basket[k];
    ItemPurchase purchase;
    purchase.buyer_class = order.buyer_class;
    purchase.good = item.good;
    purchase.asked = order.items.empty() ? split_item(world, economy, item, Volume{rounded(static_cast<double>(order.volume.units) * item.share)}) : order.items[k];
    if (purchase.asked.domestic.units + purchase.asked.imported.units + purchase.asked.linked_basic.units == 0) continue;
    purchase.imported = purchase.asked.imported;
    items.push_back(purchase);
  }
}

/// Domestic orders by good and region of the buyers (whole sums exact), and what of them is new.
std::vector<OutletOrders> outlet_orders(const Economy& economy, const std::vector<ClassOrder>& orders, const std::vector<ItemPurchase>& items,
                                        const std::vector<double>& population) {
  const Structure& st = economy.structure;
  const auto regions = static_cast<std::size_t>(st.regions);
  std::vector<std::vector<double>> weight(static_cast<std::size_t>(st.goods), std::vector<double>(regions));
  std::vector<std::int64_t> total(static_cast<std::size_t>(st.goods));
  std::vector<const ClassOrder*> of_class(static_cast<std::size_t>(st.classes.count()), nullptr);
  for (const ClassOrder& order : orders) of_class[static_cast<std::size_t>(order.buyer_class)] = &order;
  std::vector<OutletOrders> wanted(static_cast<std::size_t>(st.goods), OutletOrders{std::vector<std::int64_t>(regions), 0});
  for (const ItemPurchase& item : items) {
    const auto g = static_cast<std::size_t>(item.good);
    const auto& region = of_class[static_cast<std::size_t>(item.buyer_class)]->region;
    const auto& share = region.empty() ? population : region;
    total[g] += item.asked.domestic.units;
    wanted[g].fresh += (item.asked.domestic - item.asked.again).units;
    for (std::size_t r = 0; r < regions; ++r) weight[g][r] += share[r] * static_cast<double>(item.asked.domestic.units);
  }
  for (std::size_t g = 0; g < total.size(); ++g) {
    if (total[g] > 0) split_by_weight(total[g], weight[g], wanted[g].by_region);
  }
  return wanted;
}

/// Adds up what happened to the items into class and good totals, and books the outlets' payments.
void settle(World& world, Economy& economy, const std::vector<ItemPurchase>& items, Money& margins) {
  const Structure& st = economy.structure;
  Money basic, border, product_tax, value_added_tax;
  for (const ItemPurchase& item : items) {
    const input::Valuation& v = st.value(item.good, item.buyer_class);
    ClassPurchases& c = economy.purchases[static_cast<std::size_t>(item.buyer_class)];
    const double goods_value = (item.basic + item.asked.linked_basic + item.border).real();
    const Money margin = amount_of<Money>(goods_value * v.margin_rate);
    const Money tax = amount_of<Money>(goods_value * (1.0 + v.margin_rate) * v.product_tax_rate);
    const Money vat = amount_of<Money>(goods_value * (1.0 + v.margin_rate) * (1.0 + v.product_tax_rate) * v.vat_rate);
    const Money domestic = item.basic + item.asked.linked_basic;
    c.asked += item.asked.domestic + item.asked.imported;
    c.delivered += item.domestic + item.imported;
    c.linked += item.asked.linked;
    c.basic += domestic;
    c.imported += item.border;
    c.margins += margin;
    c.product_tax += tax;
    c.value_added_tax += vat;
    c.real += (item.domestic + item.imported + item.asked.linked).real() * st.wedge(item.good, item.buyer_class);
    world.institutions.outlets[static_cast<std::size_t>(item.buyer_class)].money -= domestic + item.border + margin + tax + vat;
    margins += margin;
    basic += domestic;
    border += item.border;
    product_tax += tax;
    value_added_tax += vat;
    GoodTotals& g = economy.good[static_cast<std::size_t>(item.good)];
    g.domestic += item.domestic;  // what went over links is counted by its sellers
    g.domestic_value += item.basic;
    g.imported += item.imported;
    g.imported_value += item.border;
    if (item.buyer_class == st.classes.government()) economy.public_consumption[static_cast<std::size_t>(item.good)] += item.basic;
    if (item.buyer_class == st.classes.exports()) economy.exported[static_cast<std::size_t>(item.good)] += item.basic;
    if (item.buyer_class < BuyerClasses::quintiles) economy.consumed[static_cast<std::size_t>(item.good)] += item.domestic + item.imported + item.asked.linked;
  }
  auto& context = world.context;
  const auto pay = [&](Flow flow, Sector to, Money amount, Money& account) {
    world.ledger.paid_shared(context, flow, Sector::outlets, amount);
    world.ledger.receive(context, flow, to, account, amount);
  };
  pay(Flow::imports, Sector::foreign, border, world.institutions.foreign);
  pay(Flow::product_tax, Sector::government, product_tax, world.institutions.government);
  pay(Flow::value_added_tax, Sector::government, value_added_tax, world.institutions.government);
  world.ledger.paid_shared(context, Flow::sales, Sector::outlets, basic);
  world.ledger.paid_shared(context, Flow::margins, Sector::outlets, margins);
}

/// Deliveries and their cost over the items that asked, in proportion; the sums are exact. Filled are these members of an item.
void hand_out(std::vector<ItemPurchase>& items, const std::vector<Delivery>& delivered, const std::vector<Volume>& asked, Volume ItemPurchase::*had, Money ItemPurchase::*paid) {
  std::vector<std::int64_t> asked_so_far(asked.size()), cost_so_far(asked.size()), volume_so_far(asked.size());
  for (ItemPurchase& item : items) {
    const auto g = static_cast<std::size_t>(item.good);
    if (asked[g].units == 0) continue;
    asked_so_far[g] += item.asked.domestic.units;
    const std::int64_t cost = mul_div(delivered[g].value.units, asked_so_far[g], asked[g].units);
    const std::int64_t volume = mul_div(delivered[g].volume.units, asked_so_far[g], asked[g].units);
    item.*paid = Money{cost - cost_so_far[g]};
    item.*had = Volume{volume - volume_so_far[g]};
    cost_so_far[g] = cost;
    volume_so_far[g] = volume;
  }
}

/// In a national market every seller is asked, home or foreign: what each item gets from abroad is its part of what was had there.
void trade_nationally(World& world, Economy& economy, std::vector<ItemPurchase>& items) {
  const std::size_t goods = economy.good.size();
  std::vector<Volume> asked(goods);
  std::vector<double> buyers(goods, 0.0);  // at first sums of squares of their orders
  for (ItemPurchase& item : items) {
    item.asked.domestic += item.asked.imported;
    item.asked.imported = Volume{};
    const auto g = static_cast<std::size_t>(item.good);
    asked[g] += item.asked.domestic;
    buyers[g] += item.asked.domestic.real() * item.asked.domestic.real() * economy.market.concentration[static_cast<std::size_t>(item.buyer_class)];
  }
  for (std::size_t g = 0; g < goods; ++g) buyers[g] = buyers[g] > 0.0 ? asked[g].real() * asked[g].real() / buyers[g] : 1.0;
  std::vector<Delivery> home, abroad;
  for (const NationalDelivery& good : order_nationwide(world, economy, asked, buyers)) {
    home.push_back(good.domestic);
    abroad.push_back(good.imported);
  }
  hand_out(items, home, asked, &ItemPurchase::domestic, &ItemPurchase::basic);
  hand_out(items, abroad, asked, &ItemPurchase::imported, &ItemPurchase::border);
}

/// Buyers at outlets near them, and abroad; what the country could not deliver is bought abroad where the good is imported at all.
void trade_at_outlets(World& world, Economy& economy, const std::vector<ClassOrder>& orders, std::vector<ItemPurchase>& items) {
  const Structure& st = economy.structure;
  std::vector<double> population(static_cast<std::size_t>(st.regions));
  for (std::size_t r = 0; r < population.size(); ++r) {
    for (const auto& band : world.pack.population[r]) population[r] += band[0] + band[1];
  }
  const double people = std::accumulate(population.begin(), population.end(), 0.0);
  for (double& share : population) share /= people;

  std::vector<Volume> asked(static_cast<std::size_t>(st.goods));
  for (const ItemPurchase& item : items) asked[static_cast<std::size_t>(item.good)] += item.asked.domestic;
  const auto wanted = outlet_orders(economy, orders, items, population);
  for (std::size_t g = 0; g < wanted.size(); ++g) economy.good[g].asked += Volume{wanted[g].fresh};
  hand_out(items, order_from_sellers(world, economy, wanted), asked, &ItemPurchase::domestic, &ItemPurchase::basic);

  for (ItemPurchase& item : items) {
    const auto g = static_cast<std::size_t>(item.good);
    const Volume missing = item.asked.domestic - item.domestic;
    if (item.asked.imported.units * 50 > (item.asked.domestic + item.asked.linked).units && missing.units > 0) item.imported += missing;
    item.border = amount_of<Money>(item.imported.real() * economy.import_price[g]);
  }
}

}  // namespace

double import_share(const World& world, const Economy& economy, const BasketItem& item) {
  const double base = item.import_share;
  if (base <= 0.0 || base >= 1.0) return base;
  const auto g = static_cast<std::size_t>(item.good);
  const double ratio = base / (1.0 - base) * exact::pow(world.institutions.producer_price[g] / economy.import_price[g], economy.parameters.import_price_elasticity);
  return ratio / (1.0 + ratio);
}

double domestic_spending(const World& world, const Economy& economy, const BasketItem& item, int buyer_class) {
  const auto g = static_cast<std::size_t>(item.good);
  const double imported = import_share(world, economy, item);
  const double domestic = (1.0 - imported) * world.institutions.producer_price[g];
  return item.share * domestic / (domestic + imported * economy.import_price[g]) / economy.structure.wedge(item.good, buyer_class);
}

ItemOrder split_item(const World& world, const Economy& economy, const BasketItem& item, Volume volume) {
  ItemOrder order;
  if (volume.units <= 0) return order;
  order.imported = Volume{rounded(static_cast<double>(volume.units) * import_share(world, economy, item))};
  order.domestic = volume - order.imported;
  return order;
}

void trade(World& world, Economy& economy, const std::vector<ClassOrder>& orders) {
  const Structure& st = economy.structure;
  std::vector<ItemPurchase> items;
  for (const ClassOrder& order : orders) itemise(world, economy, order, items);

  if (world.settings.economy.trade == input::Economy::Trade::national) trade_nationally(world, economy, items);
  else trade_at_outlets(world, economy, orders, items);
  Money margins;
  settle(world, economy, items, margins);
  deliver_margins(world, economy, margins, st.margin_supply);
}

Money bill(const World& world, int buyer_class) { return -world.institutions.outlets[static_cast<std::size_t>(buyer_class)].money; }

}  // namespace kringloop::economy
