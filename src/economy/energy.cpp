#include "economy/energy.hpp"

#include <algorithm>

#include "economy/economy.hpp"

namespace kringloop::economy {

namespace {

using input::EnergyPurpose;
using input::Series;
constexpr double gj = 1e6;             // in a PJ
constexpr double tonnes = 1e-3;        // in a kg
constexpr double million = 1e6;
constexpr auto fuel = static_cast<std::size_t>(EnergyPurpose::fuel), generation = static_cast<std::size_t>(EnergyPurpose::generation),
               feedstock = static_cast<std::size_t>(EnergyPurpose::feedstock);
constexpr auto electricity = static_cast<std::size_t>(input::Carrier::electricity);

/// Real input of a good per unit of output.
double input_coefficient(const Structure& st, int industry, int good) {
  double coefficient = 0.0;
  for (int k = 0; k < BuyerClasses::slots; ++k)
    for (const BasketItem& item : st.basket[static_cast<std::size_t>(st.classes.firm(industry, k))])
      if (item.good == good) coefficient += st.industry[static_cast<std::size_t>(industry)].coefficient[static_cast<std::size_t>(k)] * item.share;
  return coefficient;
}

/// Fossil and process CO2 per unit of output [t]; of biomass with `biogenic`.
double emitted(const Energy& energy, const IndustryEnergy& industry, const CarbonSignals& signals, bool biogenic = false) {
  double sum = biogenic ? 0.0 : industry.process;
  for (std::size_t c = 0; c < input::carriers; ++c) {
    const double burnt = industry.use[c][fuel] * signals.intensity + industry.use[c][generation] * signals.generation;
    sum += burnt * tonnes * (biogenic ? energy.carbon[c].biogenic : energy.carbon[c].fossil);
  }
  return sum;
}

}  // namespace

double carbon_cost(const Energy& energy, const IndustryEnergy& industry, const CarbonSignals& signals) {
  const double ets = industry.ets_share * (1.0 - industry.free_share * signals.free_allowances) * signals.ets_price;
  const double with_ets = std::min(industry.levy_share, industry.ets_share), without = industry.levy_share - with_ets;
  const double levy = (1.0 - signals.levy_exemption) * (with_ets * std::max(0.0, signals.levy - signals.ets_price) + without * signals.levy);
  return emitted(energy, industry, signals) * (ets + levy);
}

CarbonSignals carbon_signals(const input::Paths& paths, Quarter base, Quarter now) {
  CarbonSignals s;
  const auto read = [&](Series series, double& into) { if (paths.has(series)) into = paths.at(series, now); };
  read(Series::grid_carbon, s.grid);
  if (paths.has(Series::grid_carbon) && paths.at(Series::grid_carbon, base) > 0.0) s.generation = s.grid / paths.at(Series::grid_carbon, base);
  if (paths.has(Series::energy_intensity)) s.intensity = paths.at(Series::energy_intensity, now) / paths.at(Series::energy_intensity, base);
  read(Series::ets_price, s.ets_price);
  read(Series::free_allowances, s.free_allowances);
  read(Series::carbon_levy, s.levy);
  read(Series::levy_exemption, s.levy_exemption);
  return s;
}

Energy::Energy(const input::Pack& pack, const input::Paths& paths, Structure& st) : carbon(pack.carrier_carbon) {
  if (pack.energy_use.empty()) return;
  industry.resize(pack.industry_count());
  for (const input::EnergyUse& use : pack.energy_use) {
    const double bought = (pack.use_domestic(use.good, use.user) + pack.use_imported(use.good, use.user)) * million;  // base EUR a year
    const double per_purchase = use.amount * gj / bought;
    if (use.user >= industry.size()) {
      household.push_back({use.carrier, use.purpose, static_cast<int>(use.good), per_purchase});
      continue;
    }
    industry[use.user].use[static_cast<std::size_t>(use.carrier)][static_cast<std::size_t>(use.purpose)] +=
        per_purchase * input_coefficient(st, static_cast<int>(use.user), static_cast<int>(use.good));
  }
  const Quarter base{pack.base_year, 4};
  const CarbonSignals signals = carbon_signals(paths, base, base);
  for (std::size_t s = 0; s < pack.carbon.size(); ++s) {
    const input::IndustryCarbon& c = pack.carbon[s];
    industry[s].process = c.process * million / (pack.accounts[s].output * million);
    industry[s].ets_share = c.ets_share;
    industry[s].free_share = c.free_share;
    industry[s].levy_share = c.levy_share;
    st.industry[s].carbon_cost = carbon_cost(*this, industry[s], signals);
    st.industry[s].production_tax_rate -= st.industry[s].carbon_cost;
  }
}

void price_carbon(World& world, Economy& economy) {
  const Energy& energy = economy.energy;
  for (std::size_t s = 0; s < energy.industry.size(); ++s) {
    economy.structure.industry[s].carbon_cost = carbon_cost(energy, energy.industry[s], world.signals.carbon);
  }
}

EnergyAccount energy_account(const World& world, const Economy& economy) {
  const Energy& energy = economy.energy;
  const CarbonSignals& signals = world.signals.carbon;
  EnergyAccount a;
  for (std::size_t s = 0; s < energy.industry.size(); ++s) {
    const IndustryEnergy& industry = energy.industry[s];
    const double output = economy.industry[s].output.real();
    double all = 0.0;
    for (std::size_t c = 0; c < input::carriers; ++c) {
      const double used = industry.use[c][fuel] * signals.intensity * output;
      a.final_use[c] += used;
      all += used;
      a.generation[c] += industry.use[c][generation] * signals.generation * output;
      a.feedstock[c] += industry.use[c][feedstock] * output;
      a.feedstock_carbon += industry.use[c][feedstock] * output * energy.carbon[c].fossil * tonnes;
    }
    a.final_by_industry.push_back(all);
    a.emissions.push_back(emitted(energy, industry, signals) * output);
    a.biogenic.push_back(emitted(energy, industry, signals, true) * output);
    a.scope_2.push_back(industry.use[electricity][fuel] * signals.intensity * output * signals.grid * tonnes);
  }
  for (const HouseholdEnergy& use : energy.household) {
    const auto c = static_cast<std::size_t>(use.carrier);
    const double used = use.per_purchase * signals.intensity * economy.consumed[static_cast<std::size_t>(use.good)].real();
    a.final_use[c] += used;
    a.by_households[c] += used;
    a.household_emissions += used * energy.carbon[c].fossil * tonnes;
    a.household_biogenic += used * energy.carbon[c].biogenic * tonnes;
  }
  return a;
}

}  // namespace kringloop::economy
