#include "economy/cash_need.hpp"

#include <algorithm>

#include "economy/autoregressions.hpp"
#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "economy/investment.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

double capital_value(const World& world, const Economy& economy, Row i) {
  const Firms& firms = world.firms;
  return firms.capital[i].real() * economy.capital_price[static_cast<std::size_t>(economy.structure.industry[firms.industry[i]].investment_kind)];
}

/// What a firm owns at today's prices, less its debt.
double equity(const World& world, const Economy& economy, Row i) {
  const Firms& firms = world.firms;
  double inputs = 0.0;
  for (int k = 0; k <= firm_links; ++k) {
    inputs += firms.input_stock[i][k].real() * economy.input_slot_price[static_cast<std::size_t>(firms.industry[i] * BuyerClasses::slots + k)];
  }
  return firms.deposits[i].real() + inputs + firms.inventory[i].real() * firms.price[i] + capital_value(world, economy, i) - firms.loan[i].real();
}

}  // namespace

std::optional<double> profit_share(const World& world) {
  if (world.settings.economy.finance != input::Economy::Finance::cash_need) return std::nullopt;
  return world.pack.of_published("payout_share");
}

void open_profits_of_firms(World& world, const Economy& economy) {
  Firms& firms = world.firms;
  const double on_loans = loan_rate(world, economy), on_deposits = deposit_rate(world, economy);
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      const double labour = industry.wage * (1.0 + industry.contribution_rate) * industry.hours_per_unit / full_time_hours;
      const double margin = firms.output[i].real() * (1.0 - economy.input_price[firms.industry[i]] - labour - industry.production_tax_rate);
      const double wear = worn(world, economy, i) * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      firms.profit[i] = amount_of<Money>(margin - wear - firms.loan[i].real() * on_loans + firms.deposits[i].real() * on_deposits);
    });
  });
}

void refinance_insolvent(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const double kept = world.pack.of_published("insolvent_debt");
  const auto sums = parallel::sum_over_districts(world.context, 2 * most_banks, [&](District district, int thread, std::span<Wide> into) {
    ByBank<Money> lent, lost;
    for_each_row(firms, district, [&](Row i) {
      if (firms.deposits[i].units >= 0 || equity(world, economy, i) >= 0.0) return;
      // The overdraft becomes debt, and debt beyond what is kept is written off.
      const Money overdraft = -firms.deposits[i];
      firms.deposits[i] = Money{};
      firms.loan[i] += overdraft;
      lent[firms.bank[i]] += overdraft;
      const Money most = amount_of<Money>(kept * capital_value(world, economy, i));
      const Money gone = std::max(Money{}, firms.loan[i] - most);
      firms.loan[i] -= gone;
      lost[firms.bank[i]] += gone;
    });
    world.ledger.received(thread, Flow::loans, Sector::firms, sum(lent));
    add(lent, into, 0);
    add(lost, into, 1);
  });
  for (std::size_t b = 0; b < world.institutions.banks.size(); ++b) {
    settle_loans(world, b, &Bank::firm_loans, by_bank(sums, 0)[b], Money{});
    write_off(world, b, by_bank(sums, 1)[b]);
  }
}

void lend_for_cash(World& world, Economy& economy) {
  Firms& firms = world.firms;
  const auto& banks = world.institutions.banks;
  const double instalment = world.pack.of_published("loan_repayment"), share_of_profit = *profit_share(world);
  const double tax = world.institutions.base.corporate_tax_rate;
  const double inflation = 1.0 + expected_inflation(world, economy), growth = 1.0 + world.institutions.ar1.expected_growth;
  const auto due = [&](Row i) { return amount_of<Money>(instalment * firms.loan[i].real()); };
  const auto need = [&](Row i) {
    const double profit = firms.profit[i].real() * inflation * growth, gained = std::max(0.0, profit);
    const double change = profit - due(i).real() - (tax + share_of_profit * (1.0 - tax)) * gained;
    const double room = economy.parameters.loan_to_value * capital_value(world, economy, i) * inflation - (firms.loan[i] - due(i)).real();
    return amount_of<Money>(std::max(0.0, std::min(-change - firms.deposits[i].real(), room)));
  };
  const auto asked = parallel::sum_over_districts(world.context, 2 * most_banks, [&](District district, int, std::span<Wide> into) {
    ByBank<Money> wanted, repaid;
    for_each_row(firms, district, [&](Row i) {
      wanted[firms.bank[i]] += need(i);
      repaid[firms.bank[i]] += due(i);
    });
    add(wanted, into, 0);
    add(repaid, into, 1);
  });
  const auto wanted = by_bank(asked, 0), repaid = by_bank(asked, 1);
  ByBank<Money> granted{};
  for (std::size_t b = 0; b < banks.size(); ++b) {
    granted[b] = std::min(wanted[b], amount_of<Money>(std::max(0.0, room_to_lend(banks[b], economy.parameters) + repaid[b].real())));
  }
  const auto done = parallel::sum_over_districts(world.context, most_banks, [&](District district, int thread, std::span<Wide> into) {
    ByBank<Money> lent;
    for_each_row(firms, district, [&](Row i) {
      const std::size_t b = firms.bank[i];
      if (wanted[b].units == 0) return;
      const Money loan{mul_div(need(i).units, granted[b].units, wanted[b].units)};
      firms.loan[i] += loan;
      firms.deposits[i] += loan;
      lent[b] += loan;
    });
    world.ledger.received(thread, Flow::loans, Sector::firms, sum(lent));
    add(lent, into, 0);
  });
  for (std::size_t b = 0; b < banks.size(); ++b) settle_loans(world, b, &Bank::firm_loans, by_bank(done, 0)[b], Money{});
}

}  // namespace kringloop::economy
