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

}  // namespace

Audit audit(World& world, const economy::NationalAccounts& accounts) {
  Audit found;
  world.ledger.close(world.context);
  const auto now = economy::money_accounts(world);
  found.money = world.ledger.audit(now);
  Wide all = 0;
  for (const Wide account : now) all += account;
  same("money accounts of all sectors against zero", all, 0);

  const auto debts = parallel::sum_over_districts(world.context, 3, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.firms, district, [&](Row i) { into[0] += world.firms.loan[i].units; });
    for_each_row(world.households, district, [&](Row h) {
      into[1] += world.households.mortgage[h].units;
      into[2] += world.households.consumer_credit[h].units;
    });
  });
  same("loans of firms against the banks' books", debts[0], world.institutions.firm_loans.units);
  same("mortgages of households against the banks' books", debts[1], world.institutions.mortgages.units);
  same("consumer credit of households against the banks' books", debts[2], world.institutions.consumer_credit.units);
  same("gross domestic product by production and expenditure", accounts.gdp_production().units, accounts.gdp_expenditure().units);
  same("gross domestic product by production and income", accounts.gdp_production().units, accounts.gdp_income().units);
  if (world.settings.economy.demography) found.people = workforce::audit_people(world);
  return found;
}

}  // namespace kringloop::simulation
