#include "simulation/quarter.hpp"

#include "economy/autoregressions.hpp"
#include "economy/banks.hpp"
#include "economy/buying.hpp"
#include "economy/cash_need.hpp"
#include "economy/closing.hpp"
#include "economy/credit.hpp"
#include "economy/expectations.hpp"
#include "economy/firm_demography.hpp"
#include "economy/goods_market.hpp"
#include "economy/households.hpp"
#include "economy/incomes.hpp"
#include "economy/investment.hpp"
#include "economy/linked_trade.hpp"
#include "economy/national_market.hpp"
#include "economy/opening.hpp"
#include "economy/pricing.hpp"
#include "economy/production.hpp"
#include "economy/public_bodies.hpp"
#include "economy/public_finance.hpp"
#include "economy/savings.hpp"
#include "simulation/exogenous.hpp"
#include "workforce/demography.hpp"
#include "workforce/immediate_labour_market.hpp"
#include "workforce/labour_market.hpp"
#include "workforce/participation.hpp"
#include "workforce/wages.hpp"

namespace kringloop::simulation {

namespace {

using Rules = input::Economy;

void clear_totals(World& world, economy::Economy& e) {
  e.purchases.assign(static_cast<std::size_t>(e.structure.classes.count()), economy::ClassPurchases{});
  e.public_consumption.assign(static_cast<std::size_t>(e.structure.goods), Money{});
  e.exported.assign(static_cast<std::size_t>(e.structure.goods), Money{});
  e.consumed.assign(static_cast<std::size_t>(e.structure.goods), Volume{});
  e.good.assign(static_cast<std::size_t>(e.structure.goods), economy::GoodTotals{});
  e.supplier_shortfall = Volume{};
  e.firm_entries = e.firm_exits = Head{};
  for (Bank& bank : world.institutions.banks) bank.begin_quarter();
}

}  // namespace

void open_world(World& world, economy::Economy& economy) {
  world.now = world.settings.run.start;
  read_paths(world, world.now);
  economy.parameters = economy::parameters_in(world.settings, world.now);
  workforce::open_people(world);
  if (world.settings.economy.labour_market == Rules::LabourMarket::immediate) workforce::make_workers_equal(world);
  economy::open_economy(world, economy);
  workforce::count_labour(world);
  world.ledger.open_positions(positions(world));
}

QuarterResult simulate_quarter(World& world, economy::Economy& economy, PhaseTimes& times) {
  const Quarter quarter = world.now;
  const Rules& rules = world.settings.economy;
  economy.parameters = economy::parameters_in(world.settings, quarter);
  clear_totals(world, economy);
  const auto economic = [&](const char* name, auto&& phase) { times.time(name, [&] { phase(world, economy); }); };
  const auto social = [&](const char* name, auto&& phase) { times.time(name, [&] { phase(world, quarter); }); };

  // 1 calendar and exogenous paths
  social("read_paths", read_paths);
  if (rules.expectations == Rules::Expectations::ar1) economic("expect_growth_and_inflation", economy::expect_growth_and_inflation);
  if (rules.outside == Rules::Outside::ar1) economic("move_outside", economy::move_outside);
  // 2 people are born, age, move and die; school, career and pension by age
  if (rules.demography) {
    social("live_and_die", workforce::live_and_die);
    economic("pass_on_debts", economy::pass_on_debts);
    social("participation", workforce::participation);
  }
  // firms close and start, at the prices that all see this quarter
  economic("observe_prices", economy::observe_prices);
  economic("price_carbon", economy::price_carbon);
  if (rules.entry_exit) economic("renew_firms", economy::renew_firms);
  // 3 capital wears and arrives; wages and prices are set; buyers review their suppliers; firms form expectations
  economic("renew_capital", economy::renew_capital);
  social("set_wages", workforce::set_wages);
  economic("set_prices", economy::set_prices);
  economic("list_sellers", economy::list_sellers);
  economic("review_suppliers", economy::review_suppliers);
  economic("form_expectations", economy::form_expectations);
  // 4 public budgets, investment plans
  economic("plan_public_budget", economy::plan_public_budget);
  economic("grant_budgets", economy::grant_budgets);
  economic("plan_investment", economy::plan_investment);
  // 5 credit
  if (rules.finance == Rules::Finance::cash_need) {
    economic("refinance_insolvent", economy::refinance_insolvent);
    economic("lend_for_cash", economy::lend_for_cash);
  } else {
    economic("lend_to_firms", economy::lend_to_firms);
  }
  // 6 labour market, three monthly rounds
  social("labour_market", rules.labour_market == Rules::LabourMarket::immediate ? workforce::immediate_labour_market : workforce::labour_market);
  // 7 storable goods are made, services offered
  economic("produce", economy::produce);
  // 8 incomes and what is withheld from them; where profits of a quarter are expected in the next, they are had there
  if (rules.finance == Rules::Finance::cash_need) economic("share_out_property_income", economy::share_out_property_income);
  economic("pay_incomes", economy::pay_incomes);
  // 10 budgets
  economic("set_budgets", economy::set_budgets);
  // 11 goods markets: orders to suppliers; inputs and capital goods, then final demand
  if (rules.trade == Rules::Trade::national) economic("list_offers", economy::list_offers);
  economic("order_over_links", economy::order_over_links);
  economic("buy_inputs_and_capital", economy::buy_inputs_and_capital);
  economic("buy_final_goods", economy::buy_final_goods);
  economic("pass_reexports", economy::pass_reexports);
  economic("account_for_output", economy::account_for_output);
  economic("observe_given_output", economy::observe_given_output);
  // 13 profits, taxes, interest; dwellings; the State, funds and banks; audits
  economic("settle_firms", economy::settle_firms);
  economic("count_bodies", economy::count_bodies);
  if (rules.finance == Rules::Finance::buffers) economic("share_out_property_income", economy::share_out_property_income);
  if (rules.households == Rules::Households::smoothed_income) {
    economic("finance_dwellings", economy::finance_dwellings);
    economic("invest_savings", economy::invest_savings);
  }
  economic("settle_public_finance", economy::settle_public_finance);
  const economy::NationalAccounts accounts = economy::national_accounts(world, economy);
  const Audit found = times.time("audit", [&] { return audit(world, accounts); });
  // 14 what the next quarter's rules read
  economic("observe_output", economy::observe_output);
  economic("observe_industry_growth", economy::observe_industry_growth);
  times.time("observe_quarter", [&] { economy::observe_quarter(world, economy, accounts); });
  world.persons.recycle();
  world.households.recycle();
  world.firms.recycle();
  return {accounts, found};
}

}  // namespace kringloop::simulation
