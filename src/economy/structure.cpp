#include "economy/structure.hpp"

#include <algorithm>
#include <numeric>

namespace kringloop::economy {

namespace {

using input::FinalUse;
using input::UseClass;
constexpr double million = 1e6;
constexpr double per_quarter = 0.25;

struct Use {
  double domestic = 0.0, imported = 0.0;  // [MEUR/year]
  [[nodiscard]] double total() const { return domestic + imported; }
};

Use use_of(const input::Pack& pack, std::size_t good, std::size_t user) {
  return {std::max(0.0, pack.use_domestic(good, user)), std::max(0.0, pack.use_imported(good, user))};
}

BasketItem item_of(std::size_t good, Use use, double whole) {
  return {static_cast<int>(good), use.total() / whole, use.total() > 0.0 ? use.imported / use.total() : 0.0};
}

/// Basket of a whole column of the use table, in shares of its volume at basic prices; returns the volume [MEUR/year].
double column_basket(const input::Pack& pack, std::size_t user, std::vector<BasketItem>& basket) {
  double whole = 0.0;
  for (std::size_t g = 0; g < pack.industry_count(); ++g) whole += use_of(pack, g, user).total();
  if (whole <= 0.0) return 0.0;
  for (std::size_t g = 0; g < pack.industry_count(); ++g) {
    const Use use = use_of(pack, g, user);
    if (use.total() > 0.0) basket.push_back(item_of(g, use, whole));
  }
  return whole;
}

/// The twelve main inputs and the basket of the rest.
void input_baskets(const input::Pack& pack, std::size_t s, Structure& st) {
  Industry& industry = st.industry[s];
  const double output = pack.accounts[s].output;
  std::vector<std::size_t> order(pack.industry_count());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return use_of(pack, a, s).total() > use_of(pack, b, s).total(); });
  double rest = 0.0;
  for (std::size_t k = firm_links; k < order.size(); ++k) rest += use_of(pack, order[k], s).total();
  for (int k = 0; k < firm_links; ++k) {
    const bool there = static_cast<std::size_t>(k) < order.size();
    const Use use = there ? use_of(pack, order[static_cast<std::size_t>(k)], s) : Use{};
    industry.linked[static_cast<std::size_t>(k)] = use.total() > 0.0 ? static_cast<int>(order[static_cast<std::size_t>(k)]) : -1;
    industry.supplied[static_cast<std::size_t>(k)] = use.domestic > 0.0 ? industry.linked[static_cast<std::size_t>(k)] : -1;
    industry.suppliers += use.domestic > 0.0 ? 1 : 0;
    industry.stocked[static_cast<std::size_t>(k)] = there && pack.industries[order[static_cast<std::size_t>(k)]].supply == input::Industry::Supply::storable;
    industry.coefficient[static_cast<std::size_t>(k)] = use.total() / output;
    if (use.total() > 0.0) {
      st.basket[static_cast<std::size_t>(st.classes.firm(static_cast<int>(s), k))] = {item_of(order[static_cast<std::size_t>(k)], use, use.total())};
    }
  }
  industry.coefficient[firm_links] = rest / output;
  auto& others = st.basket[static_cast<std::size_t>(st.classes.firm(static_cast<int>(s), firm_links))];
  for (std::size_t k = firm_links; k < order.size() && rest > 0.0; ++k) {
    const Use use = use_of(pack, order[k], s);
    if (use.total() > 0.0) others.push_back(item_of(order[k], use, rest));
  }
  for (std::size_t g = 0; g < pack.industry_count(); ++g) {
    industry.input_cost += use_of(pack, g, s).total() / output * st.wedge(static_cast<int>(g), st.classes.firm(static_cast<int>(s), 0));
  }
}

/// Household baskets by quintile: shares of spending at purchasers' prices.
void household_baskets(const input::Pack& pack, Structure& st) {
  const std::size_t user = pack.column_of(FinalUse::household_consumption);
  std::vector<double> spending(pack.industry_count());
  for (std::size_t g = 0; g < pack.industry_count(); ++g) {
    spending[g] = use_of(pack, g, user).total() * st.wedge(static_cast<int>(g), st.classes.household(0));
  }
  const double whole = std::accumulate(spending.begin(), spending.end(), 0.0);
  st.household_consumption = whole * million * per_quarter;
  for (std::size_t q = 0; q < 5; ++q) {
    auto& basket = st.basket[static_cast<std::size_t>(st.classes.household(static_cast<int>(q)))];
    double sum = 0.0;
    for (std::size_t g = 0; g < pack.industry_count(); ++g) {
      if (spending[g] <= 0.0) continue;
      BasketItem item = item_of(g, use_of(pack, g, user), 1.0);
      item.share = spending[g] * pack.baskets(g, q);
      sum += item.share;
      basket.push_back(item);
    }
    for (BasketItem& item : basket) item.share /= sum;
  }
  std::vector<int> order;
  for (std::size_t g = 0; g < spending.size(); ++g) if (use_of(pack, g, user).domestic > 0.0) order.push_back(static_cast<int>(g));
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return spending[static_cast<std::size_t>(a)] > spending[static_cast<std::size_t>(b)]; });
  if (order.size() > static_cast<std::size_t>(household_links)) order.resize(household_links);
  st.household_goods = std::move(order);
}

}  // namespace

Structure::Structure(const input::Pack& pack, const input::Economy& rules, double growth)
    : goods(static_cast<int>(pack.industry_count())), regions(static_cast<int>(pack.region_count())), classes(goods),
      basket(static_cast<std::size_t>(classes.count())), use_class(static_cast<std::size_t>(classes.count()), static_cast<int>(UseClass::intermediate)),
      valuation(pack.valuation.size()), margin_supply(pack.margin_supply), industry(static_cast<std::size_t>(goods)), reexports(pack.reexports) {
  for (int q = 0; q < 5; ++q) use_class[static_cast<std::size_t>(classes.household(q))] = static_cast<int>(UseClass::household_consumption);
  for (int k = 0; k < 3; ++k) use_class[static_cast<std::size_t>(classes.investment(k))] = static_cast<int>(UseClass::investment);
  use_class[static_cast<std::size_t>(classes.government())] = static_cast<int>(UseClass::government_consumption);
  use_class[static_cast<std::size_t>(classes.exports())] = static_cast<int>(UseClass::exports);

  for (std::size_t g = 0; g < valuation.size(); ++g) {
    std::copy(pack.valuation[g].begin(), pack.valuation[g].end(), valuation[g].begin());
    valuation[g][dwellings_use] = pack.valuation[g][static_cast<std::size_t>(UseClass::investment)];
    if (rules.households != input::Economy::Households::expected_income) continue;
    // Households' dwellings are taxed at a rate of their own, other investment pays what is left of the tax on all.
    double& others = valuation[g][static_cast<std::size_t>(UseClass::investment)].product_tax_rate;
    const double bought = use_of(pack, g, pack.column_of(FinalUse::investment_dwellings)).total();
    const double rest = use_of(pack, g, pack.column_of(FinalUse::investment_business)).total() + use_of(pack, g, pack.column_of(FinalUse::investment_public)).total();
    const double own = pack.of_published("dwellings_tax");
    valuation[g][dwellings_use].product_tax_rate = own;
    if (rest > 0.0) others -= (own - others) * bought / rest;
  }
  use_class[static_cast<std::size_t>(classes.investment(2))] = static_cast<int>(dwellings_use);
  household_baskets(pack, *this);
  const auto whole = [&](FinalUse use, int buyer) {
    return column_basket(pack, pack.column_of(use), basket[static_cast<std::size_t>(buyer)]) * million * per_quarter;
  };
  investment = {whole(FinalUse::investment_business, classes.investment(0)), whole(FinalUse::investment_public, classes.investment(1)),
                whole(FinalUse::investment_dwellings, classes.investment(2))};
  government_consumption = whole(FinalUse::government_consumption, classes.government());
  exports = whole(FinalUse::exports, classes.exports());

  // Balance sheets value capital at purchasers' prices; volumes are at basic prices.
  for (int kind = 0; kind < 3; ++kind) {
    for (const BasketItem& item : basket[static_cast<std::size_t>(classes.investment(kind))]) {
      capital_price[static_cast<std::size_t>(kind)] += item.share * wedge(item.good, classes.investment(kind));
    }
  }
  const auto kind_of = [&](std::size_t s) { return pack.industries[s].public_share > 0.5 ? 1U : (pack.industries[s].code == "68" ? 2U : 0U); };
  const auto capital_of = [&](std::size_t s) { return pack.accounts[s].capital_stock * million / capital_price[kind_of(s)]; };
  for (const input::Industry& i : pack.industries) reexport_supply.push_back(i.code == "46" ? 1.0 : 0.0);
  if (std::find(reexport_supply.begin(), reexport_supply.end(), 1.0) == reexport_supply.end()) reexport_supply = margin_supply;
  constexpr double utilisation = 0.85;  // at which the base year's capital is used
  for (std::size_t s = 0; s < industry.size(); ++s) {
    const input::IndustryAccounts& a = pack.accounts[s];
    const input::IndustryFinance& f = pack.finance[s];
    Industry& i = industry[s];
    input_baskets(pack, s, *this);
    i.output = a.output * million * per_quarter;
    i.contribution_rate = a.wages > 0.0 ? a.employer_contributions / a.wages : 0.0;
    i.production_tax_rate = a.production_taxes_net / a.output;
    i.capital_per_unit = capital_of(s) * utilisation / i.output;
    i.wear = a.capital_stock > 0.0 ? a.fixed_capital_consumption / a.capital_stock * per_quarter : 0.0;
    i.payout_foreign = f.foreign_owned_share;
    i.debt_ratio = a.capital_stock > 0.0 ? f.bank_debt / a.capital_stock : 0.0;
    i.storable = pack.industries[s].supply == input::Industry::Supply::storable;
    // Near home are bought the services that go mostly to households; the rest of the services trade nationwide.
    double sold = 0.0;
    for (std::size_t user = 0; user < pack.user_count(); ++user) sold += pack.use_domestic(s, user);
    const double to_people = pack.use_domestic(s, pack.column_of(FinalUse::household_consumption)) +
                             (pack.industries[s].public_share < 1.0 ? pack.use_domestic(s, pack.column_of(FinalUse::government_consumption)) : 0.0);
    i.local = pack.industries[s].supply == input::Industry::Supply::service && to_people > 0.5 * sold;
    i.investment_kind = static_cast<int>(kind_of(s));
  }
  if (rules.production == input::Economy::Production::to_stock) {
    one_input_stock = true;
    for (Industry& i : industry) {
      i.storable = true;
      i.stocked.fill(true);
    }
  }
  if (rules.trade == input::Economy::Trade::national) {
    household_goods.clear();
    for (Industry& i : industry) {
      i.supplied.fill(-1);
      i.suppliers = 0;
      i.local = false;
    }
  }
  double jobs = 0.0, persons = 0.0;
  for (const input::IndustryAccounts& a : pack.accounts) { jobs += a.jobs; persons += a.persons; }
  jobs_per_person = jobs / persons;
  // Wear is scaled by kind of investment so that base-year investment = (wear + growth) x capital.
  capital_growth = growth;
  for (int kind = 0; kind < 3; ++kind) {
    double wear = 0.0, capital = 0.0;
    for (std::size_t s = 0; s < industry.size(); ++s) {
      if (industry[s].investment_kind != kind) continue;
      const double k = capital_of(s);
      wear += industry[s].wear * k;
      capital += k;
    }
    if (wear <= 0.0) continue;
    const double wanted = investment[static_cast<std::size_t>(kind)];  // base-price investment a quarter
    const double factor = std::max(0.2, (wanted - capital_growth * capital) / wear);
    for (Industry& i : industry) if (i.investment_kind == kind) i.wear *= factor;
  }
}

}  // namespace kringloop::economy
