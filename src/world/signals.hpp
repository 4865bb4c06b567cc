// What the outside world and policy ask of everyone this quarter: plain rates, filled at the start of a quarter, read by all.
#pragma once

namespace kringloop {

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
  // rates that instruments change
  double income_tax_shift = 0.0;     // added to the rate on taxable income [fraction]
  double interest_shift = 0.0;       // added to the policy rate [1/year]
  double productivity_shift = 0.0;   // added to frontier growth [1/quarter]
};

}  // namespace kringloop
