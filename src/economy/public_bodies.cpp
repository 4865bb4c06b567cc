#include "economy/public_bodies.hpp"

#include <algorithm>

#include "economy/expectations.hpp"
#include "economy/linked_trade.hpp"
#include "economy/public_finance.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Investment that a unit of output needs in the long run: wear, and the growth that base-year investment provides for.
double investment_per_unit(const Economy& economy, const Industry& industry) {
  return (industry.wear + economy.structure.capital_growth) * industry.capital_per_unit / economy.parameters.normal_utilisation;
}

/// What a unit of output costs a body in money: staff, inputs, taxes and the investment that goes with it [EUR/base EUR].
double cost_of_unit(const World& world, const Economy& economy, Row i) {
  const Firms& firms = world.firms;
  const std::size_t s = firms.industry[i];
  const Industry& industry = economy.structure.industry[s];
  // An hour costs what the staff cost in the last quarter; in the first one, what it cost in the base year.
  const Money paid = firms.wage_bill[i] + firms.mixed_income[i] + firms.contributions[i];
  const double expected = 1.0 + economy.parameters.inflation_anchor / 4.0;
  const double hour = paid.units > 0 && firms.staff_hours[i].units > 0 ? paid.real() / static_cast<double>(firms.staff_hours[i].units) * expected
                                                                     : firms.wage[i] * (1.0 + industry.contribution_rate) * firms.efficiency[i] / full_time_hours;
  const double capital = investment_per_unit(economy, industry) * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
  return hour * industry.hours_per_unit / firms.productivity[i] + (economy.input_price[s] + capital) * expected + industry.production_tax_rate * firms.price[i];
}

/// The same in the base year, when an hour's pay and output are the industry's everywhere.
double base_cost_of_unit(const Economy& economy, const Industry& industry) {
  const int basket = economy.structure.classes.investment(industry.investment_kind);
  double capital_price = 0.0;
  for (const BasketItem& item : economy.structure.basket[static_cast<std::size_t>(basket)]) capital_price += item.share * economy.structure.wedge(item.good, basket);
  return industry.wage * (1.0 + industry.contribution_rate) * industry.hours_per_unit / full_time_hours + industry.input_cost +
         investment_per_unit(economy, industry) * capital_price + industry.production_tax_rate;
}

template <class Visit>
void each_body(const Firms& firms, District district, Visit&& visit) {
  for_each_row(firms, district, [&](Row i) {
    if (firms.kind[i] == FirmKind::government) visit(i);
  });
}

std::size_t tier_of(const Firms& firms, Row body) { return static_cast<std::size_t>(firms.tier[body]) - 1; }

}  // namespace

void open_public_bodies(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const Structure& st = economy.structure;
  auto& given = world.institutions.given_share;
  given.assign(static_cast<std::size_t>(st.goods), 0.0);
  for (const BasketItem& item : st.basket[static_cast<std::size_t>(st.classes.government())]) {
    const auto g = static_cast<std::size_t>(item.good);
    given[g] = std::min(1.0, st.government_consumption * item.share * (1.0 - item.import_share) / st.industry[g].output);
  }
  const auto cost = [&](Row i) {
    const std::size_t s = firms.industry[i];
    return firms.expected_demand[i] * std::max(0.0, base_cost_of_unit(economy, st.industry[s]) - (1.0 - given[s]));
  };
  const auto all = parallel::ordered_sum(world.context, 1, [&](District d, int, std::span<double> into) {
    each_body(firms, d, [&](Row i) { into[0] += cost(i); });
  });
  world.institutions.base.public_budget = all[0];
  parallel::for_each_district(world.context, [&](District d, int) {
    each_body(firms, d, [&](Row i) {
      firms.budget_share[i] = cost(i) / all[0];
      firms.revenue[i] = amount_of<Money>(firms.expected_demand[i]);  // fees of the first quarter are reckoned from it
    });
  });
}

void grant_budgets(World& world, Economy& economy) {
  Firms& firms = world.firms;
  Institutions& inst = world.institutions;
  economy.body = {};
  economy.granted.assign(economy.structure.industry.size(), 1.0);
  if (inst.base.public_budget <= 0.0) return;
  std::vector<double> base_cost;
  for (const Industry& industry : economy.structure.industry) base_cost.push_back(base_cost_of_unit(economy, industry));
  // Each service is paid what it was in the base year, grown with public consumption in volume and with what a unit of it costs the bodies.
  const auto dearer = parallel::ordered_sum(world.context, 3 * base_cost.size(), [&](District d, int, std::span<double> into) {
    each_body(firms, d, [&](Row i) {
      const std::size_t s = firms.industry[i];
      into[3 * s] += firms.budget_share[i] * cost_of_unit(world, economy, i) / base_cost[s];
      into[3 * s + 1] += firms.budget_share[i];
      into[3 * s + 2] += firms.budget_share[i] * inst.budget_factor[tier_of(firms, i)];
    });
  });
  std::vector<double> budget(base_cost.size());  // [industry] a unit of share
  for (std::size_t s = 0; s < budget.size(); ++s) {
    if (dearer[3 * s + 1] <= 0.0) continue;
    budget[s] = inst.base.public_budget * dearer[3 * s] / dearer[3 * s + 1] * public_consumption(world) / economy.structure.government_consumption;
    economy.granted[s] = 1.0 - world.pack.industries[s].public_share * (1.0 - dearer[3 * s + 2] / dearer[3 * s + 1]);
  }
  const double expected = 1.0 + economy.parameters.inflation_anchor / 4.0;
  const auto paid = parallel::sum_over_districts(world.context, input::tiers, [&](District d, int thread, std::span<Wide> into) {
    Money received;
    each_body(firms, d, [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      const Money transfer = amount_of<Money>(firms.budget_share[i] * budget[firms.industry[i]] * inst.budget_factor[tier_of(firms, i)]);
      firms.deposits[i] += transfer;
      received += transfer;
      into[tier_of(firms, i)] += transfer.units;
      const double fees = (1.0 - inst.given_share[firms.industry[i]]) * firms.revenue[i].real() * expected;
      const double means = transfer.real() + fees + economy.parameters.budget_carry_over * firms.treasury_balance[i].real();
      firms.expected_demand[i] = std::max(0.0, means) / cost_of_unit(world, economy, i);
      firms.target_staff[i] = planned_output(firms, i, economy) * industry.hours_per_unit / firms.productivity[i] / full_time_hours;
      firms.investment[i] = amount_of<Volume>(investment_per_unit(economy, industry) * firms.expected_demand[i]);
    });
    world.ledger.received(thread, Flow::public_budgets, Sector::firms, received);
  });
  Money all;
  for (std::size_t t = 0; t < input::tiers; ++t) all += economy.body[t].transfers = Money{static_cast<std::int64_t>(paid[t])};
  world.ledger.pay(world.context, Flow::public_budgets, Sector::government, inst.government, all);
}

void observe_given_output(World& world, const Economy& economy) {
  for (std::size_t g = 0; g < economy.industry.size(); ++g) {
    const double sales = economy.industry[g].sales_value.real();
    if (sales > 0.0) world.institutions.given_share[g] = std::min(1.0, economy.public_consumption[g].real() / sales);
  }
}

void count_bodies(World& world, Economy& economy) {
  const Firms& firms = world.firms;
  const auto goods = static_cast<std::size_t>(economy.structure.goods);
  enum : std::size_t { purchases, investment, employment, left, values };
  const auto sums = parallel::sum_over_districts(world.context, input::tiers * values + goods, [&](District d, int, std::span<Wide> into) {
    each_body(firms, d, [&](Row i) {
      Wide* const t = &into[tier_of(firms, i) * values];
      t[purchases] += firms.input_cost[i].units;
      t[investment] += firms.investment_cost[i].units;
      t[employment] += firms.staff[i].units;
      t[left] += firms.treasury_balance[i].units;
      into[input::tiers * values + firms.industry[i]] += firms.revenue[i].units;
    });
  });
  const auto at = [&](std::size_t k) { return static_cast<std::int64_t>(sums[k]); };
  for (std::size_t t = 0; t < input::tiers; ++t) {
    BodyTotals& tier = economy.body[t];
    tier.purchases = Money{at(t * values + purchases)};
    tier.investment = Money{at(t * values + investment)};
    tier.employment = Head{at(t * values + employment)};
    tier.balance = Money{at(t * values + left)};
  }
  economy.given_away = Money{};
  for (std::size_t g = 0; g < goods; ++g) {
    economy.given_away += amount_of<Money>(Money{at(input::tiers * values + g)}.real() * world.institutions.given_share[g]);
  }
}

std::vector<BodyPurchase> purchases_of(const World& world, const Economy& economy, Row body) {
  const Firms& firms = world.firms;
  const Structure& st = economy.structure;
  const Industry& industry = st.industry[firms.industry[body]];
  std::vector<BodyPurchase> bought;
  const auto add_basket = [&](int buyer_class, Volume wanted, bool capital) {
    for (const BasketItem& item : st.basket[static_cast<std::size_t>(buyer_class)]) bought.push_back({item.good, Place{}, amount_of<Volume>(wanted.real() * item.share), capital});
  };
  const District district = firms.rows.place(body).district();
  const Row first = firms.rows.begin(district);
  const std::span<const FurtherSupplier> further = world.further_suppliers[static_cast<std::size_t>(district)];
  FurtherWalk walk(further);
  for (int k = 0; k < firm_links; ++k) {
    const Volume wanted = wanted_input(firms, body, k, economy);
    if (wanted.units == 0) continue;
    const int good = industry.linked[static_cast<std::size_t>(k)];
    const FurtherWalk::Range more = walk.of(body - first, k);
    std::vector<std::int64_t> parts(1 + more.count());
    split_over_suppliers(wanted.units, further.subspan(more.first, more.count()), parts);
    bought.push_back({good, firms.supplier[body][k], Volume{parts[0]}, false});
    for (std::size_t n = 0; n < more.count(); ++n) bought.push_back({good, further[more.first + n].place, Volume{parts[1 + n]}, false});
  }
  add_basket(st.classes.firm(firms.industry[body], firm_links), wanted_input(firms, body, firm_links, economy), false);
  add_basket(st.classes.investment(industry.investment_kind), firms.investment[body], true);
  return bought;
}

}  // namespace kringloop::economy
