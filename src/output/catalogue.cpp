#include "output/catalogue.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::output {

namespace {

using enum Timing;
constexpr std::string_view ilo = "ILO Resolution I, 19th ICLS (2013)";
constexpr std::string_view own = "Kringloop";
constexpr std::string_view energy = "International recommendations for energy statistics (UN 2018), chapter 8";
constexpr std::string_view seea = "SEEA Central Framework (UN 2014), 3.6.3, residence principle";

// name, unit, timing, dims, long_name, definition, source, iamc_name, stage
constexpr auto indicators = std::to_array<Indicator>({
    // clang-format off
  {"gross_domestic_product", "EUR", flow, "", "Gross domestic product", "Value added of all industries at basic prices plus taxes less subsidies on products; current prices", "ESA 2010, 8.89, B.1*g, production approach", "GDP|MER|Nominal", "National accounts"},
  {"gross_domestic_product_income", "EUR", flow, "", "Gross domestic product from the income side", "Wages, employer contributions, operating surplus, mixed income and taxes less subsidies on production and on products", "ESA 2010, 8.89, B.1*g, income approach", "", "National accounts"},
  {"gross_domestic_product_expenditure", "EUR", flow, "", "Gross domestic product from the expenditure side", "Consumption, fixed investment, inventory change and exports less imports, at purchasers' prices", "ESA 2010, 8.89, B.1*g, expenditure approach", "", "National accounts"},
  {"gross_domestic_product_real", "EUR", flow, "", "Gross domestic product at base-year prices", "Gross domestic product at the average prices of the pack's base year", "ESA 2010, chapter 10, volume of B.1*g", "GDP|MER", "National accounts"},
  {"gross_value_added", "EUR", flow, "industry", "Gross value added", "Output at basic prices less intermediate use at purchasers' prices; current prices", "ESA 2010, chapter 9, B.1g", "Value Added", "National accounts"},
  {"output", "EUR", flow, "industry", "Output", "Production at basic prices; current prices", "ESA 2010, 3.14, P.1", "Gross Output", "National accounts"},
  {"output_real", "EUR", flow, "industry", "Output at base-year prices", "Production at the basic prices of the pack's base year", "ESA 2010, chapter 10, volume of P.1", "", "National accounts"},
  {"household_consumption", "EUR", flow, "", "Household consumption", "Final consumption of households and non-profit institutions serving them, purchasers' prices", "ESA 2010, 3.94, P.3 of S.14 and S.15", "Consumption|Households", "National accounts"},
  {"household_consumption_real", "EUR", flow, "", "Household consumption at base-year prices", "Final consumption of households and non-profit institutions serving them, volume at the average purchasers' prices of the pack's base year", "ESA 2010, chapter 10, volume of P.3 of S.14 and S.15", "", "National accounts"},
  {"government_consumption", "EUR", flow, "", "Government consumption", "Final consumption of general government", "ESA 2010, 3.94, P.3 of S.13", "Consumption|Government", "National accounts"},
  {"government_consumption_real", "EUR", flow, "", "Government consumption at base-year prices", "Final consumption of general government, volume at the average purchasers' prices of the pack's base year", "ESA 2010, chapter 10, volume of P.3 of S.13", "", "National accounts"},
  {"gross_fixed_capital_formation", "EUR", flow, "", "Fixed investment", "Acquisitions less disposals of fixed assets by firms, government and households", "ESA 2010, 3.124, P.51g", "Investment", "National accounts"},
  {"gross_fixed_capital_formation_real", "EUR", flow, "", "Fixed investment at base-year prices", "Acquisitions less disposals of fixed assets, volume at the average purchasers' prices of the pack's base year", "ESA 2010, chapter 10, volume of P.51g", "", "National accounts"},
  {"inventory_change", "EUR", flow, "", "Change in inventories", "Entries into less withdrawals from inventories, at the prices of the quarter", "ESA 2010, 3.146, P.52", "", "National accounts"},
  {"exports", "EUR", flow, "", "Exports", "Exports of goods and services; re-exports with their domestic margin only", "ESA 2010, 3.158, P.6", "Exports", "National accounts"},
  {"exports_real", "EUR", flow, "", "Exports at base-year prices", "Exports of goods and services; re-exports with their domestic margin only, volume at the average purchasers' prices of the pack's base year", "ESA 2010, chapter 10, volume of P.6", "", "National accounts"},
  {"imports", "EUR", flow, "", "Imports", "Imports of goods and services for domestic use; re-exports left out", "ESA 2010, 3.158, P.7", "Imports", "National accounts"},
  {"imports_real", "EUR", flow, "", "Imports at base-year prices", "Imports of goods and services for domestic use; re-exports left out, volume at the average purchasers' prices of the pack's base year", "ESA 2010, chapter 10, volume of P.7", "", "National accounts"},
  {"exports_by_good", "EUR", flow, "good", "Exports by good", "Exports by principal good of an industry, basic prices", "ESA 2010, 3.158, P.6", "", "National accounts"},
  {"imports_by_good", "EUR", flow, "good", "Imports by good", "Imports for domestic use by principal good of an industry, cif", "ESA 2010, 3.158, P.7", "", "National accounts"},
  {"wages", "EUR", flow, "", "Wages", "Wages and salaries of employees before tax and employee contributions", "ESA 2010, 4.03, D.11", "Income|Wages", "Income"},
  {"employer_contributions", "EUR", flow, "", "Employers' social contributions", "Contributions of employers to social security and pension funds", "ESA 2010, 4.08, D.12", "", "Income"},
  {"gross_operating_surplus", "EUR", flow, "", "Gross operating surplus", "Value added less compensation of employees, taxes less subsidies on production, and mixed income", "ESA 2010, chapter 8, B.2g", "Income|Operating Surplus", "Income"},
  {"mixed_income", "EUR", flow, "", "Mixed income", "Surplus of unincorporated firms owned by households", "ESA 2010, chapter 8, B.3g", "", "Income"},
  {"product_taxes_net", "EUR", flow, "", "Taxes less subsidies on products", "Value added tax, taxes and duties on products and imports, less subsidies on products", "ESA 2010, chapter 4, D.21-D.31", "", "Income"},
  {"production_taxes_net", "EUR", flow, "", "Other taxes less subsidies on production", "Taxes on production other than on products, less such subsidies", "ESA 2010, chapter 4, D.29-D.39", "", "Income"},
  {"consumption_by_quintile", "EUR", flow, "quintile", "Household consumption by income quintile", "Household consumption by quintile of disposable household income", "ESA 2010, 3.94, P.3, by household group", "", "Income"},
  {"price_level", "1", mean, "", "Price level", "Gross domestic product over gross domestic product at base-year prices; base year = 1", "ESA 2010, chapter 10, implicit price index of B.1*g", "Price|GDP", "Prices and rates"},
  {"consumer_price_index", "1", mean, "", "Consumer price index", "Prices of household consumption with margins and taxes, base-year basket; base year = 1", "ILO Consumer price index manual (2020)", "Price|Consumption", "Prices and rates"},
  {"price_index", "1", mean, "industry", "Producer price index", "Mean basic price of an industry's output, weighted by its sales; base year = 1", "IMF Producer price index manual (2004)", "", "Prices and rates"},
  {"mean_wage", "EUR year-1", mean, "", "Mean wage", "Wages over full-time equivalents of employees, as a yearly amount", own, "Wage", "Prices and rates"},
  {"policy_interest_rate", "year-1", mean, "", "Policy interest rate", "Rate of the central bank, from the scenario", own, "", "Prices and rates"},
  {"deposit_interest_rate", "year-1", mean, "", "Interest rate on deposits", "Rate banks pay on deposits", own, "", "Prices and rates"},
  {"firm_loan_interest_rate", "year-1", mean, "", "Interest rate on firm loans", "Mean rate on outstanding loans to firms", own, "", "Prices and rates"},
  {"mortgage_interest_rate", "year-1", mean, "", "Mortgage interest rate", "Mean rate on outstanding mortgages", own, "", "Prices and rates"},
  {"government_bond_interest_rate", "year-1", mean, "", "Interest rate on government debt", "Mean rate on outstanding government debt", own, "", "Prices and rates"},
  {"population", "persons", stock, "", "Population", "Residents at the end of the quarter", "ESA 2010, 11.05", "Population", "People and work"},
  {"households", "households", stock, "", "Households", "Private households at the end of the quarter", own, "Households", "People and work"},
  {"labour_force", "persons", stock, "", "Labour force", "Persons employed or unemployed", ilo, "Labour Force", "People and work"},
  {"employment", "persons", stock, "industry", "Employment", "Persons by industry of their main job, employees and self-employed", "ESA 2010, 11.11", "Employment", "People and work"},
  {"employment_by_region", "persons", stock, "region", "Employment by region of work", "Persons by region of their main job", "ESA 2010, chapter 13", "", "People and work"},
  {"jobs", "jobs", stock, "", "Jobs", "Jobs of employees and self-employed, second jobs included", "ESA 2010, 11.22", "", "People and work"},
  {"full_time_equivalents", "fte", stock, "", "Full-time equivalents", "Hours usually worked over those of a full-time job", "ESA 2010, 11.32", "", "People and work"},
  {"unemployment_rate", "1", stock, "", "Unemployment rate", "Unemployed persons over the labour force", ilo, "Unemployment|Rate", "People and work"},
  {"vacancies", "vacancies", stock, "", "Vacancies", "Open vacancies at the end of the quarter", "Regulation (EC) No 453/2008", "Vacancies", "People and work"},
  {"firms", "firms", stock, "industry", "Firms", "Active firms at the end of the quarter", "Eurostat-OECD Manual on Business Demography Statistics (2007)", "", "Firms and capital"},
  {"firms_by_size_class", "firms", stock, "size_class", "Firms by size", "Active firms by the number of persons working when they started", "Eurostat-OECD Manual on Business Demography Statistics (2007)", "", "Firms and capital"},
  {"firm_entries", "firms", flow, "", "Firms started", "Firms that started in the quarter, one-person firms that still look for their founder included", "Eurostat-OECD Manual on Business Demography Statistics (2007)", "", "Firms and capital"},
  {"firm_exits", "firms", flow, "", "Firms closed", "Firms that closed: bankrupt, by the rate of their size class, or without their only person; those taken over as a whole left out", "Eurostat-OECD Manual on Business Demography Statistics (2007)", "", "Firms and capital"},
  {"capital_stock", "EUR", stock, "industry", "Fixed capital", "Net fixed assets at the prices of the quarter", "ESA 2010, chapter 7, AN.11", "Capital Stock", "Firms and capital"},
  {"capital_stock_real", "EUR", stock, "industry", "Fixed capital at base-year prices", "Net fixed assets at the prices of the pack's base year", "ESA 2010, chapter 7, AN.11", "", "Firms and capital"},
  {"capacity_utilisation", "1", mean, "industry", "Capacity utilisation", "Output over the output that fixed capital allows", own, "", "Firms and capital"},
  {"unmet_demand", "EUR", flow, "good", "Unmet demand", "Domestic orders that domestic sellers left unserved, at base-year prices; imports may have replaced them", own, "", "Firms and capital"},
  {"sales_over_links", "EUR", flow, "good", "Sales over links", "Sales of an industry's good to households and firms that have the seller as their supplier, basic prices", own, "", "Firms and capital"},
  {"supplier_changes", "1", flow, "", "Changes of supplier", "Links of households and firms that moved to another supplier, in rows of the model (each stands for `scale` buyers)", own, "", "Firms and capital"},
  {"supplier_shortfall", "EUR", flow, "", "Shortfall of suppliers", "Orders to suppliers of the buyer's own that these could not deliver, at base-year prices; outlets and imports may have replaced them", own, "", "Firms and capital"},
  {"largest_firm_share", "1", mean, "industry", "Share of the largest firm", "Output of the largest firm over the output of its industry", own, "", "Firms and capital"},
  {"government_balance", "EUR", flow, "", "Government balance", "Net lending (+) or borrowing (-) of general government", "ESA 2010, chapter 8, B.9 of S.13", "Government|Balance", "Government and finance"},
  {"government_debt", "EUR", stock, "", "Government debt", "Gross debt of general government at face value", "Regulation (EC) No 479/2009, EDP debt", "Government|Debt", "Government and finance"},
  {"public_procurement", "EUR", flow, "", "Public procurement", "Purchases of inputs and fixed assets by government bodies, purchasers' prices; health care and the like that government pays for households left out", "ESA 2010, 3.89 and 3.124, P.2 and P.51g of S.13", "", "Government and finance"},
  {"public_transfers", "EUR", flow, "tier", "Budgets of government bodies", "What the treasury pays the bodies of a tier of the public budget", own, "", "Government and finance"},
  {"public_purchases", "EUR", flow, "tier", "Purchases of government bodies", "Inputs bought by government bodies, purchasers' prices", "ESA 2010, 3.89, P.2 of S.13", "", "Government and finance"},
  {"public_investment", "EUR", flow, "tier", "Investment of government bodies", "Fixed assets bought by government bodies, purchasers' prices", "ESA 2010, 3.124, P.51g of S.13", "", "Government and finance"},
  {"public_employment", "persons", stock, "tier", "Employment at government bodies", "Persons whose main job is at a government body", "ESA 2010, 11.11, S.13", "", "Government and finance"},
  {"public_balances", "EUR", stock, "tier", "Balances of government bodies", "What bodies have left of their budgets with the treasury; negative = spent ahead", own, "", "Government and finance"},
  {"government_output_given", "EUR", flow, "", "Government output given away", "Government consumption made by government bodies, basic prices; the rest is bought from market producers in kind (a good's bodies by their share of its sales)", "ESA 2010, 3.99, P.13 less sales", "", "Government and finance"},
  {"income_tax_surcharge", "1", mean, "", "Income-tax surcharge of the budget rule", "Addition to the income-tax rate that steers the budget to its target", own, "", "Government and finance"},
  {"net_lending", "EUR", flow, "sector", "Net lending by sector", "Net lending (+) or borrowing (-); over all sectors, abroad included, it sums to zero", "ESA 2010, chapter 8, B.9", "", "Government and finance"},
  {"net_worth", "EUR", stock, "sector", "Financial net worth by sector", "Financial assets less liabilities; over all sectors, abroad included, it sums to zero", "ESA 2010, chapter 7, BF.90", "", "Government and finance"},
  {"deposits", "EUR", stock, "sector", "Deposits by sector", "Currency and deposits held", "ESA 2010, chapter 5, AF.2", "", "Government and finance"},
  {"firm_loans", "EUR", stock, "", "Bank loans to firms", "Outstanding loans of banks to firms", "ESA 2010, chapter 5, AF.4", "", "Government and finance"},
  {"mortgages", "EUR", stock, "", "Mortgages", "Outstanding mortgage loans to households", "ESA 2010, chapter 5, AF.4", "", "Government and finance"},
  {"consumer_credit", "EUR", stock, "", "Consumer credit", "Outstanding loans to households other than mortgages", "ESA 2010, chapter 5, AF.4", "", "Government and finance"},
  {"bank_capital", "EUR", stock, "", "Bank capital", "Assets less debts of all banks", own, "", "Government and finance"},
  {"bank_capital_ratio", "1", stock, "bank", "Capital ratio of a bank", "Own funds of a bank over what it has lent to firms and households", own, "", "Government and finance"},
  {"banks_below_minimum", "1", stock, "", "Banks below the minimum", "Number of banks whose capital ratio is below the minimum, so that they grant no new loans", own, "", "Government and finance"},
  {"bank_write_offs", "EUR", flow, "", "Loans written off", "Loans of closed or bankrupt firms that banks lost", own, "", "Government and finance"},
  {"bank_recapitalisation", "EUR", flow, "", "Recapitalisation of banks", "What the State put into banks whose own funds were below nothing", own, "", "Government and finance"},
  {"pension_fund_assets", "EUR", stock, "", "Pension fund assets", "Financial assets of pension funds", "ESA 2010, chapter 2, S.129", "", "Government and finance"},
  {"funding_ratio", "1", stock, "", "Pension funding ratio", "Assets of pension funds over the pensions they have promised", own, "", "Government and finance"},
  {"current_account", "EUR", flow, "", "Current account", "Exports less imports, plus net income and transfers from abroad", "ESA 2010, chapter 8, B.12 with the sign turned", "Current Account", "Government and finance"},
  {"net_foreign_assets", "EUR", stock, "", "Net foreign assets", "Claims on less debts to the rest of the world", "BPM6 (IMF 2009), 7.1", "", "Government and finance"},
  {"final_energy", "GJ", flow, "carrier", "Final energy use by carrier", "Energy burnt or used up by industries and households for themselves; fuel for electricity and heat delivered to others, and feedstocks, left out", energy, "Final Energy", "Energy and carbon"},
  {"final_energy_households", "GJ", flow, "carrier", "Final energy use of households", "Energy of households by carrier, motor fuels included", energy, "", "Energy and carbon"},
  {"final_energy_by_industry", "GJ", flow, "industry", "Final energy use by industry", "Energy of all carriers that an industry burns or uses up for itself", energy, "", "Energy and carbon"},
  {"energy_for_generation", "GJ", flow, "carrier", "Fuel for electricity and heat", "Fuel burnt to make electricity and heat for others", energy, "", "Energy and carbon"},
  {"energy_feedstock", "GJ", flow, "carrier", "Feedstocks", "Energy carriers used as raw material: non-energy use", energy, "", "Energy and carbon"},
  {"feedstock_carbon", "t", flow, "", "Fossil carbon in feedstocks", "CO2 that the fossil carbon in feedstocks would make if it were all burnt; what processes release of it is in the emissions too", own, "", "Energy and carbon"},
  {"co2_emissions", "t", flow, "", "CO2 emissions", "CO2 of fossil fuels and processes of residents, abroad too; of biomass left out", seea, "Emissions|CO2", "Energy and carbon"},
  {"co2_emissions_biogenic", "t", flow, "", "CO2 of biomass", "CO2 of burning biomass, waste of biological origin included", seea, "", "Energy and carbon"},
  {"co2_emissions_households", "t", flow, "", "CO2 emissions of households", "CO2 of fossil fuels burnt by households at home and in their cars", seea, "", "Energy and carbon"},
  {"co2_emissions_by_industry", "t", flow, "industry", "CO2 emissions by industry", "CO2 of fossil fuels and processes by the industry that emits it (scope 1): of electricity at the power sector", seea, "", "Energy and carbon"},
  {"co2_biogenic_by_industry", "t", flow, "industry", "CO2 of biomass by industry", "CO2 of burning biomass by the industry that emits it", seea, "", "Energy and carbon"},
  {"co2_scope_2_by_industry", "t", flow, "industry", "CO2 of electricity bought", "Electricity an industry buys times the CO2 of the grid (scope 2); not to be added to scope 1", "GHG Protocol scope 2 guidance (2015), location-based", "", "Energy and carbon"},
  {"ets_price", "EUR t-1", mean, "", "Price of emission allowances", "Price of an allowance of the European emissions trading system, from the scenario", own, "Price|Carbon", "Energy and carbon"},
  {"carbon_price_paid", "EUR", flow, "industry", "Carbon price paid by industry", "Paid for emission allowances and the national levy; a part of other taxes on production", "ESA 2010, 4.23 (f), D.29", "", "Energy and carbon"},
  {"carbon_price_revenue", "EUR", flow, "", "Carbon revenue of the State", "Received for emission allowances and the national levy", "ESA 2010, 4.23 (f), D.29", "", "Energy and carbon"},
  {"audit_money", "EUR", flow, "", "Money audit", "Largest gap in the flow matrix and the balance sheets; anything but zero stops the run", own, "", "Audits"},
  {"audit_people", "persons", flow, "", "People audit", "Gap in the people account; anything but zero stops the run", own, "", "Audits"},
    // clang-format on
});

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::span<const Indicator> catalogue() { return indicators; }

std::size_t indicator_index(std::string_view name, std::span<const Indicator> list) {
  const auto found = std::ranges::find(list, name, &Indicator::name);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  if (list.empty()) throw InternalError(fmt::format("no indicator '{}': the catalogue is empty", name));
  const auto nearest = std::ranges::min_element(list, {}, [&](const Indicator& i) { return edit_distance(name, i.name); });
  throw InternalError(fmt::format("no indicator '{}' in the catalogue; the nearest is '{}'", name, nearest->name));
}

std::vector<std::string> dimensions_of(const Indicator& indicator) {
  std::vector<std::string> names;
  std::string_view rest = indicator.dims;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    names.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return names;
}

std::string_view cell_methods(Timing timing) {
  switch (timing) {
    case Timing::flow: return "time: sum";
    case Timing::stock: return "time: point (at the end of the quarter)";
    case Timing::mean: return "time: mean";
  }
  throw InternalError("an indicator without a timing");
}

}  // namespace kringloop::output
