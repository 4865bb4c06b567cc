// What the outside world and policy ask of everyone this quarter: plain rates, filled at the start of a quarter, read by all.
#pragma once

namespace kringloop {

/// Carbon in energy and what it costs; as here where no path says otherwise.
struct CarbonSignals {
  double grid = 0.0;             // CO2 of electricity from the grid [kg/GJ]
  double generation = 1.0;       // fossil fuel and carbon per unit of electricity and heat made, base year = 1
  double intensity = 1.0;        // energy per unit of real input, base year = 1
  double ets_price = 0.0;        // [EUR/t]
  double free_allowances = 1.0;  // of the base year's that are still given [fraction]
  double levy = 0.0;             // national, of which the ETS price is taken off [EUR/t]
  double levy_exemption = 0.0;   // of emissions under the levy [fraction]
};

struct Signals {
  // exogenous paths
  double world_demand = 1.0;         // real index, base year = 1
  double world_price = 1.0;          // index, base year = 1
  double policy_rate = 0.0;          // [1/year]
  double bond_rate = 0.0;            // [1/year]
  double frontier_growth = 0.0;      // of labour productivity of new capital [1/quarter]
  double total_fertility_rate = 0.0; // [children per woman]
  double mortality_index = 1.0;      // relative to the pack's table
  double immigration = 0.0;          // [persons/quarter]
  double emigration = 0.0;           // [persons/quarter]
  double state_pension_age = 67.0;   // [years]
  CarbonSignals carbon;
  // what instruments change
  double income_tax_shift = 0.0;     // added to the rate on taxable income [fraction]
  double public_consumption = 0.0;   // volume, base year = 1; 0: follows trend growth and ages
  double public_budget = 1.0;        // factor on public consumption and the budgets of bodies
  // moods at home
  double household_confidence = 1.0; // factor on households' budgets
  double business_confidence = 1.0;  // factor on planned investment
  double price_shift = 1.0;          // factor on all prices posted this quarter
};

}  // namespace kringloop
