#include "validation/reference_pack.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>
#include <tuple>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "input/number.hpp"
#include "input/pack.hpp"
#include "input/pack_build.hpp"

namespace kringloop::validation {

namespace {

constexpr double quarters = 4;  // of a year: the pack's flows are annual, those of the case quarterly

// Real estate and wholesale have roles in the economy and go by their SBI codes.
std::string code_of(const std::string& nace) { return nace == "L" ? "68" : nace == "G46" ? "46" : nace; }

// One table being written: its key columns, then value and provenance.
class Rows {
 public:
  Rows(std::string keys, int year) : text_(keys + ",value,unit,source,year,quality,low,high,factor\n"), year_(year) {}
  void add(const std::string& keys, double value, const char* unit, const char* source = "reference_case") {
    text_ += fmt::format("{},{},{},{},{},derived,,,\n", keys, input::written(value), unit, source, year_);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  int year_;
};

constexpr const char* made_up = "made_up";

// The economy divides by the means and payments of a pension fund, which the case does not have: a fund of next to nothing stands in.
constexpr double fund_flow = 0.25;  // [MEUR a quarter] contributions and benefits
constexpr double fund_means = 20;   // [MEUR] government bonds against as much in claims

// Firms by size class: numbers fall with size by a power of the class's mean, the power such that the mean is the industry's.
std::array<double, 4> firms_by_class(double firms, double persons, const std::array<double, 4>& mean) {
  const auto shares = [&](double power) {
    std::array<double, 4> weight{};
    double sum = 0;
    for (std::size_t c = 0; c < weight.size(); ++c) sum += weight[c] = std::pow(mean[c], power);
    for (double& w : weight) w /= sum;
    return weight;
  };
  double low = -40, high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    const auto share = shares(middle);
    double size = 0;
    for (std::size_t c = 0; c < mean.size(); ++c) size += share[c] * mean[c];
    (size < persons / firms ? low : high) = middle;
  }
  auto share = shares(low);
  for (double& s : share) s *= firms;
  return share;
}

class Writer {
 public:
  Writer(const ReferenceCase& reference, const input::Pack& own, const std::filesystem::path& folder)
      : r_(reference), own_(own), root_(folder), folder_(folder / "data" / reference.name), year_(reference.quarter.year() - 1),
        n_(reference.nace.size()) {
    for (const std::string& nace : r_.nace) {
      code_.push_back(code_of(nace));
      if (nace == "L") estate_ = code_.size() - 1;
    }
    output_ = r_.output();
    inputs_ = r_.inputs();
    wear_ = r_.wear();
    wages_ = r_.wages();
    people_ = r_.persons_per_agent;
  }

  void write() {
    make_folder(folder_);
    make_folder(root_ / "paths");
    industries();
    use_and_valuation();
    accounts();
    control_totals();
    government();
    finance();
    firms();
    people();
    parameters();
    head();
    scenario();
    (void)input::build_pack(folder_);
  }

 private:
  [[nodiscard]] double at(const char* item, std::size_t i) const { return r_.of(item)(static_cast<Eigen::Index>(i)); }
  [[nodiscard]] static double at(const Eigen::VectorXd& values, std::size_t i) { return values(static_cast<Eigen::Index>(i)); }
  void put(const char* table, const Rows& rows) { publish(folder_ / table, std::string_view(rows.text())); }
  [[nodiscard]] double production_taxes(std::size_t i) const { return (at("tau_Y_s", i) + at("tau_K_s", i)) * at(output_, i); }
  [[nodiscard]] double surplus(std::size_t i) const {
    return at(output_, i) - at(inputs_, i) - at(wages_, i) * (1 + r_.scalar("tau_SIF")) - production_taxes(i);
  }
  [[nodiscard]] double capital(std::size_t i) const { return at(output_, i) / (at("kappa_s", i) * r_.scalar("omega")); }

  void industries() {
    std::string text = "industry,name,name_nl,section,cluster,supply,public_share,source\n";
    for (std::size_t i = 0; i < n_; ++i) {
      const char section = r_.nace[i][0];
      const char* supply = section <= 'C' ? "storable" : section == 'F' ? "made_to_order" : "service";
      text += fmt::format("{},{},{},{},{},{},0,reference_case\n", code_[i], r_.nace[i], r_.nace[i], section, section == 'C' ? "core" : "rest", supply);
    }
    publish(folder_ / "industries.csv", std::string_view(text));
  }

  // Everybody, the rest of the world too, buys home and foreign goods in the proportion of what is there: the share imported is the good's.
  void use_and_valuation() {
    Rows use("good,user,origin", year_), rates("good,use_class,item", year_), margins("good", year_), reexports("good,item", year_), baskets("good,quintile", year_);
    const double invested = wear_.sum(), estate = at(wear_, estate_);
    for (std::size_t g = 0; g < n_; ++g) {
      const double imports = at("c_I_g", g) * r_.imports, imported = imports / (imports + at(output_, g));
      const auto buy = [&](const std::string& user, double amount) {
        if (amount <= 0) return;
        use.add(code_[g] + "," + user + ",domestic", quarters * amount * (1 - imported), "MEUR/year");
        if (imported > 0) use.add(code_[g] + "," + user + ",imported", quarters * amount * imported, "MEUR/year");
      };
      for (std::size_t i = 0; i < n_; ++i) buy(code_[i], r_.input_shares(static_cast<Eigen::Index>(g), static_cast<Eigen::Index>(i)) * at(inputs_, i));
      buy("household_consumption", at("b_HH_g", g) * r_.consumption);
      buy("government_consumption", at("c_G_g", g) * r_.government);
      buy("investment_business", at("b_CF_g", g) * (invested - estate));
      const double dwellings = at("b_CFH_g", g) * r_.dwellings;
      buy("investment_dwellings", dwellings + at("b_CF_g", g) * estate);
      buy("exports", at("c_E_g", g) * r_.exports);

      // Only dwellings are taxed, but our rates are one a good for all investment: the sum is right, its split over kinds is not.
      const double all = dwellings + at("b_CF_g", g) * invested;
      const double investment_tax = all > 0 ? r_.scalar("tau_CF") * dwellings / all : 0;
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
  void accounts() {
    Rows rows("industry,item", year_);
    for (std::size_t i = 0; i < n_; ++i) {
      const auto flow = [&](const char* item, double value) { rows.add(code_[i] + "," + item, quarters * value, "MEUR/year"); };
      const bool dwellings = i == estate_;
      flow("output", at(output_, i));
      flow("intermediate", at(inputs_, i));
      flow("gross_value_added", at(output_, i) - at(inputs_, i));
      flow("wages", at(wages_, i));
      flow("employer_contributions", at(wages_, i) * r_.scalar("tau_SIF"));
      flow("production_taxes_net", production_taxes(i));
      flow("operating_surplus", surplus(i));
      flow("mixed_income", 0);
      flow("fixed_capital_consumption", at(wear_, i) + (dwellings ? r_.dwellings * (1 + r_.scalar("tau_CF")) : 0));
      rows.add(code_[i] + ",capital_stock", capital(i) + (dwellings ? r_.scalar("K_H") : 0), "MEUR");
      const double persons = at("N_s", i) * people_;
      rows.add(code_[i] + ",persons", persons, "persons");
      rows.add(code_[i] + ",employees", persons, "persons");
      rows.add(code_[i] + ",self_employed", 0, "persons");
      rows.add(code_[i] + ",jobs", persons, "jobs");
      rows.add(code_[i] + ",fte", persons, "fte");
    }
    put("accounts.csv", rows);
  }

  void control_totals() {
    Rows rows("item", year_);
    double production = 0, surpluses = 0;
    for (std::size_t i = 0; i < n_; ++i) production += production_taxes(i), surpluses += surplus(i);
    const double dwellings = r_.dwellings * (1 + r_.scalar("tau_CF"));
    const auto flow = [&](const char* item, double value) { rows.add(item, quarters * value, "MEUR/year"); };
    flow("gdp", r_.gdp());
    flow("gross_value_added", output_.sum() - inputs_.sum());
    flow("household_consumption", r_.consumption * (1 + r_.scalar("tau_VAT")));
    flow("government_consumption", r_.government * (1 + r_.scalar("tau_G")));
    flow("fixed_investment", wear_.sum() + dwellings);
    flow("inventory_change", 0);
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
    flow("fixed_capital_consumption", wear_.sum() + dwellings);
    put("control_totals.csv", rows);
  }

  [[nodiscard]] double product_taxes() const {
    return r_.dwellings * r_.scalar("tau_CF") + r_.government * r_.scalar("tau_G") + r_.exports * r_.scalar("tau_EXPORT");
  }

  // The published government: no investment, no producers of its own. The balance closes its account.
  void government() {
    Rows rows("item", year_);
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
    const auto flow = [&](const char* item, double value) { rows.add(item, quarters * value, "MEUR/year"); };
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

  [[nodiscard]] double capital_sum() const {
    double sum = 0;
    for (std::size_t i = 0; i < n_; ++i) sum += capital(i);
    return sum;
  }

  // The published central bank stands with the rest of the world: it holds the government's debt and owes the bank its reserves.
  void finance() {
    Rows sheets("sector,instrument,side", year_), rows("industry,item", year_);
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
    double positive = 0;
    for (std::size_t i = 0; i < n_; ++i) positive += std::max(0.0, surplus(i));
    for (std::size_t i = 0; i < n_; ++i) {
      rows.add(code_[i] + ",bank_debt", loans * capital(i) / capital_sum(), "MEUR");
      rows.add(code_[i] + ",deposits", firms * std::max(0.0, surplus(i)) / positive, "MEUR");
      rows.add(code_[i] + ",foreign_owned_share", 0, "fraction");
      rows.add(code_[i] + ",payout_share", r_.scalar("theta_DIV"), "fraction");
    }
    put("balance_sheets.csv", sheets);
    put("finance.csv", rows);
  }

  void firms() {
    constexpr std::array<const char*, 4> names = {"2-9", "10-49", "50-249", "250+"};
    constexpr std::array<double, 4> mean = {3.5, 20, 100, 500};
    Rows rows("industry,size_class,item", year_), regions("industry,region", year_);
    for (std::size_t i = 0; i < n_; ++i) {
      const double persons = at("N_s", i) * people_;
      double count = std::min(at("I_s", i) * people_, persons / 2);  // a firm of employees has two persons or more
      std::array<double, 4> number{}, size = mean;
      if (persons / count < mean[0]) number[0] = count, size[0] = persons / count;
      else if (persons / count > mean[3]) number[3] = count, size[3] = persons / count;
      else number = firms_by_class(count, persons, mean);
      double left = persons;
      std::size_t largest = 0;
      for (std::size_t c = 0; c < names.size(); ++c) {
        number[c] = std::floor(number[c] + 0.5);
        if (number[c] * size[c] > number[largest] * size[largest]) largest = c;
      }
      for (std::size_t c = 0; c < names.size(); ++c)
        if (c != largest) left -= number[c] * size[c];
      for (std::size_t c = 0; c < names.size(); ++c) {
        if (number[c] <= 0) continue;
        rows.add(fmt::format("{},{},firms", code_[i], names[c]), number[c], "firms");
        rows.add(fmt::format("{},{},persons", code_[i], names[c]), c == largest ? left : number[c] * size[c], "persons");
      }
      regions.add(code_[i] + ",ALL", 1, "fraction");
    }
    put("firms.csv", rows);
    put("firm_regions.csv", regions);
  }

  [[nodiscard]] double unemployed() const {  // of the active: not employed, not owner of a firm, not the bank's owner
    return r_.scalar("H_act") - r_.of("N_s").sum() - r_.of("I_s").sum() - 1;
  }

  // Counts are the case's; ages, households, schooling and hazards by age are borrowed: the published people have no age.
  void people() {
    publish(folder_ / "regions.csv", std::string_view("region,name,level,nuts,latitude,longitude,area_km2,source\nALL,All,country,ALL,48,14,80000,made_up\n"));
    Rows distance("region,other", year_), population("region,age,sex", year_), activity("age,sex,status", year_), households("region,type", year_);
    distance.add("ALL,ALL", 20, "km", made_up);
    const double everyone = (r_.scalar("H_act") + r_.scalar("H_inact")) * people_;
    double own = 0, own_at_work_age = 0;
    const auto works = [](std::size_t band) { return band >= 4 && band <= 12; };  // 20 to 64
    const auto own_count = [&](std::size_t band, std::size_t sex) {
      double sum = 0;
      for (const auto& region : own_.population) sum += region[band][sex];
      return sum;
    };
    for (std::size_t band = 0; band < input::age_bands; ++band)
      for (std::size_t sex = 0; sex < input::sexes; ++sex) {
        own += own_count(band, sex);
        if (works(band)) own_at_work_age += own_count(band, sex);
      }
    const double at_work_age = everyone * own_at_work_age / own;
    const double employee = r_.of("N_s").sum() * people_ / at_work_age, seeking = unemployed() * people_ / at_work_age;
    if (employee + seeking > 1) throw InputError(fmt::format("{}: more people active than of working age", r_.name));
    for (std::size_t band = 0; band < input::age_bands; ++band)
      for (std::size_t sex = 0; sex < input::sexes; ++sex) {
        const std::string key = input::codes::age_band().names()[band] + "," + input::codes::sex().names()[sex];
        population.add("ALL," + key, everyone * own_count(band, sex) / own, "persons", made_up);
        activity.add(key + ",employee", works(band) ? employee : 0, "fraction");
        activity.add(key + ",self_employed", 0, "fraction");
        activity.add(key + ",unemployed", works(band) ? seeking : 0, "fraction");
        activity.add(key + ",inactive", works(band) ? 1 - employee - seeking : 1, "fraction");
      }
    for (std::size_t type = 0; type < input::household_types; ++type) {
      double sum = 0;
      for (const auto& region : own_.households) sum += region[type];
      households.add("ALL," + input::codes::household_type().names()[type], std::floor(sum * everyone / own), "households", made_up);
    }
    put("distances.csv", distance);
    put("population.csv", population);
    put("activity.csv", activity);
    put("households.csv", households);
    for (const char* table : {"education.csv", "household_finance.csv", "demography.csv"})
      publish(folder_ / table, std::string_view(read_text(own_.folder / table)));
  }

  // Our parameters, with those that the case states itself.
  void parameters() {
    const std::map<std::string, double> stated = {{"loan_spread", quarters * r_.scalar("mu")},
                                                  {"deposit_spread", 0},
                                                  {"normal_utilisation", r_.scalar("omega")},
                                                  {"loan_to_value", r_.scalar("zeta_LTV")},
                                                  {"bank_capital_minimum", r_.scalar("zeta")},
                                                  {"bank_capital_target", r_.scalar("E_k") / r_.scalar("L_I")},
                                                  {"banks_foreign_owned", 0}};
    std::string text;
    std::istringstream own(read_text(own_.folder / "parameters.csv"));
    for (std::string line; std::getline(own, line);) {
      const auto found = stated.find(line.substr(0, line.find(',')));
      if (found == stated.end()) {
        text += line + "\n";
        continue;
      }
      const auto value = line.find(','), unit = line.find(',', value + 1), source = line.find(',', unit + 1);
      text += fmt::format("{},{}{},reference_case,{},derived,,,\n", found->first, input::written(found->second), line.substr(unit, source - unit), year_);
    }
    publish(folder_ / "parameters.csv", std::string_view(text));
  }

  void head() {
    publish(folder_ / "pack.toml",
            std::string_view(fmt::format("name = \"{}\"\ntitle = \"Reference case {}\"\ncountry = \"XX\"\nbase_year = {}\ncurrency = \"EUR\"\n"
                                         "licence = \"of the reference data; not to be passed on\"\n\n[build]\nmethod = \"none\"\n\n[sha256]\n",
                                         r_.name, r_.name, year_)));
    publish(folder_ / "sources.csv",
            std::string_view(read_text(own_.folder / "sources.csv") +
                             "reference_case,Calibration of the published model,see the reference data,-,of the reference data,A quarter's flows times four\n"
                             "made_up,Age structure and the like,Kringloop,-,-,Scaled from another pack; plays no part where additions are off\n"));
  }

  // A world that stands still: demand and prices as at the opening, nobody comes or goes.
  void scenario() {
    std::string paths = "series,year,value,unit,source,quality,low,high,factor\n";
    const double births = 1.4, pension_age = 65, rate = quarters * r_.scalar("r_bar"), bonds = quarters * r_.scalar("r_G");
    const std::vector<std::tuple<const char*, double, const char*>> series = {
        {"world_demand", 1, "number"},     {"world_price", 1, "number"},
        {"policy_rate", rate, "1/year"},   {"bond_rate", bonds, "1/year"},
        {"immigration", 0, "persons"},     {"emigration", 0, "persons"},
        {"mortality_index", 1, "number"},  {"total_fertility_rate", births, "number"},
        {"frontier_productivity_growth", 0, "1/year"}, {"state_pension_age", pension_age, "years"}};
    for (const auto& [name, value, unit] : series)
      for (int year = year_; year <= year_ + 5; ++year) paths += fmt::format("{},{},{},{},made_up,derived,,,\n", name, year, input::written(value), unit);
    publish(root_ / "paths" / (r_.name + ".csv"), std::string_view(paths));
    publish(root_ / "paths/sources.csv",
            std::string_view("key,title,publisher,table,licence,note\nmade_up,A world that stands still,Kringloop,-,-,No growth and no migration\n"));
    publish(root_ / (r_.name + ".toml"),
            std::string_view(fmt::format("title = \"Reference case {}\"\nquestion = \"Does the economy keep what the published calibration gives it?\"\n\n"
                                         "[run]\nstart = \"{}\"\nuntil = \"{}\"\nseed = 1\nscale = {}\n\n[pack]\nname = \"{}\"\n\n[paths]\nfiles = [\"paths/{}.csv\"]\n",
                                         r_.name, r_.quarter.text(), (r_.quarter + 11).text(), static_cast<int>(people_), r_.name, r_.name)));
    // What can be turned off today; the rest is in docs/bridge.md.
    publish(root_ / (r_.name + "_plain.toml"),
            std::string_view(fmt::format("inherits = \"{}.toml\"\ntitle = \"Reference case {}, additions off as far as they can be\"\n\n"
                                         "[economy]\npension_fund = false\ndemography = false\ngrowth = false\nbudget_rule = false\n\n"
                                         "[parameters]\ntax_allowance = 0\novertime = 1.5\n",
                                         r_.name, r_.name)));
  }

  const ReferenceCase& r_;
  const input::Pack& own_;
  std::filesystem::path root_, folder_;
  int year_;
  std::size_t n_, estate_ = 0;
  std::vector<std::string> code_;
  Eigen::VectorXd output_, inputs_, wear_, wages_;
  double people_ = 0;
};

}  // namespace

void write_reference_pack(const ReferenceCase& reference, const std::filesystem::path& own_pack, const std::filesystem::path& folder) {
  const input::Pack own = input::load_pack(own_pack);
  Writer(reference, own, folder).write();
}

}  // namespace kringloop::validation
