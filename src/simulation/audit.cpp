#include "simulation/audit.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "economy/banks.hpp"
#include "economy/opening.hpp"
#include "parallel/sums.hpp"
#include "workforce/demography.hpp"

namespace kringloop::simulation {

namespace {

void same(std::string_view what, Wide one_side, Wide other_side) {
  if (one_side == other_side) return;
  throw InternalError(fmt::format("money audit failed: {}: {} cents on one side, {} on the other", what,
                                  static_cast<std::int64_t>(one_side), static_cast<std::int64_t>(other_side)));
}

/// The debtors' side of loans, summed over all customers of each bank.
struct Debts {
  economy::ByBank<Money> firm_loans, mortgages, consumer_credit;
};

Debts debts_of_customers(World& world) {
  const auto sums = parallel::sum_over_districts(world.context, 3 * most_banks, [&](District district, int, std::span<Wide> into) {
    Debts owed;
    for_each_row(world.firms, district, [&](Row i) { owed.firm_loans[world.firms.bank[i]] += world.firms.loan[i]; });
    for_each_row(world.households, district, [&](Row h) {
      const std::size_t bank = world.households.bank[h];
      owed.mortgages[bank] += world.households.mortgage[h];
      owed.consumer_credit[bank] += world.households.consumer_credit[h];
    });
    economy::add(owed.firm_loans, into, 0);
    economy::add(owed.mortgages, into, 1);
    economy::add(owed.consumer_credit, into, 2);
  });
  return {economy::by_bank(sums, 0), economy::by_bank(sums, 1), economy::by_bank(sums, 2)};
}

/// Each kind of loan of each bank: what its customers owe is what its book says.
void audit_books(const World& world, const Debts& debts) {
  const auto& banks = world.institutions.banks;
  for (std::size_t b = 0; b < banks.size(); ++b) {
    const auto book = [&](const char* what, Money owed, Money claimed) {
      same(fmt::format("{} against the books of {}", what, world.pack.banks[b].name), owed.units, claimed.units);
    };
    book("loans of firms", debts.firm_loans[b], banks[b].firm_loans);
    book("mortgages of households", debts.mortgages[b], banks[b].mortgages);
    book("consumer credit of households", debts.consumer_credit[b], banks[b].consumer_credit);
  }
}

/// Money moves against each of these: who lends or invests pays, who borrows or sells receives. Mortgages and consumer credit are
/// booked with the same flows, so they are followed together; each is held against the banks' books on its own.
std::vector<Position> positions_with(const World& world, const Debts& debts) {
  const Ledger& ledger = world.ledger;
  const Institutions& inst = world.institutions;
  const auto borrowed = [&](Sector s) {
    return ledger.total_received(Flow::loans, s) - ledger.total_paid(Flow::repayments, s) - ledger.total_written_off(s);
  };
  const auto invested = [&](Flow flow, Sector s) { return ledger.total_paid(flow, s) - ledger.total_received(flow, s); };
  const auto bonds = [&](Sector s) { return invested(Flow::bonds, s); };
  const auto abroad = [&](Sector s) { return invested(Flow::foreign_investment, s); };
  std::vector<Position> all{
      {"loans of firms", economy::sum(debts.firm_loans).units, borrowed(Sector::firms)},
      {"mortgages and consumer credit of households", (economy::sum(debts.mortgages) + economy::sum(debts.consumer_credit)).units, borrowed(Sector::households)},
      {"government bonds issued", inst.bonds_issued.units, -bonds(Sector::government)},
      {"government bonds of the banks", inst.of_banks(&Bank::bonds).units, bonds(Sector::banks)},
      {"government bonds of the pension fund", inst.bonds_pension_fund.units, bonds(Sector::pension_fund)},
      {"government bonds held abroad", inst.bonds_foreign.units, bonds(Sector::foreign)},
      {"claims abroad of the pension fund", inst.foreign_assets_pension_fund.units, abroad(Sector::pension_fund)},
      {"claims abroad of households", inst.foreign_assets_households.units, abroad(Sector::households)},
      {"claims abroad of firms", inst.foreign_assets_firms.units, abroad(Sector::firms)}};
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    all.push_back({fmt::format("own funds of {}", world.pack.banks[b].name), inst.banks[b].capital().units, inst.banks[b].earned().units});
  }
  return all;
}

}  // namespace

std::vector<Position> positions(World& world) { return positions_with(world, debts_of_customers(world)); }

Audit audit(World& world, const economy::NationalAccounts& accounts) {
  Audit found;
  world.ledger.close(world.context);
  const auto now = economy::money_accounts(world);
  found.money = world.ledger.audit(now);
  Wide all = 0;
  for (const Wide account : now) all += account;
  same("money accounts of all sectors against zero", all, 0);

  const Debts debts = debts_of_customers(world);
  const Institutions& inst = world.institutions;
  audit_books(world, debts);
  same("government bonds of all holders against the State's debt", (inst.of_banks(&Bank::bonds) + inst.bonds_pension_fund + inst.bonds_foreign).units, inst.bonds_issued.units);
  world.ledger.audit_positions(positions_with(world, debts));
  same("gross domestic product by production and expenditure", accounts.gdp_production().units, accounts.gdp_expenditure().units);
  same("gross domestic product by production and income", accounts.gdp_production().units, accounts.gdp_income().units);
  same("carbon price that industries owe against the State's receipts", accounts.carbon_price.units, world.ledger.total_received(Flow::carbon_price, Sector::government));
  if (world.settings.economy.demography) found.people = workforce::audit_people(world);
  return found;
}

}  // namespace kringloop::simulation
