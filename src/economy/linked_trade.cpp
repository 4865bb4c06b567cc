#include "economy/linked_trade.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "economy/expectations.hpp"
#include "economy/goods_market.hpp"
#include "economy/production.hpp"
#include "economy/sellers.hpp"
#include "parallel/ask.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

constexpr double stock_speed = 0.25;  // of the gap between wanted and held inputs, closed in a quarter

/// What firms order of an input: so much abroad, the rest at home, from their own suppliers as far as these go.
class InputSplit {
 public:
  InputSplit(const World& world, const Economy& economy) : limit_(economy.parameters.supplier_order_limit), links_(economy.suppliers) {
    const Structure& st = economy.structure;
    for (int s = 0; s < st.goods; ++s)
      for (int k = 0; k < firm_links; ++k) {
        const auto& basket = st.basket[static_cast<std::size_t>(st.classes.firm(s, k))];
        imported_.push_back(basket.empty() ? 0.0 : import_share(world, economy, basket.front()));
      }
  }
  [[nodiscard]] std::int64_t imported(Volume wanted, std::uint8_t industry, int slot) const {
    return rounded(static_cast<double>(wanted.units) * imported_[industry * std::size_t{firm_links} + static_cast<std::size_t>(slot)]);
  }
  /// What is ordered from a seller whose part of the order is `part`: at most `supplier_order_limit` of what it has to offer.
  [[nodiscard]] std::int64_t order(Row seller, std::int64_t part) const {
    return std::min(part, rounded(limit_ * static_cast<double>(links_.quote[seller].offer)));
  }

 private:
  double limit_;
  const SupplierLinks& links_;
  std::vector<double> imported_;  // [industry][input]
};

/// The firms of a district that have several suppliers, gone along input after input.
class SplitOrders {
 public:
  SplitOrders(const World& world, const SupplierLinks& links, District d)
      : list_(world.further_suppliers[static_cast<std::size_t>(d)]), rows_(links.of_further[static_cast<std::size_t>(d)]), walk_(list_), first_(world.firms.rows.begin(d)) {}
  /// Whether the next input has further suppliers.
  [[nodiscard]] bool several(Row firm, int input) {
    range_ = walk_.of(firm - first_, input);
    return !range_.none();
  }
  /// If so: visits all suppliers with their parts of an order.
  template <class Visit>
  void over(std::int64_t order, Row first, Visit&& visit) const {
    std::array<std::int64_t, most_suppliers> parts;
    split_over_suppliers(order, list_.subspan(range_.first, range_.count()), std::span(parts).first(range_.count() + 1));
    for (std::size_t j = 0; j <= range_.count(); ++j) {
      const Row seller = j == 0 ? first : rows_[range_.first + j - 1];
      if (seller != parallel::no_row) visit(seller, parts[j]);
    }
  }

 private:
  std::span<const FurtherSupplier> list_;
  std::span<const Row> rows_;
  FurtherWalk walk_;
  FurtherWalk::Range range_;
  Row first_;
};

/// Of a household's budget, what goes to the supplier of each linked good at basic prices. [quintile][linked good]
std::vector<double> linked_shares(const World& world, const Economy& economy) {
  const Structure& st = economy.structure;
  std::vector<double> shares(std::size_t{BuyerClasses::quintiles} * household_links, 0.0);
  for (int q = 0; q < BuyerClasses::quintiles; ++q) {
    const int buyer_class = st.classes.household(q);
    for (const BasketItem& item : st.basket[static_cast<std::size_t>(buyer_class)]) {
      const auto at = std::find(st.household_goods.begin(), st.household_goods.end(), item.good);
      if (at == st.household_goods.end()) continue;
      shares[static_cast<std::size_t>(q * household_links + static_cast<int>(at - st.household_goods.begin()))] =
          domestic_spending(world, economy, item, buyer_class);
    }
  }
  return shares;
}

void observe_offers(World& world, Economy& economy) {
  Firms& firms = world.firms;
  auto& quote = economy.suppliers.quote;
  quote.assign(firms.rows.size(), Quote{});
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(firms, d, [&](Row i) { quote[i] = {firms.price[i], std::max<std::int64_t>(0, unsold(firms, i, economy).units)}; });
  });
}

/// Fills ration and is_short from what was asked and `supply_of(row)`, and lets buyers know (collective).
template <class Supply>
void ration(World& world, Economy& economy, const std::vector<std::int64_t>& asked, Supply&& supply_of) {
  SupplierLinks& links = economy.suppliers;
  const Firms& firms = world.firms;
  links.ration.assign(firms.rows.size(), Ration{});
  links.is_short.assign(firms.rows.size(), 0);
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(firms, d, [&](Row i) {
      links.ration[i] = {asked[i], supply_of(i)};
      links.is_short[i] = links.ration[i].asked > links.ration[i].supply ? 1 : 0;
    });
  });
  parallel::ask(world.context, firms, {links.ration, links.is_short});
}

std::int64_t served(const SupplierLinks& links, Row seller, std::int64_t asked) {
  if (links.is_short[seller] == 0) return asked;
  return mul_div(asked, links.ration[seller].supply, links.ration[seller].asked);
}

/// Sellers deliver `sale_of(row)` (volume, money) and are paid; counted by good (collective).
template <class Sale>
void receive(World& world, Economy& economy, Sale&& sale_of) {
  Firms& firms = world.firms;
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  const auto sums = parallel::sum_over_districts(world.context, 2 * goods, [&](District d, int thread, std::span<Wide> into) {
    Money received;
    for_each_row(firms, d, [&](Row i) {
      const auto [volume, money] = sale_of(i);
      if (money.units == 0 && volume.units == 0) return;
      take_from_offer(firms, i, economy, volume);
      firms.revenue[i] += money;
      firms.deposits[i] += money;
      received += money;
      into[2U * firms.industry[i]] += volume.units;
      into[2U * firms.industry[i] + 1] += money.units;
    });
    world.ledger.received(thread, Flow::sales, Sector::firms, received);
  });
  for (std::size_t g = 0; g < goods; ++g) {
    const Money value{static_cast<std::int64_t>(sums[2 * g + 1])};
    economy.good[g].domestic += Volume{static_cast<std::int64_t>(sums[2 * g])};
    economy.good[g].domestic_value += value;
    economy.good[g].linked_value += value;
  }
}

}  // namespace

Volume wanted_input(const Firms& firms, Row i, int slot, const Economy& economy) {
  const Industry& industry = economy.structure.industry[firms.industry[i]];
  const double coefficient = industry.coefficient[static_cast<std::size_t>(slot)];
  if (coefficient <= 0.0) return Volume{};
  if (economy.structure.one_input_stock) return amount_of<Volume>(coefficient * makeable(firms, i, economy));
  const double need = coefficient * firms.expected_demand[i];
  const double used_before_next = industry.storable ? 0.0 : need;
  const double left = firms.input_stock[i][slot].real() - used_before_next;
  // Goods are kept in stock; of services only what is left over from last quarter counts.
  const bool stocked = industry.stocked[static_cast<std::size_t>(slot)];
  const double gap = stocked ? stock_speed * ((economy.parameters.input_stock_target - 1.0) * need - left) : -left;
  return amount_of<Volume>(std::max(0.0, need + gap));
}

void order_over_links(World& world, Economy& economy) {
  Firms& firms = world.firms;
  Households& households = world.households;
  SupplierLinks& links = economy.suppliers;
  observe_offers(world, economy);
  parallel::ask(world.context, firms, {links.quote});

  const InputSplit split(world, economy);
  links.orders.open(world.context, firms);
  parallel::for_each_district(world.context, [&](District d, int thread) {
    std::int64_t* const orders = links.orders.accounts_of(thread);
    SplitOrders suppliers(world, links, d);
    for_each_row(firms, d, [&](Row i) {
      const Row* const supplier = &links.of_firm[std::size_t{i} * firm_links];
      for (int k = 0; k < firm_links; ++k) {
        const bool several = suppliers.several(i, k);
        if (supplier[k] == parallel::no_row && !several) continue;
        const Volume wanted = wanted_input(firms, i, k, economy);
        const std::int64_t domestic = wanted.units - split.imported(wanted, firms.industry[i], k);
        const auto order = [&](Row seller, std::int64_t part) { orders[seller] += split.order(seller, part); };
        if (several) [[unlikely]] suppliers.over(domestic, supplier[k], order);
        else order(supplier[k], domestic);
      }
    });
  });
  links.asked_by_firms.assign(firms.rows.size(), 0);
  links.orders.deliver(world.context, firms, {parallel::ToldColumn(links.asked_by_firms)});

  const auto shares = linked_shares(world, economy);
  const auto goods = economy.structure.household_goods.size();
  constexpr std::size_t ahead = 2 * household_links;  // links of the household after the next are fetched; the table has room after its end
  links.orders.open(world.context, firms);
  parallel::for_each_district(world.context, [&](District d, int thread) {
    std::int64_t* const orders = links.orders.accounts_of(thread);
    for_each_row(households, d, [&](Row h) {
      const auto budget = static_cast<double>(households.budget[h].units);
      const Row* const supplier = &links.of_household[std::size_t{h} * household_links];
      const double* const share = &shares[std::size_t{households.quintile[h]} * household_links];
      for (std::size_t k = 0; k < goods; ++k) {
        const Row soon = supplier[ahead + k];
        if (soon != parallel::no_row) __builtin_prefetch(&orders[soon], 1);
      }
      for (std::size_t k = 0; k < goods; ++k) {
        if (supplier[k] != parallel::no_row) orders[supplier[k]] += rounded(budget * share[k]);
      }
    });
  });
  links.asked_by_households.assign(firms.rows.size(), 0);
  links.orders.deliver(world.context, firms, {parallel::ToldColumn(links.asked_by_households)});

  // Sellers see the orders of their customers.
  std::vector<std::int64_t> linked(firms.rows.size(), 0);
  const auto asked = parallel::sum_over_districts(world.context, static_cast<std::size_t>(economy.structure.goods), [&](District d, int, std::span<Wide> into) {
    for_each_row(firms, d, [&](Row i) {
      linked[i] = links.asked_by_firms[i] + amount_of<Volume>(Money{links.asked_by_households[i]}.real() / firms.price[i]).units;
      firms.orders[i] += Volume{linked[i]};
      into[firms.industry[i]] += linked[i];
    });
  });
  for (std::size_t g = 0; g < asked.size(); ++g) economy.good[g].asked += Volume{static_cast<std::int64_t>(asked[g])};
  weigh_sellers(world, economy, linked);
}

std::vector<LinkedInputs> serve_linked_firms(World& world, Economy& economy, std::vector<InputOrders>& rest, std::vector<Money>& cost) {
  Firms& firms = world.firms;
  const Structure& st = economy.structure;
  SupplierLinks& links = economy.suppliers;
  const auto regions = static_cast<std::size_t>(st.regions);
  constexpr auto slots = static_cast<std::size_t>(BuyerClasses::slots);
  ration(world, economy, links.asked_by_firms, [&](Row i) { return links.quote[i].offer; });

  // Each firm reckons what it gets and pays, and tells the seller.
  const InputSplit split(world, economy);
  std::vector<double> wedge;  // [industry][input] margins and taxes over the basic price
  for (int s = 0; s < st.goods; ++s)
    for (int k = 0; k < firm_links; ++k) {
      const int good = st.industry[static_cast<std::size_t>(s)].linked[static_cast<std::size_t>(k)];
      wedge.push_back(good < 0 ? 0.0 : st.wedge(good, st.classes.firm(s, k)) - 1.0);
    }
  enum : std::size_t { linked, basic, wedges, domestic, imported, again, left_over, fixed };
  const std::size_t values = fixed + regions, classes = static_cast<std::size_t>(st.goods) * slots;
  // A district's sums are kept apart and small, so that they stay in the cache.
  std::vector<std::vector<std::int64_t>> sums_of(static_cast<std::size_t>(world.context.threads), std::vector<std::int64_t>(classes * fixed));
  links.sales.open(world.context, firms);
  rest.assign(firms.rows.own(), InputOrders{});
  const auto sums = parallel::sum_over_districts(world.context, classes * values, [&](District d, int thread, std::span<Wide> into) {
    auto& sum = sums_of[static_cast<std::size_t>(thread)];
    std::fill(sum.begin(), sum.end(), 0);
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(d)]);
    std::int64_t* const sales = links.sales.accounts_of(thread);
    SplitOrders suppliers(world, links, d);
    Money spent;
    for_each_row(firms, d, [&](Row i) {
      const std::uint8_t s = firms.industry[i];
      const Row* const supplier = &links.of_firm[std::size_t{i} * firm_links];
      Money paid;
      for (int k = 0; k < BuyerClasses::slots; ++k) {
        const Volume wanted = wanted_input(firms, i, k, economy);
        if (wanted.units == 0) continue;
        std::int64_t* const t = &sum[(s * slots + static_cast<std::size_t>(k)) * fixed];
        std::int64_t left = wanted.units;
        if (k < firm_links) {
          const std::int64_t from_abroad = split.imported(wanted, s, k), at_home = wanted.units - from_abroad;
          std::int64_t delivered = 0;
          const auto buy = [&](Row seller, std::int64_t part) __attribute__((always_inline)) {
            const std::int64_t asked = split.order(seller, part);
            if (asked == 0) return;
            const std::int64_t got = served(links, seller, asked);
            const Money price = amount_of<Money>(Volume{got}.real() * links.quote[seller].price);
            const Money on_top = amount_of<Money>(price.real() * wedge[s * std::size_t{firm_links} + static_cast<std::size_t>(k)]);
            sales[2 * std::size_t{seller}] += got;
            sales[2 * std::size_t{seller} + 1] += price.units;
            paid += price + on_top;
            delivered += got;
            t[basic] += price.units;
            t[wedges] += on_top.units;
            t[again] += asked - got;
          };
          if (suppliers.several(i, k)) [[unlikely]] suppliers.over(at_home, supplier[k], buy);
          else if (supplier[k] != parallel::no_row) buy(supplier[k], at_home);
          firms.input_stock[i][k] += Volume{delivered};
          left -= delivered;
          t[linked] += delivered;
          t[domestic] += at_home - delivered;
          t[imported] += from_abroad;
        }
        rest[i][k] = Volume{left};
        t[left_over] += left;
      }
      cost[i] += paid;
      firms.deposits[i] -= paid;
      spent += paid;
    });
    for (std::size_t c = 0; c < classes; ++c) {
      for (std::size_t v = 0; v < fixed; ++v) into[c * values + v] += sum[c * fixed + v];
      into[c * values + fixed + region] += sum[c * fixed + left_over];
    }
    world.ledger.paid(thread, Flow::purchases, Sector::firms, spent);
  });

  // Sellers deliver and are paid.
  std::vector<std::int64_t> volume(firms.rows.size(), 0), money(firms.rows.size(), 0);
  links.sales.deliver(world.context, firms, {parallel::ToldColumn(volume), parallel::ToldColumn(money)});
  receive(world, economy, [&](Row i) { return std::pair(Volume{volume[i]}, Money{money[i]}); });

  std::vector<LinkedInputs> inputs(classes);
  for (std::size_t c = 0; c < inputs.size(); ++c) {
    const auto at = [&](std::size_t value) { return static_cast<std::int64_t>(sums[c * values + value]); };
    inputs[c] = {Volume{at(linked)}, Money{at(basic)}, Money{at(wedges)}, Volume{at(domestic)}, Volume{at(imported)}, Volume{at(again)}, {}};
    for (std::size_t r = 0; r < regions; ++r) inputs[c].by_region.emplace_back(at(fixed + r));
    economy.supplier_shortfall += inputs[c].again;
  }
  return inputs;
}

std::vector<LinkedGood> serve_linked_households(World& world, Economy& economy) {
  Firms& firms = world.firms;
  Households& households = world.households;
  SupplierLinks& links = economy.suppliers;
  const auto goods = economy.structure.household_goods.size();
  // What is left after the first market, at the seller's price.
  observe_offers(world, economy);
  ration(world, economy, links.asked_by_households,
         [&](Row i) { return static_cast<std::int64_t>(std::floor(static_cast<double>(links.quote[i].offer) / VolumeKind::per_whole * links.quote[i].price * MoneyKind::per_whole)); });

  const auto shares = linked_shares(world, economy);
  constexpr auto columns = static_cast<std::size_t>(household_links);
  enum : std::size_t { basic, unlinked, unserved, values };
  links.orders.open(world.context, firms);  // what buyers do not pay because they are not served
  const auto sums = parallel::sum_over_districts(world.context, BuyerClasses::quintiles * columns * values, [&](District d, int thread, std::span<Wide> into) {
    std::int64_t* const not_paid = links.orders.accounts_of(thread);
    std::array<std::int64_t, BuyerClasses::quintiles * columns * values> sum{};
    Money spent;
    for_each_row(households, d, [&](Row h) {
      const auto budget = static_cast<double>(households.budget[h].units);
      const Row* const supplier = &links.of_household[std::size_t{h} * columns];
      const std::size_t q = households.quintile[h];
      const double* const share = &shares[q * columns];
      std::int64_t* const t = &sum[q * columns * values];
      std::int64_t paid = 0;
      for (std::size_t k = 0; k < goods; ++k) {
        const std::int64_t wanted = rounded(budget * share[k]);
        const Row seller = supplier[k];
        if (seller == parallel::no_row) {
          t[k * values + unlinked] += wanted;
          continue;
        }
        std::int64_t pays = wanted;
        if (links.is_short[seller] != 0) [[unlikely]] {
          pays = served(links, seller, wanted);
          not_paid[seller] += wanted - pays;
          t[k * values + unserved] += wanted - pays;
        }
        t[k * values + basic] += pays;
        paid += pays;
      }
      households.spent[h] = Money{paid};
      households.deposits[h] -= Money{paid};
      spent += Money{paid};
    });
    for (std::size_t i = 0; i < sum.size(); ++i) into[i] += sum[i];
    world.ledger.paid(thread, Flow::purchases, Sector::households, spent);
  });

  std::vector<std::int64_t> refused(firms.rows.size(), 0);
  links.orders.deliver(world.context, firms, {parallel::ToldColumn(refused)});
  receive(world, economy, [&](Row i) {
    const Money money{links.asked_by_households[i] - refused[i]};
    return std::pair(std::min(Volume{links.quote[i].offer}, amount_of<Volume>(money.real() / firms.price[i])), money);
  });
  std::vector<LinkedGood> bought(BuyerClasses::quintiles * columns);
  for (std::size_t i = 0; i < bought.size(); ++i) {
    const auto at = [&](std::size_t value) { return Money{static_cast<std::int64_t>(sums[i * values + value])}; };
    bought[i] = {at(basic), at(unlinked), at(unserved)};
  }
  return bought;
}

}  // namespace kringloop::economy
