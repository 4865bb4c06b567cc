// Finance of firms and banks in the published model (Poledna, Miess, Hommes, Rabitsch 2023, online appendix, A.27-A.40), with
// economy.finance = "cash_need": a share of profit is paid out, a share of debt repaid, and what cash is expected to be short is borrowed.
#pragma once

#include <optional>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// The share of profit after tax that firms and banks pay out; none where finance follows other rules.
[[nodiscard]] std::optional<double> profit_share(const World& world);

/// Last quarter's profits, for the first quarter's expectations: those of the base year.
void open_profits_of_firms(World& world, const Economy& economy);

/// At the start of a quarter the debt of a firm that has overdrawn its account and owes more than it owns is cut to a share of its capital;
/// the bank bears the loss (collective).
void refinance_insolvent(World& world, Economy& economy);

/// Firms borrow what they expect to lack after this quarter's instalment (paid in settle_firms), up to the loan-to-value limit; banks lend as
/// far as own funds go, to all in equal proportion (collective).
void lend_for_cash(World& world, Economy& economy);

}  // namespace kringloop::economy
