// The banks: the books of each, and whose customer a household or firm is.
#pragma once

#include <cstdint>
#include <vector>

#include "base/amount.hpp"
#include "base/random.hpp"
#include "input/pack.hpp"
#include "world/identity.hpp"

namespace kringloop {

using input::most_banks;

/// One bank. Its account is its own funds less what it has lent and holds in bonds: what customers keep there, and what it owes to
/// other banks and abroad on balance, is money of others.
struct Bank {
  Money money;
  Money firm_loans, mortgages, consumer_credit;  // its side of loans; the debtors' sides are columns
  Money bonds;
  double payout = 0.0;  // what owners are paid out of usual earnings [EUR/quarter]
  Money capital_kept;   // own funds after the last payout

  // what changed its own funds this quarter
  Money interest;  // received less paid
  Money taxed, paid_out, written_off, recapitalised;

  [[nodiscard]] Money lent() const { return firm_loans + mortgages + consumer_credit; }
  [[nodiscard]] Money capital() const { return money + lent() + bonds; }
  [[nodiscard]] Money earned() const { return interest - taxed - paid_out - written_off + recapitalised; }
  void begin_quarter() { interest = taxed = paid_out = written_off = recapitalised = Money{}; }
};

/// Where a household or firm banks when it sets up: drawn by its identity from the shares of customers of its kind.
[[nodiscard]] inline std::uint8_t chosen_bank(const std::vector<input::Bank>& banks, const Draw& draw, std::uint64_t identity) {
  const bool firm = kind_of(identity) == Kind::firm;
  const double point = draw.uniform(Purpose::bank_choice, identity, 0);
  std::size_t bank = 0;
  for (double upto = 0.0; bank + 1 < banks.size(); ++bank) {
    upto += firm ? banks[bank].firms : banks[bank].households;
    if (point < upto) break;
  }
  return static_cast<std::uint8_t>(bank);
}

}  // namespace kringloop
