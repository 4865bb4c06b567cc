#include "input/pack_check.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "input/number.hpp"

namespace kringloop::input {

namespace {

// Finds the row a complaint is about: the table is read again when the first complaint on it comes up.
class Rows {
 public:
  explicit Rows(const Pack& pack) : folder_(pack.folder) {}

  [[nodiscard]] Position value(const std::string& file, std::initializer_list<std::string_view> keys, std::string_view cell = "value") {
    const Csv* csv = read(file);
    if (csv == nullptr) return {shown(file), 0, 0};
    const auto column = csv->column(cell);
    for (std::size_t row = 0; row < csv->rows(); ++row) {
      std::size_t k = 0;
      for (const std::string_view key : keys)
        if (csv->cell(row, k) == key) ++k;
        else break;
      if (k == keys.size()) return column ? csv->position(row, *column) : csv->position(row);
    }
    return {shown(file), 0, 0};
  }
  [[nodiscard]] Position table(const std::string& file) const { return {shown(file), 0, 0}; }

 private:
  [[nodiscard]] std::string shown(const std::string& file) const { return (folder_ / file).lexically_normal().string(); }
  const Csv* read(const std::string& file) {
    const auto found = tables_.find(file);
    if (found != tables_.end()) return &found->second;
    Complaints ignored;  // the loader has told of them
    Csv csv = Csv::read(folder_ / file, shown(file), ignored);
    if (!ignored.empty() || csv.header().empty()) return nullptr;
    return &tables_.emplace(file, std::move(csv)).first->second;
  }
  std::filesystem::path folder_;
  std::map<std::string, Csv> tables_;
};

UseClass class_of(FinalUse use) {
  switch (use) {
    case FinalUse::household_consumption: return UseClass::household_consumption;
    case FinalUse::government_consumption: return UseClass::government_consumption;
    case FinalUse::exports: return UseClass::exports;
    default: return UseClass::investment;
  }
}

class Identities {
 public:
  Identities(const Pack& pack, Complaints& complaints) : p_(pack), n_(pack.industry_count()), complaints_(complaints), rows_(pack) {}

  CheckSummary check() {
    if (have_production()) {
      value_flows();
      check_industries();
      check_reexports();
      check_gdp();
      if (!p_.government.empty()) check_government();
    }
    check_balance_sheets();
    if (!p_.accounts.empty()) check_people();
    check_shares();
    check_finance();
    check_baskets();
    check_units("control_totals.csv", p_.control_totals);
    check_units("government.csv", p_.government);
    if (have_production()) check_energy();
    check_bodies();
    return summary_;
  }

 private:
  [[nodiscard]] bool have_production() const {
    return p_.accounts.size() == n_ && p_.use_domestic.rows == n_ && p_.use_imported.rows == n_ && p_.valuation.size() == n_ &&
           p_.margin_supply.size() == n_ && p_.reexports.size() == n_ && !p_.control_totals.empty();
  }

  void same(double found, double expected, const std::function<Position()>& where, const std::string& what) {
    ++summary_.identities;
    if (std::abs(found - expected) <= pack_tolerance * std::max({1.0, std::abs(found), std::abs(expected)})) return;
    complaints_.add(where(), fmt::format("{}: {} against {} (difference {})", what, written(found), written(expected), written(found - expected)));
  }

  // A share lies between 0 and 1.
  void share(double value, const char* file, std::initializer_list<std::string_view> keys, const char* what) {
    if (!(value >= 0 && value <= 1)) complaints_.add(rows_.value(file, keys), fmt::format("{} is {}; a share lies between 0 and 1", what, written(value)));
  }

  // Rates of a good for a user; none for inventories, which stay at basic prices.
  [[nodiscard]] Valuation rates(std::size_t good, std::size_t user) const {
    if (user == p_.column_of(FinalUse::inventories)) return {};
    const UseClass c = user < n_ ? UseClass::intermediate : class_of(static_cast<FinalUse>(user - n_));
    return p_.valuation[good][static_cast<std::size_t>(c)];
  }

  void value_flows() {
    purchases_.assign(p_.user_count(), 0.0);
    for (std::size_t g = 0; g < n_; ++g)
      for (std::size_t u = 0; u < p_.user_count(); ++u) {
        const double basic = p_.use_domestic(g, u) + p_.use_imported(g, u);
        const Valuation rate = rates(g, u);
        const double delivered = basic * (1 + rate.margin_rate), taxed = delivered * (1 + rate.product_tax_rate);
        margins_ += basic * rate.margin_rate;
        product_taxes_ += delivered * rate.product_tax_rate;
        vat_ += taxed * rate.vat_rate;
        purchases_[u] += taxed * (1 + rate.vat_rate);
        imports_ += p_.use_imported(g, u);
      }
    for (const Reexport& r : p_.reexports) {
      reexports_.bought += r.bought;
      reexports_.margin += r.margin;
      reexports_.sold += r.sold;
    }
    // wholesale earns the margin on re-exports
    wholesale_ = static_cast<std::size_t>(std::max_element(p_.margin_supply.begin(), p_.margin_supply.end()) - p_.margin_supply.begin());
    for (std::size_t i = 0; i < n_; ++i)
      if (p_.industries[i].code == "46") wholesale_ = i;
  }

  void check_industries() {
    for (std::size_t i = 0; i < n_; ++i) {
      const IndustryAccounts& a = p_.accounts[i];
      const std::string& code = p_.industries[i].code;
      const auto at = [&](const char* item) { return [this, &code, item] { return rows_.value("accounts.csv", {code, item}); }; };
      double sales = p_.margin_supply[i] * margins_ + (i == wholesale_ ? reexports_.margin : 0.0);
      for (std::size_t u = 0; u < p_.user_count(); ++u) sales += p_.use_domestic(i, u);
      same(a.output, sales, at("output"), fmt::format("output of {} differs from its sales and margins", code));
      same(a.intermediate, purchases_[i], at("intermediate"), fmt::format("intermediate use of {} differs from its purchases in use.csv", code));
      same(a.output, a.intermediate + a.gross_value_added, at("gross_value_added"), fmt::format("output of {} differs from its purchases and value added", code));
      same(a.gross_value_added, a.wages + a.employer_contributions + a.production_taxes_net + a.operating_surplus + a.mixed_income, at("operating_surplus"),
           fmt::format("value added of {} differs from its incomes", code));
      same(a.persons, a.employees + a.self_employed, at("persons"), fmt::format("persons of {} differ from employees and self-employed", code));
      if (a.output <= 0 || a.persons <= 0 || a.gross_value_added <= 0)
        complaints_.add(at("output")(), fmt::format("industry {} needs output, value added and persons above 0", code));
      for (const auto& [value, item] : {std::pair{a.intermediate, "intermediate"}, {a.wages, "wages"}, {a.employer_contributions, "employer_contributions"},
                                        {a.fixed_capital_consumption, "fixed_capital_consumption"}, {a.capital_stock, "capital_stock"}})
        if (value < 0) complaints_.add(at(item)(), fmt::format("{} of {} cannot be below 0 (it is {})", item, code, written(value)));
    }
  }

  void check_reexports() {
    for (std::size_t g = 0; g < n_; ++g) {
      const Reexport& r = p_.reexports[g];
      same(r.sold, r.bought + r.margin, [this, g] { return rows_.value("reexports.csv", {p_.industries[g].code, "sold_abroad"}); },
           fmt::format("re-exports of {} sold abroad differ from bought and margin", p_.industries[g].code));
    }
  }

  // `item` of control_totals.csv, which must be there.
  void total(const char* item, double found, const char* what) {
    const auto given = p_.control_totals.find(item);
    if (given == p_.control_totals.end()) complaints_.add(rows_.table("control_totals.csv"), fmt::format("'{}' is missing", item));
    else same(given->second.value, found, [this, item] { return rows_.value("control_totals.csv", {item}); }, fmt::format("'{}' differs from {}", item, what));
  }

  // Figures keyed by one name: flows of a year, but for the debt.
  void check_units(const char* file, const std::map<std::string, Figure, std::less<>>& figures) {
    for (const auto& [item, figure] : figures) {
      const char* unit = item == "debt" ? "MEUR" : "MEUR/year";
      if (figure.unit != unit) complaints_.add(rows_.value(file, {item}, "unit"), fmt::format("unit '{}' of '{}' must be '{}'", figure.unit, item, unit));
    }
  }

  [[nodiscard]] double over_industries(double IndustryAccounts::*item) const {
    double sum = 0;
    for (const IndustryAccounts& a : p_.accounts) sum += a.*item;
    return sum;
  }

  void check_gdp() {
    const auto bought = [&](FinalUse use) { return purchases_[p_.column_of(use)]; };
    const double value_added = over_industries(&IndustryAccounts::gross_value_added);
    const double investment = bought(FinalUse::investment_business) + bought(FinalUse::investment_public) + bought(FinalUse::investment_dwellings);
    const double exports = bought(FinalUse::exports) + reexports_.margin;
    const double taxes = product_taxes_ + vat_;
    summary_.gdp_production = value_added + taxes;
    summary_.gdp_income = over_industries(&IndustryAccounts::wages) + over_industries(&IndustryAccounts::employer_contributions) +
                          over_industries(&IndustryAccounts::production_taxes_net) + over_industries(&IndustryAccounts::operating_surplus) +
                          over_industries(&IndustryAccounts::mixed_income) + taxes;
    summary_.gdp_expenditure = bought(FinalUse::household_consumption) + bought(FinalUse::government_consumption) + investment + bought(FinalUse::inventories) +
                               exports - imports_;
    total("gdp", summary_.gdp_production, "value added and taxes on products");
    total("gdp", summary_.gdp_income, "incomes and taxes on products");
    total("gdp", summary_.gdp_expenditure, "expenditure");
    total("household_consumption", bought(FinalUse::household_consumption), "use.csv at purchasers' prices");
    total("government_consumption", bought(FinalUse::government_consumption), "use.csv at purchasers' prices");
    total("fixed_investment", investment, "use.csv at purchasers' prices");
    total("inventory_change", bought(FinalUse::inventories), "use.csv");
    total("exports", exports, "use.csv at purchasers' prices with the margin on re-exports");
    total("imports", imports_, "use.csv");
    total("reexports", reexports_.sold, "reexports.csv");
    total("wages", over_industries(&IndustryAccounts::wages), "accounts.csv");
    total("employer_contributions", over_industries(&IndustryAccounts::employer_contributions), "accounts.csv");
    total("production_taxes_net", over_industries(&IndustryAccounts::production_taxes_net), "accounts.csv");
    total("product_taxes_net", taxes, "use.csv and valuation.csv");
    total("operating_surplus", over_industries(&IndustryAccounts::operating_surplus), "accounts.csv");
    total("mixed_income", over_industries(&IndustryAccounts::mixed_income), "accounts.csv");
    check_sector_balances();
  }

  void check_sector_balances() {
    double sum = 0, size = 0;
    bool any = false;
    for (const std::string& sector : codes::sector().names())
      if (const auto found = p_.control_totals.find("sector_balance_" + sector); found != p_.control_totals.end()) {
        sum += found->second.value;
        size = std::max(size, std::abs(found->second.value));
        any = true;
      }
    if (any) same(size + sum, size, [this] { return rows_.table("control_totals.csv"); }, "the sector balances do not sum to 0");
  }

  void check_government() {
    const auto figure = [&](const std::string& item) {
      const auto found = p_.government.find(item);
      if (found != p_.government.end()) return found->second.value;
      complaints_.add(rows_.table("government.csv"), fmt::format("'{}' is missing", item));
      return 0.0;
    };
    const auto sum = [&](std::initializer_list<const char*> items) {
      double total_of = 0;
      for (const char* item : items) total_of += figure(item);
      return total_of;
    };
    const auto at = [&](const char* item) { return [this, item] { return rows_.value("government.csv", {item}); }; };
    const double consumption = purchases_[p_.column_of(FinalUse::government_consumption)];
    double surplus = 0;
    for (std::size_t i = 0; i < n_; ++i) surplus += p_.industries[i].public_share * p_.accounts[i].operating_surplus;
    same(figure("vat"), vat_, at("vat"), "VAT differs from what use.csv and valuation.csv yield");
    same(sum({"product_taxes_net", "import_duties"}), product_taxes_, at("product_taxes_net"),
         "taxes on products and import duties differ from what use.csv and valuation.csv yield");
    same(figure("production_taxes_net"), over_industries(&IndustryAccounts::production_taxes_net), at("production_taxes_net"), "production taxes differ from accounts.csv");
    same(sum({"employer_contributions_state", "employer_contributions_pension"}), over_industries(&IndustryAccounts::employer_contributions),
         at("employer_contributions_pension"), "employer contributions differ from accounts.csv");
    same(figure("investment"), purchases_[p_.column_of(FinalUse::investment_public)], at("investment"), "public investment differs from use.csv");
    same(figure("public_operating_surplus"), surplus, at("public_operating_surplus"), "surplus of government producers differs from public_share x surplus");
    same(sum({"consumption_state", "consumption_provinces", "consumption_municipalities", "consumption_other"}), consumption, at("consumption_other"),
         "government consumption by body differs from use.csv");
    const double received = sum({"income_tax", "employee_contributions", "employer_contributions_state", "corporate_tax", "vat", "product_taxes_net",
                                 "production_taxes_net", "import_duties", "public_operating_surplus"});
    const double paid = consumption + sum({"investment", "interest_paid", "transfers_abroad", "state_pension", "unemployment_benefit", "disability_benefit",
                                           "social_assistance", "child_benefit", "other_benefits"});
    same(received - figure("balance"), paid, at("balance"), "receipts less the balance differ from outlays");
    if (const auto given = p_.control_totals.find("sector_balance_government"); given != p_.control_totals.end())
      same(figure("balance"), given->second.value, at("balance"), "the balance differs from control_totals.csv");
    same(figure("debt"), p_.balance(Sector::government, Instrument::government_bonds, Side::liability), at("debt"), "government debt differs from balance_sheets.csv");
  }

  void check_balance_sheets() {
    const auto& instruments_named = codes::instrument().names();
    bool any = false;
    for (std::size_t i = 0; i < instruments; ++i) {
      double assets = 0, liabilities = 0;
      for (std::size_t s = 0; s < sectors; ++s) {
        assets += p_.balance_sheets[s][i][0];
        liabilities += p_.balance_sheets[s][i][1];
      }
      any = any || assets != 0;
      same(assets, liabilities, [this] { return rows_.table("balance_sheets.csv"); }, fmt::format("assets and liabilities in {} differ", instruments_named[i]));
    }
    if (!any || p_.finance.empty()) return;
    double debt = 0, deposits = 0;
    for (const IndustryFinance& f : p_.finance) {
      debt += f.bank_debt;
      deposits += f.deposits;
    }
    same(debt, p_.balance(Sector::firms, Instrument::firm_loans, Side::liability), [this] { return rows_.table("finance.csv"); },
         "bank debt by industry differs from balance_sheets.csv");
    same(deposits, p_.balance(Sector::firms, Instrument::deposits, Side::asset), [this] { return rows_.table("finance.csv"); },
         "deposits by industry differ from balance_sheets.csv");
  }

  void check_people() {
    for (std::size_t i = 0; i < p_.firms.size(); ++i) {
      double persons = 0;
      for (const FirmCount& count : p_.firms[i]) persons += count.persons;
      const std::string& code = p_.industries[i].code;
      same(persons, p_.accounts[i].persons, [this, &code] { return rows_.value("firms.csv", {code}); }, fmt::format("persons in firms of {} differ from accounts.csv", code));
    }
    if (p_.population.empty()) return;
    double employees = 0, self_employed = 0;
    std::array<std::array<double, sexes>, age_bands> people{};
    for (const auto& region : p_.population)
      for (std::size_t band = 0; band < age_bands; ++band)
        for (std::size_t sex = 0; sex < sexes; ++sex) {
          people[band][sex] += region[band][sex];
          employees += region[band][sex] * p_.activity[band][sex][static_cast<std::size_t>(Activity::employee)];
          self_employed += region[band][sex] * p_.activity[band][sex][static_cast<std::size_t>(Activity::self_employed)];
        }
    const auto where = [this] { return rows_.table("activity.csv"); };
    same(employees, over_industries(&IndustryAccounts::employees), where, "employees in the population differ from accounts.csv");
    same(self_employed, over_industries(&IndustryAccounts::self_employed), where, "self-employed in the population differ from accounts.csv");
    for (std::size_t band = 0; band < age_bands; ++band)
      for (std::size_t sex = 0; sex < sexes; ++sex)
        if (p_.demography.emigration[band][sex] > people[band][sex])
          complaints_.add(rows_.table("demography.csv"), fmt::format("emigration of ages {}, sex {}, is {} a year; there are {} such people",
                                                                     codes::age_band().names()[band], codes::sex().names()[sex],
                                                                     written(p_.demography.emigration[band][sex]), written(people[band][sex])));
  }

  void check_energy() {
    const auto refuse = [this](const Position& at, const std::string& what) { complaints_.add(at, what); };
    for (const EnergyUse& use : p_.energy_use) {
      const std::string& user = use.user < n_ ? p_.industries[use.user].code : codes::final_use().names()[use.user - n_];
      const std::string &carrier = codes::carrier().names()[static_cast<std::size_t>(use.carrier)], &good = p_.industries[use.good].code;
      const auto at = [&] { return rows_.value("energy_use.csv", {user, carrier, codes::energy_purpose().names()[static_cast<std::size_t>(use.purpose)], good}); };
      if (use.amount < 0) refuse(at(), "energy use must not be below 0");
      if (p_.use_domestic(use.good, use.user) + p_.use_imported(use.good, use.user) <= 0)
        refuse(at(), fmt::format("{} has {} with good {}, of which use.csv lets it buy nothing", user, carrier, good));
      if (use.purpose == EnergyPurpose::generation && use.user >= n_) refuse(at(), "only industries burn fuels to make electricity and heat for others");
    }
    for (const CarrierCarbon& c : p_.carrier_carbon)
      if (c.fossil < 0 || c.biogenic < 0) refuse(rows_.table("energy_carriers.csv"), "the carbon of a carrier must not be below 0");
    for (std::size_t i = 0; i < p_.carbon.size(); ++i) {
      const IndustryCarbon& c = p_.carbon[i];
      const auto share = [](double x) { return x >= 0 && x <= 1; };
      if (c.process < 0 || !share(c.ets_share) || !share(c.free_share) || !share(c.levy_share))
        refuse(rows_.value("carbon.csv", {p_.industries[i].code, "process_emissions"}),
               fmt::format("industry {}: process emissions must not be below 0, and shares must lie between 0 and 1", p_.industries[i].code));
    }
  }

  void check_shares() {
    if (!p_.margin_supply.empty())
      same(std::accumulate(p_.margin_supply.begin(), p_.margin_supply.end(), 0.0), 1, [this] { return rows_.table("margin_supply.csv"); },
           "the shares of margin_supply.csv do not sum to 1");
    for (std::size_t i = 0; i < p_.firm_regions.rows; ++i) {
      double sum = 0;
      const std::string& code = p_.industries[i].code;
      for (std::size_t r = 0; r < p_.firm_regions.columns; ++r) {
        sum += p_.firm_regions(i, r);
        share(p_.firm_regions(i, r), "firm_regions.csv", {code, p_.regions[r].code}, "the region's part of an industry");
      }
      same(sum, 1, [this, &code] { return rows_.value("firm_regions.csv", {code}); }, fmt::format("the regional shares of {} do not sum to 1", code));
    }
    if (!p_.banks.empty()) {
      double households = 0, firms = 0;
      for (const Bank& bank : p_.banks) households += bank.households, firms += bank.firms;
      same(households, 1, [this] { return rows_.table("banks.csv"); }, "the banks' shares of households do not sum to 1");
      same(firms, 1, [this] { return rows_.table("banks.csv"); }, "the banks' shares of firms do not sum to 1");
    }
    const auto quintile_sum = [&](double HouseholdFinance::*item, const char* name) {
      double sum = 0;
      for (std::size_t q = 0; q < quintiles; ++q) {
        sum += p_.household_finance[q].*item;
        share(p_.household_finance[q].*item, "household_finance.csv", {codes::quintile().names()[q], name}, name);
      }
      if (std::string_view(name) != "owner_share") same(sum, 1, [this] { return rows_.table("household_finance.csv"); }, fmt::format("{} over the quintiles does not sum to 1", name));
    };
    quintile_sum(&HouseholdFinance::income_share, "income_share");
    quintile_sum(&HouseholdFinance::deposit_share, "deposit_share");
    quintile_sum(&HouseholdFinance::mortgage_share, "mortgage_share");
    quintile_sum(&HouseholdFinance::consumption_share, "consumption_share");
    quintile_sum(&HouseholdFinance::owner_share, "owner_share");
  }

  void check_finance() {
    for (std::size_t i = 0; i < p_.finance.size(); ++i) {
      const IndustryFinance& f = p_.finance[i];
      const std::string& code = p_.industries[i].code;
      share(f.foreign_owned_share, "finance.csv", {code, "foreign_owned_share"}, "foreign_owned_share");
      if (f.payout_share < 0 || f.payout_share > 2)  // owners may be paid more than a year's profit
        complaints_.add(rows_.value("finance.csv", {code, "payout_share"}), fmt::format("payout_share is {}; what is paid out of profit lies between 0 and 2", written(f.payout_share)));
      for (const auto& [value, item] : {std::pair{f.bank_debt, "bank_debt"}, {f.deposits, "deposits"}})
        if (value < 0) complaints_.add(rows_.value("finance.csv", {code, item}), fmt::format("{} of {} cannot be below 0 (it is {})", item, code, written(value)));
    }
  }

  // What the fifths spend on a good must add up to what all spend on it.
  void check_baskets() {
    double spent = 0;
    for (const HouseholdFinance& q : p_.household_finance) spent += q.consumption_share;
    for (std::size_t g = 0; g < p_.baskets.rows && spent > 0; ++g) {
      const std::string& code = p_.industries[g].code;
      double mean = 0;
      for (std::size_t q = 0; q < quintiles; ++q) {
        mean += p_.household_finance[q].consumption_share / spent * p_.baskets(g, q);
        if (p_.baskets(g, q) < 0) complaints_.add(rows_.value("baskets.csv", {code, codes::quintile().names()[q]}), "a fifth cannot spend less than nothing on a good");
      }
      ++summary_.identities;
      if (std::abs(mean - 1) > basket_tolerance)
        complaints_.add(rows_.value("baskets.csv", {code}), fmt::format("the fifths' spending on {} relative to the mean household's, weighted with consumption_share, is {}, not 1",
                                                                        code, written(mean)));
    }
  }

  // The bodies are firms of public administration.
  void check_bodies() {
    const GovernmentBodies& bodies = p_.government_bodies;
    if (!bodies.known() || p_.firms.empty()) return;
    double provinces = 0, municipalities = 0;
    for (const auto& region : bodies.bodies) {
      provinces += region[1];
      municipalities += region[2];
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      if (p_.industries[i].section != 'O' || p_.industries[i].public_share < 1.0) continue;
      ++found;
      const double large = p_.firms[i][size_classes - 1].firms, middle = p_.firms[i][size_classes - 2].firms;
      const double central = static_cast<double>(p_.regions.size()) + provinces;
      if (large < central || large + middle < central + municipalities)
        complaints_.add(rows_.table("government_bodies.csv"),
                        fmt::format("{} units of the State and provinces and {} municipalities do not fit into the {} firms of 250 persons and more and {} of 50 to 249 in {}", central,
                                    municipalities, large, middle, p_.industries[i].code));
    }
    if (found != 1) complaints_.add(rows_.table("government_bodies.csv"), fmt::format("the bodies need one industry of section O that is wholly public; there are {}", found));
  }

  const Pack& p_;
  std::size_t n_;
  Complaints& complaints_;
  Rows rows_;
  CheckSummary summary_;
  std::vector<double> purchases_;  // [user], at purchasers' prices
  double margins_ = 0, product_taxes_ = 0, vat_ = 0, imports_ = 0;
  Reexport reexports_;
  std::size_t wholesale_ = 0;
};

}  // namespace

CheckSummary check_identities(const Pack& pack, Complaints& complaints) { return Identities(pack, complaints).check(); }

CheckSummary check_pack(const std::filesystem::path& folder, const std::vector<NeededParameter>& needed) {
  Complaints complaints;
  const Pack pack = load_pack(folder, Completeness::whole, complaints);
  CheckSummary summary;
  const bool readable = complaints.empty();
  if (readable) summary = check_identities(pack, complaints);
  check_parameters(pack, needed, complaints);
  complaints.throw_if_any();
  return summary;
}

}  // namespace kringloop::input
