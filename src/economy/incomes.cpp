#include "economy/incomes.hpp"

#include <algorithm>

#include "parallel/ask.hpp"
#include "parallel/links.hpp"
#include "parallel/sums.hpp"
#include "parallel/tell.hpp"

namespace kringloop::economy {

namespace {

constexpr int child_until = 18 * 4;  // [quarters]

enum Total : std::size_t { state_pension, unemployment, social, child, other, pension, income_tax, contributions, pension_contributions, taxed, totals };

/// How pensions and benefits follow wages and pension funds' means.
double pension_index(const World& world) {
  const Institutions& inst = world.institutions;
  return inst.wage_index * inst.pension_indexation;
}

}  // namespace

PersonIncome person_income(const World& world, Row person, double firm_wage, double draw) {
  const Persons& persons = world.persons;
  const BaseAmounts& base = world.institutions.base;
  const auto people = static_cast<double>(world.scale());
  const double index = world.institutions.wage_index * people;
  PersonIncome income;
  const Activity activity = persons.activity[person];
  const double work = static_cast<double>(persons.pay[person]) * persons.hours[person] / full_time_hours * firm_wage * people;
  if (activity == Activity::employee) income.wage = amount_of<Money>(work);
  if (activity == Activity::self_employed) income.mixed = amount_of<Money>(work * draw);
  const int age = persons.age[person];
  const bool pensionable = age >= static_cast<int>(world.signals.state_pension_age * 4.0);
  if (pensionable) income.state_pension = amount_of<Money>(base.state_pension * index);
  if (activity == Activity::retired) {
    income.pension = amount_of<Money>(base.occupational_pension * static_cast<double>(persons.pay[person]) * pension_index(world) * people);
  }
  if (activity == Activity::unemployed) {
    // In proportion to the last wage; who never had one gets the mean.
    const Money last = persons.last_wage[person];
    income.unemployment = last.units > 0 ? amount_of<Money>(base.benefit_rate * last.real()) : amount_of<Money>(base.unemployment_benefit * index);
  }
  if (activity == Activity::inactive && !pensionable) income.social = amount_of<Money>(base.social_benefit * index);
  if (age < child_until) income.child = amount_of<Money>(base.child_benefit * index);
  return income;
}

Money tax_allowance(const World& world) {
  return amount_of<Money>(world.institutions.base.tax_allowance * world.institutions.wage_index * static_cast<double>(world.scale()));
}

void pay_incomes(World& world, Economy& economy) {
  Persons& persons = world.persons;
  Households& households = world.households;
  Firms& firms = world.firms;
  Institutions& inst = world.institutions;
  const BaseAmounts& base = inst.base;

  std::vector<Row> employer;
  parallel::resolve_all(world.context, firms, persons.employer, employer);
  parallel::ask(world.context, firms, {firms.wage, firms.draw});
  parallel::Accounts<2> pay_day;  // wages, income of the self-employed
  pay_day.open(world.context, firms);

  const double tax_rate = base.income_tax_rate + inst.income_tax_surcharge + world.signals.income_tax_shift;
  const Money allowance = tax_allowance(world);
  const Money other_benefit = amount_of<Money>(base.other_benefit * inst.wage_index * static_cast<double>(world.scale()));

  const auto sums = parallel::sum_over_districts(world.context, totals, [&](District district, int thread, std::span<Wide> into) {
    Money wages, mixed, government, pensions, tax, contributions_paid, pension_paid;
    const Row first_household = households.rows.begin(district);
    for_each_row(persons, district, [&](Row i) {
      const Row firm = employer[i];
      const PersonIncome income = firm == parallel::no_row ? person_income(world, i, 0.0, 0.0) : person_income(world, i, firms.wage[firm], firms.draw[firm]);
      if (firm != parallel::no_row && (income.wage + income.mixed).units != 0) pay_day.add(thread, firm, income.wage.units, income.mixed.units);
      if (income.wage.units != 0) persons.last_wage[i] = income.wage;
      const Money withheld_tax = amount_of<Money>(std::max(0.0, tax_rate * (income.taxable() - allowance).real()));
      const Money social_contribution = amount_of<Money>(base.employee_contribution_rate * income.wage.real());
      const Money pension_contribution = amount_of<Money>(base.pension_contribution_rate * income.wage.real());
      const Money benefits = income.state_pension + income.unemployment + income.social + income.child;
      const Money net = income.wage + income.mixed + benefits + income.pension - withheld_tax - social_contribution - pension_contribution;
      const Row h = first_household + persons.household[i];
      households.income[h] += net;
      households.deposits[h] += net;
      wages += income.wage;
      mixed += income.mixed;
      government += benefits;
      pensions += income.pension;
      tax += withheld_tax;
      contributions_paid += social_contribution;
      pension_paid += pension_contribution;
      into[taxed] += std::max(std::int64_t{0}, (income.taxable() - allowance).units);
      into[state_pension] += income.state_pension.units;
      into[unemployment] += income.unemployment.units;
      into[social] += income.social.units;
      into[child] += income.child.units;
    });
    Money other_paid;
    for_each_row(households, district, [&](Row h) {
      households.income[h] += other_benefit;
      households.deposits[h] += other_benefit;
      other_paid += other_benefit;
    });
    into[other] += other_paid.units;
    into[pension] += pensions.units;
    into[income_tax] += tax.units;
    into[contributions] += contributions_paid.units;
    into[pension_contributions] += pension_paid.units;
    auto& ledger = world.ledger;
    ledger.received(thread, Flow::wages, Sector::households, wages);
    ledger.received(thread, Flow::mixed_income, Sector::households, mixed);
    ledger.received(thread, Flow::social_benefits, Sector::households, government + other_paid);
    ledger.received(thread, Flow::pension_benefits, Sector::households, pensions);
    ledger.paid(thread, Flow::income_tax, Sector::households, tax);
    ledger.paid(thread, Flow::employee_contributions, Sector::households, contributions_paid);
    ledger.paid(thread, Flow::pension_contributions, Sector::households, pension_paid);
  });

  const auto money = [&](Total t) { return Money{static_cast<std::int64_t>(sums[t])}; };
  Ledger& ledger = world.ledger;
  const auto& context = world.context;
  const Money benefits = money(state_pension) + money(unemployment) + money(social) + money(child) + money(other);
  ledger.pay(context, Flow::social_benefits, Sector::government, inst.government, benefits);
  ledger.pay(context, Flow::pension_benefits, Sector::pension_fund, inst.pension_fund, money(pension));
  ledger.receive(context, Flow::income_tax, Sector::government, inst.government, money(income_tax));
  ledger.receive(context, Flow::employee_contributions, Sector::government, inst.government, money(contributions));
  ledger.receive(context, Flow::pension_contributions, Sector::pension_fund, inst.pension_fund, money(pension_contributions));
  inst.taxable_income = 4.0 * money(taxed).real();

  // Firms pay what their people told them, and contributions on wages.
  firms.wage_bill.assign(firms.wage_bill.size(), Money{});
  firms.mixed_income.assign(firms.mixed_income.size(), Money{});
  pay_day.deliver(world.context, firms, {parallel::ToldColumn(firms.wage_bill), parallel::ToldColumn(firms.mixed_income)});
  const auto contributed = parallel::sum_over_districts(world.context, 2, [&](District district, int thread, std::span<Wide> into) {
    Money wages, mixed, contribution;
    for_each_row(firms, district, [&](Row i) {
      const Money due = amount_of<Money>(firms.wage_bill[i].real() * economy.structure.industry[firms.industry[i]].contribution_rate);
      const Money to_fund = amount_of<Money>(due.real() * base.pension_share);
      firms.contributions[i] = due;
      firms.deposits[i] -= firms.wage_bill[i] + firms.mixed_income[i] + due;
      wages += firms.wage_bill[i];
      mixed += firms.mixed_income[i];
      contribution += due;
      into[0] += (due - to_fund).units;
      into[1] += to_fund.units;
    });
    world.ledger.paid(thread, Flow::wages, Sector::firms, wages);
    world.ledger.paid(thread, Flow::mixed_income, Sector::firms, mixed);
    world.ledger.paid(thread, Flow::employer_contributions, Sector::firms, contribution);
  });
  ledger.receive(context, Flow::employer_contributions, Sector::government, inst.government, Money{static_cast<std::int64_t>(contributed[0])});
  ledger.receive(context, Flow::employer_contributions, Sector::pension_fund, inst.pension_fund, Money{static_cast<std::int64_t>(contributed[1])});
}

}  // namespace kringloop::economy
