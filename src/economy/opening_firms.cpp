#include "economy/opening_firms.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "economy/investment.hpp"
#include "economy/pricing.hpp"
#include "parallel/links.hpp"
#include "parallel/sums.hpp"
#include "parallel/tell.hpp"

namespace kringloop::economy {

namespace {


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
    industry.wage = full_time > 0.0 ? world.pack.accounts[s].wages * meur / 4.0 / full_time : 0.0;
  }
}

/// In some industries of the pack the surplus does not cover wear and interest, and nobody could stay in business. Their capital
/// is taken to wear slower, down to `least_wear` of what the accounts say, that of other industries so much faster that investment of all is the same.
void fit_wear(const World& world, Economy& economy) {
  const double least = economy.parameters.least_wear;
  const std::size_t industries = economy.structure.industry.size();
  double moved = 0.0, others = 0.0;
  std::vector<double> wear(industries), room(industries);
  for (std::size_t s = 0; s < industries; ++s) {
    const Industry& industry = economy.structure.industry[s];
    if (industry.investment_kind != 0) continue;
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double price = economy.capital_price[0];
    wear[s] = industry.wear * industry.capital_per_unit * industry.output / economy.parameters.normal_utilisation;  // base EUR/quarter
    const double interest = (finance.bank_debt * loan_rate(world, economy) - finance.deposits * deposit_rate(world, economy)) * meur;
    const double carried = (world.pack.accounts[s].operating_surplus * meur / 4.0 - interest) / price;
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

/// Gross pay of a quarter, had these people (hours x pay, thousandths) the full wage of their industry.
double full_wage(const World& world, const Economy& economy, Row i, const std::vector<std::int64_t>& hours) {
  return static_cast<double>(hours[i]) / 1000.0 / full_time_hours * economy.structure.industry[world.firms.industry[i]].wage;
}

/// What owners take out, so that they draw the base year's mixed income; and firms whose hours cost more than their industry's make as
/// much more in them: pay follows what people make, so that firms of an industry earn alike, whoever works there.
void calibrate_efficiency(World& world, Economy& economy, const StaffOfFirms& staff) {
  Firms& firms = world.firms;
  const std::size_t industries = economy.structure.industry.size();
  const auto owners = parallel::ordered_sum(world.context, industries, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) { into[firms.industry[i]] += full_wage(world, economy, i, staff.owners); });
  });
  double there = 0.0;  // mixed income of industries that have self-employed people at this scale
  for (std::size_t s = 0; s < industries; ++s) there += owners[s] > 0.0 ? world.pack.accounts[s].mixed_income : 0.0;
  const double more = there > 0.0 ? world.pack.control_total("mixed_income") / there : 1.0;
  for (std::size_t s = 0; s < industries; ++s) {
    if (owners[s] > 0.0) economy.structure.industry[s].draw = std::max(0.05, more * world.pack.accounts[s].mixed_income * meur / 4.0 / owners[s]);
  }
  const auto cost = [&](Row i) {
    const Industry& industry = economy.structure.industry[firms.industry[i]];
    return full_wage(world, economy, i, staff.employees) * (1.0 + industry.contribution_rate) + full_wage(world, economy, i, staff.owners) * industry.draw;
  };
  const auto costs = parallel::ordered_sum(world.context, industries, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) { into[firms.industry[i]] += cost(i); });
  });
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      if (staff.hours[i] == 0 || cost(i) <= 0.0) return;
      firms.efficiency[i] = cost(i) / costs[s] * industry.output * industry.hours_per_unit / static_cast<double>(staff.hours[i]);
    });
  });
}

void open_firms(World& world, Economy& economy, const StaffOfFirms& staff) {
  Firms& firms = world.firms;
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  inst.producer_price.assign(economy.structure.industry.size(), 1.0);
  inst.industry_growth.assign(economy.structure.industry.size(), economy.structure.capital_growth);
  observe_prices(world, economy);
  fit_wear(world, economy);
  calibrate_efficiency(world, economy, staff);
  for (const Industry& industry : economy.structure.industry) inst.demand.push_back(industry.output);
  for (std::size_t s = 0; s < economy.structure.industry.size(); ++s) {
    Industry& industry = economy.structure.industry[s];
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double capital_price = economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
    const double labour = industry.wage * (1.0 + industry.contribution_rate) * industry.hours_per_unit / full_time_hours;
    const double wear = industry.wear * industry.capital_per_unit / p.normal_utilisation * capital_price;
    const double cost = (economy.input_price[s] + labour + wear + industry.carbon_cost) / (1.0 - industry.production_tax_rate);
    industry.markup = 1.0 / cost - 1.0;
    const double renewal = industry.wear + economy.structure.capital_growth;
    const double investment = renewal * industry.output / p.normal_utilisation * industry.capital_per_unit * capital_price;
    const input::IndustryAccounts& accounts = world.pack.accounts[s];
    const double pay = (accounts.wages + accounts.employer_contributions + accounts.mixed_income) * meur / 4.0;
    industry.buffer = finance.deposits * meur / (industry.output * economy.input_price[s] + pay + investment);
    inst.frontier.push_back(1.0 + frontier_growth(world, economy, s) / renewal);
  }
  const auto loans = parallel::sum_over_districts(world.context, most_banks, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double output = static_cast<double>(firms.staff_hours[i].units) * firms.efficiency[i] / industry.hours_per_unit;
      const double share = output / industry.output;
      const double capital = output / p.normal_utilisation * industry.capital_per_unit;
      firms.price[i] = 1.0;
      firms.markup[i] = industry.markup;
      firms.wage[i] = industry.wage;
      firms.productivity[i] = firms.efficiency[i];
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
        firms.input_stock[i][k] = amount_of<Volume>(opening_stock(industry, static_cast<std::size_t>(k), p) * output);
      }
      if (firms.kind[i] != FirmKind::government) firms.deposits[i] = amount_of<Money>(world.pack.finance[s].deposits * meur * share);
      firms.loan[i] = amount_of<Money>(world.pack.finance[s].bank_debt * meur * share);
      into[firms.bank[i]] += firms.loan[i].units;
    });
  });
  for (std::size_t b = 0; b < inst.banks.size(); ++b) inst.banks[b].firm_loans = by_bank(loans, 0)[b];
}

/// What firms of the self-employed earn before they take anything out, and money at the bank.
/// Returns what the pack has for mixed income and owners do not take [industry][EUR/quarter].
std::vector<double> calibrate_draws(World& world, Economy& economy, const StaffOfFirms& staff) {
  Firms& firms = world.firms;
  const std::size_t industries = economy.structure.industry.size();
  const double on_loans = loan_rate(world, economy), on_deposits = deposit_rate(world, economy);
  const auto sums = parallel::ordered_sum(world.context, industries * 2, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) {
      if (staff.owners[i] == 0) return;
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      const double wear = firms.capital[i].real() * industry.wear * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      into[2 * s] += full_wage(world, economy, i, staff.owners);
      into[2 * s + 1] += firms.output[i].real() * (1.0 - economy.input_price[s] - industry.production_tax_rate - industry.carbon_cost) - wear -
                         full_wage(world, economy, i, staff.employees) * (1.0 + industry.contribution_rate) - firms.loan[i].real() * on_loans + firms.deposits[i].real() * on_deposits;
    });
  });
  // Nobody takes out for good more than the firm earns.
  for (std::size_t s = 0; s < industries; ++s) {
    if (sums[2 * s] <= 0.0) continue;
    Industry& industry = economy.structure.industry[s];
    industry.earned = sums[2 * s + 1] / sums[2 * s];
    industry.draw = std::min(industry.draw, std::max(0.1, industry.earned));
  }
  // Money at the bank is in proportion to what a firm spends.
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(firms, district, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const Industry& industry = economy.structure.industry[s];
      firms.draw[i] = industry.draw;
      if (firms.kind[i] == FirmKind::government) return;
      const double spent = firms.output[i].real() * economy.input_price[s] + full_wage(world, economy, i, staff.employees) * (1.0 + industry.contribution_rate) +
                           full_wage(world, economy, i, staff.owners) * industry.draw +
                           firms.investment[i].real() * economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      firms.deposits[i] = amount_of<Money>(industry.buffer * spent);
    });
  });
  std::vector<double> undrawn(industries);
  for (std::size_t s = 0; s < industries; ++s) undrawn[s] = world.pack.accounts[s].mixed_income * meur / 4.0 - economy.structure.industry[s].draw * sums[2 * s];
  return undrawn;
}

/// Wages and households reckon from the start with the pace at which an hour's output grows: that of the frontiers, by hours of market firms.
void expect_productivity(World& world, const Economy& economy) {
  const Firms& firms = world.firms;
  const auto sums = parallel::ordered_sum(world.context, 2, [&](District district, int, std::span<double> into) {
    for_each_row(firms, district, [&](Row i) {
      if (firms.kind[i] == FirmKind::government) return;
      const auto hours = static_cast<double>(firms.staff_hours[i].units);
      into[0] += hours * frontier_growth(world, economy, firms.industry[i]);
      into[1] += hours;
    });
  });
  world.labour.productivity_trend = sums[1] > 0.0 ? sums[0] / sums[1] : 0.0;
}

}  // namespace

std::vector<double> open_producers(World& world, Economy& economy) {
  const StaffOfFirms staff = count_staff(world);
  calibrate_labour(world, economy, staff);
  open_firms(world, economy, staff);
  expect_productivity(world, economy);
  return calibrate_draws(world, economy, staff);
}

}  // namespace kringloop::economy
