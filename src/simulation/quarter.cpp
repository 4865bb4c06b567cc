#include "simulation/quarter.hpp"

#include "economy/buying.hpp"
#include "economy/closing.hpp"
#include "economy/credit.hpp"
#include "economy/expectations.hpp"
#include "economy/firm_demography.hpp"
#include "economy/goods_market.hpp"
#include "economy/households.hpp"
#include "economy/incomes.hpp"
#include "economy/investment.hpp"
#include "economy/linked_trade.hpp"
#include "economy/opening.hpp"
#include "economy/pricing.hpp"
#include "economy/production.hpp"
#include "economy/public_finance.hpp"
#include "simulation/exogenous.hpp"
#include "workforce/demography.hpp"
#include "workforce/labour_market.hpp"
#include "workforce/participation.hpp"
#include "workforce/wages.hpp"

namespace kringloop::simulation {

namespace {

void clear_totals(economy::Economy& e) {
  e.purchases.assign(static_cast<std::size_t>(e.structure.classes.count()), economy::ClassPurchases{});
  e.exported.assign(static_cast<std::size_t>(e.structure.goods), Money{});
  e.good.assign(static_cast<std::size_t>(e.structure.goods), economy::GoodTotals{});
  e.supplier_shortfall = Volume{};
  e.firm_entries = e.firm_exits = Head{};
}

}  // namespace

void open_world(World& world, economy::Economy& economy) {
  world.now = world.settings.run.start;
  read_paths(world, world.now);
  economy.parameters = economy::parameters_in(world.settings, world.now);
  workforce::open_people(world);
  economy::open_economy(world, economy);
  workforce::count_labour(world);
}

QuarterResult simulate_quarter(World& world, economy::Economy& economy) {
  const Quarter quarter = world.now;
  economy.parameters = economy::parameters_in(world.settings, quarter);
  clear_totals(economy);

  // 1 calendar and exogenous paths
  read_paths(world, quarter);
  // 2 people are born, age, move and die; school, career and pension by age
  if (world.settings.economy.demography) {
    workforce::live_and_die(world, quarter);
    workforce::participation(world, quarter);
  }
  // firms close and start, at the prices that all see this quarter
  economy::observe_prices(world, economy);
  if (world.settings.economy.entry_exit) economy::renew_firms(world, economy);
  // 3 capital wears and arrives; wages and prices are set; buyers review their suppliers; firms form expectations
  economy::renew_capital(world, economy);
  workforce::set_wages(world, quarter);
  economy::set_prices(world, economy);
  economy::list_sellers(world, economy);
  economy::review_suppliers(world, economy);
  economy::form_expectations(world, economy);
  // 4 public budgets, investment plans
  economy::plan_public_budget(world, economy);
  economy::plan_investment(world, economy);
  // 5 credit
  economy::lend_to_firms(world, economy);
  // 6 labour market, three monthly rounds
  workforce::labour_market(world, quarter);
  // 7 storable goods are made, services offered
  economy::produce(world, economy);
  // 8 incomes and what is withheld from them
  economy::pay_incomes(world, economy);
  // 10 budgets
  economy::set_budgets(world, economy);
  // 11 goods markets: orders to suppliers; inputs and capital goods, then final demand
  economy::order_over_links(world, economy);
  economy::buy_inputs_and_capital(world, economy);
  economy::buy_final_goods(world, economy);
  economy::pass_reexports(world, economy);
  economy::account_for_output(world, economy);
  // 13 profits, taxes, interest; dwellings; the State, funds and banks; audits
  economy::settle_firms(world, economy);
  economy::share_out_property_income(world, economy);
  economy::finance_dwellings(world, economy);
  economy::settle_public_finance(world, economy);
  const economy::NationalAccounts accounts = economy::national_accounts(economy);
  const Audit found = audit(world, accounts);
  // 14 what the next quarter's rules read
  economy::observe_industry_growth(world, economy);
  economy::observe_quarter(world, economy, accounts);
  world.persons.recycle();
  world.households.recycle();
  world.firms.recycle();
  return {accounts, found};
}

}  // namespace kringloop::simulation
