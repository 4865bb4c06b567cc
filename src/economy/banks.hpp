// The banks: their books move with the ledger; what they earn on balance, pay out, and get from the State when they have failed.
#pragma once

#include <array>
#include <numeric>
#include <span>

#include "economy/economy.hpp"

namespace kringloop::economy {

/// A figure for each bank that the pack can have.
template <class T>
using ByBank = std::array<T, most_banks>;

[[nodiscard]] inline Money sum(const ByBank<Money>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Money{}); }

/// A thread's amounts by bank into its sums over districts, and all of them out of those: `item` counts such lists from the front.
inline void add(const ByBank<Money>& amounts, std::span<Wide> into, std::size_t item) {
  for (std::size_t b = 0; b < most_banks; ++b) into[item * most_banks + b] += amounts[b].units;
}
[[nodiscard]] inline ByBank<Money> by_bank(std::span<const Wide> sums, std::size_t item) {
  ByBank<Money> amounts;
  for (std::size_t b = 0; b < most_banks; ++b) amounts[b] = Money{static_cast<std::int64_t>(sums[item * most_banks + b])};
  return amounts;
}

/// Households and firms choose a bank, and the banks' books are empty.
void open_customers(World& world);

/// Own funds and bonds at the opening, in proportion to loans; what the books of all lack is `money`, the account of the sector.
void open_banks(World& world, Money money, Money bonds);

/// What banks earn on the opening balance sheets, less what they keep so that own funds grow with lending: their first payout, which
/// is returned in all [EUR/quarter] (collective).
double open_bank_payouts(World& world, const Economy& economy);

/// Customers have paid, or were paid, these amounts of interest and have booked their side.
void settle_interest(World& world, std::size_t bank, Money received, Money paid);

/// New loans less repayments of the bank's customers, who have booked their side; `book` is the kind of loan.
void settle_loans(World& world, std::size_t bank, Money Bank::*book, Money lent, Money repaid);

/// Loans of firms that nobody will repay.
void write_off(World& world, std::size_t bank, Money amount);

/// Loans whose debtors now have another bank: that one pays the face value to the one they had. [bank] What each takes over sums to 0.
void change_lenders(World& world, Money Bank::*book, const ByBank<Money>& taken_over);

/// Debts of households that joined those of another bank (collective).
void pass_on_debts(World& world, Economy& economy);

/// New loans that own funds allow: capital / minimum - loans outstanding; below 0 where they are short. [EUR]
[[nodiscard]] double room_to_lend(const Bank& bank, const Parameters& p);

/// Interest between banks and with the rest of the world at the policy rate, and on the pension fund's money; payouts to owners; the State
/// restores own funds that are below nothing (collective).
void settle_banks(World& world, Economy& economy);

}  // namespace kringloop::economy
