#include "economy/public_finance.hpp"

#include <algorithm>

#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

Money share_of(Money amount, Money part, Money whole) {
  return whole.units == 0 ? Money{} : Money{mul_div(amount.units, part.units, whole.units)};
}

}  // namespace

double public_consumption(const World& world) { return world.institutions.base.real_consumption * world.signals.public_budget; }

void plan_public_budget(World& world, Economy& economy) {
  Institutions& inst = world.institutions;
  BaseAmounts& base = inst.base;
  const Parameters& p = economy.parameters;
  // Public consumption is the path's, or follows trend GDP and the ages of those it is for.
  const auto heads = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    std::int64_t old = 0;
    for_each_row(world.persons, district, [&](Row i) { old += world.persons.age[i] >= 65 * 4; });
    into[0] += world.persons.rows.living(district);
    into[1] += old;
  });
  const double consumers = 1.0 + (p.elderly_public_consumption - 1.0) * static_cast<double>(heads[1]) / static_cast<double>(heads[0]);
  const double public_growth = (1.0 + inst.trend_growth) * (base.consumers > 0.0 ? consumers / base.consumers : 1.0);
  base.real_consumption = world.signals.public_consumption > 0.0 ? economy.structure.government_consumption * world.signals.public_consumption
                                                                 : base.real_consumption * public_growth;
  base.consumers = consumers;

  if (world.settings.economy.pension_fund && inst.pension_funding_base > 0.0) {
    const double assets = (inst.pension_fund + inst.bonds_pension_fund + inst.foreign_assets_pension_fund).real();
    const double funding = assets / (base.pension_assets * inst.wage_index);
    inst.pension_funding = funding / inst.pension_funding_base;
    inst.pension_indexation = std::clamp(inst.pension_funding, 0.9, 1.1);
  }

  const double gdp = inst.nominal_gdp;  // a year
  if (!world.settings.economy.budget_rule || world.now.of_year() != 1 || gdp <= 0.0) return;
  const double debt = inst.debt().real() / gdp;
  const double growth = 4.0 * inst.trend_growth + p.inflation_anchor;
  const double rate = world.signals.bond_rate;  // at which the debt will be renewed
  const double wanted = (rate - growth) * p.debt_target + p.debt_correction * (debt - p.debt_target);
  const double actual = inst.primary_balance.real() / gdp;
  const double step = std::clamp(p.budget_adjustment * (wanted - actual), -p.surcharge_step, p.surcharge_step);
  inst.income_tax_surcharge += step * gdp / std::max(1.0, inst.taxable_income);
}

void settle_public_finance(World& world, Economy& economy) {
  Institutions& inst = world.institutions;
  const BaseAmounts& base = inst.base;
  Ledger& ledger = world.ledger;
  const auto& context = world.context;

  // Interest on the debt; its mean rate moves to the market's as debt of some eight years is renewed.
  constexpr double renewed = 1.0 / 32.0;
  inst.bond_rate_mean += renewed * (world.signals.bond_rate - inst.bond_rate_mean);
  const auto coupon = [&](Money held) { return amount_of<Money>(held.real() * inst.bond_rate_mean / 4.0); };
  const Money to_fund = coupon(inst.bonds_pension_fund), abroad = coupon(inst.bonds_foreign);
  Money to_banks;
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    const Money to_bank = coupon(inst.banks[b].bonds);
    settle_interest(world, b, to_bank, Money{});
    to_banks += to_bank;
  }
  ledger.pay(context, Flow::interest, Sector::government, inst.government, to_banks);
  ledger.transfer(context, Flow::interest, Sector::government, inst.government, Sector::pension_fund, inst.pension_fund, to_fund);
  ledger.transfer(context, Flow::interest, Sector::government, inst.government, Sector::foreign, inst.foreign, abroad);
  economy.debt_interest = to_banks + to_fund + abroad;

  ledger.transfer(context, Flow::transfers_abroad, Sector::government, inst.government, Sector::foreign, inst.foreign,
           amount_of<Money>(base.transfers_abroad * inst.wage_index));

  // Returns on claims abroad, at the bond rate plus a premium.
  const double rate = foreign_return(world, economy);
  const auto returns = [&](Money held) { return amount_of<Money>(held.real() * rate); };
  ledger.transfer(context, Flow::interest, Sector::foreign, inst.foreign, Sector::pension_fund, inst.pension_fund, returns(inst.foreign_assets_pension_fund));
  const Money to_owners = returns(inst.foreign_assets_households);
  ledger.transfer(context, Flow::dividends, Sector::foreign, inst.foreign, Sector::outlets, inst.dividend_pool, to_owners);

  settle_banks(world, economy);

  // The treasury ends at its working balance: bonds are sold to, or bought back from, the holders in proportion.
  const Money deficit = inst.treasury_working_balance - inst.government;
  const Money all = inst.debt();
  const Money by_fund = share_of(deficit, inst.bonds_pension_fund, all);
  Money by_foreign = deficit - by_fund;
  ledger.transfer(context, Flow::bonds, Sector::pension_fund, inst.pension_fund, Sector::government, inst.government, by_fund);
  for (Bank& bank : inst.banks) {
    const Money by_bank = share_of(deficit, bank.bonds, all);
    ledger.transfer(context, Flow::bonds, Sector::banks, bank.money, Sector::government, inst.government, by_bank);
    bank.bonds += by_bank;
    by_foreign -= by_bank;
  }
  ledger.transfer(context, Flow::bonds, Sector::foreign, inst.foreign, Sector::government, inst.government, by_foreign);
  inst.bonds_issued += deficit;
  inst.bonds_pension_fund += by_fund;
  inst.bonds_foreign += by_foreign;
  economy.government_balance = -deficit;
  inst.primary_balance_of_year[static_cast<std::size_t>(world.now.of_year() - 1)] = economy.debt_interest - deficit;
  inst.primary_balance = Money{};
  for (const Money quarter : inst.primary_balance_of_year) inst.primary_balance += quarter;

  // The fund keeps a working balance and invests the rest abroad.
  const Money invest = inst.pension_fund - inst.pension_working_balance;
  ledger.transfer(context, Flow::foreign_investment, Sector::pension_fund, inst.pension_fund, Sector::foreign, inst.foreign, invest);
  inst.foreign_assets_pension_fund += invest;
}

}  // namespace kringloop::economy
