// The behavioural parameters of the economy, read each quarter from the pack (parameters.csv), overrides and shocks on top.
// Value, range and source of each stand in the pack; docs/economy.md has the equation in which each appears.
#pragma once

#include "base/calendar.hpp"
#include "input/settings.hpp"

namespace kringloop::economy {

#define KRINGLOOP_ECONOMY_PARAMETERS(X)                                                              \
  X(demand_smoothing)            /* weight of this quarter's orders in expected demand [1/quarter] */ \
  X(growth_smoothing)            /* weight of this quarter in an industry's trend growth [1/quarter] */ \
  X(growth_limit)                /* trend growth of an industry at most, up or down [1/quarter] */    \
  X(normal_utilisation)          /* share of capacity that firms plan to use */                       \
  X(capital_adjustment)          /* share of the capital gap closed a quarter */                      \
  X(capital_cost_elasticity)     /* of wanted capital to the cost of using it */                      \
  X(least_wear)                  /* of what the accounts say, where the surplus does not cover wear */ \
  X(normal_bond_rate)            /* long rate at which the base year's capital is wanted [1/year] */  \
  X(inventory_target)            /* own products in stock [quarters of expected sales] */             \
  X(input_stock_target)          /* inputs at the start of a quarter [quarters of expected use] */    \
  X(overtime)                    /* labour input at most, relative to normal hours */                 \
  X(price_adjustment)            /* share of the gap to the wanted price closed a quarter */          \
  X(markup_reversion)            /* k1 of the mark-up rule [1/quarter] */                             \
  X(markup_utilisation)          /* k2 [1/quarter] */                                                 \
  X(markup_competition)          /* k3 [1/quarter] */                                                 \
  X(seller_price_elasticity)     /* of a seller's share of the orders at an outlet */                 \
  X(outlet_minimum_share)        /* of a seller's fair part that outlets order whatever its customers order */ \
  X(household_supplier_review)   /* links that a household looks at [1/quarter] */                    \
  X(firm_supplier_review)        /* links that a firm looks at [1/quarter] */                         \
  X(review_when_short)           /* links looked at because the supplier was short [1/quarter] */     \
  X(supplier_price_sensitivity)  /* of switching, to the log of the price ratio */                    \
  X(supplier_switching_cost)     /* on the same scale */                                              \
  X(supplier_shortage_push)      /* on the same scale, when the supplier was short */                 \
  X(supplier_order_limit)        /* of a seller's offer that one firm orders at most */               \
  X(local_purchase_share)        /* services sought in one's own district first */                    \
  X(local_purchase_distance)     /* at which other services are bought [km] */                        \
  X(supply_distance)             /* at which goods are bought [km] */                                 \
  X(import_price_elasticity)     /* of the ratio of imported to domestic volume */                    \
  X(export_price_elasticity)     /* of foreign demand */                                              \
  X(consumption_from_wealth)     /* of deposits and claims abroad [1/year] */                         \
  X(portfolio_adjustment)        /* of deposits beyond the usual, invested abroad [1/quarter] */      \
  X(income_smoothing)            /* weight of this quarter's income in smoothed income [1/quarter] */ \
  X(payout_speed)                /* share of surplus deposits paid out [1/quarter] */                 \
  X(payout_smoothing)            /* weight of this quarter in a firm's usual earnings [1/quarter] */  \
  X(draw_adjustment)             /* share of the gap between owners' draws and earnings closed [1/quarter] */ \
  X(debt_adjustment)             /* share of the gap to wanted bank debt closed [1/quarter] */        \
  X(loan_spread)                 /* loan rate less policy rate [1/year] */                            \
  X(consumer_credit_spread)      /* consumer credit rate less loan rate [1/year] */                   \
  X(credit_repayment)            /* share of consumer credit repaid where deposits allow [1/quarter] */ \
  X(mortgage_growth)             /* of mortgages, that movers provide for [1/quarter] */              \
  X(first_purchase_speed)        /* of the owner-occupiers missing, that buy a first dwelling [1/quarter] */ \
  X(mortgage_spread)             /* mortgage rate less bond rate [1/year] */                          \
  X(deposit_spread)              /* policy rate less deposit rate [1/year] */                         \
  X(loan_to_value)               /* bank debt at most, of the capital's value */                      \
  X(bank_capital_target)         /* own funds over loans */                                           \
  X(bank_capital_minimum)        /* below it banks cut lending */                                     \
  X(mortgage_moving_rate)        /* owner households that move and finance anew [1/quarter] */        \
  X(mortgage_repayment)          /* of the debt [1/quarter] */                                        \
  X(foreign_return_premium)      /* return on foreign assets less bond rate [1/year] */               \
  X(debt_target)                 /* government debt over GDP */                                       \
  X(debt_correction)             /* of the gap to the target, in the primary balance [1/year] */      \
  X(budget_adjustment)           /* share of the gap in the primary balance closed [1/year] */        \
  X(surcharge_step)              /* income-tax surcharge moves at most this share of GDP [1/year] */  \
  X(budget_carry_over)           /* of what a government body has left of its budgets, spent or made up for [1/quarter] */ \
  X(elderly_public_consumption)  /* public consumption a head from 65 on, over that of the others */  \
  X(trend_smoothing)             /* weight of this quarter in trend growth [1/quarter] */             \
  X(frontier_storable)           /* growth of the frontier relative to the path, makers of goods */   \
  X(frontier_service)            /* the same, market services */                                      \
  X(frontier_public)             /* the same, government units */                                     \
  X(local_trade_decay)           /* distance at which local services are bought [km] */               \
  X(tax_allowance)               /* income per person free of income tax [EUR/year] */                \
  X(banks_foreign_owned)         /* share of the banks' payout that goes abroad */                    \
  X(inflation_anchor)            /* inflation that wage and price setters expect [1/year] */ \
  X(exit_rate_one_person)        /* firms that close though they can pay their debts: one person [1/year] */ \
  X(exit_rate_2_to_9)            /* the same, 2 to 9 persons [1/year] */                              \
  X(exit_rate_10_to_49)          /* the same, 10 to 49 persons [1/year] */                            \
  X(exit_rate_50_to_249)         /* the same, 50 to 249 persons [1/year] */                           \
  X(largest_closure)             /* share of its industry's expected demand above which a row does not close */ \
  X(firms_follow_demand)         /* elasticity of the number of firms to demand at given work */         \
  X(entry_adjustment)            /* share of the gap to the number of firms demand supports closed a quarter */

struct Parameters {
#define KRINGLOOP_PARAMETER(name) double name = 0.0;
  KRINGLOOP_ECONOMY_PARAMETERS(KRINGLOOP_PARAMETER)
#undef KRINGLOOP_PARAMETER
};

/// The values in force in `quarter`. Throws InternalError naming a parameter the pack does not have.
[[nodiscard]] Parameters parameters_in(const input::Settings& settings, Quarter quarter);

}  // namespace kringloop::economy
