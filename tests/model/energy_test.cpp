// Energy and carbon: the base year against the pack and Statistics Netherlands, what a carbon price does, and that none does nothing.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "economy/energy.hpp"
#include "study.hpp"

using namespace kringloop;
using input::Carrier;
using input::EnergyPurpose;

namespace {

input::Shock shocked(const std::string& series, Quarter start, double factor) {
  input::Shock shock;
  shock.name = "a_test_of_" + series;
  shock.series = series;
  shock.start = start;
  shock.end = Quarter{2060, 4};
  shock.factor = factor;
  return shock;
}

std::vector<std::size_t> industries_in(const input::Pack& pack, const std::string& first, const std::string& last) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < pack.industries.size(); ++i) {
    const std::string& code = pack.industries[i].code;
    if (code >= first && code <= last) found.push_back(i);
  }
  return found;
}

}  // namespace

TEST_CASE("The base year uses the energy of the pack and emits what Statistics Netherlands counts", "[energy]") {
  Study study("flat.toml", "1000");
  study.quarter();
  const input::Pack& pack = study.inputs().pack;

  std::map<std::pair<Carrier, EnergyPurpose>, double> petajoules;
  for (const input::EnergyUse& use : pack.energy_use) petajoules[{use.carrier, use.purpose}] += use.amount;
  for (const auto& [key, amount] : petajoules) {
    const char* name = key.second == EnergyPurpose::fuel ? "final_energy" : key.second == EnergyPurpose::generation ? "energy_for_generation" : "energy_feedstock";
    // The first quarter of an industry differs by up to 4 % from its base year.
    CHECK(4.0 * study.at(name, 0, static_cast<std::size_t>(key.first)) / 1e6 == Approx(amount).epsilon(0.04));
  }

  // CO2 of 2023 with that of biomass, kt (table 83300NED), residence principle. Transport was used to make the pack; the rest is held out.
  struct Published {
    const char *name, *first, *last;
    double value, tolerance;
  };
  const Published published[] = {{"agriculture", "01", "03", 8584, 0.15},   {"mining", "06", "08-09", 1322, 0.15},   {"food", "10", "12", 3893, 0.15},
                                 {"paper", "17", "17", 693, 0.1},           {"petroleum", "19", "19", 10288, 0.1},   {"chemicals", "20", "20", 15898, 0.1},
                                 {"building materials", "23", "23", 1223, 0.2}, {"basic metals", "24", "24", 4780, 0.15}, {"manufacturing", "10", "33", 39038, 0.05},
                                 {"energy", "35", "35", 28888, 0.1},        {"water and waste", "36", "37-39", 9109, 0.1}, {"construction", "41", "43", 3613, 0.1},
                                 {"trade", "45", "47", 3475, 0.1},          {"transport", "49", "53", 24575, 0.05},  {"hotels and restaurants", "55", "56", 826, 0.15},
                                 {"other services", "58", "99", 8073, 0.1}};
  const auto emitted = [&](std::size_t s) {  // at the output of the base year
    const double output = study.at("output_real", 0, s) / study.economy.structure.industry[s].output;
    return 4.0 * (study.at("co2_emissions_by_industry", 0, s) + study.at("co2_biogenic_by_industry", 0, s)) / 1e3 / output;
  };
  for (const Published& p : published) {
    double found = 0.0;
    for (const std::size_t s : industries_in(pack, p.first, p.last)) found += emitted(s);
    std::printf("CO2 2023, %-22s %6.0f kt, published %6.0f (%+.1f %%)\n", p.name, found, p.value, 100 * (found / p.value - 1));
    CHECK(found == Approx(p.value).epsilon(p.tolerance));
  }
  double households = 4.0 * study.at("co2_emissions_households", 0) / 1e3, total = 0.0;
  for (const economy::HouseholdEnergy& use : study.economy.energy.household) {
    households += 4.0 * use.per_purchase * study.economy.consumed[static_cast<std::size_t>(use.good)].real() *
                  study.economy.energy.carbon[static_cast<std::size_t>(use.carrier)].biogenic / 1e6;
  }
  for (std::size_t s = 0; s < pack.industries.size(); ++s) total += emitted(s);
  std::printf("CO2 2023, households %6.0f kt, published 28611; all %6.0f, published 156419\n", households, households + total);
  CHECK(households == Approx(28611).epsilon(0.03));
  CHECK(households + total == Approx(156419).epsilon(0.04));

  // The carbon price is a part of the pack's taxes on production, which stay what they are.
  const std::size_t power = industries_in(pack, "35", "35")[0];
  const economy::Industry& industry = study.economy.structure.industry[power];
  CHECK(industry.carbon_cost > 0.03);
  CHECK(industry.carbon_cost < 0.08);
  CHECK(4.0 * study.at("carbon_price_revenue", 0) == Approx(28.4e6 * 83.5).epsilon(0.03));
}

TEST_CASE("Four times the price of allowances makes what emits most dearer and smaller, and the State receives what firms pay", "[energy]") {
  constexpr int seeds = 3;
  const auto run = [](int seed, double factor) {
    auto study = std::make_unique<Study>("baseline.toml", "1000", [&](input::Inputs& inputs) {
      inputs.settings.run.seed = static_cast<std::uint64_t>(seed);
      inputs.settings.shocks.push_back(shocked("ets_price", {2025, 1}, factor));
    });
    study->until({2035, 4});
    return study;
  };
  std::vector<std::unique_ptr<Study>> plain, dear;
  for (int seed = 1; seed <= seeds; ++seed) {
    plain.push_back(run(seed, 1.0));
    dear.push_back(run(seed, 4.0));
  }
  const input::Pack& pack = plain[0]->inputs().pack;
  const int last = plain[0]->length() - 1;
  const std::size_t n = pack.industries.size();
  const auto sum = [&](const auto& studies, const char* name, std::size_t s) {  // of the last three years
    double all = 0.0;
    for (const auto& study : studies) for (int q = last - 11; q <= last; ++q) all += study->at(name, q, s);
    return all;
  };
  // What the shock adds to cost, over the price.
  std::vector<double> burden(n), price(n), output(n);
  for (std::size_t s = 0; s < n; ++s) {
    const auto cost = [&](const auto& studies) { return sum(studies, "carbon_price_paid", s) / sum(studies, "output", s); };
    burden[s] = cost(dear) - cost(plain);
    price[s] = sum(dear, "price_index", s) / sum(plain, "price_index", s) - 1.0;
    output[s] = sum(dear, "output_real", s) / sum(plain, "output_real", s) - 1.0;
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return burden[a] > burden[b]; });
  for (std::size_t k = 0; k < 6; ++k) {
    std::printf("ETS price four times as high from 2025: %-6s pays %+.2f %% of output more, price %+.2f %%, output %+.2f %% (2033-2035)\n", pack.industries[order[k]].code.c_str(),
                100 * burden[order[k]], 100 * price[order[k]], 100 * output[order[k]]);
  }
  double price_most = 0.0, price_least = 0.0, output_most = 0.0, output_least = 0.0;
  for (std::size_t k = 0; k < 4; ++k) price_most += price[order[k]] / 4.0, output_most += output[order[k]] / 4.0;
  for (std::size_t k = n / 2; k < n; ++k) price_least += price[order[k]] / static_cast<double>(n - n / 2), output_least += output[order[k]] / static_cast<double>(n - n / 2);
  std::printf("the four that emit most: price %+.2f, output %+.2f %%; the half that pays least %+.2f, %+.2f %%\n", 100 * price_most, 100 * output_most, 100 * price_least,
              100 * output_least);
  CHECK(price_most > 0.01);
  CHECK(price_most > price_least + 0.01);
  CHECK(output_most < output_least - 0.01);

  for (const Study* study : {plain[0].get(), dear[0].get()}) {
    const Ledger& ledger = study->world.ledger;
    CHECK(ledger.total_received(Flow::carbon_price, Sector::government) == ledger.total_paid(Flow::carbon_price, Sector::firms));
    double paid = 0.0;
    for (std::size_t s = 0; s < n; ++s) paid += study->at("carbon_price_paid", last, s);
    CHECK(study->at("carbon_price_revenue", last) == Approx(paid).epsilon(1e-9));
  }
  CHECK(dear[0]->at("carbon_price_revenue", last) > 1.5 * plain[0]->at("carbon_price_revenue", last));
}

TEST_CASE("A carbon price of nothing changes no bit of what an economy without energy tables does", "[energy]") {
  Study without("baseline.toml", "1000", [](input::Inputs& inputs) {
    inputs.pack.energy_use.clear();
    inputs.pack.carbon.clear();
  });
  Study free("baseline.toml", "1000", [](input::Inputs& inputs) {
    for (const char* series : {"ets_price", "carbon_levy"}) inputs.settings.shocks.push_back(shocked(series, {2000, 1}, 0.0));
  });
  Study priced("baseline.toml", "1000");
  for (Study* study : {&without, &free, &priced}) study->quarters(8);
  bool priced_differs = false;
  int compared = 0;
  for (const output::Indicator& indicator : output::catalogue()) {
    if (indicator.stage == "Energy and carbon") continue;
    for (int q = 0; q < 8; ++q) {
      const auto a = without.results.values(indicator.name, static_cast<std::size_t>(q)), b = free.results.values(indicator.name, static_cast<std::size_t>(q)),
                 c = priced.results.values(indicator.name, static_cast<std::size_t>(q));
      CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); }));
      priced_differs = priced_differs || !std::equal(a.begin(), a.end(), c.begin());
      ++compared;
    }
  }
  CHECK(compared > 300);
  CHECK(priced_differs);  // else the comparison could not fail
  CHECK(free.at("co2_emissions", 7) > 0.0);
  CHECK(free.at("carbon_price_revenue", 7) == 0.0);
}
