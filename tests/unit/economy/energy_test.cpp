// Energy and carbon of the pack minimal, worked by hand.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "economy/energy.hpp"

using namespace kringloop;
using input::Carrier;
using input::EnergyPurpose;

namespace {
std::filesystem::path minimal() {
  const char* source = std::getenv("KRINGLOOP_SOURCE");
  return std::filesystem::path(source != nullptr ? source : ".") / "scenarios/data/minimal";
}
double use(const economy::IndustryEnergy& industry, Carrier carrier, EnergyPurpose purpose) {
  return industry.use[static_cast<std::size_t>(carrier)][static_cast<std::size_t>(purpose)];
}
}  // namespace

TEST_CASE("Energy follows real inputs: GJ of the pack over the output it came with", "[energy]") {
  const input::Pack pack = input::load_pack(minimal());
  economy::Structure structure(pack, {}, 0.003);
  const economy::Energy energy(pack, input::Paths{}, structure);
  const auto& c = energy.industry[0];
  // Manufacturing burns 0.4 PJ with 120 MEUR of good C a year, of 330 MEUR of output.
  CHECK(use(c, Carrier::natural_gas, EnergyPurpose::fuel) == Approx(0.4e6 / 330e6));
  CHECK(use(c, Carrier::natural_gas, EnergyPurpose::generation) == Approx(0.3e6 / 330e6));
  CHECK(use(c, Carrier::oil_products, EnergyPurpose::feedstock) == Approx(0.2e6 / 330e6));
  CHECK(use(energy.industry[1], Carrier::oil_products, EnergyPurpose::fuel) == Approx(0.15e6 / 261e6));
  REQUIRE(energy.household.size() == 4);
  CHECK(energy.household[0].per_purchase == Approx(0.2e6 / 80e6));  // households buy 80 MEUR of good C
  CHECK(structure.industry[0].production_tax_rate == Approx(1.0 / 330.0));  // no path, no price
  CHECK(structure.industry[0].carbon_cost == 0.0);
}

TEST_CASE("What carbon costs: allowances beyond the free ones, and what the levy is above them", "[energy]") {
  const input::Pack pack = input::load_pack(minimal());
  economy::Structure structure(pack, {}, 0.003);
  const economy::Energy energy(pack, input::Paths{}, structure);
  CarbonSignals signals;
  signals.ets_price = 100;
  // 0.7 PJ of gas x 50 kg/GJ + 5 kt of processes = 40 kt; 80 % in the ETS, half of that free: 40 EUR a tonne.
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(40e3 * 40.0 / 330e6));
  signals.levy = 150;
  signals.levy_exemption = 0.5;  // 60 % under the levy, half exempt, 150 - 100 on top of the ETS: 15 EUR more
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(40e3 * 55.0 / 330e6));
  signals.levy = 90;  // below the ETS price: nothing
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(40e3 * 40.0 / 330e6));
  signals.free_allowances = 0;
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(40e3 * 80.0 / 330e6));
  signals.generation = 0.5;  // a grid half as dirty: 0.4 + 0.15 PJ of gas
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(32.5e3 * 80.0 / 330e6));
  signals.intensity = 0.8;  // 0.32 + 0.15 PJ
  CHECK(economy::carbon_cost(energy, energy.industry[0], signals) == Approx(28.5e3 * 80.0 / 330e6));
  economy::IndustryEnergy waste = energy.industry[0];
  waste.ets_share = 0;  // outside the ETS the whole tariff counts
  CHECK(economy::carbon_cost(energy, waste, signals) == Approx(28.5e3 * 0.6 * 0.5 * 90 / 330e6));
}
