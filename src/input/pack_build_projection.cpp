// From the structure of an earlier year and the totals of this one to a balanced use table: known figures by industry fixed first.
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/pack_build_model.hpp"

namespace kringloop::input::build {

namespace {

class Projection {
 public:
  Projection(const std::filesystem::path& folder, int year, const Economy& structure) : s_(structure) {
    Complaints complaints;
    e_.industries = IndustryList::read(folder, complaints);
    e_.totals = Figures::read(folder, "national_totals.csv", {"item"}, complaints);
    e_.industry_figures = Figures::read(folder, "industry_figures.csv", {"industry", "item"}, complaints);
    imports_ = Figures::read(folder, "import_groups.csv", {"group", "good"}, complaints);
    if (complaints.empty() && e_.industries.code != structure.industries.code)
      complaints.add({(folder / "industries.csv").string(), 0, 0}, "the industries differ from those of the pack named as structure");
    complaints.throw_if_any();
    e_.year = year;
    e_.accounts_source = "industry_accounts";
    e_.wholesale = s_.wholesale;
    e_.is_good = s_.is_good;
    e_.vat_statutory = s_.vat_statutory;
    e_.reexport_weight = s_.reexport_weight;
    n_ = e_.size();
  }

  Economy build() {
    meet_totals();
    set_income();
    set_output();
    e_.use = s_.use;
    const std::size_t v = e_.column(inventories);
    for (std::size_t g = 0; g < n_; ++g) e_.use.domestic(g, v) = e_.use.imported(g, v) = 0;
    raise_vat();
    const UseTargets targets = make_targets();
    bring_to_row_totals(targets);
    e_.balanced = balance_use_table(e_.use, targets);
    return std::move(e_);
  }

 private:
  [[nodiscard]] double total(const char* item) const { return e_.totals.at(item).value; }
  [[nodiscard]] double of(std::size_t i, const char* item) const { return e_.industry_figures.at(e_.industries.code[i], item).value; }

  // Figures by industry, rounded in the source, meet the national totals exactly.
  void meet_totals() {
    for (const char* item : {"wages", "employer_contributions", "mixed_income", "gross_value_added"}) {
      double sum = 0;
      for (std::size_t i = 0; i < n_; ++i) sum += of(i, item);
      const double factor = total(item) / sum;
      if (factor < 0.99 || factor > 1.01)
        throw InputError(fmt::format("sources/industry_figures.csv: {} sums to {}, but sources/national_totals.csv says {}", item, sum, total(item)));
      for (std::size_t i = 0; i < n_; ++i) e_.industry_figures.set(e_.industries.code[i], item, of(i, item) * factor);
    }
  }

  void set_income() {
    double net = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      e_.income.push_back({of(i, "wages"), of(i, "employer_contributions"), of(i, "production_taxes_net")});
      net += e_.income.back().production_taxes_net;
    }
    e_.income[e_.wholesale].production_taxes_net += total("production_taxes") - total("production_subsidies") - net;  // rounding
    e_.production_taxes = total("production_taxes");
    e_.product_taxes = {total("vat"), total("import_duties"), total("other_product_taxes"), total("product_subsidies")};
  }

  // Trade and transport deliver the same share of their output as margins as in the structure.
  void set_output() {
    const double sold = total("reexports_sold");
    e_.reexport_margin = sold * total("reexport_margin_share");
    e_.reexports_bought = sold - e_.reexport_margin;
    for (std::size_t i = 0; i < n_; ++i) {
      e_.output.push_back(of(i, "gross_value_added") + of(i, "intermediate"));
      const double then = s_.output[i] - (i == e_.wholesale ? s_.reexport_margin : 0.0);
      const double now = e_.output[i] - (i == e_.wholesale ? e_.reexport_margin : 0.0);
      e_.margins.push_back(s_.margins[i] / then * now);
    }
  }

  // The change of the statutory rates; the level follows from total VAT.
  void raise_vat() {
    for (std::size_t g = 0; g < n_; ++g) {
      const double factor = e_.vat_statutory[g] > 0 && e_.vat_statutory[g] < 0.075 ? total("vat_rate_reduced") / total("vat_rate_reduced_structure")
                                                                                   : total("vat_rate_standard") / total("vat_rate_standard_structure");
      for (Rates& rate : e_.use.rates[g]) rate.vat *= factor;
    }
  }

  [[nodiscard]] std::vector<double> imports_by_good() const {
    std::vector<double> then(n_, 0.0), now(n_, 0.0);
    std::vector<bool> known(n_, false);
    for (std::size_t g = 0; g < n_; ++g)
      for (std::size_t u = 0; u < s_.use.users(); ++u) then[g] += s_.use.imported(g, u);
    double services = 0, grouped = 0;
    std::string group;
    for (const auto& [key, figure] : imports_.rows()) {
      if (key.second == "*") {
        services = figure.value;
        continue;
      }
      double group_then = 0;
      for (const auto& [other, unused] : imports_.rows())
        if (other.first == key.first) group_then += then[e_.industries.index(other.second)];
      const std::size_t g = e_.industries.index(key.second);
      now[g] = figure.value * then[g] / group_then;
      known[g] = true;
      grouped += now[g];
    }
    const auto spread = [&](bool goods, double amount) {
      double sum = 0;
      for (std::size_t g = 0; g < n_; ++g)
        if (e_.is_good[g] == goods && !known[g]) sum += then[g];
      for (std::size_t g = 0; g < n_; ++g)
        if (e_.is_good[g] == goods && !known[g]) now[g] = amount * then[g] / sum;
    };
    spread(false, services - grouped);
    spread(true, total("imports") - services);
    return now;
  }

  [[nodiscard]] UseTargets make_targets() const {
    UseTargets targets;
    for (std::size_t i = 0; i < n_; ++i)
      targets.domestic.push_back(e_.output[i] - e_.margins[i] - (i == e_.wholesale ? e_.reexport_margin : 0.0));
    targets.imported = imports_by_good();
    targets.purchases.assign(e_.use.users(), 0.0);
    for (std::size_t i = 0; i < n_; ++i) targets.purchases[i] = of(i, "intermediate");
    auto& p = targets.purchases;
    p[e_.column(household)] = total("household_consumption");
    p[e_.column(government)] = total("government_consumption");
    p[e_.column(dwellings)] = total("investment_dwellings");
    p[e_.column(public_investment)] = total("investment_public");
    p[e_.column(business)] = total("fixed_investment") - total("investment_dwellings") - total("investment_public");
    p[e_.column(exports_services)] = total("exports_services");
    p[e_.column(exports_goods)] = total("exports") - e_.reexport_margin - total("exports_services");
    targets.valuation_by_class = false;
    targets.valuation.margin[0] = std::accumulate(e_.margins.begin(), e_.margins.end(), 0.0);
    targets.valuation.vat[0] = e_.product_taxes.vat;
    targets.valuation.tax[0] = e_.product_taxes.import_duties + e_.product_taxes.other;
    targets.valuation.subsidy[0] = e_.product_taxes.subsidies;
    return targets;
  }

  // The structure with rows at this year's totals: what balancing is reported against.
  void bring_to_row_totals(const UseTargets& targets) {
    e_.before = e_.use;
    for (auto [flows, totals] : {std::pair(&e_.before.domestic, &targets.domestic), std::pair(&e_.before.imported, &targets.imported)})
      for (std::size_t g = 0; g < n_; ++g) {
        double sum = 0;
        for (std::size_t u = 0; u < flows->columns; ++u) sum += (*flows)(g, u);
        for (std::size_t u = 0; u < flows->columns && sum > 0; ++u) (*flows)(g, u) *= (*totals)[g] / sum;
      }
  }

  const Economy& s_;
  Economy e_;
  Figures imports_;
  std::size_t n_ = 0;
};

}  // namespace

Economy economy_from_projection(const std::filesystem::path& folder, int year, const Economy& structure) {
  return Projection(folder, year, structure).build();
}

}  // namespace kringloop::input::build
