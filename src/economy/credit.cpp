#include "economy/credit.hpp"

#include <algorithm>

#include "economy/banks.hpp"
#include "economy/investment.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

double policy_rate(const World& world) { return world.signals.policy_rate / 4.0; }
double loan_rate(const World& world, const Economy& economy) { return policy_rate(world) + economy.parameters.loan_spread / 4.0; }
double consumer_credit_rate(const World& world, const Economy& economy) { return loan_rate(world, economy) + economy.parameters.consumer_credit_spread / 4.0; }
double deposit_rate(const World& world, const Economy& economy) { return std::max(0.0, policy_rate(world) - economy.parameters.deposit_spread / 4.0); }
double mortgage_rate(const World& world, const Economy& economy) {
  return (world.signals.bond_rate + economy.parameters.mortgage_spread) / 4.0;
}
double foreign_return(const World& world, const Economy& economy) {
  return (world.signals.bond_rate + economy.parameters.foreign_return_premium) / 4.0;
}

namespace {

/// Debt a firm moves to: the industry's ratio, the less the dearer credit is.
Money wanted_change(const World& world, const Economy& economy, Row i) {
  const Firms& firms = world.firms;
  const Industry& industry = economy.structure.industry[firms.industry[i]];
  const double value = firms.capital[i].real() * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
  const double most = economy.parameters.loan_to_value * value;
  const double wanted = std::min(industry.debt_ratio * wanted_capital_factor(world, economy, industry) * value, most);
  return amount_of<Money>(economy.parameters.debt_adjustment * (wanted - firms.loan[i].real()));
}

}  // namespace

void lend_to_firms(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const auto& banks = world.institutions.banks;
  const auto asked = parallel::sum_over_districts(world.context, most_banks, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) { into[firms.bank[i]] += std::max(std::int64_t{0}, wanted_change(world, economy, i).units); });
  });
  // Each bank grants its customers new loans as far as its own funds allow, to all in equal proportion.
  ByBank<std::int64_t> all_asked{}, granted{};
  ByBank<double> share_granted{};
  for (std::size_t b = 0; b < banks.size(); ++b) {
    all_asked[b] = static_cast<std::int64_t>(asked[b]);
    const double most = std::max(0.0, room_to_lend(banks[b], economy.parameters));
    granted[b] = amount_of<Money>(std::min(most, Money{all_asked[b]}.real())).units;
    share_granted[b] = all_asked[b] > 0 ? static_cast<double>(granted[b]) / static_cast<double>(all_asked[b]) : 1.0;
  }

  const auto done = parallel::sum_over_districts(world.context, 2 * most_banks, [&](District district, int thread, std::span<Wide> into) {
    ByBank<Money> lent, repaid;
    for_each_row(firms, district, [&](Row i) {
      const Money change = wanted_change(world, economy, i);
      const std::size_t bank = firms.bank[i];
      if (change.units > 0) {
        const Money loan{mul_div(change.units, granted[bank], all_asked[bank])};
        firms.loan[i] += loan;
        firms.deposits[i] += loan;
        lent[bank] += loan;
      } else if (change.units < 0) {
        const Money back = std::min(-change, std::max(Money{}, firms.deposits[i]));
        firms.loan[i] -= back;
        firms.deposits[i] -= back;
        repaid[bank] += back;
      }
      if (firms.kind[i] == FirmKind::government) return;
      // Investment that neither money at the bank, nor last quarter's earnings, nor credit on what the firm owns can pay for is cut.
      const double price = economy.capital_price[static_cast<std::size_t>(economy.structure.industry[firms.industry[i]].investment_kind)];
      const double wear = firms.capital[i].real() * economy.structure.industry[firms.industry[i]].wear * price;
      const double credit =
          share_granted[bank] * std::max(0.0, economy.parameters.loan_to_value * firms.capital[i].real() * price - firms.loan[i].real());
      const double means = std::max(0.0, firms.deposits[i].real() + firms.profit[i].real() + wear) + credit;
      if (firms.investment[i].real() * price > means) firms.investment[i] = amount_of<Volume>(means / price);
    });
    world.ledger.received(thread, Flow::loans, Sector::firms, sum(lent));
    world.ledger.paid(thread, Flow::repayments, Sector::firms, sum(repaid));
    add(lent, into, 0);
    add(repaid, into, 1);
  });
  const auto lent = by_bank(done, 0), repaid = by_bank(done, 1);
  for (std::size_t b = 0; b < banks.size(); ++b) settle_loans(world, b, &Bank::firm_loans, lent[b], repaid[b]);
}

}  // namespace kringloop::economy
