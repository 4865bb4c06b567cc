#include "simulation/audit.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "economy/opening.hpp"
#include "parallel/sums.hpp"
#include "workforce/demography.hpp"

namespace kringloop::simulation {

namespace {

void same(const char* what, Wide one_side, Wide other_side) {
  if (one_side == other_side) return;
  throw InternalError(fmt::format("money audit failed: {}: {} cents on one side, {} on the other", what,
                                  static_cast<std::int64_t>(one_side), static_cast<std::int64_t>(other_side)));
}

/// The debtors' side of loans, summed over all agents.
struct Debts {
  Wide firm_loans = 0, mortgages = 0, consumer_credit = 0;  // cents
};

Debts debts_of_agents(World& world) {
  const auto sums = parallel::sum_over_districts(world.context, 3, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.firms, district, [&](Row i) { into[0] += world.firms.loan[i].units; });
    for_each_row(world.households, district, [&](Row h) {
      into[1] += world.households.mortgage[h].units;
      into[2] += world.households.consumer_credit[h].units;
    });
  });
  return {sums[0], sums[1], sums[2]};
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
  return {{"loans of firms", debts.firm_loans, borrowed(Sector::firms)},
          {"mortgages and consumer credit of households", debts.mortgages + debts.consumer_credit, borrowed(Sector::households)},
          {"government bonds issued", inst.bonds_issued.units, -bonds(Sector::government)},
          {"government bonds of the banks", inst.bonds_banks.units, bonds(Sector::banks)},
          {"government bonds of the pension fund", inst.bonds_pension_fund.units, bonds(Sector::pension_fund)},
          {"government bonds held abroad", inst.bonds_foreign.units, bonds(Sector::foreign)},
          {"claims abroad of the pension fund", inst.foreign_assets_pension_fund.units, abroad(Sector::pension_fund)},
          {"claims abroad of households", inst.foreign_assets_households.units, abroad(Sector::households)},
          {"claims abroad of firms", inst.foreign_assets_firms.units, abroad(Sector::firms)}};
}

}  // namespace

std::vector<Position> positions(World& world) { return positions_with(world, debts_of_agents(world)); }

Audit audit(World& world, const economy::NationalAccounts& accounts) {
  Audit found;
  world.ledger.close(world.context);
  const auto now = economy::money_accounts(world);
  found.money = world.ledger.audit(now);
  Wide all = 0;
  for (const Wide account : now) all += account;
  same("money accounts of all sectors against zero", all, 0);

  const Debts debts = debts_of_agents(world);
  const Institutions& inst = world.institutions;
  same("loans of firms against the banks' books", debts.firm_loans, inst.firm_loans.units);
  same("mortgages of households against the banks' books", debts.mortgages, inst.mortgages.units);
  same("consumer credit of households against the banks' books", debts.consumer_credit, inst.consumer_credit.units);
  same("government bonds of all holders against the State's debt", (inst.bonds_banks + inst.bonds_pension_fund + inst.bonds_foreign).units, inst.bonds_issued.units);
  world.ledger.audit_positions(positions_with(world, debts));
  same("gross domestic product by production and expenditure", accounts.gdp_production().units, accounts.gdp_expenditure().units);
  same("gross domestic product by production and income", accounts.gdp_production().units, accounts.gdp_income().units);
  same("carbon price that industries owe against the State's receipts", accounts.carbon_price.units, world.ledger.total_received(Flow::carbon_price, Sector::government));
  if (world.settings.economy.demography) found.people = workforce::audit_people(world);
  return found;
}

}  // namespace kringloop::simulation
