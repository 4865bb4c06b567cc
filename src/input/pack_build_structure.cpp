// From an input-output table to a use table with imports by good and user, margins and taxes by good and class of use.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"
#include "input/pack_build_model.hpp"

namespace kringloop::input::build {

std::size_t IndustryList::index(std::string_view wanted) const {
  const auto found = std::find(code.begin(), code.end(), wanted);
  if (found == code.end()) throw InputError(fmt::format("a source table names industry '{}', which is not in industries.csv{}", wanted, suggestion(wanted, code)));
  return static_cast<std::size_t>(found - code.begin());
}

IndustryList IndustryList::read(const std::filesystem::path& folder, Complaints& complaints) {
  IndustryList list;
  const auto path = folder / "industries.csv";
  const Csv csv = Csv::read(path, path.lexically_normal().string(), complaints);
  const auto columns = csv.columns({"industry", "name", "name_nl", "section", "cluster", "supply", "public_share", "source"}, complaints);
  if (!columns) return list;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    list.code.emplace_back(csv.cell(row, (*columns)[0]));
    const std::string_view section = csv.cell(row, (*columns)[3]);
    list.section.push_back(section.empty() ? '?' : section[0]);
    const auto share = parse_number(csv.cell(row, (*columns)[6]));
    if (!share) complaints.add(csv.position(row, (*columns)[6]), "public_share must be a number");
    list.public_share.push_back(share.value_or(0));
  }
  return list;
}

std::vector<int> user_classes(std::size_t industries) {
  std::vector<int> classes(industries, static_cast<int>(UseClass::intermediate));
  const auto add = [&](UseClass c) { classes.push_back(static_cast<int>(c)); };
  add(UseClass::household_consumption);
  add(UseClass::government_consumption);
  for (int kind = 0; kind < 3; ++kind) add(UseClass::investment);
  classes.push_back(-1);
  add(UseClass::exports);
  add(UseClass::exports);
  return classes;
}

namespace {

constexpr const char* unallocated = "nec";  // goods and services n.e.c.: no value added; folded into its users

class Structure {
 public:
  Structure(const std::filesystem::path& folder, int year) {
    Complaints complaints;
    e_.industries = IndustryList::read(folder, complaints);
    table_ = Figures::read(folder, "input_output_2010.csv", {"row", "column"}, complaints);
    priors_ = Figures::read(folder, "priors_by_good.csv", {"good", "item"}, complaints);
    mix_ = Figures::read(folder, "import_mix.csv", {"good", "user"}, complaints);
    e_.totals = Figures::read(folder, "national_totals.csv", {"item"}, complaints);
    e_.industry_figures = Figures::read(folder, "industry_figures.csv", {"industry", "item"}, complaints);
    complaints.throw_if_any();
    goods_ = e_.industries.size();
    users_ = goods_ + final_columns;
    e_.year = year;
    e_.measured = true;
    e_.accounts_source = "cbs_io_2010";
    e_.wholesale = e_.industries.index("46");
  }

  Economy build() {
    read_attributes();
    read_columns();
    read_income();
    separate_reexports();
    make_imports();
    settle_inventories();
    split_investment();
    set_rates();
    e_.before = e_.use;
    UseTargets targets = make_targets();
    e_.balanced = balance_use_table(e_.use, targets);
    return std::move(e_);
  }

 private:
  [[nodiscard]] double prior(std::size_t good, const char* item) const { return priors_.at(code(good), item).value; }
  [[nodiscard]] const std::string& code(std::size_t i) const { return e_.industries.code[i]; }

  // The table's columns that make up one user.
  [[nodiscard]] std::vector<std::string> columns_of(std::size_t user) const {
    if (user < goods_) return {code(user)};
    switch (static_cast<FinalColumn>(user - goods_)) {
      case household: return {"household_consumption", "npish_consumption"};
      case government: return {"social_transfers_in_kind", "government_individual", "government_collective"};
      case business: return {"fixed_investment"};
      case inventories: return {"inventories"};
      case exports_goods: return {"exports_goods"};
      case exports_services: return {"exports_services"};
      default: return {};
    }
  }

  // A row of the table for a user, with its part of the unallocated industry's inputs.
  [[nodiscard]] double cell(const std::string& row, std::size_t user) const {
    double direct = 0, through = 0;
    for (const std::string& column : columns_of(user)) {
      direct += table_.value(row, column);
      through += table_.value(unallocated, column);
    }
    return direct + (unallocated_output_ > 0 ? through / unallocated_output_ * table_.value(row, unallocated) : 0.0);
  }

  void read_attributes() {
    double weight = 0;
    for (std::size_t g = 0; g < goods_; ++g) {
      e_.is_good.push_back(prior(g, "kind_goods") > 0.5);
      e_.vat_statutory.push_back(prior(g, "vat_statutory"));
      e_.reexport_weight.push_back(prior(g, "reexport_weight"));
      weight += e_.reexport_weight.back();
    }
    for (double& w : e_.reexport_weight) w /= weight;
    for (const auto& [key, figure] : table_.rows())
      if (key.first == unallocated) unallocated_output_ += figure.value;
  }

  void read_columns() {
    e_.use.domestic = e_.use.imported = Matrix(goods_, users_);
    e_.use.class_of_user = user_classes(goods_);
    for (auto* v : {&imported_goods_, &imported_services_, &margin_, &vat_, &tax_, &subsidy_, &purchases_}) v->assign(users_, 0.0);
    for (std::size_t u = 0; u < users_; ++u) {
      for (std::size_t g = 0; g < goods_; ++g) {
        e_.use.domestic(g, u) = cell(code(g), u);
        purchases_[u] += e_.use.domestic(g, u);
      }
      imported_goods_[u] = cell("imported_goods", u);
      imported_services_[u] = cell("imported_services", u);
      margin_[u] = cell("margins", u);
      vat_[u] = cell("vat", u);
      duties_ += cell("import_duties", u);
      tax_[u] = cell("import_duties", u) + cell("other_import_taxes", u) + cell("other_product_taxes", u);
      subsidy_[u] = cell("import_subsidies", u) + cell("product_subsidies", u);
      purchases_[u] += imported_goods_[u] + imported_services_[u] + margin_[u] + vat_[u] + tax_[u] - subsidy_[u];
    }
    // wholesale's negative sale of used capital goods leaves the prior; the column total stays
    e_.use.domestic(e_.wholesale, e_.column(business)) = 0;
  }

  void read_income() {
    e_.output.assign(goods_, 0.0);
    for (const auto& [key, figure] : table_.rows()) {
      const auto found = std::find(e_.industries.code.begin(), e_.industries.code.end(), key.first);
      if (found != e_.industries.code.end()) e_.output[static_cast<std::size_t>(found - e_.industries.code.begin())] += figure.value;
    }
    for (std::size_t i = 0; i < goods_; ++i) {
      const auto of = [&](const char* row) { return table_.value(row, code(i)); };
      e_.income.push_back({of("wages"), of("employer_contributions"), of("production_taxes") - of("production_subsidies")});
      e_.production_taxes += of("production_taxes");
      // margins outside trade and transport are a by-product; they are sold with the good itself
      e_.margins.push_back(e_.industries.section[i] == 'G' || e_.industries.section[i] == 'H' ? table_.value(code(i), "margins_supplied") : 0.0);
    }
  }

  // Imported goods that leave again, also with services (sold to visitors), are re-exports; exports keep what is made here.
  void separate_reexports() {
    const double share = e_.totals.at("reexport_margin_share").value;
    const std::size_t services = e_.column(exports_services);
    for (const std::size_t x : {e_.column(exports_goods), services}) {
      const double bought = imported_goods_[x], margin = bought * share / (1 - share);
      e_.reexports_bought += bought;
      e_.reexport_margin += margin;
      purchases_[x] -= bought + margin;
      margin_[x] -= margin;
      imported_goods_[x] = 0;
    }
    e_.margins[e_.wholesale] -= e_.reexport_margin;
    e_.services_reexported = imported_services_[services];
    purchases_[services] -= e_.services_reexported;
    imported_services_[services] = 0;
  }

  // A user's imports of one kind spread over goods: fixed shares of sources/import_mix.csv first, the rest by domestic use x prior odds.
  void spread_imports(std::size_t user, bool kind, double total) {
    if (total <= 0) return;
    const std::string& name = user < goods_ ? code(user) : final_name(user);
    std::vector<double> weight(goods_, 0.0), fixed(goods_, -1.0);
    double rest = 1, sum = 0, fallback = 0;
    for (std::size_t g = 0; g < goods_; ++g) {
      if (e_.is_good[g] != kind) continue;
      if (mix_.has(code(g), name)) {
        fixed[g] = mix_.at(code(g), name).value;
        rest -= fixed[g];
        continue;
      }
      const double share = prior(g, "import_share");
      weight[g] = std::max(e_.use.domestic(g, user), 0.0) * share / (1 - share);
      sum += weight[g];
    }
    if (sum <= 0)
      for (std::size_t g = 0; g < goods_; ++g)
        if (e_.is_good[g] == kind && fixed[g] < 0) {
          weight[g] = prior(g, "import_share") * e_.output[g];
          fallback += weight[g];
        }
    for (std::size_t g = 0; g < goods_; ++g) {
      if (e_.is_good[g] != kind) continue;
      e_.use.imported(g, user) += fixed[g] >= 0 ? total * fixed[g] : total * rest * weight[g] / (sum > 0 ? sum : fallback);
    }
  }

  [[nodiscard]] const std::string& final_name(std::size_t user) const {
    static const std::array<std::string, final_columns> names{"household_consumption", "government_consumption", "investment_business",
                                                              "investment_public", "investment_dwellings", "inventories", "exports_goods", "exports_services"};
    return names[user - goods_];
  }

  void make_imports() {
    for (std::size_t u = 0; u < users_; ++u) {
      spread_imports(u, true, imported_goods_[u]);
      spread_imports(u, false, imported_services_[u]);
    }
    // transport bought abroad as part of margins becomes a direct import of the industries that paid margins
    const std::size_t shipping = e_.industries.index("50");
    double paid = 0;
    for (std::size_t u = 0; u < goods_; ++u) paid += margin_[u];
    for (std::size_t u = 0; u < goods_; ++u) e_.use.imported(shipping, u) += table_.value("imported_services", "margins_supplied") * margin_[u] / paid;
  }

  // Inventories stay at basic prices: their margins are sold as wholesale services, their taxes move to business investment.
  void settle_inventories() {
    const std::size_t v = e_.column(inventories), b = e_.column(business);
    e_.use.domestic(e_.wholesale, v) += margin_[v];
    e_.margins[e_.wholesale] -= margin_[v];
    const double taxes = tax_[v] + vat_[v] - subsidy_[v];
    purchases_[v] -= taxes;
    purchases_[b] += taxes;
    tax_[b] += taxes;
    margin_[v] = tax_[v] = vat_[v] = subsidy_[v] = 0;
  }

  void split_investment() {
    const std::size_t b = e_.column(business), p = e_.column(public_investment), d = e_.column(dwellings);
    for (Matrix* flows : {&e_.use.domestic, &e_.use.imported})
      for (std::size_t g = 0; g < goods_; ++g) {
        const double total = (*flows)(g, b), homes = prior(g, "dwellings_weight"), works = prior(g, "public_weight");
        (*flows)(g, d) = total * homes;
        (*flows)(g, p) = total * works;
        (*flows)(g, b) = total * (1 - homes - works);
      }
    purchases_[d] = e_.totals.at("investment_dwellings").value;
    purchases_[p] = e_.totals.at("investment_public").value;
    purchases_[b] -= purchases_[d] + purchases_[p];
  }

  // Share of a good's sales in a class that goes to buyers who pay VAT on it.
  [[nodiscard]] double vat_paying(std::size_t g, std::size_t c, double basic) const {
    const auto sold = [&](std::size_t u) { return e_.use.value(g, u); };
    if (basic <= 0 && c != 1 && c != 2) return 0;
    double sum = 0;
    switch (static_cast<UseClass>(c)) {
      case UseClass::intermediate:
        for (std::size_t u = 0; u < goods_; ++u) sum += sold(u) * vat_payer_[u];
        return sum / basic;
      case UseClass::household_consumption: return 1.0;
      case UseClass::government_consumption: return 0.3;
      case UseClass::investment: return (sold(e_.column(public_investment)) + sold(e_.column(dwellings))) / basic;
      default: {  // tourists
        static const std::array<const char*, 7> bought_on_the_spot{"55", "56", "47", "45", "49", "90-92", "61"};
        return std::find(bought_on_the_spot.begin(), bought_on_the_spot.end(), code(g)) != bought_on_the_spot.end() ? 0.5 : 0.0;
      }
    }
  }

  // Prior rates: only their proportions within a class matter, balancing sets the level.
  void set_rates() {
    vat_payer_.assign(goods_, 0.0);
    for (std::size_t u = 0; u < goods_; ++u) {
      double base = 0;
      for (std::size_t g = 0; g < goods_; ++g) base += e_.use.value(g, u) * e_.vat_statutory[g];
      vat_payer_[u] = base > 0 ? vat_[u] / base : 0;
    }
    static const std::array<const char*, 5> taxed_investment{"29", "30", "41", "68", "72"};
    e_.use.rates.resize(goods_);
    for (std::size_t g = 0; g < goods_; ++g) {
      std::array<double, use_classes> basic{};
      for (std::size_t u = 0; u < users_; ++u)
        if (e_.use.class_of_user[u] >= 0) basic[static_cast<std::size_t>(e_.use.class_of_user[u])] += e_.use.value(g, u);
      for (std::size_t c = 0; c < use_classes; ++c) {
        const bool government_use = c == 2, investment_use = c == 3;
        Rates& rate = e_.use.rates[g][c];
        rate.margin = 0.25 * prior(g, "margin_weight") * (c == 1 ? 2.5 : investment_use ? 0.5 : 1.0);
        rate.tax = prior(g, "product_tax_weight");
        rate.subsidy = prior(g, "product_subsidy_weight");
        if ((government_use || investment_use) && std::find(taxed_investment.begin(), taxed_investment.end(), code(g)) == taxed_investment.end())
          rate.tax *= 0.05;
        if (government_use && rate.subsidy < 0.005) rate.subsidy = 0.0003;
        rate.vat = e_.vat_statutory[g] * vat_paying(g, c, basic[c]);
      }
    }
  }

  [[nodiscard]] UseTargets make_targets() {
    UseTargets targets;
    const double supplied = std::accumulate(e_.margins.begin(), e_.margins.end(), 0.0);
    double paid = 0;
    for (std::size_t u = 0; u < users_; ++u) {
      if (e_.use.class_of_user[u] < 0) continue;
      const auto c = static_cast<std::size_t>(e_.use.class_of_user[u]);
      targets.valuation.margin[c] += margin_[u];
      targets.valuation.tax[c] += tax_[u];
      targets.valuation.subsidy[c] += subsidy_[u];
      targets.valuation.vat[c] += vat_[u];
      paid += margin_[u];
      e_.product_taxes.vat += vat_[u];
      e_.product_taxes.other += tax_[u];
      e_.product_taxes.subsidies += subsidy_[u];
    }
    e_.product_taxes.import_duties = duties_;
    e_.product_taxes.other -= duties_;
    for (double& m : targets.valuation.margin) m *= supplied / paid;
    targets.purchases = purchases_;
    for (std::size_t g = 0; g < goods_; ++g) {
      targets.domestic.push_back(e_.output[g] - e_.margins[g] - (g == e_.wholesale ? e_.reexport_margin : 0.0));
      double imports = 0;
      for (std::size_t u = 0; u < users_; ++u) imports += e_.use.imported(g, u);
      targets.imported.push_back(imports);
    }
    return targets;
  }

  Economy e_;
  std::size_t goods_ = 0, users_ = 0;
  double unallocated_output_ = 0, duties_ = 0;
  Figures table_, priors_, mix_;
  std::vector<double> imported_goods_, imported_services_, margin_, vat_, tax_, subsidy_, purchases_;  // [user]
  std::vector<double> vat_payer_;  // [industry], share of statutory VAT on its purchases it cannot deduct
};

}  // namespace

Economy economy_from_table(const std::filesystem::path& folder, int year) { return Structure(folder, year).build(); }

}  // namespace kringloop::input::build
