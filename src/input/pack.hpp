// A data pack in memory: one country in one base year, typed, indexed and verified (docs/data-pack.md).
// Monetary figures are [MEUR/year] or [MEUR] of the base year; shares and rates are fractions.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "input/pack_codes.hpp"
#include "input/table.hpp"

namespace kringloop::input {

struct Industry {
  enum class Cluster : std::uint8_t { core, supplier, rest };
  enum class Supply : std::uint8_t { storable, service, made_to_order };
  std::string code, name, name_nl;
  char section = '?';  // SBI section letter
  Cluster cluster = Cluster::rest;
  Supply supply = Supply::storable;
  double public_share = 0;  // share of output produced by government units
};

struct Region {
  std::string code, name, level, nuts;
  double latitude = 0, longitude = 0;  // [degree]
  double area = 0;                     // [km2]
};

struct IndustryAccounts {
  double output = 0, intermediate = 0, gross_value_added = 0;                                                       // [MEUR/year]
  double wages = 0, employer_contributions = 0, production_taxes_net = 0, operating_surplus = 0, mixed_income = 0;  // [MEUR/year]
  double fixed_capital_consumption = 0;                                                                             // [MEUR/year]
  double capital_stock = 0;                                                                                         // [MEUR]
  double persons = 0, employees = 0, self_employed = 0, jobs = 0, fte = 0;
};

/// Row-major.
struct Matrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> cells;
  Matrix() = default;
  Matrix(std::size_t r, std::size_t c) : rows(r), columns(c), cells(r * c) {}
  [[nodiscard]] double operator()(std::size_t r, std::size_t c) const { return cells[r * columns + c]; }
  [[nodiscard]] double& operator()(std::size_t r, std::size_t c) { return cells[r * columns + c]; }
};

/// purchaser's price = basic price x (1 + margin_rate) x (1 + product_tax_rate) x (1 + vat_rate)
struct Valuation {
  double margin_rate = 0, product_tax_rate = 0, vat_rate = 0;
};
struct Reexport {
  double bought = 0, margin = 0, sold = 0;
};  // [MEUR/year]
struct FirmCount {
  double firms = 0, persons = 0;
};
/// Public administration by tier, in the order of codes::tier(). All zero where the pack does not say.
struct GovernmentBodies {
  std::array<double, tiers> staff{};                // [tier], fte
  std::vector<std::array<double, tiers>> bodies;    // [region][tier], number; the State's stands with no region
  std::vector<double> municipal_budget;             // [region], MEUR/year
  [[nodiscard]] bool known() const { return !bodies.empty(); }
};
struct IndustryFinance {
  double bank_debt = 0, deposits = 0;
  double foreign_owned_share = 0, payout_share = 0;
};  // [MEUR], fractions
struct HouseholdFinance {
  double income_share = 0, deposit_share = 0, mortgage_share = 0, consumption_share = 0, owner_share = 0;
};

/// A bank and the part of all customers that is its own.
struct Bank {
  std::string name;
  double households = 0, firms = 0;  // fractions, of each the sum over banks is 1
};
inline constexpr std::size_t most_banks = 8;
/// What a user buys of an energy carrier with a good.
struct EnergyUse {
  std::size_t user = 0, good = 0;  // user: industry, or the column of household consumption
  Carrier carrier = Carrier::natural_gas;
  EnergyPurpose purpose = EnergyPurpose::fuel;
  double amount = 0;  // [PJ/year]
};
struct CarrierCarbon {
  double fossil = 0, biogenic = 0;
};  // [kg CO2/GJ], where the carrier is burnt
struct IndustryCarbon {
  double process = 0;                              // CO2 that is not from burning an energy carrier [Mt/year]
  double ets_share = 0, free_share = 0, levy_share = 0;  // of fossil and process emissions: in the ETS, of these with free allowances, under the national levy
};

/// Yearly demographic rates and counts of the base year; ages are completed years, the last stands for that age and above.
struct Demography {
  static constexpr std::size_t ages = 101;
  std::array<std::array<double, sexes>, ages> mortality{};                     // [age][sex], 1/year
  std::array<double, age_bands> fertility{};                                   // [band], births per woman and year
  std::array<std::array<double, sexes>, age_bands> immigration{};              // [band][sex], persons/year
  std::array<std::array<double, sexes>, age_bands> emigration{};               // [band][sex], persons/year
  std::array<double, ages> leave_parental_home{}, partnering{}, separation{}, moving_in_with_others{};  // [age], 1/year
};

struct Pack {
  std::filesystem::path folder;
  std::string name, title, country, currency, licence;
  int base_year = 0;
  std::string checksum;  // SHA-256 over the names and checksums of all tables

  std::vector<Industry> industries;  // also the goods
  std::vector<Region> regions;
  std::vector<IndustryAccounts> accounts;                     // [industry]
  Matrix use_domestic, use_imported;                          // [good][user], MEUR/year; users = industries, then FinalUse
  std::vector<std::array<Valuation, use_classes>> valuation;  // [good][UseClass]
  std::vector<double> margin_supply;                          // [good], sums to 1
  std::vector<Reexport> reexports;                            // [good]
  std::map<std::string, Figure, std::less<>> control_totals, government, parameters;
  std::array<std::array<std::array<double, sides>, instruments>, sectors> balance_sheets{};    // [Sector][Instrument][Side], MEUR
  std::vector<std::array<FirmCount, size_classes>> firms;                                      // [industry][size class]
  GovernmentBodies government_bodies;
  Matrix firm_regions;                                                                         // [industry][region], share of persons
  std::vector<IndustryFinance> finance;                                                        // [industry]
  std::vector<Bank> banks;                                                                     // in the order of the table
  Matrix distance;                                                                             // [region][region], km
  std::vector<std::array<std::array<double, sexes>, age_bands>> population;                    // [region][band][Sex], persons on 1 January
  std::array<std::array<std::array<double, education_levels>, sexes>, age_bands> education{};  // [band][Sex][level], share; ages 15+
  std::array<std::array<std::array<double, activities>, sexes>, age_bands> activity{};         // [band][Sex][Activity], share
  std::vector<std::array<double, household_types>> households;                                 // [region][HouseholdType], number
  std::array<HouseholdFinance, quintiles> household_finance{};                                 // [quintile of disposable income]
  Matrix baskets;  // [good][quintile], relative to the mean household's share
  Demography demography;
  // Energy: all three tables or none; without them energy is a good like others and carbon costs nothing.
  std::vector<EnergyUse> energy_use;
  std::array<CarrierCarbon, carriers> carrier_carbon{};  // [Carrier]
  std::vector<IndustryCarbon> carbon;                    // [industry]
  // For the rules of the published model alone: both tables or none (docs/bridge.md).
  std::map<std::string, Figure, std::less<>> published;     // its parameters, autoregressions and opening levels
  std::vector<double> output_history, inflation_history;    // by quarter up to the opening: output of all firms [MEUR/year], log change of its price

  [[nodiscard]] std::size_t industry_count() const { return industries.size(); }
  [[nodiscard]] std::size_t region_count() const { return regions.size(); }
  [[nodiscard]] std::size_t user_count() const { return industries.size() + final_uses; }
  [[nodiscard]] std::size_t column_of(FinalUse use) const { return industries.size() + static_cast<std::size_t>(use); }
  [[nodiscard]] double balance(Sector sector, Instrument instrument, Side side) const {
    return balance_sheets[static_cast<std::size_t>(sector)][static_cast<std::size_t>(instrument)][static_cast<std::size_t>(side)];
  }
  /// Value of a parameter, control total, government item or item of the published model. Throws InternalError when the pack has none of this name.
  [[nodiscard]] double parameter(std::string_view parameter_name) const;
  [[nodiscard]] double control_total(std::string_view item) const;
  [[nodiscard]] double of_government(std::string_view item) const;
  [[nodiscard]] double of_published(std::string_view item) const;
};

enum class Completeness : std::uint8_t { whole, partial };  // partial: tables that are not there stay empty

/// Reads and verifies the pack in `folder`. Throws InputError with every fault of every table.
[[nodiscard]] Pack load_pack(const std::filesystem::path& folder, Completeness completeness = Completeness::whole);
/// The same, adding to `complaints` instead of throwing.
[[nodiscard]] Pack load_pack(const std::filesystem::path& folder, Completeness completeness, Complaints& complaints);

}  // namespace kringloop::input
