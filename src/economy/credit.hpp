// Bank credit of firms: wanted debt, what banks grant, interest and repayment.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// Firms move their bank debt towards the industry's debt ratio of their capital's value; banks grant up to the loan-to-value limit
/// and, when a bank's own funds are short, only a part of its customers' new loans. Investment that then cannot be paid for is cut.
/// With economy.finance = "cash_need" see cash_need.hpp.
void lend_to_firms(World& world, Economy& economy);

/// Interest on loans and deposits of firms, at the rates of the quarter.
[[nodiscard]] double loan_rate(const World& world, const Economy& economy);      // [1/quarter]
[[nodiscard]] double consumer_credit_rate(const World& world, const Economy& economy);
[[nodiscard]] double deposit_rate(const World& world, const Economy& economy);   // [1/quarter]
[[nodiscard]] double mortgage_rate(const World& world, const Economy& economy);  // [1/quarter]
[[nodiscard]] double foreign_return(const World& world, const Economy& economy);  // [1/quarter] on claims abroad
[[nodiscard]] double policy_rate(const World& world);                            // [1/quarter]

}  // namespace kringloop::economy
