// The tables of a pack made from its balanced economy. Internal to the pack build.
#pragma once

#include <map>
#include <string>

#include "input/pack_build_model.hpp"

namespace kringloop::input::build {

using Tables = std::map<std::string, std::string>;  // file name -> content

/// Accounts of one industry as the balanced table gives them [MEUR/year].
struct BuiltAccounts {
  double output = 0, intermediate = 0, gross_value_added = 0, operating_surplus = 0, mixed_income = 0;
};

/// Rounds flows and rates to the digits that are written, so that every table follows from the written ones.
void round_to_written(Economy& economy);
[[nodiscard]] std::vector<BuiltAccounts> built_accounts(const Economy& economy);

/// use, valuation, margin_supply, reexports, accounts.
void write_production(const Economy& economy, const std::vector<BuiltAccounts>& accounts, Tables& tables);

/// government, balance_sheets, finance, control_totals. Reads sources/government_figures.csv, finance_figures.csv, finance_by_industry.csv.
void write_institutions(const Economy& economy, const std::vector<BuiltAccounts>& accounts, const std::filesystem::path& folder, Tables& tables);

/// energy_use, where there is a sources/energy_groups.csv.
void write_energy(const Economy& economy, const std::filesystem::path& folder, Tables& tables);

/// balancing_report.csv: row by row before and after, and the held-out figures of sources/held_out.csv where there is one.
void write_report(const Economy& economy, const std::vector<BuiltAccounts>& accounts, const std::filesystem::path& folder, Tables& tables);

}  // namespace kringloop::input::build
