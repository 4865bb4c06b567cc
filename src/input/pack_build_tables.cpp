#include "input/pack_build_tables.hpp"

#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace kringloop::input::build {

namespace {
constexpr const char* flow = "MEUR/year";

std::vector<std::string> written_users(const Economy& e) {
  std::vector<std::string> users = e.industries.code;
  users.insert(users.end(), codes::final_use().names().begin(), codes::final_use().names().end());
  return users;
}

// Exports of goods and of services are one column in the pack.
double written_flow(const Economy& e, const Matrix& flows, std::size_t good, std::size_t user) {
  if (user < e.column(exports_goods)) return flows(good, user);
  return flows(good, e.column(exports_goods)) + flows(good, e.column(exports_services));
}
}  // namespace

void round_to_written(Economy& e) {
  for (Matrix* flows : {&e.use.domestic, &e.use.imported})
    for (std::size_t g = 0; g < e.size(); ++g) {
      const std::size_t goods = e.column(exports_goods), services = e.column(exports_services);
      (*flows)(g, goods) = rounded((*flows)(g, goods) + (*flows)(g, services));
      (*flows)(g, services) = 0;
      for (std::size_t u = 0; u < goods; ++u) (*flows)(g, u) = rounded((*flows)(g, u));
    }
  for (auto& of_good : e.use.rates)
    for (Rates& rate : of_good) rate = {rounded(rate.margin, true), rounded(rate.tax - rate.subsidy, true), 0.0, rounded(rate.vat, true)};
  for (double& m : e.margins) m = rounded(m);
  e.reexport_margin = rounded(e.reexport_margin);
  for (Income& income : e.income)
    income = {rounded(income.wages), rounded(income.employer_contributions), rounded(income.production_taxes_net)};
}

std::vector<BuiltAccounts> built_accounts(const Economy& e) {
  std::vector<BuiltAccounts> accounts(e.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    BuiltAccounts& a = accounts[i];
    double sales = 0;
    for (std::size_t u = 0; u < e.use.users(); ++u) sales += e.use.domestic(i, u);
    a.output = rounded(sales + e.margins[i] + (i == e.wholesale ? e.reexport_margin : 0.0));
    a.intermediate = rounded(e.use.purchases(i));
    a.gross_value_added = a.output - a.intermediate;
    a.mixed_income = rounded(e.industry_figures.value(e.industries.code[i], "mixed_income"));
    const Income& income = e.income[i];
    a.operating_surplus = a.gross_value_added - income.wages - income.employer_contributions - income.production_taxes_net - a.mixed_income;
  }
  return accounts;
}

namespace {

void write_use(const Economy& e, Tables& tables) {
  TableText use({"good", "user", "origin"});
  const auto users = written_users(e);
  for (std::size_t g = 0; g < e.size(); ++g)
    for (std::size_t u = 0; u < users.size(); ++u) {
      const std::string& good = e.industries.code[g];
      if (const double x = rounded(written_flow(e, e.use.domestic, g, u)); x != 0)
        use.add({good, users[u], "domestic"}, derived(x, flow, "balanced_use", e.year));
      if (const double x = rounded(written_flow(e, e.use.imported, g, u)); x != 0)
        use.add({good, users[u], "imported"}, assumed(x, 0.3, flow, "balanced_use", e.year, "import_matrix"));
    }
  tables["use.csv"] = use.text();
}

void write_valuation(const Economy& e, Tables& tables) {
  TableText valuation({"good", "use_class", "item"});
  for (std::size_t g = 0; g < e.size(); ++g)
    for (std::size_t c = 0; c < use_classes; ++c) {
      const Rates& rate = e.use.rates[g][c];
      const std::string &good = e.industries.code[g], &use_class = codes::use_class().names()[c];
      valuation.add({good, use_class, "margin_rate"}, assumed(rate.margin, 0.4, "fraction", "balanced_valuation", e.year, "margin_structure"));
      valuation.add({good, use_class, "product_tax_rate"},
                    assumed(rate.tax - rate.subsidy, 0.4, "fraction", "balanced_valuation", e.year, "product_tax_structure"));
      valuation.add({good, use_class, "vat_rate"}, derived(rate.vat, "fraction", "balanced_valuation", e.year));
    }
  tables["valuation.csv"] = valuation.text();
}

void write_margin_supply(const Economy& e, Tables& tables) {
  TableText supply({"good"});
  const double total = std::accumulate(e.margins.begin(), e.margins.end(), 0.0);
  double left = 1;
  std::size_t last = 0;
  for (std::size_t i = 0; i < e.size(); ++i)
    if (e.margins[i] > 0) last = i;
  for (std::size_t i = 0; i < e.size(); ++i) {
    if (e.margins[i] <= 0) continue;
    const double share = i == last ? left : rounded(e.margins[i] / total, true);
    left -= share;
    supply.add({e.industries.code[i]}, derived(share, "fraction", "balanced_valuation", e.year));
  }
  tables["margin_supply.csv"] = supply.text();
}

// Services are re-exported without a margin: licences, head-office services, merchanting, shipping and telecom (assumed shares).
constexpr std::array<std::pair<const char*, double>, 5> reexported_services{{{"46", 0.15}, {"50", 0.1}, {"61", 0.1}, {"70", 0.25}, {"77", 0.4}}};

void write_reexports(const Economy& e, Tables& tables) {
  TableText reexports({"good", "item"});
  double margins_left = e.reexport_margin;
  std::size_t last = 0;
  for (std::size_t g = 0; g < e.size(); ++g)
    if (e.reexport_weight[g] > 0) last = g;
  const auto add = [&](const std::string& good, double bought, double margin) {
    const auto row = [&](const char* item, double value) {
      reexports.add({good, item}, assumed(value, 0.4, flow, "reexports", e.year, "reexport_structure"));
    };
    row("bought_abroad", bought);
    row("margin", margin);
    row("sold_abroad", bought + margin);
  };
  for (std::size_t g = 0; g < e.size(); ++g) {
    if (e.reexport_weight[g] > 0) {
      const double margin = g == last ? margins_left : rounded(e.reexport_margin * e.reexport_weight[g]);
      margins_left -= margin;
      add(e.industries.code[g], rounded(e.reexports_bought * e.reexport_weight[g]), margin);
    }
    if (e.services_reexported > 0)
      for (const auto& [good, share] : reexported_services)
        if (e.industries.code[g] == good) add(good, rounded(e.services_reexported * share), 0);
  }
  tables["reexports.csv"] = reexports.text();
}

void write_accounts(const Economy& e, const std::vector<BuiltAccounts>& accounts, Tables& tables) {
  TableText text({"industry", "item"});
  for (std::size_t i = 0; i < e.size(); ++i) {
    const std::string& code = e.industries.code[i];
    const BuiltAccounts& a = accounts[i];
    const auto account = [&](const char* item, double value) {
      text.add({code, item}, e.measured ? measured(value, flow, e.accounts_source, e.year) : derived(value, flow, e.accounts_source, e.year));
    };
    const auto given = [&](const char* item) { text.add({code, item}, e.industry_figures.at(code, item)); };
    account("output", a.output);
    account("intermediate", a.intermediate);
    account("gross_value_added", a.gross_value_added);
    account("wages", e.income[i].wages);
    account("employer_contributions", e.income[i].employer_contributions);
    account("production_taxes_net", e.income[i].production_taxes_net);
    text.add({code, "operating_surplus"}, derived(a.operating_surplus, flow, e.accounts_source, e.year));
    text.add({code, "mixed_income"}, with_value(e.industry_figures.at(code, "mixed_income"), a.mixed_income));
    given("fixed_capital_consumption");
    given("capital_stock");
    const Figure employees = e.industry_figures.at(code, "employees");
    text.add({code, "persons"}, with_value(employees, employees.value + e.industry_figures.at(code, "self_employed").value));
    for (const char* item : {"employees", "self_employed", "jobs", "fte"}) given(item);
  }
  tables["accounts.csv"] = text.text();
}

}  // namespace

void write_production(const Economy& e, const std::vector<BuiltAccounts>& accounts, Tables& tables) {
  write_use(e, tables);
  write_valuation(e, tables);
  write_margin_supply(e, tables);
  write_reexports(e, tables);
  write_accounts(e, accounts, tables);
}

}  // namespace kringloop::input::build
