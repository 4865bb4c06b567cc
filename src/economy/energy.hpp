// Energy in GJ, the carbon in it, and what carbon costs (docs/economy.md, energy). Energy is bought as goods; GJ follow the real inputs
// of industries and the real purchases of households.
#pragma once

#include <array>
#include <vector>

#include "economy/structure.hpp"
#include "input/paths.hpp"
#include "world/populations.hpp"
#include "world/signals.hpp"

namespace kringloop {
struct World;
}

namespace kringloop::economy {

struct Economy;

struct IndustryEnergy {
  std::array<std::array<double, input::energy_purposes>, input::carriers> use{};  // GJ per base EUR of output, by way of its inputs
  double process = 0.0;                                                           // CO2 beside that of burning [t per base EUR of output]
  double ets_share = 0.0, free_share = 0.0, levy_share = 0.0;
};

struct HouseholdEnergy {
  input::Carrier carrier = input::Carrier::natural_gas;
  input::EnergyPurpose purpose = input::EnergyPurpose::fuel;
  int good = 0;
  double per_purchase = 0.0;  // GJ per base EUR of the good
};

/// Base-year coefficients; empty for a pack without energy tables.
struct Energy {
  /// Takes what the base year's carbon price came to out of the production tax of `structure`: the two together are the pack's.
  Energy(const input::Pack& pack, const input::Paths& paths, Structure& structure);
  std::vector<IndustryEnergy> industry;
  std::vector<HouseholdEnergy> household;
  std::array<input::CarrierCarbon, input::carriers> carbon{};  // [kg CO2/GJ]
};

/// What the paths say of carbon in a quarter, indices relative to `base`.
[[nodiscard]] CarbonSignals carbon_signals(const input::Paths& paths, Quarter base, Quarter now);

/// What carbon costs an industry [EUR per base EUR of output]. Allowances beyond the free ones are bought; the levy takes what its tariff
/// is above the price of an allowance, all of it from what is not in the ETS.
[[nodiscard]] double carbon_cost(const Energy& energy, const IndustryEnergy& industry, const CarbonSignals& signals);

/// Sets what each industry pays for carbon per unit of output this quarter.
void price_carbon(World& world, Economy& economy);

/// What a firm owes for the carbon of its output of the quarter.
[[nodiscard]] inline Money carbon_payment(const Firms& firms, Row i, const Industry& industry) {
  return amount_of<Money>(firms.output[i].real() * industry.carbon_cost);
}

/// Energy and carbon of a quarter, after account_for_output. Energy in GJ, CO2 in t.
struct EnergyAccount {
  std::array<double, input::carriers> final_use{}, by_households{}, generation{}, feedstock{};  // [carrier]
  std::vector<double> final_by_industry;                                                         // [industry]
  std::vector<double> emissions, biogenic, scope_2;  // [industry] fossil and process; of biomass; in the electricity it buys
  double household_emissions = 0.0, household_biogenic = 0.0;
  double feedstock_carbon = 0.0;                     // fossil carbon in feedstocks, as CO2
};
[[nodiscard]] EnergyAccount energy_account(const World& world, const Economy& economy);

}  // namespace kringloop::economy
