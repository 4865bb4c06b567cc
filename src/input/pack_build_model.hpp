// The national accounts of a pack while it is built: a balanced use table, incomes, and what the other tables are made from.
// Internal to the pack build.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "input/balancing.hpp"
#include "input/pack_build_figures.hpp"

namespace kringloop::input::build {

/// Final users while balancing: FinalUse with exports split into goods and services.
enum FinalColumn : std::size_t { household, government, business, public_investment, dwellings, inventories, exports_goods, exports_services };
inline constexpr std::size_t final_columns = 8;

struct IndustryList {
  std::vector<std::string> code;
  std::vector<char> section;
  std::vector<double> public_share;
  [[nodiscard]] std::size_t size() const { return code.size(); }
  /// Throws InputError for an unknown code.
  [[nodiscard]] std::size_t index(std::string_view wanted) const;
  [[nodiscard]] static IndustryList read(const std::filesystem::path& folder, Complaints& complaints);
};

struct Income {
  double wages = 0, employer_contributions = 0, production_taxes_net = 0;  // [MEUR/year]
};

struct ProductTaxes {
  double vat = 0, import_duties = 0, other = 0, subsidies = 0;  // [MEUR/year]
  [[nodiscard]] double net() const { return vat + import_duties + other - subsidies; }
};

struct Economy {
  IndustryList industries;
  int year = 0;
  bool measured = false;              // accounts by industry come from a statistic
  std::string accounts_source;
  UseTable use, before;               // balanced; and what balancing started from, brought to the same row totals
  std::vector<double> output, margins;  // [industry], margins delivered (without those on re-exports)
  std::vector<Income> income;         // [industry]
  std::vector<double> reexport_weight;  // [good], sums to 1
  double reexports_bought = 0, reexport_margin = 0;  // goods, MEUR/year
  double services_reexported = 0;     // bought and sold at the same price
  ProductTaxes product_taxes;
  double production_taxes = 0;        // before subsidies
  std::vector<bool> is_good;          // imported as goods (else as services)
  std::vector<double> vat_statutory;
  std::size_t wholesale = 0;          // industry that earns the margin on re-exports
  Balanced balanced;
  Figures totals, industry_figures;   // sources/national_totals.csv, sources/industry_figures.csv

  [[nodiscard]] std::size_t size() const { return industries.size(); }
  [[nodiscard]] std::size_t column(FinalColumn final_column) const { return size() + final_column; }
};

/// Classes of the users: industries, then FinalColumn.
[[nodiscard]] std::vector<int> user_classes(std::size_t industries);

/// From the input-output table of the pack's own sources (one row of imported goods, one of imported services).
[[nodiscard]] Economy economy_from_table(const std::filesystem::path& folder, int year);
/// From the structure of another year and the totals of this one.
[[nodiscard]] Economy economy_from_projection(const std::filesystem::path& folder, int year, const Economy& structure);

}  // namespace kringloop::input::build
