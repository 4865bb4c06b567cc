// `kringloop data check PACK`: everything docs/data-pack.md promises of a pack.
#pragma once

#include <cstddef>
#include <filesystem>

#include "input/parameter_bounds.hpp"

namespace kringloop::input {

struct CheckSummary {
  std::size_t identities = 0;  // compared
  double gdp_production = 0, gdp_income = 0, gdp_expenditure = 0;  // [MEUR/year]
};

/// Relative to the larger side; flows below 1 MEUR are compared absolutely.
inline constexpr double pack_tolerance = 1e-6;
/// Of the mean of a good's basket factors, which have four decimals.
inline constexpr double basket_tolerance = 5e-4;

/// Reads the pack (each row, key and unit is checked there) and compares what must be equal: sales, costs and output of every industry;
/// GDP by production, income and expenditure; control totals with the tables; assets with liabilities of every instrument; the
/// government account; working persons in accounts, firms and population; shares with 1; the parameters that the model reads with their
/// units. Throws InputError with everything found.
CheckSummary check_pack(const std::filesystem::path& folder, const std::vector<NeededParameter>& needed = {});

/// The identities alone, for a pack that is read already.
CheckSummary check_identities(const Pack& pack, Complaints& complaints);

}  // namespace kringloop::input
