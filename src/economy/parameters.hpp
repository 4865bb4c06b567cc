// The behavioural parameters of the economy, read each quarter from the pack (parameters.csv), overrides and shocks on top.
// Value, range and source of each stand in the pack; docs/economy.md has the equation in which each appears.
#pragma once

#include "base/calendar.hpp"
#include "input/settings.hpp"

namespace kringloop::economy {

// X(name, unit in which every pack gives it)
#define KRINGLOOP_ECONOMY_PARAMETERS(X) \
  X(demand_smoothing, "1/quarter")             /* weight of this quarter's orders in expected demand */ \
  X(growth_smoothing, "1/quarter")             /* weight of this quarter in an industry's trend growth */ \
  X(growth_limit, "1/quarter")                 /* trend growth of an industry at most, up or down */ \
  X(opening_growth, "1/quarter")               /* of output, for which the base year invests */ \
  X(normal_utilisation, "fraction")            /* share of capacity that firms plan to use */ \
  X(capital_adjustment, "fraction")            /* share of the capital gap closed a quarter */ \
  X(capital_cost_elasticity, "number")         /* of wanted capital to the cost of using it */ \
  X(least_wear, "fraction")                    /* of what the accounts say, where the surplus does not cover wear */ \
  X(hurdle_smoothing, "1/quarter")             /* weight of this quarter's long rate in the one that investors reckon with */ \
  X(normal_bond_rate, "1/year")                /* long rate at which the base year's capital is wanted */ \
  X(inventory_target, "quarters")              /* own products in stock [quarters of expected sales] */ \
  X(input_stock_target, "quarters")            /* inputs at the start of a quarter [quarters of expected use] */ \
  X(overtime, "number")                        /* labour input at most, relative to normal hours */ \
  X(price_adjustment, "fraction")              /* share of the gap to the wanted price closed a quarter */ \
  X(markup_reversion, "1/quarter")             /* k1 of the mark-up rule */ \
  X(markup_utilisation, "1/quarter")           /* k2 */ \
  X(markup_competition, "1/quarter")           /* k3 */ \
  X(seller_price_elasticity, "number")         /* of a seller's share of the orders at an outlet */ \
  X(outlet_minimum_share, "fraction")          /* of a seller's fair part that outlets order whatever its customers order */ \
  X(household_supplier_review, "1/quarter")    /* links that a household looks at */ \
  X(firm_supplier_review, "1/quarter")         /* links that a firm looks at */ \
  X(review_when_short, "1/quarter")            /* links looked at because the supplier was short */ \
  X(supplier_price_sensitivity, "number")      /* of switching, to the log of the price ratio */ \
  X(supplier_switching_cost, "number")         /* on the same scale */ \
  X(supplier_shortage_push, "number")          /* on the same scale, when the supplier was short */ \
  X(supplier_order_limit, "fraction")          /* of a seller's offer that one firm orders at most */ \
  X(local_purchase_share, "fraction")          /* services sought in one's own district first */ \
  X(local_purchase_distance, "km")             /* at which other services are bought */ \
  X(supply_distance, "km")                     /* at which goods are bought */ \
  X(import_price_elasticity, "number")         /* of the ratio of imported to domestic volume */ \
  X(export_price_elasticity, "number")         /* of foreign demand */ \
  X(consumption_from_wealth, "1/year")         /* of deposits and claims abroad */ \
  X(portfolio_adjustment, "1/quarter")         /* of deposits beyond the usual, invested abroad */ \
  X(income_smoothing, "1/quarter")             /* weight of this quarter's income in smoothed income */ \
  X(payout_speed, "1/quarter")                 /* share of surplus deposits paid out */ \
  X(payout_smoothing, "1/quarter")             /* weight of this quarter in a firm's usual earnings */ \
  X(draw_adjustment, "1/quarter")              /* share of the gap between owners' draws and earnings closed */ \
  X(debt_adjustment, "1/quarter")              /* share of the gap to wanted bank debt closed */ \
  X(loan_spread, "1/year")                     /* loan rate less policy rate */ \
  X(consumer_credit_spread, "1/year")          /* consumer credit rate less loan rate */ \
  X(credit_repayment, "1/quarter")             /* share of consumer credit repaid where deposits allow */ \
  X(mortgage_growth, "1/quarter")              /* of mortgages, that movers provide for */ \
  X(first_purchase_speed, "1/quarter")         /* of the owner-occupiers missing, that buy a first dwelling */ \
  X(mortgage_spread, "1/year")                 /* mortgage rate less bond rate */ \
  X(deposit_spread, "1/year")                  /* policy rate less deposit rate */ \
  X(loan_to_value, "fraction")                 /* bank debt at most, of the capital's value */ \
  X(bank_capital_target, "fraction")           /* own funds over loans */ \
  X(bank_capital_minimum, "fraction")          /* below it banks cut lending */ \
  X(mortgage_moving_rate, "1/quarter")         /* owner households that move and finance anew */ \
  X(mortgage_repayment, "1/quarter")           /* of the debt */ \
  X(foreign_return_premium, "1/year")          /* return on foreign assets less bond rate */ \
  X(debt_target, "fraction")                   /* government debt over GDP */ \
  X(debt_correction, "1/year")                 /* of the gap to the target, in the primary balance */ \
  X(budget_adjustment, "1/year")               /* share of the gap in the primary balance closed */ \
  X(surcharge_step, "fraction")                /* income-tax surcharge moves at most this share of GDP */ \
  X(budget_carry_over, "1/quarter")            /* of what a government body has left of its budgets, spent or made up for */ \
  X(elderly_public_consumption, "number")      /* public consumption a head from 65 on, over that of the others */ \
  X(trend_smoothing, "1/quarter")              /* weight of this quarter in trend growth */ \
  X(frontier_storable, "number")               /* growth of the frontier relative to the path, makers of goods */ \
  X(frontier_service, "number")                /* the same, market services */ \
  X(frontier_public, "number")                 /* the same, government units */ \
  X(local_trade_decay, "km")                   /* distance at which local services are bought */ \
  X(tax_allowance, "EUR/year")                 /* income per person free of income tax */ \
  X(banks_foreign_owned, "fraction")           /* share of the banks' payout that goes abroad */ \
  X(inflation_anchor, "1/year")                /* inflation that wage and price setters expect */ \
  X(exit_rate_one_person, "1/year")            /* firms that close though they can pay their debts: one person */ \
  X(exit_rate_2_to_9, "1/year")                /* the same, 2 to 9 persons */ \
  X(exit_rate_10_to_49, "1/year")              /* the same, 10 to 49 persons */ \
  X(exit_rate_50_to_249, "1/year")             /* the same, 50 to 249 persons */ \
  X(largest_closure, "fraction")               /* share of its industry's expected demand above which a row does not close */ \
  X(firms_follow_demand, "fraction")           /* elasticity of the number of firms to demand at given work */ \
  X(entry_adjustment, "1/quarter")             /* share of the gap to the number of firms demand supports closed a quarter */

struct Parameters {
#define KRINGLOOP_PARAMETER(name, unit) double name = 0.0;
  KRINGLOOP_ECONOMY_PARAMETERS(KRINGLOOP_PARAMETER)
#undef KRINGLOOP_PARAMETER
};

/// The values in force in `quarter`. Throws InternalError naming a parameter the pack does not have.
[[nodiscard]] Parameters parameters_in(const input::Settings& settings, Quarter quarter);

}  // namespace kringloop::economy
