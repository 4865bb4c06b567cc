#include "simulation/indicators.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "economy/opening.hpp"
#include "parallel/ask.hpp"
#include "parallel/links.hpp"
#include "parallel/sums.hpp"

namespace kringloop::simulation {

namespace {

constexpr std::array<Sector, 6> sectors{Sector::households, Sector::firms, Sector::banks, Sector::pension_fund, Sector::government, Sector::foreign};

/// Flows that change the form of wealth, not its amount: left out of net lending.
constexpr std::array<Flow, 7> financial_flows{Flow::loans, Flow::repayments, Flow::write_offs, Flow::bonds, Flow::foreign_investment,
                                              Flow::start_ups, Flow::closures};

double net_lending(const Ledger& ledger, Sector s) {
  Wide net = ledger.net(s);
  for (const Flow f : financial_flows) net -= ledger.total_received(f, s) - ledger.total_paid(f, s);
  return static_cast<double>(net) / 100.0;
}

/// What sectors hold in outlets belongs to the households whose income or spending it is.
double outlets_lending(const Ledger& ledger) { return net_lending(ledger, Sector::outlets); }

struct PeopleTotals {
  std::vector<double> employment_industry, employment_region;
  double population = 0, full_time = 0, hours = 0;
};

PeopleTotals count_people(World& world) {
  const auto industries = world.pack.industry_count();
  const auto regions = world.pack.region_count();
  std::vector<Row> employer;
  parallel::resolve_all(world.context, world.firms, world.persons.employer, employer);
  parallel::ask(world.context, world.firms, {world.firms.industry});
  const std::size_t values = industries + regions + 2;
  const auto sums = parallel::sum_over_districts(world.context, values, [&](District district, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(district)]);
    for_each_row(world.persons, district, [&](Row i) {
      into[industries + regions] += 1;
      if (employer[i] == parallel::no_row) return;
      into[world.firms.industry[employer[i]]] += 1;
      into[industries + region] += 1;
      into[industries + regions + 1] += world.persons.hours[i];
    });
  });
  const auto scale = static_cast<double>(world.scale());
  PeopleTotals t;
  for (std::size_t s = 0; s < industries; ++s) t.employment_industry.push_back(static_cast<double>(sums[s]) * scale);
  for (std::size_t r = 0; r < regions; ++r) t.employment_region.push_back(static_cast<double>(sums[industries + r]) * scale);
  t.population = static_cast<double>(sums[industries + regions]) * scale;
  t.hours = static_cast<double>(sums[industries + regions + 1]) * scale;
  t.full_time = t.hours / full_time_hours;
  return t;
}

}  // namespace

std::vector<output::Dimension> result_dimensions(const input::Pack& pack) {
  output::Dimension industry{"industry", "industry, SBI 2008", {}, {}, {{"industry_cluster", {}}}};
  output::Dimension good{"good", "good, by its main producing industry", {}, {}};
  for (const input::Industry& i : pack.industries) {
    industry.codes.push_back(i.code);
    industry.labels.push_back(i.name);
    industry.beside[0].values.push_back(i.cluster == input::Industry::Cluster::core ? "core" : i.cluster == input::Industry::Cluster::supplier ? "supplier" : "rest");
    good.codes.push_back(i.code);
    good.labels.push_back(i.name);
  }
  output::Dimension region{"region", "region", {}, {}};
  for (const input::Region& r : pack.regions) {
    region.codes.push_back(r.code);
    region.labels.push_back(r.name);
  }
  output::Dimension bank{"bank", "bank", {}, {}};
  for (const input::Bank& b : pack.banks) {
    bank.codes.push_back(b.name);
    bank.labels.push_back(b.name);
  }
  output::Dimension carrier{"carrier", "energy carrier", input::codes::carrier().names(), {"natural gas", "oil products", "coal", "electricity", "heat", "biomass"}};
  return {industry, good, region, carrier,
          {"size_class", "persons working", {"1", "2-9", "10-49", "50-249", "250+"}, {"1 person", "2 to 9", "10 to 49", "50 to 249", "250 and more"}},
          {"sector", "institutional sector", {"households", "firms", "banks", "pension_fund", "government", "foreign"},
           {"households", "firms", "banks", "pension fund", "government", "rest of the world"}},
          bank,
          {"tier", "tier of government", {"state", "provinces", "municipalities", "other"}, {"State", "provinces", "municipalities", "other public bodies"}},
          {"quintile", "fifth of households by disposable income", {"1", "2", "3", "4", "5"}, {"lowest fifth", "second", "third", "fourth", "highest fifth"}}};
}

void record_indicators(World& world, const economy::Economy& e, const QuarterResult& quarter, output::Results& results) {
  const economy::NationalAccounts& a = quarter.accounts;
  const auto q = static_cast<std::size_t>(world.now - results.first());
  const Institutions& inst = world.institutions;
  const economy::Structure& st = e.structure;
  const auto set = [&](std::string_view name, double value) { results.record(name, q, value); };
  const auto set_all = [&](std::string_view name, const std::vector<double>& values) { results.record(name, q, values); };
  const std::size_t industries = e.industry.size();

  set("gross_domestic_product", a.gdp_production().real());
  set("gross_domestic_product_income", a.gdp_income().real());
  set("gross_domestic_product_expenditure", a.gdp_expenditure().real());
  set("gross_domestic_product_real", e.real_gdp);
  set("price_level", e.nominal_gdp / e.real_gdp);
  set("consumer_price_index", inst.price_level);
  set("household_consumption", a.household_consumption.real());
  set("household_consumption_real", a.real.household_consumption);
  set("government_consumption", a.government_consumption.real());
  set("government_consumption_real", a.real.government_consumption);
  set("gross_fixed_capital_formation", a.fixed_investment.real());
  set("gross_fixed_capital_formation_real", a.real.fixed_investment);
  set("inventory_change", a.inventory_change.real());
  set("exports", a.exports.real());
  set("exports_real", a.real.exports);
  set("imports", a.imports.real());
  set("imports_real", a.real.imports);
  set("wages", a.wages.real());
  set("employer_contributions", a.contributions.real());
  set("gross_operating_surplus", a.operating_surplus.real());
  set("mixed_income", a.mixed_income.real());
  set("product_taxes_net", a.product_taxes.real());
  set("production_taxes_net", a.production_taxes.real());

  std::vector<double> value_added, output, output_real, price, exports_by_good, imports_by_good, unmet, over_links;
  for (std::size_t s = 0; s < industries; ++s) {
    const economy::IndustryTotals& t = e.industry[s];
    value_added.push_back((t.output_value - t.input_use).real());
    output.push_back(t.output_value.real());
    output_real.push_back(t.output.real());
    price.push_back(inst.producer_price[s]);
    imports_by_good.push_back(e.good[s].imported_value.real());
    over_links.push_back(e.good[s].linked_value.real());
    exports_by_good.push_back(e.exported[s].real());
    unmet.push_back(std::max(0.0, (e.good[s].asked - e.good[s].domestic).real()));
  }
  set_all("gross_value_added", value_added);
  set_all("output", output);
  set_all("output_real", output_real);
  set_all("price_index", price);
  set_all("imports_by_good", imports_by_good);
  set_all("exports_by_good", exports_by_good);
  set_all("unmet_demand", unmet);
  set_all("sales_over_links", over_links);
  set("supplier_changes", e.supplier_changes.real());
  set("supplier_shortfall", e.supplier_shortfall.real());
  std::vector<double> by_quintile;
  for (int k = 0; k < economy::BuyerClasses::quintiles; ++k) by_quintile.push_back(e.purchases[static_cast<std::size_t>(st.classes.household(k))].total().real());
  set_all("consumption_by_quintile", by_quintile);

  const PeopleTotals people = count_people(world);
  set("population", people.population);
  set("full_time_equivalents", people.full_time);
  set_all("employment", people.employment_industry);
  set_all("employment_by_region", people.employment_region);
  double employed = 0.0, unemployed = 0.0, vacancies = 0.0;
  for (std::size_t r = 0; r < world.labour.employed.size(); ++r) {
    employed += (world.labour.employed[r] + world.labour.self_employed[r]).real();
    unemployed += world.labour.unemployed[r].real();
    vacancies += world.labour.vacancies[r].real();
  }
  set("labour_force", employed + unemployed);
  set("unemployment_rate", world.labour.unemployment_rate);
  set("vacancies", vacancies);
  set("jobs", employed * e.structure.jobs_per_person);
  set("mean_wage", people.full_time > 0.0 ? 4.0 * (a.wages + a.mixed_income).real() / people.full_time : 0.0);

  // firms
  std::vector<std::int64_t> largest(industries * static_cast<std::size_t>(world.context.threads));  // output of a real firm
  const std::size_t values = industries * 6 + 5 + 1;
  const auto sums = parallel::sum_over_districts(world.context, values, [&](District district, int thread, std::span<Wide> into) {
    for_each_row(world.firms, district, [&](Row i) {
      const std::size_t s = world.firms.industry[i];
      std::int64_t& most = largest[static_cast<std::size_t>(thread) * industries + s];
      most = std::max(most, world.firms.output[i].units / std::max<std::int64_t>(1, world.firms.represents[i].units));
      into[s] += world.firms.represents[i].units;
      into[industries + s] += world.firms.capital[i].units;
      into[2 * industries + s] += world.firms.output[i].units;
      const auto& industry = e.structure.industry[s];
      into[3 * industries + s] += industry.capital_per_unit > 0.0 ? rounded(world.firms.capital[i].real() / industry.capital_per_unit) : 0;
      into[6 * industries + world.firms.size_class[i]] += world.firms.represents[i].units;
    });
    for_each_row(world.households, district, [&](Row) { into[values - 1] += 1; });
  });
  for (int t = 1; t < world.context.threads; ++t)
    for (std::size_t s = 0; s < industries; ++s) largest[s] = std::max(largest[s], largest[static_cast<std::size_t>(t) * industries + s]);
  largest.resize(industries);
  world.context.ranks.maximum(std::span<std::int64_t>(largest));
  std::vector<double> firms, capital, capital_real, utilisation, size_classes, largest_share;
  for (std::size_t s = 0; s < industries; ++s) {
    firms.push_back(static_cast<double>(sums[s]));
    const double k = static_cast<double>(sums[industries + s]) / 1000.0;
    capital_real.push_back(k);
    capital.push_back(k * e.capital_price[static_cast<std::size_t>(e.structure.industry[s].investment_kind)]);
    const double full = static_cast<double>(sums[3 * industries + s]);
    largest_share.push_back(e.industry[s].output.units > 0 ? static_cast<double>(largest[s]) / static_cast<double>(e.industry[s].output.units) : 0.0);
    utilisation.push_back(full > 0.0 ? static_cast<double>(sums[2 * industries + s]) / 1000.0 / full : 0.0);
  }
  for (std::size_t c = 0; c < 5; ++c) size_classes.push_back(static_cast<double>(sums[6 * industries + c]));
  set_all("firms", firms);
  set_all("firms_by_size_class", size_classes);
  set_all("capital_stock", capital);
  set_all("capital_stock_real", capital_real);
  set_all("capacity_utilisation", utilisation);
  set_all("largest_firm_share", largest_share);
  set("households", static_cast<double>(sums[values - 1]) * static_cast<double>(world.scale()));
  set("firm_entries", e.firm_entries.real());
  set("firm_exits", e.firm_exits.real());

  if (!e.energy.industry.empty()) {
    const economy::EnergyAccount energy = economy::energy_account(world, e);
    const auto carriers = [&](std::string_view name, const std::array<double, input::carriers>& by) { set_all(name, {by.begin(), by.end()}); };
    const auto sum = [](const std::vector<double>& by) { return std::accumulate(by.begin(), by.end(), 0.0); };
    std::vector<double> carbon_price;
    for (const economy::IndustryTotals& t : e.industry) carbon_price.push_back(t.carbon_price.real());
    carriers("final_energy", energy.final_use);
    carriers("final_energy_households", energy.by_households);
    set_all("final_energy_by_industry", energy.final_by_industry);
    carriers("energy_for_generation", energy.generation);
    carriers("energy_feedstock", energy.feedstock);
    set("feedstock_carbon", energy.feedstock_carbon);
    set("co2_emissions", sum(energy.emissions) + energy.household_emissions);
    set("co2_emissions_biogenic", sum(energy.biogenic) + energy.household_biogenic);
    set("co2_emissions_households", energy.household_emissions);
    set_all("co2_emissions_by_industry", energy.emissions);
    set_all("co2_biogenic_by_industry", energy.biogenic);
    set_all("co2_scope_2_by_industry", energy.scope_2);
    set("ets_price", world.signals.carbon.ets_price);
    set_all("carbon_price_paid", carbon_price);
    set("carbon_price_revenue", a.carbon_price.real());
  }

  // rates, sectors, stocks
  set("policy_interest_rate", 4.0 * economy::policy_rate(world));
  set("deposit_interest_rate", 4.0 * economy::deposit_rate(world, e));
  set("firm_loan_interest_rate", 4.0 * economy::loan_rate(world, e));
  set("mortgage_interest_rate", 4.0 * economy::mortgage_rate(world, e));
  set("government_bond_interest_rate", world.signals.bond_rate);
  set("government_balance", e.government_balance.real());
  set("government_debt", inst.debt().real());
  set("income_tax_surcharge", inst.income_tax_surcharge);
  Money procurement;
  std::vector<double> transfers, purchases, investment, public_jobs, balances;
  for (const economy::BodyTotals& tier : e.body) {
    procurement += tier.purchases + tier.investment;
    transfers.push_back(tier.transfers.real());
    purchases.push_back(tier.purchases.real());
    investment.push_back(tier.investment.real());
    public_jobs.push_back(tier.employment.real());
    balances.push_back(tier.balance.real());
  }
  set("public_procurement", procurement.real());
  set_all("public_transfers", transfers);
  set_all("public_purchases", purchases);
  set_all("public_investment", investment);
  set_all("public_employment", public_jobs);
  set_all("public_balances", balances);
  set("government_output_given", e.given_away.real());
  std::vector<double> lending, deposits, worth;
  const auto& accounts = world.ledger.accounts();
  const auto account = [&](Sector s) { return static_cast<double>(accounts[static_cast<std::size_t>(s)]) / 100.0; };
  const double fund_assets = (inst.pension_fund + inst.bonds_pension_fund + inst.foreign_assets_pension_fund).real();
  for (const Sector s : sectors) {
    lending.push_back(net_lending(world.ledger, s) + (s == Sector::households ? outlets_lending(world.ledger) : 0.0));
    deposits.push_back(s == Sector::banks ? 0.0 : account(s) + (s == Sector::households ? account(Sector::outlets) : 0.0));
  }
  const Money mortgages = inst.of_banks(&Bank::mortgages), credit = inst.of_banks(&Bank::consumer_credit);
  const double loans = inst.of_banks(&Bank::firm_loans).real(), bank_capital = inst.of_banks(&Bank::capital).real();
  worth = {deposits[0] - (mortgages + credit).real() + inst.foreign_assets_households.real(), deposits[1] - loans + inst.foreign_assets_firms.real(), bank_capital,
           fund_assets, deposits[4] - inst.debt().real(),
           deposits[5] + inst.bonds_foreign.real() - (inst.foreign_assets_pension_fund + inst.foreign_assets_households + inst.foreign_assets_firms).real()};
  set_all("net_lending", lending);
  set_all("deposits", deposits);
  set_all("net_worth", worth);
  set("firm_loans", loans);
  set("mortgages", mortgages.real());
  set("consumer_credit", credit.real());
  set("bank_capital", bank_capital);
  std::vector<double> capital_ratios;
  double below_minimum = 0.0;
  for (const Bank& bank : inst.banks) {
    capital_ratios.push_back(bank.lent().units > 0 ? bank.capital().real() / bank.lent().real() : std::numeric_limits<double>::quiet_NaN());
    below_minimum += economy::room_to_lend(bank, e.parameters) < 0.0;
  }
  set_all("bank_capital_ratio", capital_ratios);
  set("banks_below_minimum", below_minimum);
  set("bank_write_offs", inst.of_banks(&Bank::written_off).real());
  set("bank_recapitalisation", inst.of_banks(&Bank::recapitalised).real());
  set("pension_fund_assets", fund_assets);
  set("funding_ratio", inst.pension_funding);
  set("current_account", -lending[5]);
  set("net_foreign_assets", -worth[5]);
  set("audit_money", static_cast<double>(quarter.audit.money) / 100.0);
  set("audit_people", static_cast<double>(quarter.audit.people));
}

}  // namespace kringloop::simulation
