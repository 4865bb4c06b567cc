// The fixed code lists of a data pack: enumerations whose order is that of the arrays in Pack, with their names in the tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "input/table.hpp"

namespace kringloop::input {

enum class FinalUse : std::uint8_t {
  household_consumption,
  government_consumption,
  investment_business,
  investment_public,
  investment_dwellings,
  inventories,
  exports
};
inline constexpr std::size_t final_uses = 7;

enum class UseClass : std::uint8_t { intermediate, household_consumption, government_consumption, investment, exports };
inline constexpr std::size_t use_classes = 5;

enum class Sector : std::uint8_t { households, firms, banks, pension_fund, government, foreign };
inline constexpr std::size_t sectors = 6;

enum class Instrument : std::uint8_t { deposits, mortgages, firm_loans, consumer_credit, government_bonds, foreign_assets, pension_claims };
inline constexpr std::size_t instruments = 7;

enum class Side : std::uint8_t { asset, liability };
inline constexpr std::size_t sides = 2;

enum class SizeClass : std::uint8_t { one, to_9, to_49, to_249, large };  // persons working: 1, 2-9, 10-49, 50-249, 250+
inline constexpr std::size_t size_classes = 5;

inline constexpr std::size_t tiers = 4;  // of government: State, provinces, municipalities, other

enum class Sex : std::uint8_t { male, female };
inline constexpr std::size_t sexes = 2;

inline constexpr std::size_t age_bands = 19;  // 0-4, 5-9, ..., 85-89, 90+
[[nodiscard]] constexpr std::size_t band_of_age(int age) { return age >= 90 ? age_bands - 1 : static_cast<std::size_t>(age) / 5; }
[[nodiscard]] constexpr int first_age(std::size_t band) { return static_cast<int>(band) * 5; }

enum class Education : std::uint8_t { low, middle, high };
inline constexpr std::size_t education_levels = 3;

enum class Activity : std::uint8_t { employee, self_employed, unemployed, inactive };
inline constexpr std::size_t activities = 4;

enum class HouseholdType : std::uint8_t { single, couple, couple_children, single_parent, other };
inline constexpr std::size_t household_types = 5;

inline constexpr std::size_t quintiles = 5;

enum class Carrier : std::uint8_t { natural_gas, oil_products, coal, electricity, heat, biomass };
inline constexpr std::size_t carriers = 6;

/// What a carrier is used for: burnt or used up for itself (electricity and heat too), burnt to make electricity and heat for others,
/// or built into a product.
enum class EnergyPurpose : std::uint8_t { fuel, generation, feedstock };
inline constexpr std::size_t energy_purposes = 3;

/// The key lists as the tables write them, in the order of the enumerations above.
namespace codes {
[[nodiscard]] const KeyList& final_use();
[[nodiscard]] const KeyList& origin();  // domestic, imported
[[nodiscard]] const KeyList& use_class();
[[nodiscard]] const KeyList& valuation_item();
[[nodiscard]] const KeyList& reexport_item();
[[nodiscard]] const KeyList& account_item();
[[nodiscard]] const KeyList& sector();
[[nodiscard]] const KeyList& instrument();
[[nodiscard]] const KeyList& side();
[[nodiscard]] const KeyList& size_class();
[[nodiscard]] const KeyList& firm_item();
[[nodiscard]] const KeyList& tier();
[[nodiscard]] const KeyList& body_item();
[[nodiscard]] const KeyList& finance_item();
[[nodiscard]] const KeyList& bank_item();
[[nodiscard]] const KeyList& sex();
[[nodiscard]] const KeyList& age_band();
[[nodiscard]] const KeyList& education();
[[nodiscard]] const KeyList& activity();
[[nodiscard]] const KeyList& household_type();
[[nodiscard]] const KeyList& quintile();
[[nodiscard]] const KeyList& household_finance_item();
[[nodiscard]] const KeyList& demographic_event();
[[nodiscard]] const KeyList& carrier();
[[nodiscard]] const KeyList& carrier_item();
[[nodiscard]] const KeyList& energy_purpose();
[[nodiscard]] const KeyList& carbon_item();
/// Rows of published.csv: shares and rates, autoregressions in logs (x' = alpha x + beta + sigma z), the Taylor rule, levels at the opening, and
/// what drawn residuals of expectations are multiplied by.
inline constexpr std::string_view published_items[] = {
    "consumption_share", "dwellings_share", "payout_share", "loan_repayment", "insolvent_debt", "wage_tax", "dividend_tax", "profit_tax", "dwellings_tax", "replacement_rate",
    "government_alpha", "government_beta", "government_sigma", "government_level",
    "exports_alpha", "exports_beta", "exports_level", "imports_alpha", "imports_beta", "imports_level",
    "foreign_output_alpha", "foreign_output_beta", "foreign_output_level",
    "foreign_inflation_alpha", "foreign_inflation_beta", "foreign_inflation_sigma", "foreign_inflation_level",
    "covariance_output_output", "covariance_output_exports", "covariance_output_imports", "covariance_exports_exports", "covariance_exports_imports", "covariance_imports_imports",
    "taylor_smoothing", "taylor_real_rate", "taylor_inflation_target", "taylor_inflation", "taylor_growth", "expectation_noise"};
}  // namespace codes

}  // namespace kringloop::input
