#include "economy/incomes.hpp"

#include <algorithm>

#include "economy/autoregressions.hpp"
#include "parallel/ask.hpp"
#include "parallel/sums.hpp"
#include "parallel/tell.hpp"
#include "world/employers.hpp"

namespace kringloop::economy {

namespace {

constexpr int child_until = 18 * 4;  // [quarters]
constexpr Row looked_ahead = 16;     // people whose employer is fetched before its turn: firms are anywhere in memory

enum Total : std::size_t { state_pension, unemployment, social, child, other, pension, income_tax, contributions, pension_contributions, taxed, totals };

/// How pensions and benefits follow wages and pension funds' means.
double pension_index(const World& world) {
  const Institutions& inst = world.institutions;
  return inst.wage_index * inst.pension_indexation;
}

/// What everyone's income is made by this quarter: amounts that are the same for all are made once.
class Rules {
 public:
  explicit Rules(const World& world)
      : base_(world.institutions.base), people_(static_cast<double>(world.scale())), pension_index_(pension_index(world)),
        pension_age_(static_cast<int>(world.signals.state_pension_age * 4.0)) {
    const double index = world.institutions.wage_index * world.institutions.ar1.benefit_growth * people_;
    state_pension_ = amount_of<Money>(base_.state_pension * index);
    unemployment_ = amount_of<Money>(base_.unemployment_benefit * index);
    social_ = amount_of<Money>(base_.social_benefit * index);
    child_ = amount_of<Money>(base_.child_benefit * index);
  }

  [[nodiscard]] PersonIncome income_of(const Persons& persons, Row person, double firm_wage, double draw) const {
    PersonIncome income;
    const Activity activity = persons.activity[person];
    const int age = persons.age[person];
    const bool pensionable = age >= pension_age_;
    if (activity == Activity::employee || activity == Activity::self_employed) {
      const double work = static_cast<double>(persons.pay[person]) * persons.hours[person] / full_time_hours * firm_wage * people_;
      if (activity == Activity::employee) income.wage = amount_of<Money>(work);
      else income.mixed = amount_of<Money>(work * draw);
    }
    if (pensionable) income.state_pension = state_pension_;
    if (activity == Activity::retired)
      income.pension = amount_of<Money>(base_.occupational_pension * static_cast<double>(persons.pay[person]) * pension_index_ * people_);
    if (activity == Activity::unemployed) {
      // In proportion to the last wage; who never had one gets the mean.
      const Money last = persons.last_wage[person];
      income.unemployment = last.units > 0 ? amount_of<Money>(base_.benefit_rate * last.real()) : unemployment_;
    }
    if (activity == Activity::inactive && !pensionable) income.social = social_;
    if (age < child_until) income.child = child_;
    return income;
  }

 private:
  const BaseAmounts& base_;
  double people_, pension_index_;
  int pension_age_;  // [quarters]
  Money state_pension_, unemployment_, social_, child_;
};

/// Pay follows the hours that output needs, as far as overtime goes (A.24).
void pay_by_hours(World& world, const Economy& economy) {
  Firms& firms = world.firms;
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      const double normal = static_cast<double>(firms.staff_hours[i].units) / industry.hours_per_unit * firms.productivity[i];
      const double made = industry.storable ? firms.output[i].real() : std::min(firms.capacity[i].real(), firms.expected_demand[i]);
      firms.wage[i] = industry.wage * world.institutions.wage_index * (normal > 0.0 ? made / normal : 1.0);
    });
  });
}

/// What a firm pays, side by side: its people read it at random.
struct Pay {
  double wage = 0.0, draw = 0.0;
};

}  // namespace

PersonIncome person_income(const World& world, Row person, double firm_wage, double draw) {
  return Rules(world).income_of(world.persons, person, firm_wage, draw);
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

  if (world.settings.economy.labour_market == input::Economy::LabourMarket::immediate) pay_by_hours(world, economy);
  // Of a household that spends a share of expected income, last quarter's property income is expected to grow with output and prices.
  const bool only_wages_taxed = world.settings.economy.households == input::Economy::Households::expected_income;
  if (only_wages_taxed) {
    const double grown = (1.0 + inst.ar1.expected_growth) * (1.0 + expected_inflation(world, economy));
    parallel::for_each_district(world.context, [&](District district, int) {
      for_each_row(households, district, [&](Row h) { households.income[h] = amount_of<Money>(households.income[h].real() * grown); });
    });
  }
  const Rules rules(world);
  know_employers(world);
  std::vector<Pay> pay(firms.rows.size());
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) { pay[i] = {firms.wage[i], firms.draw[i]}; });
  });
  parallel::ask(world.context, firms, {pay});
  parallel::Accounts<2> pay_day;  // wages, income of the self-employed
  pay_day.open(world.context, firms);

  const double tax_rate = base.income_tax_rate + inst.income_tax_surcharge + world.signals.income_tax_shift;
  const Money allowance = tax_allowance(world);
  const Money other_benefit = amount_of<Money>(base.other_benefit * inst.wage_index * inst.ar1.benefit_growth * static_cast<double>(world.scale()));

  const auto sums = parallel::sum_over_districts(world.context, totals, [&](District district, int thread, std::span<Wide> into) {
    Money wages, mixed, pensions, tax, contributions_paid, pension_paid;
    Money of_age, of_unemployed, of_inactive, of_children, above_allowance;
    const Row first_household = households.rows.begin(district), end = persons.rows.end(district);
    const std::int64_t* told = pay_day.accounts_of(thread);
    for_each_row(persons, district, [&](Row i) {
      if (i + looked_ahead < end) {
        const Row coming = firms.rows.find(persons.employer[i + looked_ahead]);
        if (coming != parallel::no_row) {
          __builtin_prefetch(&pay[coming]);
          __builtin_prefetch(told + std::size_t{2} * coming, 1);
        }
      }
      const Row firm = firms.rows.find(persons.employer[i]);
      const Pay paid = firm == parallel::no_row ? Pay{} : pay[firm];
      const PersonIncome income = rules.income_of(persons, i, paid.wage, paid.draw);
      if (firm != parallel::no_row && (income.wage + income.mixed).units != 0) pay_day.add(thread, firm, income.wage.units, income.mixed.units);
      if (income.wage.units != 0) persons.last_wage[i] = income.wage;
      const Money taxable = only_wages_taxed ? income.wage : income.taxable();
      const Money withheld_tax = amount_of<Money>(std::max(0.0, tax_rate * (taxable - allowance).real()));
      const Money social_contribution = amount_of<Money>(base.employee_contribution_rate * income.wage.real());
      const Money pension_contribution = amount_of<Money>(base.pension_contribution_rate * income.wage.real());
      const Money benefits = income.state_pension + income.unemployment + income.social + income.child;
      const Money net = income.wage + income.mixed + benefits + income.pension - withheld_tax - social_contribution - pension_contribution;
      const Row h = first_household + persons.household[i];
      households.income[h] += net;
      households.deposits[h] += net;
      wages += income.wage;
      mixed += income.mixed;
      pensions += income.pension;
      tax += withheld_tax;
      contributions_paid += social_contribution;
      pension_paid += pension_contribution;
      above_allowance += std::max(Money{}, taxable - allowance);
      of_age += income.state_pension;
      of_unemployed += income.unemployment;
      of_inactive += income.social;
      of_children += income.child;
    });
    Money other_paid;
    for_each_row(households, district, [&](Row h) {
      households.income[h] += other_benefit;
      households.deposits[h] += other_benefit;
      other_paid += other_benefit;
    });
    const Money government = of_age + of_unemployed + of_inactive + of_children;
    into[state_pension] += of_age.units;
    into[unemployment] += of_unemployed.units;
    into[social] += of_inactive.units;
    into[child] += of_children.units;
    into[taxed] += above_allowance.units;
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
