#include "economy/opening.hpp"

#include <algorithm>
#include <numeric>

#include "economy/autoregressions.hpp"
#include "economy/banks.hpp"
#include "economy/cash_need.hpp"
#include "economy/credit.hpp"
#include "economy/goods_market.hpp"
#include "economy/incomes.hpp"
#include "economy/national_market.hpp"
#include "economy/opening_firms.hpp"
#include "economy/public_bodies.hpp"
#include "parallel/ask.hpp"
#include "parallel/links.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

using input::Instrument;
using input::Side;

Money balance(const World& world, input::Sector sector, Instrument instrument, Side side) {
  return amount_of<Money>(world.pack.balance(sector, instrument, side) * meur);
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
  const double deposits = world.pack.balance(input::Sector::households, Instrument::deposits, Side::asset) * meur;
  const double mortgages = world.pack.balance(input::Sector::households, Instrument::mortgages, Side::liability) * meur;
  const double credit = world.pack.balance(input::Sector::households, Instrument::consumer_credit, Side::liability) * meur;
  Wide everyone = 0;
  for (std::size_t q = 0; q < 5; ++q) everyone += counts[q];
  const auto sums = parallel::sum_over_districts(world.context, 2 * most_banks, [&](District district, int, std::span<Wide> into) {
    ByBank<Money> mortgage, consumer_credit;
    for_each_row(households, district, [&](Row h) {
      const std::size_t q = households.quintile[h];
      households.deposits[h] = amount_of<Money>(deposits * finance[q].deposit_share / static_cast<double>(counts[q]));
      if (households.owner_occupier[h] != 0) households.mortgage[h] = amount_of<Money>(mortgages * finance[q].mortgage_share / static_cast<double>(counts[5 + q]));
      households.consumer_credit[h] = amount_of<Money>(credit / static_cast<double>(everyone));
      mortgage[households.bank[h]] += households.mortgage[h];
      consumer_credit[households.bank[h]] += households.consumer_credit[h];
    });
    add(mortgage, into, 0);
    add(consumer_credit, into, 1);
  });
  Wide owners = 0;
  for (std::size_t q = 0; q < 5; ++q) owners += counts[5 + q];
  inst.base.owner_share = static_cast<double>(owners) / static_cast<double>(everyone);
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    inst.banks[b].mortgages = by_bank(sums, 0)[b];
    inst.banks[b].consumer_credit = by_bank(sums, 1)[b];
  }
}

/// Amounts per head that pay out the base year's totals to the people there are.
void open_benefits(World& world, Economy& economy) {
  Persons& persons = world.persons;
  BaseAmounts& base = world.institutions.base;
  const auto item = [&](const char* name) { return world.pack.of_government(name) * meur / 4.0; };
  const int pension_age = static_cast<int>(world.signals.state_pension_age * 4.0);
  enum : std::size_t { pensionable, retired, unemployed, inactive, children, employees, values };
  const auto n = parallel::sum_over_districts(world.context, values, [&](District district, int, std::span<Wide> into) {
    for_each_row(persons, district, [&](Row i) {
      const bool old = persons.age[i] >= pension_age;
      into[pensionable] += old;
      if (persons.activity[i] == Activity::retired) into[retired] += rounded(static_cast<double>(persons.pay[i]) * 1000.0);
      into[unemployed] += persons.activity[i] == Activity::unemployed;
      into[inactive] += persons.activity[i] == Activity::inactive && !old;
      into[children] += persons.age[i] < 72;
      into[employees] += persons.activity[i] == Activity::employee;
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
  base.benefit_rate = base.unemployment_benefit / per_head(world.pack.control_total("wages") * meur / 4.0, std::max<Wide>(1, n[employees]));
  base.social_benefit = per_head(item("disability_benefit") + item("social_assistance"), n[inactive]);
  base.child_benefit = per_head(item("child_benefit"), n[children]);
  base.other_benefit = per_head(item("other_benefits"), h[0]);
  base.tax_allowance = economy.parameters.tax_allowance / 4.0;
  const double wages = world.pack.control_total("wages") * meur / 4.0;
  const double contributions = item("employer_contributions_state") + item("employer_contributions_pension");
  base.employee_contribution_rate = item("employee_contributions") / wages;
  base.pension_contribution_rate = item("pension_contributions_employees") / wages;
  base.pension_share = item("employer_contributions_pension") / contributions;
  base.transfers_abroad = item("transfers_abroad");
  base.real_consumption = economy.structure.government_consumption;

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
/// nominal income: profit after tax + wear - investment - new stocks + new debt - new deposits, and what households pay for dwellings.
PropertyIncome open_profits(World& world, Economy& economy, const std::vector<double>& undrawn) {
  const Parameters& p = economy.parameters;
  Firms& firms = world.firms;
  const double growth = economy.structure.capital_growth + p.inflation_anchor / 4.0;
  const std::size_t industries = economy.structure.industry.size();
  const double mortgages = world.institutions.of_banks(&Bank::mortgages).real();
  std::vector<double> profit(industries), cash(industries);
  double taxable = 0.0;
  for (std::size_t s = 0; s < industries; ++s) {
    const Industry& industry = economy.structure.industry[s];
    const input::IndustryFinance& finance = world.pack.finance[s];
    const double capital_price = economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
    const double capital = industry.output / p.normal_utilisation * industry.capital_per_unit * capital_price;
    const double interest = finance.bank_debt * meur * loan_rate(world, economy) - finance.deposits * meur * deposit_rate(world, economy);
    profit[s] = world.pack.accounts[s].operating_surplus * meur / 4.0 + undrawn[s] - industry.wear * capital - interest;
    double stocks = industry.storable ? p.inventory_target * industry.output : 0.0;
    for (std::size_t k = 0; k <= firm_links; ++k) {
      stocks += opening_stock(industry, k, p) * industry.output * economy.input_slot_price[s * BuyerClasses::slots + k];
    }
    cash[s] = -economy.structure.capital_growth * capital + growth * ((finance.bank_debt - finance.deposits) * meur - stocks);
    // Households pay for added dwellings with what they borrow.
    if (industry.investment_kind == 2) cash[s] += std::min(economy.structure.capital_growth * capital, mortgages * (growth + p.mortgage_repayment));
    if (industry.investment_kind != 1) taxable += std::max(0.0, profit[s]);
  }
  const double rate = world.pack.of_government("corporate_tax") * meur / 4.0 / taxable;
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

/// Banks pay out, and returns come from abroad, after the quarter's property income was shared out: they wait in the pool for the next
/// quarter's. What waits at the opening is part of what the pack's balance sheets have as deposits of households.
void open_dividend_pool(World& world, double waiting) {
  Households& households = world.households;
  const auto all = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) { into[0] += households.deposits[h].units; });
  });
  if (all[0] <= 0) return;
  const auto deposits = static_cast<std::int64_t>(all[0]), pool = std::min(amount_of<Money>(waiting).units, deposits);
  const auto taken = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      const Money part{mul_div(pool, households.deposits[h].units, deposits)};
      households.deposits[h] -= part;
      into[0] += part.units;
    });
  });
  world.institutions.dividend_pool = Money{static_cast<std::int64_t>(taken[0])};
}

/// Households' smoothed income begins with the property income they are used to.
void expect_property_income(World& world, const Economy& economy, PropertyIncome income) {
  Households& households = world.households;
  const double on_deposits = deposit_rate(world, economy), on_mortgage = mortgage_rate(world, economy);
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
      double expected = deposits * on_deposits + income.at_large * deposits / all_deposits;
      if (households.owner_occupier[h] != 0) expected += income.rents / owners - households.mortgage[h].real() * on_mortgage;
      households.income[h] = amount_of<Money>(expected);
    });
  });
}

void open_accounts(World& world, Economy& economy) {
  Institutions& inst = world.institutions;
  using input::Sector;
  inst.outlets.assign(static_cast<std::size_t>(economy.structure.classes.count()), OutletAccount{});
  const Money bonds_of_banks = balance(world, Sector::banks, Instrument::government_bonds, Side::asset);
  inst.bonds_pension_fund = balance(world, Sector::pension_fund, Instrument::government_bonds, Side::asset);
  inst.bonds_foreign = balance(world, Sector::foreign, Instrument::government_bonds, Side::asset);
  inst.bonds_issued = bonds_of_banks + inst.bonds_pension_fund + inst.bonds_foreign;
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
  const auto accounts = money_accounts(world);
  const Wide others = std::accumulate(accounts.begin(), accounts.end(), Wide{0});  // the banks' are empty yet
  open_banks(world, Money{static_cast<std::int64_t>(-others)}, bonds_of_banks);
  inst.base.pension_assets = (inst.pension_fund + inst.bonds_pension_fund + inst.foreign_assets_pension_fund).real();
  inst.pension_funding_base = 1.0;
  inst.price_level_year_ago = 1.0 / (1.0 + economy.parameters.inflation_anchor);
  inst.hurdle_rate = economy.parameters.normal_bond_rate;
  inst.bond_rate_mean = world.pack.of_government("interest_paid") / world.pack.of_government("debt");
  inst.nominal_gdp = world.pack.control_total("gdp") * meur;
  inst.gdp_of_year.fill(inst.nominal_gdp / 4.0);
  inst.trend_output = inst.nominal_gdp / 4.0;
  inst.trend_growth = economy.structure.capital_growth;
  const double primary = (world.pack.of_government("balance") + world.pack.of_government("interest_paid")) * meur;
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
  accounts[static_cast<std::size_t>(Sector::banks)] = inst.of_banks(&Bank::money).units;
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

/// Where households spend shares of expected income: the tax rate on wages, the benefit of those who lose a job, and as income already
/// there the net dividends of the quarter before.
static void open_expected_income(World& world, double dividends) {
  BaseAmounts& base = world.institutions.base;
  base.income_tax_rate = world.pack.of_published("wage_tax");
  base.benefit_rate = world.pack.of_published("replacement_rate");
  Households& households = world.households;
  const auto sums = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) { into[0] += households.deposits[h].units; });
  });
  const double net = dividends * (1.0 - world.pack.of_published("dividend_tax")) / (static_cast<double>(sums[0]) / 100.0);
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(households, district, [&](Row h) { households.income[h] = amount_of<Money>(households.deposits[h].real() * net); });
  });
}

/// Dividends at home out of the base year's profits of firms, where a share of them is paid out [EUR/quarter].
static double open_shared_profits(World& world, const Economy& economy) {
  world.institutions.base.corporate_tax_rate = world.pack.of_published("profit_tax");
  open_profits_of_firms(world, economy);
  const auto sums = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(world.firms, district, [&](Row i) { into[0] += std::max(std::int64_t{0}, world.firms.profit[i].units); });
  });
  return *profit_share(world) * (1.0 - world.institutions.base.corporate_tax_rate) * static_cast<double>(sums[0]) / 100.0;
}

void open_economy(World& world, Economy& economy) {
  open_customers(world);
  open_autoregressions(world);
  if (world.settings.economy.trade == input::Economy::Trade::national) open_national_market(world, economy);
  const std::vector<double> undrawn = open_producers(world, economy);
  open_trade(world, economy);
  open_suppliers(world, economy);
  open_households(world);
  open_benefits(world, economy);
  open_public_bodies(world, economy);
  PropertyIncome property = open_profits(world, economy, undrawn);
  if (profit_share(world)) property = {open_shared_profits(world, economy), 0.0};
  open_accounts(world, economy);
  const double waiting = open_bank_payouts(world, economy) * (1.0 - world.institutions.banks_foreign_owned) +
                         world.institutions.foreign_assets_households.real() * foreign_return(world, economy);
  property.at_large += waiting;
  if (!profit_share(world)) open_dividend_pool(world, waiting);
  if (world.settings.economy.households == input::Economy::Households::expected_income) open_expected_income(world, property.at_large + property.rents);
  else expect_property_income(world, economy, property);
  keep_calibration(world, economy);
  world.ledger.open(money_accounts(world));
}

}  // namespace kringloop::economy
