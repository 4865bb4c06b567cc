// The ledger: every transaction of the quarter by kind, written by each side on its own, and the audit that holds both sides and
// the balance sheets against each other, exactly. A rule that takes money from one account and puts less, or more, into another
// is found, and named.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/amount.hpp"
#include "parallel/districts.hpp"

namespace kringloop {

/// Institutional sectors, rows of the balance sheet. `outlets` is the trade that holds buyers' money between order and delivery.
enum class Sector : std::uint8_t { households, firms, banks, pension_fund, government, foreign, outlets, count };
inline constexpr int sector_count = static_cast<int>(Sector::count);
[[nodiscard]] const char* sector_name(Sector s);

/// Kinds of transaction, columns of the transaction-flow matrix.
#define KRINGLOOP_FLOWS(X)                                                                             \
  X(purchases) X(sales) X(imports)                                                                     \
  X(reexports) X(margins) X(value_added_tax) X(product_tax) X(production_tax) X(carbon_price) \
  X(wages) X(employer_contributions) X(employee_contributions) X(income_tax) X(corporate_tax)          \
  X(pension_contributions) X(pension_benefits) X(state_pension) X(unemployment_benefit)                \
  X(social_benefits) X(interest) X(dividends) X(mixed_income) X(transfers_abroad) X(public_budgets) X(government_transfers) \
  X(loans) X(repayments) X(write_offs) X(bonds) X(foreign_investment) X(dwellings) X(recapitalisation) \
  X(start_ups) X(closures) X(inheritance)

enum class Flow : std::uint8_t {
#define KRINGLOOP_FLOW_ID(name) name,
  KRINGLOOP_FLOWS(KRINGLOOP_FLOW_ID)
#undef KRINGLOOP_FLOW_ID
  count
};
inline constexpr int flow_count = static_cast<int>(Flow::count);
[[nodiscard]] const char* flow_name(Flow f);

/// A claim or debt beside money: what it is now, and what the quarter's bookings say it changed by.
struct Position {
  std::string name;   // as in "government bonds of banks"
  Wide now = 0;       // cents
  Wide booked = 0;    // cents, transactions less write-offs
};

/// What one thread has booked; padded so that threads do not share lines.
struct alignas(64) Book {
  std::array<Wide, flow_count * sector_count> paid{};      // [flow][sector] cents out of accounts of the sector
  std::array<Wide, flow_count * sector_count> received{};  // [flow][sector] cents into them
  std::array<Wide, sector_count> written_off{};            // [sector] cents of its debts
};

class Ledger {
 public:
  explicit Ledger(int threads = 1) : books_(static_cast<std::size_t>(threads)) {}
  void threads(int n) { books_.resize(static_cast<std::size_t>(n)); }

  /// Written by the rule that takes `amount` out of accounts of `from`, in this thread.
  void paid(int thread, Flow flow, Sector from, Money amount) {
    books_[static_cast<std::size_t>(thread)].paid[at(flow, from)] += amount.units;
  }
  /// Written by the rule that puts `amount` into accounts of `to`, in this thread. Amounts that a tell delivered are booked by
  /// the receiver when they arrive.
  void received(int thread, Flow flow, Sector to, Money amount) {
    books_[static_cast<std::size_t>(thread)].received[at(flow, to)] += amount.units;
  }
  /// Written by the rule that lowers a debt of `debtor` without money moving.
  void wrote_off(int thread, Sector debtor, Money amount) { books_[static_cast<std::size_t>(thread)].written_off[static_cast<std::size_t>(debtor)] += amount.units; }
  /// For shared accounts, which every rank holds alike: booked on rank 0 only.
  void paid_shared(const parallel::Context& context, Flow flow, Sector from, Money amount) {
    if (context.ranks.rank() == 0) paid(0, flow, from, amount);
  }
  void received_shared(const parallel::Context& context, Flow flow, Sector to, Money amount) {
    if (context.ranks.rank() == 0) received(0, flow, to, amount);
  }
  void wrote_off_shared(const parallel::Context& context, Sector debtor, Money amount) {
    if (context.ranks.rank() == 0) wrote_off(0, debtor, amount);
  }

  /// The same, with the account itself: money out of, or into, a shared account whose other side others book; and between two.
  void pay(const parallel::Context& context, Flow flow, Sector from, Money& account, Money amount) {
    account -= amount;
    paid_shared(context, flow, from, amount);
  }
  void receive(const parallel::Context& context, Flow flow, Sector to, Money& account, Money amount) {
    account += amount;
    received_shared(context, flow, to, amount);
  }
  void transfer(const parallel::Context& context, Flow flow, Sector from, Money& from_account, Sector to, Money& to_account, Money amount) {
    pay(context, flow, from, from_account, amount);
    receive(context, flow, to, to_account, amount);
  }

  /// Sums threads and ranks (collective) into totals and empties the books.
  void close(parallel::Context& context);

  [[nodiscard]] Wide total_paid(Flow f, Sector s) const { return paid_total_[at(f, s)]; }
  [[nodiscard]] Wide total_received(Flow f, Sector s) const { return received_total_[at(f, s)]; }
  [[nodiscard]] Wide total_written_off(Sector debtor) const { return written_off_total_[static_cast<std::size_t>(debtor)]; }
  /// Received less paid over all flows of the closed quarter.
  [[nodiscard]] Wide net(Sector s) const;

  /// Largest discrepancy of the closed quarter in cents: per flow paid - received over sectors, and per sector the change of
  /// the accounts (`accounts_now` - at the last audit) - net flows. 0 when all is well; throws InternalError naming the flow or
  /// sector otherwise.
  std::int64_t audit(std::span<const Wide> accounts_now);
  /// Each claim and debt beside money: opening + transactions - write-offs = closing. Throws InternalError naming those that are not.
  void audit_positions(std::span<const Position> positions_now);

  /// Opening accounts, before the first quarter.
  void open(std::span<const Wide> accounts) { accounts_.assign(accounts.begin(), accounts.end()); }
  void open_positions(std::span<const Position> positions);
  [[nodiscard]] const std::vector<Wide>& accounts() const { return accounts_; }

  /// Accounts and positions at the last audit, for a checkpoint.
  [[nodiscard]] std::vector<std::int64_t> saved() const;
  void restore(std::span<const std::int64_t> saved);

 private:
  static std::size_t at(Flow f, Sector s) { return static_cast<std::size_t>(f) * sector_count + static_cast<std::size_t>(s); }
  std::vector<Book> books_;
  std::array<Wide, flow_count * sector_count> paid_total_{};
  std::array<Wide, flow_count * sector_count> received_total_{};
  std::array<Wide, sector_count> written_off_total_{};
  std::vector<Wide> accounts_;   // [sector] money at the last audit
  std::vector<Wide> positions_;  // claims and debts at the last audit, in the order given at the opening
};

}  // namespace kringloop
