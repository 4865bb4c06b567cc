// Balancing of tables to known totals: RAS, GRAS (signs allowed), and a use table with domestic and imported goods valued at
// purchasers' prices. Plain loops in a fixed order, so that every machine gets the same digits.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "input/pack.hpp"

namespace kringloop::input {

struct Balanced {
  int sweeps = 0;
  double largest_error = 0;  // largest relative gap left between a total and its target
  [[nodiscard]] bool within(double tolerance) const { return largest_error <= tolerance; }
};

struct BalancingLimits {
  double tolerance = 1e-11;  // relative
  int sweeps = 5000;
};

/// Scales rows and columns of a non-negative matrix in turn until they sum to the targets (Stone 1961; Bacharach 1970). Cells marked in
/// `fixed` ([row][column], may be empty) keep their value. Targets must have equal sums. Throws InternalError on a negative free cell.
Balanced ras(Matrix& matrix, std::span<const double> row_totals, std::span<const double> column_totals, const std::vector<bool>& fixed = {},
             BalancingLimits limits = {});

/// The same for matrices with negative cells: a positive cell is multiplied by r s, a negative one divided by it (Junius and
/// Oosterhaven 2003, with the row and column solutions of Lenzen, Wood and Gallego 2007 for rows without positive cells).
Balanced gras(Matrix& matrix, std::span<const double> row_totals, std::span<const double> column_totals, BalancingLimits limits = {});

/// Margins and taxes on one good in one class of use: purchaser = basic x (1 + margin) x (1 + tax - subsidy) x (1 + vat).
struct Rates {
  double margin = 0, tax = 0, subsidy = 0, vat = 0;
  [[nodiscard]] double purchaser() const { return (1 + margin) * (1 + tax - subsidy) * (1 + vat); }
};

/// What margins, taxes, subsidies and VAT sum to, by class of use.
struct ValuationTotals {
  std::array<double, use_classes> margin{}, tax{}, subsidy{}, vat{};
};

/// A use table at basic prices (imports cif) with its rates.
struct UseTable {
  Matrix domestic, imported;                            // [good][user], MEUR/year
  std::vector<std::array<Rates, use_classes>> rates;    // [good][class]
  std::vector<int> class_of_user;                       // index of UseClass; -1: at basic prices and not balanced (inventories)
  [[nodiscard]] std::size_t goods() const { return domestic.rows; }
  [[nodiscard]] std::size_t users() const { return domestic.columns; }
  [[nodiscard]] double value(std::size_t good, std::size_t user) const { return domestic(good, user) + imported(good, user); }
  [[nodiscard]] double purchaser_factor(std::size_t good, std::size_t user) const {
    const int c = class_of_user[user];
    return c < 0 ? 1.0 : rates[good][static_cast<std::size_t>(c)].purchaser();
  }
  /// What the rates yield on the table's flows.
  [[nodiscard]] ValuationTotals valuation_totals() const;
  /// Purchases of a user at purchasers' prices.
  [[nodiscard]] double purchases(std::size_t user) const;
};

struct UseTargets {
  std::vector<double> domestic, imported;  // [good], sales at basic prices to all users
  std::vector<double> purchases;           // [user], at purchasers' prices
  ValuationTotals valuation;
  bool valuation_by_class = true;          // false: only the sum over classes is known; all classes are scaled alike
};

/// Scales rates, rows and columns in turn until flows meet all targets. The targets must agree: sales + margins + taxes - subsidies +
/// VAT = purchases; else throws InternalError.
Balanced balance_use_table(UseTable& table, const UseTargets& targets, BalancingLimits limits = {});

}  // namespace kringloop::input
