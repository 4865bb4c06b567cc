#include "economy/banks.hpp"

#include <algorithm>

#include "economy/cash_need.hpp"
#include "economy/credit.hpp"
#include "economy/opening_firms.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Whole cents in proportion to weights: the parts add up to the amount. Where all weights are 0 the last gets it.
std::vector<Money> divided(Money amount, const std::vector<Money>& weights) {
  Wide all = 0, upto = 0, given = 0;
  for (const Money weight : weights) all += weight.units;
  if (all == 0) {
    std::vector<Money> parts(weights.size());
    parts.back() = amount;
    return parts;
  }
  std::vector<Money> parts;
  for (const Money weight : weights) {
    upto += weight.units;
    const Wide due = static_cast<Wide>(amount.units) * upto / all;
    parts.push_back(Money{static_cast<std::int64_t>(due - given)});
    given = due;
  }
  return parts;
}

/// What households and firms keep at each bank (collective).
std::vector<Money> customers_deposits(World& world) {
  const auto sums = parallel::sum_over_districts(world.context, most_banks, [&](District district, int, std::span<Wide> into) {
    ByBank<Money> deposits;
    for_each_row(world.households, district, [&](Row h) { deposits[world.households.bank[h]] += world.households.deposits[h]; });
    for_each_row(world.firms, district, [&](Row i) { deposits[world.firms.bank[i]] += world.firms.deposits[i]; });
    add(deposits, into, 0);
  });
  const auto deposits = by_bank(sums, 0);
  return {deposits.begin(), deposits.begin() + static_cast<std::ptrdiff_t>(world.institutions.banks.size())};
}

/// What a bank has at other banks and abroad on balance: own funds and deposits less loans and bonds. The pension fund, the treasury and
/// outlets keep their money where the customers are, so that over all banks it is what the rest of the world owes.
std::vector<Money> net_positions(const World& world, const std::vector<Money>& deposits) {
  const Institutions& inst = world.institutions;
  Money others = -inst.foreign;
  for (std::size_t b = 0; b < deposits.size(); ++b) others -= inst.banks[b].money + deposits[b];
  std::vector<Money> positions = divided(others, deposits);
  for (std::size_t b = 0; b < deposits.size(); ++b) positions[b] += inst.banks[b].money + deposits[b];
  return positions;
}

}  // namespace

void open_customers(World& world) {
  const auto& banks = world.pack.banks;
  world.institutions.banks.assign(banks.size(), Bank{});
  parallel::for_each_district(world.context, [&](District district, int) {
    Households& households = world.households;
    Firms& firms = world.firms;
    for_each_row(households, district, [&](Row h) { households.bank[h] = chosen_bank(banks, world.draw, households.identity[h]); });
    for_each_row(firms, district, [&](Row i) { firms.bank[i] = chosen_bank(banks, world.draw, firms.identity[i]); });
  });
}

void open_banks(World& world, Money money, Money bonds) {
  auto& banks = world.institutions.banks;
  std::vector<Money> lent;
  for (const Bank& bank : banks) lent.push_back(bank.lent());
  const std::vector<Money> own_funds = divided(money + world.institutions.of_banks(&Bank::lent) + bonds, lent), held = divided(bonds, lent);
  for (std::size_t b = 0; b < banks.size(); ++b) {
    banks[b].bonds = held[b];
    banks[b].money = own_funds[b] - lent[b] - held[b];
    banks[b].capital_kept = own_funds[b];
  }
}

double open_bank_payouts(World& world, const Economy& economy) {
  using input::Instrument, input::Side;
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  const std::vector<Money> at_bank = customers_deposits(world), positions = net_positions(world, at_bank);
  const double deposits = world.pack.balance(input::Sector::households, Instrument::deposits, Side::asset) * meur +
                          world.pack.balance(input::Sector::firms, Instrument::deposits, Side::asset) * meur + inst.pension_fund.real();
  const double growth = economy.structure.capital_growth + p.inflation_anchor / 4.0;
  Money everybodys;
  for (const Money of_bank : at_bank) everybodys += of_bank;
  double paid = 0.0;
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    Bank& bank = inst.banks[b];
    const double earned = bank.firm_loans.real() * loan_rate(world, economy) + bank.mortgages.real() * mortgage_rate(world, economy) +
                          bank.consumer_credit.real() * consumer_credit_rate(world, economy) + bank.bonds.real() * inst.bond_rate_mean / 4.0 +
                          positions[b].real() * policy_rate(world) -
                          deposits * (at_bank[b].real() / everybodys.real()) * deposit_rate(world, economy);
    const auto share_of_profit = profit_share(world);
    bank.payout = share_of_profit ? *share_of_profit * (1.0 - inst.base.corporate_tax_rate) * std::max(0.0, earned)
                                  : std::max(0.0, earned - growth * p.bank_capital_target * bank.lent().real());
    paid += bank.payout;
  }
  return paid;
}

void settle_interest(World& world, std::size_t bank, Money received, Money paid) {
  Bank& b = world.institutions.banks[bank];
  world.ledger.receive(world.context, Flow::interest, Sector::banks, b.money, received);
  world.ledger.pay(world.context, Flow::interest, Sector::banks, b.money, paid);
  b.interest += received - paid;
}

void settle_loans(World& world, std::size_t bank, Money Bank::*book, Money lent, Money repaid) {
  Bank& b = world.institutions.banks[bank];
  world.ledger.pay(world.context, Flow::loans, Sector::banks, b.money, lent);
  world.ledger.receive(world.context, Flow::repayments, Sector::banks, b.money, repaid);
  b.*book += lent - repaid;
}

void write_off(World& world, std::size_t bank, Money amount) {
  Bank& b = world.institutions.banks[bank];
  world.ledger.wrote_off_shared(world.context, Sector::firms, amount);
  b.firm_loans -= amount;
  b.written_off += amount;
}

void change_lenders(World& world, Money Bank::*book, const ByBank<Money>& taken_over) {
  auto& banks = world.institutions.banks;
  for (std::size_t b = 0; b < banks.size(); ++b) {
    banks[b].*book += taken_over[b];
    banks[b].money -= taken_over[b];
  }
}

void pass_on_debts(World& world, Economy&) {
  const auto passed = world.debts_passed.collect(world.context);
  change_lenders(world, &Bank::mortgages, by_bank(passed, 0));
  change_lenders(world, &Bank::consumer_credit, by_bank(passed, 1));
}

double room_to_lend(const Bank& bank, const Parameters& p) { return bank.capital().real() / p.bank_capital_minimum - bank.lent().real(); }

void settle_banks(World& world, Economy& economy) {
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  Ledger& ledger = world.ledger;
  const auto& context = world.context;

  // Net positions earn the policy rate: what banks pay one another nets out, the rest of the world pays for the sum.
  const std::vector<Money> deposits = customers_deposits(world), positions = net_positions(world, deposits);
  const Money from_abroad = amount_of<Money>(-inst.foreign.real() * policy_rate(world));
  const Money on_fund_money = amount_of<Money>(std::max(0.0, inst.pension_fund.real()) * deposit_rate(world, economy));
  const std::vector<Money> to_fund = divided(on_fund_money, deposits);
  Money left = from_abroad;
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    const Money interest = b + 1 < inst.banks.size() ? amount_of<Money>(positions[b].real() * policy_rate(world)) : left;
    settle_interest(world, b, interest, to_fund[b]);
    left -= interest;
  }
  ledger.pay(context, Flow::interest, Sector::foreign, inst.foreign, from_abroad);
  ledger.receive(context, Flow::interest, Sector::pension_fund, inst.pension_fund, on_fund_money);

  // Banks pay out their usual earnings, more when they own more than the target; when they own less than nothing the State steps in.
  for (Bank& bank : inst.banks) {
    double paid = 0.0;
    if (const auto share_of_profit = profit_share(world)) {
      const double profit = std::max(0.0, bank.interest.real());
      bank.taxed = amount_of<Money>(profit * inst.base.corporate_tax_rate);
      ledger.transfer(context, Flow::corporate_tax, Sector::banks, bank.money, Sector::government, inst.government, bank.taxed);
      paid = *share_of_profit * (profit - bank.taxed.real());
    } else {
      bank.payout += p.payout_smoothing * ((bank.capital() - bank.capital_kept).real() - bank.payout);
      const double above = bank.capital().real() - bank.payout - p.bank_capital_target * bank.lent().real();
      paid = bank.payout + p.payout_speed * above;
    }
    if (paid > 0.0) {
      bank.paid_out = amount_of<Money>(paid);
      const Money out = amount_of<Money>(bank.paid_out.real() * inst.banks_foreign_owned);
      ledger.transfer(context, Flow::dividends, Sector::banks, bank.money, Sector::foreign, inst.foreign, out);
      ledger.transfer(context, Flow::dividends, Sector::banks, bank.money, Sector::outlets, inst.dividend_pool, bank.paid_out - out);
    }
    if (bank.capital().units < 0) {
      bank.recapitalised = amount_of<Money>(p.bank_capital_target * bank.lent().real()) - bank.capital();
      ledger.transfer(context, Flow::recapitalisation, Sector::government, inst.government, Sector::banks, bank.money, bank.recapitalised);
    }
    bank.capital_kept = bank.capital();
  }
}

}  // namespace kringloop::economy
