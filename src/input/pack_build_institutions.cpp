// Government, balance sheets, firm finance, control totals.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/pack_build_tables.hpp"

namespace kringloop::input::build {

namespace {

constexpr const char* flow = "MEUR/year";
constexpr const char* stock = "MEUR";

class Institutions {
 public:
  Institutions(const Economy& economy, const std::vector<BuiltAccounts>& accounts, const std::filesystem::path& folder) : e_(economy), accounts_(accounts) {
    Complaints complaints;
    government_ = Figures::read(folder, "government_figures.csv", {"item"}, complaints);
    finance_ = Figures::read(folder, "finance_figures.csv", {"item"}, complaints);
    by_industry_ = Figures::read(folder, "finance_by_industry.csv", {"industry", "item"}, complaints);
    complaints.throw_if_any();
    for (std::size_t i = 0; i < e_.size(); ++i) {
      income_.wages += e_.income[i].wages;
      income_.employer_contributions += e_.income[i].employer_contributions;
      income_.production_taxes_net += e_.income[i].production_taxes_net;
      value_added_ += accounts_[i].gross_value_added;
      surplus_ += accounts_[i].operating_surplus;
      mixed_ += accounts_[i].mixed_income;
      public_surplus_ += e_.industries.public_share[i] * accounts_[i].operating_surplus;
    }
    const ValuationTotals v = e_.use.valuation_totals();
    vat_ = sum(v.vat);
    product_taxes_ = sum(v.tax) - sum(v.subsidy);
    gdp_ = value_added_ + vat_ + product_taxes_;
    consumption_ = e_.use.purchases(e_.column(government));
    public_investment_ = e_.use.purchases(e_.column(public_investment));
    exports_ = e_.use.purchases(e_.column(exports_goods)) + e_.reexport_margin;
    imports_ = std::accumulate(e_.use.imported.cells.begin(), e_.use.imported.cells.end(), 0.0);
  }

  void write(Tables& tables) {
    write_government(tables);
    write_balance_sheets(tables);
    write_finance(tables);
    write_control_totals(tables);
  }

 private:
  static double sum(const std::array<double, use_classes>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
  [[nodiscard]] double government_figure(const char* item) const { return government_.at(item).value; }
  [[nodiscard]] double finance_figure(const char* item) const { return finance_.at(item).value; }
  [[nodiscard]] Figure computed(double value, const char* source, const char* unit = flow) const { return derived(rounded(value), unit, source, e_.year); }

  void write_government(Tables& tables) {
    TableText text({"item"});
    double received = 0, paid = 0;
    const auto add = [&](const char* item, const Figure& figure) { text.add({item}, figure); };
    const auto receipt = [&](const char* item, const Figure& figure) {
      add(item, figure);
      received += figure.value;
    };
    const auto outlay = [&](const char* item, const Figure& figure) {
      add(item, figure);
      paid += figure.value;
    };
    const ProductTaxes& taxes = e_.product_taxes;
    const double contributions_state = government_figure("employer_contributions_state");
    const double pension_part = income_.employer_contributions - contributions_state;
    receipt("income_tax", computed(government_figure("total_taxes") - taxes.vat - taxes.other - taxes.import_duties - e_.production_taxes -
                                   government_figure("corporate_tax"), "government_taxes"));
    receipt("employee_contributions", computed(government_figure("social_contributions") - contributions_state, "government_taxes"));
    receipt("employer_contributions_state", government_.at("employer_contributions_state"));
    add("employer_contributions_pension", computed(pension_part, "employer_split"));
    receipt("corporate_tax", government_.at("corporate_tax"));
    receipt("vat", computed(vat_, "government_taxes"));
    receipt("product_taxes_net", computed(product_taxes_ - taxes.import_duties, "government_taxes"));
    receipt("production_taxes_net", computed(income_.production_taxes_net, "government_taxes"));
    receipt("import_duties", computed(taxes.import_duties, "government_taxes"));
    receipt("public_operating_surplus", computed(public_surplus_, "public_surplus"));
    for (const char* item : {"state_pension", "unemployment_benefit", "disability_benefit", "social_assistance", "child_benefit", "interest_paid",
                             "transfers_abroad"})
      outlay(item, government_.at(item));
    outlay("investment", with_value(e_.totals.at("investment_public"), rounded(public_investment_)));
    const double balance = government_figure("balance");
    add("other_benefits", computed(received - paid - consumption_ - balance, "government_residual"));
    add("debt", government_.at("debt"));
    add("balance", government_.at("balance"));
    const Figure& employee_share = government_.at("employee_pension_share");
    Figure employees = with_value(employee_share, rounded(employee_share.value * pension_part));
    employees.unit = flow;
    add("pension_contributions_employees", employees);
    for (const char* item : {"pension_benefits", "state_to_provinces", "state_to_municipalities"}) add(item, government_.at(item));
    double left = rounded(consumption_);
    for (const char* body : {"state", "provinces", "municipalities"}) {
      const Figure& share = government_.at(fmt::format("consumption_{}_share", body));
      Figure figure = with_value(share, rounded(share.value * consumption_));
      figure.unit = flow;
      text.add({fmt::format("consumption_{}", body)}, figure);
      left -= figure.value;
    }
    add("consumption_other", computed(left, "consumption_bodies"));
    tables["government.csv"] = text.text();
  }

  void write_balance_sheets(Tables& tables) {
    TableText text({"sector", "instrument", "side"});
    const auto row = [&](const char* sector, const char* instrument, const char* side, const Figure& figure) { text.add({sector, instrument, side}, figure); };
    const auto closing = [&](double value) { return derived(value, stock, "balance_sheets", e_.year); };
    const auto whole = [&](const char* item) { return std::nearbyint(finance_figure(item)); };
    double deposits = 0;
    for (const auto& [sector, item] : {std::pair("households", "household_deposits"), std::pair("firms", "firm_deposits"),
                                       std::pair("pension_fund", "pension_fund_deposits"), std::pair("government", "government_deposits")}) {
      row(sector, "deposits", "asset", with_value(finance_.at(item), whole(item)));
      deposits += whole(item);
    }
    row("banks", "deposits", "liability", closing(deposits));
    const double mortgages = whole("mortgages"), fund_mortgages = std::nearbyint(mortgages * finance_figure("pension_fund_mortgage_share"));
    row("banks", "mortgages", "asset", closing(mortgages - fund_mortgages));
    row("pension_fund", "mortgages", "asset", closing(fund_mortgages));
    row("households", "mortgages", "liability", with_value(finance_.at("mortgages"), mortgages));
    const double loans = whole("firm_loans"), credit = whole("consumer_credit");
    row("banks", "firm_loans", "asset", closing(loans));
    row("firms", "firm_loans", "liability", with_value(finance_.at("firm_loans"), loans));
    row("banks", "consumer_credit", "asset", closing(credit));
    row("households", "consumer_credit", "liability", with_value(finance_.at("consumer_credit"), credit));
    const double debt = std::nearbyint(government_figure("debt")), bank_bonds = whole("bank_bonds");
    const double foreign_bonds = std::nearbyint(debt * finance_figure("bonds_foreign_share")), fund_bonds = debt - bank_bonds - foreign_bonds;
    row("banks", "government_bonds", "asset", with_value(finance_.at("bank_bonds"), bank_bonds));
    row("pension_fund", "government_bonds", "asset", closing(fund_bonds));
    row("foreign", "government_bonds", "asset", closing(foreign_bonds));
    row("government", "government_bonds", "liability", with_value(government_.at("debt"), debt));
    const double claims = whole("pension_claims");
    row("households", "pension_claims", "asset", closing(claims));
    row("pension_fund", "pension_claims", "liability", with_value(finance_.at("pension_claims"), claims));
    // foreign assets close the pension fund (at its funding ratio), the banks (at their equity) and the firms (at the net foreign position)
    const double fund = std::nearbyint(claims * finance_figure("pension_funding")) - whole("pension_fund_deposits") - fund_mortgages - fund_bonds;
    const double bank_assets = mortgages - fund_mortgages + loans + credit + bank_bonds;
    const double banks = deposits + std::nearbyint(bank_assets * finance_figure("bank_equity_ratio")) - bank_assets;
    const double households = whole("household_foreign_assets");
    const double firms = whole("net_foreign_position") + foreign_bonds - fund - banks - households;
    double abroad = 0;
    const auto foreign = [&](const char* sector, double net, const Figure& figure) {
      row(sector, "foreign_assets", net >= 0 ? "asset" : "liability", with_value(figure, std::abs(net)));
      abroad += net;
    };
    foreign("households", households, finance_.at("household_foreign_assets"));
    foreign("firms", firms, closing(firms));
    foreign("banks", banks, closing(banks));
    foreign("pension_fund", fund, closing(fund));
    row("foreign", "foreign_assets", abroad >= 0 ? "liability" : "asset", closing(std::abs(abroad)));
    tables["balance_sheets.csv"] = text.text();
  }

  // Whole MEUR in proportion to the weights, by largest remainder.
  static std::vector<double> divided(const std::vector<double>& weights, double total) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> parts(weights.size());
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0U);
    double given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) given += parts[i] = std::floor(total * weights[i] / sum);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return total * weights[a] / sum - parts[a] > total * weights[b] / sum - parts[b];
    });
    for (std::size_t k = 0; k < static_cast<std::size_t>(std::llround(total - given)); ++k) parts[order[k]] += 1;
    return parts;
  }

  void write_finance(Tables& tables) {
    std::vector<double> debt, deposits;
    for (std::size_t i = 0; i < e_.size(); ++i) {
      const std::string& code = e_.industries.code[i];
      const auto ratio = [&](const char* item) { return by_industry_.at(code, item).value; };
      debt.push_back(ratio("debt_per_capital") * e_.industry_figures.at(code, "capital_stock").value * (1 - e_.industries.public_share[i]) +
                     ratio("debt_per_output") * accounts_[i].output);
      deposits.push_back(ratio("deposits_per_output") * accounts_[i].output);
    }
    debt = divided(debt, std::nearbyint(finance_figure("firm_loans")));
    deposits = divided(deposits, std::nearbyint(finance_figure("firm_deposits")));
    TableText text({"industry", "item"});
    for (std::size_t i = 0; i < e_.size(); ++i) {
      const std::string& code = e_.industries.code[i];
      text.add({code, "bank_debt"}, assumed(debt[i], 0.4, stock, "finance_split", e_.year, "firm_debt_by_industry"));
      text.add({code, "deposits"}, assumed(deposits[i], 0.4, stock, "finance_split", e_.year, "firm_deposits_by_industry"));
      text.add({code, "foreign_owned_share"}, by_industry_.at(code, "foreign_owned_share"));
      text.add({code, "payout_share"}, by_industry_.at(code, "payout_share"));
    }
    tables["finance.csv"] = text.text();
  }

  void write_control_totals(Tables& tables) {
    TableText text({"item"});
    const auto add = [&](const char* item, double value, const char* given = nullptr) {
      const char* name = given != nullptr ? given : item;
      text.add({item}, e_.totals.has(name) ? with_value(e_.totals.at(name), rounded(value)) : computed(value, "control_totals"));
    };
    const auto purchases = [&](FinalColumn column) { return e_.use.purchases(e_.column(column)); };
    add("gdp", gdp_);
    add("gross_value_added", value_added_);
    add("household_consumption", purchases(household));
    add("government_consumption", consumption_);
    add("fixed_investment", purchases(business) + public_investment_ + purchases(dwellings));
    add("investment_business", purchases(business));
    add("investment_public", public_investment_);
    add("investment_dwellings", purchases(dwellings));
    add("inventory_change", purchases(inventories));
    add("exports", exports_);
    add("imports", imports_);
    add("reexports", e_.reexports_bought + e_.reexport_margin + e_.services_reexported, "reexports_sold");
    add("reexports_bought", e_.reexports_bought + e_.services_reexported);
    add("wages", income_.wages);
    add("employer_contributions", income_.employer_contributions);
    add("production_taxes_net", income_.production_taxes_net);
    add("product_taxes_net", vat_ + product_taxes_);
    add("operating_surplus", surplus_);
    add("mixed_income", mixed_);
    double wear = 0;
    for (const std::string& code : e_.industries.code) wear += e_.industry_figures.at(code, "fixed_capital_consumption").value;
    add("fixed_capital_consumption", wear);
    const double abroad = imports_ + government_figure("transfers_abroad") - exports_;
    const double firms = -(abroad + government_figure("balance") + finance_figure("net_lending_households") + finance_figure("net_lending_banks") +
                           finance_figure("net_lending_pension_fund"));
    text.add({"sector_balance_households"}, finance_.at("net_lending_households"));
    text.add({"sector_balance_firms"}, computed(firms, "sector_balances"));
    text.add({"sector_balance_banks"}, finance_.at("net_lending_banks"));
    text.add({"sector_balance_pension_fund"}, finance_.at("net_lending_pension_fund"));
    text.add({"sector_balance_government"}, government_.at("balance"));
    text.add({"sector_balance_foreign"}, computed(abroad, "sector_balances"));
    tables["control_totals.csv"] = text.text();
  }

  const Economy& e_;
  const std::vector<BuiltAccounts>& accounts_;
  Figures government_, finance_, by_industry_;
  Income income_;
  double value_added_ = 0, surplus_ = 0, mixed_ = 0, public_surplus_ = 0, vat_ = 0, product_taxes_ = 0, gdp_ = 0, consumption_ = 0, public_investment_ = 0,
         exports_ = 0, imports_ = 0;
};

}  // namespace

void write_institutions(const Economy& economy, const std::vector<BuiltAccounts>& accounts, const std::filesystem::path& folder, Tables& tables) {
  Institutions(economy, accounts, folder).write(tables);
}

}  // namespace kringloop::input::build
