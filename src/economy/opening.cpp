#include "economy/opening.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "economy/credit.hpp"
#include "economy/goods_market.hpp"
#include "economy/incomes.hpp"
#include "economy/investment.hpp"
#include "economy/pricing.hpp"
#include "parallel/ask.hpp"
#include "parallel/links.hpp"
#include "parallel/sums.hpp"
#include "parallel/tell.hpp"

namespace kringloop::economy {

namespace {

using input::Instrument;
using input::Side;
constexpr double million = 1e6;

Money balance(const World& world, input::Sector sector, Instrument instrument, Side side) {
  return amount_of<Money>(world.pack.balance(sector, instrument, side) * million);
}

/// What the people who work at a firm are to it: hours, and hours weighted by pay (thousandths) of employees and of owners.
struct StaffOfFirms {
  std::vector<std::int64_t> hours, employees, owners;  // [row]
};

StaffOfFirms count_staff(World& world) {
  Persons& persons = world.persons;
  Firms& firms = world.firms;
  std::vector<Row> employer;
  parallel::resolve_all(world.context, firms, persons.employer, employer);
  parallel::Accounts<2> told;
  parallel::Accounts<1> told_by_owners;
  told.open(world.context, firms);
  told_by_owners.open(world.context, firms);
  parallel::for_each_district(world.context, [&](District district, int thread) {
    for_each_row(persons, district, [&](Row i) {
      if (employer[i] == parallel::no_row) return;
      const std::int64_t hours = persons.hours[i] * world.scale();
      const bool employee = persons.activity[i] == Activity::employee;
      const std::int64_t paid = rounded(static_cast<double>(hours) * static_cast<double>(persons.pay[i]) * 1000.0);
      told.add(thread, employer[i], hours, employee ? paid : 0);
      if (!employee) told_by_owners.add(thread, employer[i], paid);
    });
  });
  const std::vector<std::int64_t> nothing(firms.rows.size());
  StaffOfFirms staff{nothing, nothing, nothing};
  told.deliver(world.context, firms, {parallel::ToldColumn(staff.hours), parallel::ToldColumn(staff.employees)});
  told_by_owners.deliver(world.context, firms, {parallel::ToldColumn(staff.owners)});
  return staff;
}

/// Labour per unit of output and wages, so that the staff at work makes the base year's output and earns its wages.
void calibrate_labour(World& world, Economy& economy, const StaffOfFirms& staff) {
  Firms& firms = world.firms;
  const std::size_t industries = economy.structure.industry.size();
  const auto sums = parallel::sum_over_districts(world.context, industries * 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) {
      firms.staff_hours[i] = Hours{staff.hours[i]};
      into[firms.industry[i] * 2U] += staff.hours[i];
      into[firms.industry[i] * 2U + 1] += staff.employees[i];
    });
  });
  for (std::size_t s = 0; s < industries; ++s) {
    Industry& industry = economy.structure.industry[s];
    if (sums[2 * s] == 0) throw InputError(fmt::format("industry {} has no people at scale 1:{}; choose a smaller scale", world.pack.industries[s].code, world.scale()));
    industry.hours_per_unit = static_cast<double>(sums[2 * s]) / industry.output;
    const double full_time = static_cast<double>(sums[2 * s + 1]) / 1000.0 / full_time_hours;
    industry.wage = full_time > 0.0 ? world.pack.accounts[s].wages * million / 4.0 / full_time : 0.0;
  }
}

/// In some industries of the pack the surplus does not cover wear and interest, and nobody could stay in business. Their capital
/// is taken to wear slower, down to a quarter of what the accounts say, that of other industries so much faster that investment of all is the same.
void fit_wear(const World& world, Economy& economy) {
  constexpr double least = 0.25;
  const std::size_t industries = economy.structure.industry.size();
  double moved = 0.0, others = 0.0;
  std::vector<double> wear(industries), room(industries);
  for (std::size_t s = 0; s < industries; ++s) {
    const Industry& industry = economy.structure.industry[s];
    if (industry.investment_kind != 0) continue;
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double price = economy.capital_price[0];
    wear[s] = industry.wear * industry.capital_per_unit * industry.output / economy.parameters.normal_utilisation;  // base EUR/quarter
    const double interest = (finance.bank_debt * loan_rate(world, economy) - finance.deposits * deposit_rate(world, economy)) * million;
    const double carried = (world.pack.accounts[s].operating_surplus * million / 4.0 - interest) / price;
    room[s] = carried - wear[s];
    if (room[s] < 0.0) moved += std::min(-room[s], (1.0 - least) * wear[s]);
    else others += room[s];
  }
  if (others <= 0.0) return;
  const double share = std::min(1.0, moved / others);
  for (std::size_t s = 0; s < industries; ++s) {
    if (wear[s] <= 0.0) continue;
    const double change = room[s] < 0.0 ? -std::min(-room[s], (1.0 - least) * wear[s]) : share * room[s];
    economy.structure.industry[s].wear *= 1.0 + change / wear[s];
  }
}

void open_firms(World& world, Economy& economy) {
  Firms& firms = world.firms;
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  inst.producer_price.assign(economy.structure.industry.size(), 1.0);
  inst.industry_growth.assign(economy.structure.industry.size(), economy.structure.capital_growth);
  observe_prices(world, economy);
  fit_wear(world, economy);
  for (const Industry& industry : economy.structure.industry) inst.demand.push_back(industry.output);
  for (std::size_t s = 0; s < economy.structure.industry.size(); ++s) {
    Industry& industry = economy.structure.industry[s];
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double capital_price = economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
    const double labour = industry.wage * (1.0 + industry.contribution_rate) * industry.hours_per_unit / full_time_hours;
    const double wear = industry.wear * industry.capital_per_unit / p.normal_utilisation * capital_price;
    const double cost = (economy.input_price[s] + labour + wear) / (1.0 - industry.production_tax_rate);
    industry.markup = 1.0 / cost - 1.0;
    const double renewal = industry.wear + economy.structure.capital_growth;
    const double investment = renewal * industry.output / p.normal_utilisation * industry.capital_per_unit * capital_price;
    const input::IndustryAccounts& accounts = world.pack.accounts[s];
    const double pay = (accounts.wages + accounts.employer_contributions + accounts.mixed_income) * million / 4.0;
    industry.buffer = finance.deposits * million / (industry.output * economy.input_price[s] + pay + investment);
    inst.frontier.push_back(1.0 + frontier_growth(world, economy, s) / renewal);
  }
  const auto money = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double output = static_cast<double>(firms.staff_hours[i].units) / industry.hours_per_unit;
      const double share = output / industry.output;
      const double capital = output / p.normal_utilisation * industry.capital_per_unit;
      firms.price[i] = 1.0;
      firms.markup[i] = industry.markup;
      firms.wage[i] = industry.wage;
      firms.productivity[i] = 1.0;
      firms.expected_demand[i] = output;
      firms.orders[i] = amount_of<Volume>(output);
      firms.sold[i] = firms.orders[i];
      firms.output[i] = firms.orders[i];
      firms.capital[i] = amount_of<Volume>(capital);
      const Volume investment = amount_of<Volume>(capital * (industry.wear + economy.structure.capital_growth));
      for (int q = 0; q < delivery_quarters; ++q) firms.capital_on_order[i][q] = investment;
      firms.investment[i] = investment;
      firms.inventory[i] = industry.storable ? amount_of<Volume>(p.inventory_target * output) : Volume{};
      for (int k = 0; k <= firm_links; ++k) {
        firms.input_stock[i][k] = amount_of<Volume>((industry.stocked[static_cast<std::size_t>(k)] ? p.input_stock_target : 1.0) * industry.coefficient[static_cast<std::size_t>(k)] * output);
      }
      if (firms.kind[i] != FirmKind::government) firms.deposits[i] = amount_of<Money>(world.pack.finance[s].deposits * million * share);
      firms.loan[i] = amount_of<Money>(world.pack.finance[s].bank_debt * million * share);
      into[0] += firms.deposits[i].units;
      into[1] += firms.loan[i].units;
    });
  });
  inst.firm_loans = Money{static_cast<std::int64_t>(money[1])};
}

/// What owners take out of their firms, so that they draw the base year's mixed income; and what their firms earn before it.
/// Returns what the pack has for mixed income and owners do not take [industry][EUR/quarter].
std::vector<double> calibrate_draws(World& world, Economy& economy, const StaffOfFirms& staff) {
  Firms& firms = world.firms;
  const std::size_t industries = economy.structure.industry.size();
  const double on_loans = loan_rate(world, economy), on_deposits = deposit_rate(world, economy);
  const auto full_wage = [&](Row i, const std::vector<std::int64_t>& hours) {
    return static_cast<double>(hours[i]) / 1000.0 / full_time_hours * economy.structure.industry[firms.industry[i]].wage;
  };
  const auto sums = parallel::ordered_sum(world.context, industries * 2, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) {
      if (staff.owners[i] == 0) return;
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double wear = firms.capital[i].real() * industry.wear * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      into[2 * s] += full_wage(i, staff.owners);
      into[2 * s + 1] += firms.output[i].real() * (1.0 - economy.input_price[s] - industry.production_tax_rate) - wear -
                         full_wage(i, staff.employees) * (1.0 + industry.contribution_rate) - firms.loan[i].real() * on_loans + firms.deposits[i].real() * on_deposits;
    });
  });
  // Nobody takes out for good more than the firm earns: where the pack says so, owners elsewhere take that much more.
  const double whole = world.pack.control_total("mixed_income") * million / 4.0;
  double more = 1.0;
  for (int round = 0; round < 20; ++round) {
    double drawn = 0.0;
    for (std::size_t s = 0; s < industries; ++s) {
      if (sums[2 * s] <= 0.0) continue;
      Industry& industry = economy.structure.industry[s];
      industry.earned = sums[2 * s + 1] / sums[2 * s];
      const double wanted = more * world.pack.accounts[s].mixed_income * million / 4.0 / sums[2 * s];
      industry.draw = std::clamp(wanted, 0.1, std::max(0.1, industry.earned));
      drawn += industry.draw * sums[2 * s];
    }
    if (drawn > 0.0) more *= whole / drawn;
  }
  // Money at the bank is in proportion to what a firm spends.
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      firms.draw[i] = industry.draw;
      if (firms.kind[i] == FirmKind::government) return;
      const double spent = firms.output[i].real() * economy.input_price[s] + full_wage(i, staff.employees) * (1.0 + industry.contribution_rate) +
                           full_wage(i, staff.owners) * industry.draw +
                           firms.investment[i].real() * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      firms.deposits[i] = amount_of<Money>(industry.buffer * spent);
    });
  });
  std::vector<double> undrawn(industries);
  for (std::size_t s = 0; s < industries; ++s) undrawn[s] = world.pack.accounts[s].mixed_income * million / 4.0 - economy.structure.industry[s].draw * sums[2 * s];
  return undrawn;
}

/// Where the sellers of each good are, and from there who buys local services where.
void open_trade(World& world, Economy& economy) {
  const auto regions = static_cast<std::size_t>(economy.structure.regions);
  const std::size_t industries = economy.structure.industry.size();
  const auto capital = parallel::sum_over_districts(world.context, industries * regions, [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(world.firms, district, [&](Row i) { into[world.firms.industry[i] * regions + region] += world.firms.capital[i].units; });
  });
  for (const Wide units : capital) world.institutions.opening_supply.push_back(static_cast<double>(units));
  plan_local_trade(world, economy);
}

void open_households(World& world) {
  Households& households = world.households;
  Institutions& inst = world.institutions;
  const auto counts = parallel::sum_over_districts(world.context, 10, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      into[households.quintile[h]] += 1;
      into[5U + households.quintile[h]] += households.owner_occupier[h];
    });
  });
  const auto& finance = world.pack.household_finance;
  const double deposits = world.pack.balance(input::Sector::households, Instrument::deposits, Side::asset) * million;
  const double mortgages = world.pack.balance(input::Sector::households, Instrument::mortgages, Side::liability) * million;
  const double credit = world.pack.balance(input::Sector::households, Instrument::consumer_credit, Side::liability) * million;
  Wide everyone = 0;
  for (std::size_t q = 0; q < 5; ++q) everyone += counts[q];
  const auto sums = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      const std::size_t q = households.quintile[h];
      households.deposits[h] = amount_of<Money>(deposits * finance[q].deposit_share / static_cast<double>(counts[q]));
      if (households.owner_occupier[h] != 0) households.mortgage[h] = amount_of<Money>(mortgages * finance[q].mortgage_share / static_cast<double>(counts[5 + q]));
      households.consumer_credit[h] = amount_of<Money>(credit / static_cast<double>(everyone));
      into[0] += households.mortgage[h].units;
      into[1] += households.consumer_credit[h].units;
    });
  });
  Wide owners = 0;
  for (std::size_t q = 0; q < 5; ++q) owners += counts[5 + q];
  inst.base.owner_share = static_cast<double>(owners) / static_cast<double>(everyone);
  inst.mortgages = Money{static_cast<std::int64_t>(sums[0])};
  inst.consumer_credit = Money{static_cast<std::int64_t>(sums[1])};
}

/// Amounts per head that pay out the base year's totals to the people there are.
void open_benefits(World& world, Economy& economy) {
  Persons& persons = world.persons;
  BaseAmounts& base = world.institutions.base;
  const auto item = [&](const char* name) { return world.pack.of_government(name) * million / 4.0; };
  const int pension_age = static_cast<int>(world.signals.state_pension_age * 4.0);
  enum : std::size_t { pensionable, retired, unemployed, inactive, children, values };
  const auto n = parallel::sum_over_districts(world.context, values, [&](District district, int, std::span<Wide> into) {
    for_each_row(persons, district, [&](Row i) {
      const bool old = persons.age[i] >= pension_age;
      into[pensionable] += old;
      if (persons.activity[i] == Activity::retired) into[retired] += rounded(static_cast<double>(persons.pay[i]) * 1000.0);
      into[unemployed] += persons.activity[i] == Activity::unemployed;
      into[inactive] += persons.activity[i] == Activity::inactive && !old;
      into[children] += persons.age[i] < 72;
    });
  });
  const auto h = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.households, district, [&](Row) { into[0] += 1; });
  });
  const double people = static_cast<double>(world.scale());
  const auto per_head = [&](double total, Wide heads) { return heads > 0 ? total / (static_cast<double>(heads) * people) : 0.0; };
  base.state_pension = per_head(item("state_pension"), n[pensionable]);
  base.occupational_pension = per_head(item("pension_benefits"), n[retired]) * 1000.0;
  base.unemployment_benefit = per_head(item("unemployment_benefit"), n[unemployed]);
  base.social_benefit = per_head(item("disability_benefit") + item("social_assistance"), n[inactive]);
  base.child_benefit = per_head(item("child_benefit"), n[children]);
  base.other_benefit = per_head(item("other_benefits"), h[0]);
  base.tax_allowance = economy.parameters.tax_allowance / 4.0;
  const double wages = world.pack.control_total("wages") * million / 4.0;
  const double contributions = item("employer_contributions_state") + item("employer_contributions_pension");
  base.employee_contribution_rate = item("employee_contributions") / wages;
  base.pension_contribution_rate = item("pension_contributions_employees") / wages;
  base.pension_share = item("employer_contributions_pension") / contributions;
  base.transfers_abroad = item("transfers_abroad");
  base.real_consumption = economy.structure.government_consumption;
  base.public_investment = economy.structure.investment[1];

  // The rate on income above the allowance that yields the base year's tax.
  std::vector<Row> employer;
  parallel::resolve_all(world.context, world.firms, persons.employer, employer);
  parallel::ask(world.context, world.firms, {world.firms.wage, world.firms.draw});
  const Money allowance = tax_allowance(world);
  const auto taxable = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(persons, district, [&](Row i) {
      const Row firm = employer[i];
      const PersonIncome income = person_income(world, i, firm == parallel::no_row ? 0.0 : world.firms.wage[firm], firm == parallel::no_row ? 0.0 : world.firms.draw[firm]);
      into[0] += std::max(std::int64_t{0}, (income.taxable() - allowance).units);
    });
  });
  base.income_tax_rate = item("income_tax") / (static_cast<double>(taxable[0]) / 100.0);
  world.institutions.taxable_income = static_cast<double>(taxable[0]) / 100.0 * 4.0;
}

/// What owners can expect to be paid in a quarter like those of the base year [EUR].
struct PropertyIncome {
  double at_large = 0.0;  // shared by deposits
  double rents = 0.0;     // shared by owner-occupiers
};

/// Corporate tax over the profit that the base year's accounts imply; and what is left for owners when debt and deposits grow with
/// nominal income: profit after tax + wear - investment + new debt - new deposits, and what households pay for dwellings.
PropertyIncome open_profits(World& world, Economy& economy, const std::vector<double>& undrawn) {
  const Parameters& p = economy.parameters;
  Firms& firms = world.firms;
  const double growth = economy.structure.capital_growth + p.inflation_anchor / 4.0;
  const std::size_t industries = economy.structure.industry.size();
  std::vector<double> profit(industries), cash(industries);
  double taxable = 0.0;
  for (std::size_t s = 0; s < industries; ++s) {
    const Industry& industry = economy.structure.industry[s];
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double capital_price = economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
    const double capital = industry.output / p.normal_utilisation * industry.capital_per_unit * capital_price;
    const double interest = finance.bank_debt * million * loan_rate(world, economy) - finance.deposits * million * deposit_rate(world, economy);
    profit[s] = world.pack.accounts[s].operating_surplus * million / 4.0 + undrawn[s] - industry.wear * capital - interest;
    cash[s] = -economy.structure.capital_growth * capital + growth * (finance.bank_debt - finance.deposits) * million;
    if (industry.investment_kind == 2) cash[s] += economy.structure.capital_growth * capital;  // households pay for added dwellings
    if (industry.investment_kind != 1) taxable += std::max(0.0, profit[s]);
  }
  const double rate = world.pack.of_government("corporate_tax") * million / 4.0 / taxable;
  world.institutions.base.corporate_tax_rate = rate;
  PropertyIncome income;
  std::vector<double> payout(industries);
  for (std::size_t s = 0; s < industries; ++s) {
    const Industry& industry = economy.structure.industry[s];
    if (industry.investment_kind == 1) continue;
    payout[s] = std::max(0.0, profit[s] * (1.0 - (profit[s] > 0.0 ? rate : 0.0)) + cash[s]);
    (industry.investment_kind == 2 ? income.rents : income.at_large) += payout[s] * (1.0 - industry.payout_foreign);
  }
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      firms.payout[i] = payout[s] * firms.output[i].real() / economy.structure.industry[s].output;
      firms.deposits_kept[i] = firms.deposits[i];
    });
  });
  return income;
}

/// What banks earn on the opening balance sheets, less what they keep so that own funds grow with lending [EUR/quarter].
double open_bank_payout(const World& world, const Economy& economy) {
  const Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  const Money lent = inst.firm_loans + inst.mortgages + inst.consumer_credit;
  const double deposits = world.pack.balance(input::Sector::households, Instrument::deposits, Side::asset) * million +
                          world.pack.balance(input::Sector::firms, Instrument::deposits, Side::asset) * million + inst.pension_fund.real();
  const double earned = inst.firm_loans.real() * loan_rate(world, economy) + inst.mortgages.real() * mortgage_rate(world, economy) +
                        inst.consumer_credit.real() * consumer_credit_rate(world, economy) + inst.bonds_banks.real() * inst.bond_rate_mean / 4.0 -
                        inst.foreign.real() * policy_rate(world) - deposits * deposit_rate(world, economy);
  const double growth = economy.structure.capital_growth + p.inflation_anchor / 4.0;
  return std::max(0.0, earned - growth * p.bank_capital_target * lent.real());
}

/// Households' smoothed income begins with the property income they are used to.
void expect_property_income(World& world, const Economy& economy, PropertyIncome income) {
  Households& households = world.households;
  const Institutions& inst = world.institutions;
  const double on_deposits = deposit_rate(world, economy), on_mortgage = mortgage_rate(world, economy);
  const double abroad = inst.foreign_assets_households.real() * (world.signals.bond_rate + economy.parameters.foreign_return_premium) / 4.0;
  const auto sums = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      into[0] += households.deposits[h].units;
      into[1] += households.owner_occupier[h];
    });
  });
  const double all_deposits = static_cast<double>(sums[0]) / 100.0, owners = std::max(1.0, static_cast<double>(sums[1]));
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(households, district, [&](Row h) {
      const double deposits = households.deposits[h].real();
      double expected = deposits * on_deposits + (income.at_large + abroad) * deposits / all_deposits;
      if (households.owner_occupier[h] != 0) expected += income.rents / owners - households.mortgage[h].real() * on_mortgage;
      households.income[h] = amount_of<Money>(expected);
    });
  });
}

void open_accounts(World& world, Economy& economy) {
  Institutions& inst = world.institutions;
  using input::Sector;
  inst.outlets.assign(static_cast<std::size_t>(economy.structure.classes.count()), OutletAccount{});
  inst.bonds_banks = balance(world, Sector::banks, Instrument::government_bonds, Side::asset);
  inst.bonds_pension_fund = balance(world, Sector::pension_fund, Instrument::government_bonds, Side::asset);
  inst.bonds_foreign = balance(world, Sector::foreign, Instrument::government_bonds, Side::asset);
  inst.bonds_issued = inst.bonds_banks + inst.bonds_pension_fund + inst.bonds_foreign;
  inst.foreign_assets_pension_fund = balance(world, Sector::pension_fund, Instrument::foreign_assets, Side::asset);
  inst.foreign_assets_households = balance(world, Sector::households, Instrument::foreign_assets, Side::asset);
  inst.foreign_assets_firms = balance(world, Sector::firms, Instrument::foreign_assets, Side::asset) -
                              balance(world, Sector::firms, Instrument::foreign_assets, Side::liability);
  // Mortgages that the pension fund financed stand on the banks' books, with a deposit of the fund against them.
  inst.pension_fund = balance(world, Sector::pension_fund, Instrument::deposits, Side::asset) + balance(world, Sector::pension_fund, Instrument::mortgages, Side::asset);
  inst.pension_working_balance = inst.pension_fund;
  inst.government = balance(world, Sector::government, Instrument::deposits, Side::asset);
  inst.treasury_working_balance = inst.government;
  inst.foreign = balance(world, Sector::banks, Instrument::foreign_assets, Side::liability) - balance(world, Sector::banks, Instrument::foreign_assets, Side::asset);
  inst.banks = Money{};
  const auto accounts = money_accounts(world);
  Wide others = 0;
  for (const Wide account : accounts) others += account;
  inst.banks = Money{static_cast<std::int64_t>(-others)};
  inst.base.pension_assets = (inst.pension_fund + inst.bonds_pension_fund + inst.foreign_assets_pension_fund).real();
  inst.pension_funding_base = 1.0;
  inst.bond_rate_mean = world.pack.of_government("interest_paid") / world.pack.of_government("debt");
  inst.nominal_gdp = world.pack.control_total("gdp") * million;
  inst.gdp_of_year.fill(inst.nominal_gdp / 4.0);
  inst.trend_output = inst.nominal_gdp / 4.0;
  inst.trend_growth = economy.structure.capital_growth;
  const double primary = (world.pack.of_government("balance") + world.pack.of_government("interest_paid")) * million;
  inst.primary_balance = amount_of<Money>(primary);
  inst.primary_balance_of_year.fill(amount_of<Money>(primary / 4.0));
  inst.banks_foreign_owned = economy.parameters.banks_foreign_owned;
}

}  // namespace

std::vector<Wide> money_accounts(World& world) {
  const auto sums = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.households, district, [&](Row h) { into[0] += world.households.deposits[h].units; });
    for_each_row(world.firms, district, [&](Row i) { into[1] += world.firms.deposits[i].units; });
  });
  const Institutions& inst = world.institutions;
  std::vector<Wide> accounts(sector_count);
  accounts[static_cast<std::size_t>(Sector::households)] = sums[0];
  accounts[static_cast<std::size_t>(Sector::firms)] = sums[1];
  accounts[static_cast<std::size_t>(Sector::banks)] = inst.banks.units;
  accounts[static_cast<std::size_t>(Sector::pension_fund)] = inst.pension_fund.units;
  accounts[static_cast<std::size_t>(Sector::government)] = inst.government.units;
  accounts[static_cast<std::size_t>(Sector::foreign)] = inst.foreign.units;
  Wide outlets = inst.dividend_pool.units + inst.rent_pool.units;
  for (const OutletAccount& outlet : inst.outlets) outlets += outlet.money.units;
  accounts[static_cast<std::size_t>(Sector::outlets)] = outlets;
  return accounts;
}

constexpr std::size_t calibrated = 8;  // figures an industry

/// Keeps what the opening found where a checkpoint finds it.
static void keep_calibration(World& world, const Economy& economy) {
  auto& c = world.institutions.calibration;
  for (const Industry& i : economy.structure.industry) c.insert(c.end(), {i.hours_per_unit, i.wage, i.markup, i.debt_ratio, i.buffer, i.draw, i.earned, i.wear});
}

void take_calibration(const World& world, Economy& economy) {
  const auto& c = world.institutions.calibration;
  for (std::size_t s = 0; s < economy.structure.industry.size(); ++s) {
    Industry& industry = economy.structure.industry[s];
    const double* found = &c[calibrated * s];
    industry.hours_per_unit = found[0];
    industry.wage = found[1];
    industry.markup = found[2];
    industry.debt_ratio = found[3];
    industry.buffer = found[4];
    industry.draw = found[5];
    industry.earned = found[6];
    industry.wear = found[7];
  }
}

void open_economy(World& world, Economy& economy) {
  if (!world.settings.economy.growth) {
    // Without growth the base year's investment replaces wear and no more.
    for (Industry& industry : economy.structure.industry) industry.wear += economy.structure.capital_growth;
    economy.structure.capital_growth = 0.0;
  }
  const StaffOfFirms staff = count_staff(world);
  calibrate_labour(world, economy, staff);
  open_firms(world, economy);
  const std::vector<double> undrawn = calibrate_draws(world, economy, staff);
  open_trade(world, economy);
  open_suppliers(world, economy);
  open_households(world);
  open_benefits(world, economy);
  PropertyIncome property = open_profits(world, economy, undrawn);
  open_accounts(world, economy);
  world.institutions.bank_payout = open_bank_payout(world, economy);
  world.institutions.bank_capital_kept = world.institutions.bank_capital();
  property.at_large += world.institutions.bank_payout * (1.0 - world.institutions.banks_foreign_owned);
  expect_property_income(world, economy, property);
  keep_calibration(world, economy);
  world.ledger.open(money_accounts(world));
}

}  // namespace kringloop::economy
