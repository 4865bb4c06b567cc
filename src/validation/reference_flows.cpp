// Flows and stocks of a reference case as tables of a pack.
#include <algorithm>
#include <array>

#include "validation/reference_writer.hpp"

namespace kringloop::validation {

namespace {
// The economy divides by the means and payments of a pension fund, which the case does not have: a fund of next to nothing stands in.
constexpr double fund_flow = 0.25;  // [MEUR a quarter] contributions and benefits
constexpr double fund_means = 20;   // [MEUR] government bonds against as much in claims
}  // namespace

void ReferenceWriter::industries() {
  std::string text = "industry,name,name_nl,section,cluster,supply,public_share,source\n";
  for (std::size_t i = 0; i < n_; ++i) {
    const char section = r_.nace[i][0];
    const char* supply = section <= 'C' ? "storable" : section == 'F' ? "made_to_order" : "service";
    text += fmt::format("{},{},{},{},{},{},0,reference_case\n", code_[i], r_.nace[i], r_.nace[i], section, section == 'C' ? "core" : "rest", supply);
  }
  publish(folder_ / "industries.csv", std::string_view(text));
}

// Everybody, the rest of the world too, buys home and foreign goods in the proportion of what is there: the share imported is the good's.
void ReferenceWriter::use_and_valuation() {
  TableText use("good,user,origin", year_), rates("good,use_class,item", year_), margins("good", year_), reexports("good,item", year_), baskets("good,quintile", year_);
  const double invested = wear_.sum(), estate = estate_ < n_ ? at(wear_, estate_) : 0.0;
  for (std::size_t g = 0; g < n_; ++g) {
    const double imports = at("c_I_g", g) * r_.imports, imported = imports / (imports + at(output_, g));
    const auto buy = [&](const std::string& user, double amount) {
      if (amount <= 0) return;
      use.add(code_[g] + "," + user + ",domestic", quarters_a_year * amount * (1 - imported), "MEUR/year");
      if (imported > 0) use.add(code_[g] + "," + user + ",imported", quarters_a_year * amount * imported, "MEUR/year");
    };
    for (std::size_t i = 0; i < n_; ++i) buy(code_[i], r_.input_shares(static_cast<Eigen::Index>(g), static_cast<Eigen::Index>(i)) * at(inputs_, i));
    buy("inventories", r_.input_shares.row(static_cast<Eigen::Index>(g)).dot(kept_));
    buy("household_consumption", at("b_HH_g", g) * r_.consumption);
    buy("government_consumption", at("c_G_g", g) * r_.government);
    buy("investment_business", at("b_CF_g", g) * (invested - estate));
    const double dwellings_bought = at("b_CFH_g", g) * r_.dwellings;
    buy("investment_dwellings", dwellings_bought + at("b_CF_g", g) * estate);
    buy("exports", at("c_E_g", g) * r_.exports);

    // Only dwellings are taxed, but our rates are one a good for all investment: the sum is right, its split over kinds is not. Under the published
    // rules it is: published.csv has the rate on dwellings.
    const double all = dwellings_bought + at("b_CF_g", g) * invested;
    const double investment_tax = all > 0 ? r_.scalar("tau_CF") * dwellings_bought / all : 0;
    const std::array<std::array<double, 2>, 5> taxes = {{{0, 0}, {0, r_.scalar("tau_VAT")}, {r_.scalar("tau_G"), 0}, {investment_tax, 0}, {r_.scalar("tau_EXPORT"), 0}}};
    constexpr std::array<const char*, 5> classes = {"intermediate", "household_consumption", "government_consumption", "investment", "exports"};
    for (std::size_t c = 0; c < classes.size(); ++c) {
      rates.add(fmt::format("{},{},margin_rate", code_[g], classes[c]), 0, "fraction");
      rates.add(fmt::format("{},{},product_tax_rate", code_[g], classes[c]), taxes[c][0], "fraction");
      rates.add(fmt::format("{},{},vat_rate", code_[g], classes[c]), taxes[c][1], "fraction");
    }
    if (code_[g] == "46") margins.add("46", 1, "fraction", made_up);  // no margins, so nothing is delivered
    for (int q = 1; q <= 5; ++q) baskets.add(fmt::format("{},{}", code_[g], q), 1, "number");
  }
  reexports.add(code_[0] + ",bought_abroad", 0, "MEUR/year");
  reexports.add(code_[0] + ",margin", 0, "MEUR/year");
  reexports.add(code_[0] + ",sold_abroad", 0, "MEUR/year");
  put("use.csv", use);
  put("valuation.csv", rates);
  put("margin_supply.csv", margins);
  put("reexports.csv", reexports);
  put("baskets.csv", baskets);
}

// Taxes on products that a firm pays on its inputs are a share of its output here, like those on production: both are put there.
void ReferenceWriter::accounts() {
  TableText rows("industry,item", year_);
  for (std::size_t i = 0; i < n_; ++i) {
    const auto flow = [&](const char* item, double value) { rows.add(code_[i] + "," + item, quarters_a_year * value, "MEUR/year"); };
    const bool owns_dwellings = i == estate_;
    flow("output", at(output_, i));
    flow("intermediate", at(inputs_, i));
    flow("gross_value_added", at(output_, i) - at(inputs_, i));
    flow("wages", at(wages_, i));
    flow("employer_contributions", at(wages_, i) * r_.scalar("tau_SIF"));
    flow("production_taxes_net", production_taxes(i));
    flow("operating_surplus", surplus(i));
    flow("mixed_income", 0);
    flow("fixed_capital_consumption", at(wear_, i) + (owns_dwellings ? dwellings() : 0));
    rows.add(code_[i] + ",capital_stock", capital(i) + (owns_dwellings ? r_.scalar("K_H") : 0), "MEUR");
    const double persons = at("N_s", i) * people_;
    rows.add(code_[i] + ",persons", persons, "persons");
    rows.add(code_[i] + ",employees", persons, "persons");
    rows.add(code_[i] + ",self_employed", 0, "persons");
    rows.add(code_[i] + ",jobs", persons, "jobs");
    rows.add(code_[i] + ",fte", persons, "fte");
  }
  put("accounts.csv", rows);
}

void ReferenceWriter::control_totals() {
  TableText rows("item", year_);
  double production = 0, surpluses = 0;
  for (std::size_t i = 0; i < n_; ++i) production += production_taxes(i), surpluses += surplus(i);
  const auto flow = [&](const char* item, double value) { rows.add(item, quarters_a_year * value, "MEUR/year"); };
  flow("gdp", r_.gdp() + kept_.sum());
  flow("gross_value_added", output_.sum() - inputs_.sum());
  flow("household_consumption", r_.consumption * (1 + r_.scalar("tau_VAT")));
  flow("government_consumption", r_.government * (1 + r_.scalar("tau_G")));
  flow("fixed_investment", wear_.sum() + r_.dwellings * (1 + r_.scalar("tau_CF")));
  flow("inventory_change", kept_.sum());
  flow("exports", r_.exports * (1 + r_.scalar("tau_EXPORT")));
  flow("imports", r_.imports);
  flow("reexports", 0);
  flow("reexports_bought", 0);
  flow("wages", wages_.sum());
  flow("employer_contributions", wages_.sum() * r_.scalar("tau_SIF"));
  flow("production_taxes_net", production);
  flow("product_taxes_net", product_taxes() + r_.consumption * r_.scalar("tau_VAT"));
  flow("operating_surplus", surpluses);
  flow("mixed_income", 0);
  flow("fixed_capital_consumption", wear_.sum() + dwellings());
  put("control_totals.csv", rows);
}

double ReferenceWriter::product_taxes() const {
  return r_.dwellings * r_.scalar("tau_CF") + r_.government * r_.scalar("tau_G") + r_.exports * r_.scalar("tau_EXPORT");
}

double ReferenceWriter::dwellings() const { return estate_ < n_ ? r_.dwellings * (1 + r_.scalar("tau_CF")) : 0.0; }

double ReferenceWriter::capital_sum() const {
  double sum = 0;
  for (std::size_t i = 0; i < n_; ++i) sum += capital(i);
  return sum;
}

// The published government: no investment, no producers of its own. The balance closes its account.
void ReferenceWriter::government() {
  TableText rows("item", year_);
  const double wages = wages_.sum(), loan_rate = r_.scalar("r_bar") + r_.scalar("mu");
  double profits = 0, production = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    profits += std::max(0.0, surplus(i) - at(wear_, i) - loan_rate * r_.scalar("L_I") * capital(i) / capital_sum());
    production += production_taxes(i);
  }
  profits += std::max(0.0, r_.scalar("mu") * r_.scalar("L_I") + r_.scalar("r_bar") * r_.scalar("E_k"));  // the bank's
  const double dividends = r_.scalar("theta_DIV") * (1 - r_.scalar("tau_FIRM")) * profits;
  const double income_tax = r_.scalar("tau_INC") * ((1 - r_.scalar("tau_SIW")) * wages + dividends);
  const double pensions = r_.scalar("sb_inact") * r_.scalar("H_inact"), unemployment = r_.scalar("w_UB") * unemployed();
  const double others = r_.scalar("sb_other") * (r_.scalar("H_act") + r_.scalar("H_inact")), interest = r_.scalar("r_G") * r_.scalar("L_G");
  const double consumption = r_.government * (1 + r_.scalar("tau_G")), vat = r_.consumption * r_.scalar("tau_VAT");
  const double received = income_tax + wages * (r_.scalar("tau_SIW") + r_.scalar("tau_SIF")) - fund_flow + r_.scalar("tau_FIRM") * profits + vat + product_taxes() + production;
  const double paid = consumption + interest + pensions + unemployment + others;
  const auto flow = [&](const char* item, double value) { rows.add(item, quarters_a_year * value, "MEUR/year"); };
  flow("income_tax", income_tax);
  flow("employee_contributions", wages * r_.scalar("tau_SIW"));
  flow("employer_contributions_state", wages * r_.scalar("tau_SIF") - fund_flow);
  flow("employer_contributions_pension", fund_flow);
  flow("pension_benefits", fund_flow);
  flow("corporate_tax", r_.scalar("tau_FIRM") * profits);
  flow("vat", vat);
  flow("product_taxes_net", product_taxes());
  flow("production_taxes_net", production);
  flow("state_pension", pensions);
  flow("unemployment_benefit", unemployment);
  flow("other_benefits", others);
  flow("interest_paid", interest);
  flow("balance", received - paid);
  flow("consumption_state", consumption);
  for (const char* none : {"import_duties", "public_operating_surplus", "disability_benefit", "social_assistance",
                           "child_benefit", "transfers_abroad", "investment", "pension_contributions_employees", "state_to_provinces",
                           "state_to_municipalities", "consumption_provinces", "consumption_municipalities", "consumption_other"})
    flow(none, 0);
  rows.add("debt", r_.scalar("L_G"), "MEUR");
  put("government.csv", rows);
}

// The case has one sum of debt, and spreads it by capital; where the surplus of an industry does not cover wear, interest on it would be a
// loss for good. Here an industry owes in proportion to what it earns beyond wear, at most `most` of its capital; what is left goes by capital.
std::vector<double> ReferenceWriter::debts(double loans) const {
  constexpr double most = 0.5;
  std::vector<double> debt(n_), earned(n_);
  if (rules_ == Rules::published) {
    for (std::size_t i = 0; i < n_; ++i) debt[i] = loans * capital(i) / capital_sum();
    return debt;
  }
  double placed = 0, room = 0, earnings = 0;
  for (std::size_t i = 0; i < n_; ++i) {
    earned[i] = std::max(0.0, surplus(i) - at(wear_, i) - (i == estate_ ? dwellings() : 0));
    earnings += earned[i];
  }
  for (std::size_t i = 0; i < n_; ++i) {
    debt[i] = std::min(loans * earned[i] / earnings, most * capital(i));
    placed += debt[i];
    room += most * capital(i) - debt[i];
  }
  for (std::size_t i = 0; i < n_; ++i) debt[i] += (loans - placed) * (most * capital(i) - debt[i]) / room;
  return debt;
}

// The published central bank stands with the rest of the world: it holds the government's debt and owes the bank its reserves.
void ReferenceWriter::finance() {
  TableText sheets("sector,instrument,side", year_), rows("industry,item", year_);
  const double households = r_.scalar("D_H"), firms = r_.scalar("D_I"), loans = r_.scalar("L_I"), debt = r_.scalar("L_G");
  const double reserves = r_.scalar("E_k") + households + firms - loans;  // of the bank at the central bank, at the policy rate
  const auto stock = [&](const char* keys, double value) { sheets.add(keys, value, "MEUR"); };
  stock("households,deposits,asset", households);
  stock("firms,deposits,asset", firms);
  stock("banks,deposits,liability", households + firms);
  stock("banks,firm_loans,asset", loans);
  stock("firms,firm_loans,liability", loans);
  stock("banks,foreign_assets,asset", reserves);
  stock("foreign,foreign_assets,liability", reserves);
  stock("foreign,government_bonds,asset", debt - fund_means);
  stock("pension_fund,government_bonds,asset", fund_means);
  stock("households,pension_claims,asset", fund_means);
  stock("pension_fund,pension_claims,liability", fund_means);
  stock("government,government_bonds,liability", debt);
  // Who earns has money; under the published rules earnings count after wear.
  double positive = 0;
  std::vector<double> earned(n_);
  for (std::size_t i = 0; i < n_; ++i) positive += earned[i] = std::max(0.0, surplus(i) - (rules_ == Rules::published ? at(wear_, i) : 0.0));
  const std::vector<double> debt_of = debts(loans);
  for (std::size_t i = 0; i < n_; ++i) {
    rows.add(code_[i] + ",bank_debt", debt_of[i], "MEUR");
    rows.add(code_[i] + ",deposits", firms * earned[i] / positive, "MEUR");
    rows.add(code_[i] + ",foreign_owned_share", 0, "fraction");
    rows.add(code_[i] + ",payout_share", r_.scalar("theta_DIV"), "fraction");
  }
  TableText banks("bank,item", year_);  // the published bank is one
  for (const char* customers : {"households", "firms"}) banks.add(fmt::format("bank,{}", customers), 1, "fraction");
  put("banks.csv", banks);
  put("balance_sheets.csv", sheets);
  put("finance.csv", rows);
}

}  // namespace kringloop::validation
