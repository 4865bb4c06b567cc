#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/checksum.hpp"
#include "input/number.hpp"
#include "input/pack.hpp"
#include "input/pack_demography.hpp"
#include "input/toml.hpp"

namespace kringloop::input {

namespace {

// Reads the tables of one folder into a pack, collecting every complaint.
class Loader {
 public:
  Loader(Pack& pack, Completeness completeness, Complaints& complaints)
      : pack_(pack), completeness_(completeness), complaints_(complaints) {}

  void load() {
    read_head();
    read_sources();
    read_industries();
    read_regions();
    if (pack_.industries.empty() || pack_.regions.empty()) return;  // nothing can be placed; complained of
    read_production();
    read_institutions();
    read_firms();
    read_people();
    read_energy();
    read_published();
    finish_checksum();
  }

 private:
  [[nodiscard]] std::string shown(const std::string& file) const { return (pack_.folder / file).lexically_normal().string(); }

  // The file's bytes pass by here once: its checksum is compared with pack.toml.
  bool present(const std::string& file) {
    const auto path = pack_.folder / file;
    asked_.insert(file);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
      if (completeness_ == Completeness::whole || file == "industries.csv" || file == "regions.csv" || file == "sources.csv")
        complaints_.add({shown(file), 0, 0}, "this table of the pack is missing (docs/data-pack.md lists the tables)");
      return false;
    }
    if (const auto bytes = read_input(path, shown(file), complaints_)) {
      const std::string found = sha256(std::string_view(bytes->data(), bytes->size()));
      read_[file] = found;
      if (const auto expected = checksums_.find(file); expected != checksums_.end() && expected->second.first != found)
        complaints_.add(expected->second.second,
                        fmt::format("{} has changed since the pack was built: its SHA-256 is {}; undo the change, or run "
                                    "'kringloop data build {}'",
                                    file, found, pack_.name));
      return true;
    }
    return false;
  }

  void read_head() {
    const std::string file = "pack.toml";
    const auto head = read_toml(pack_.folder / file, shown(file), complaints_);
    if (!head) return;
    const auto text = [&](const char* key, std::string& into, bool needed) {
      const TomlValue* value = head->member(key);
      if (value != nullptr && value->kind == TomlValue::Kind::text)
        into = value->text;
      else if (value != nullptr)
        complaints_.add(value->at, fmt::format("'{}' must be a text", key));
      else if (needed)
        complaints_.add({shown(file), 0, 0}, fmt::format("'{}' is missing", key));
    };
    text("name", pack_.name, true);
    text("title", pack_.title, true);
    text("country", pack_.country, true);
    text("currency", pack_.currency, true);
    text("licence", pack_.licence, false);
    const TomlValue* year = head->member("base_year");
    if (year != nullptr && year->kind == TomlValue::Kind::integer && year->integer >= 1900 && year->integer <= 2100)
      pack_.base_year = static_cast<int>(year->integer);
    else
      complaints_.add(year != nullptr ? year->at : Position{shown(file), 0, 0}, "'base_year' must be a year, as in base_year = 2023");
    for (const char* section : {"sha256", "checksums", "tables"})
      if (const TomlValue* sums = head->member(section); sums != nullptr)
        for (const TomlValue& sum : sums->members)
          if (sum.kind == TomlValue::Kind::text) checksums_[sum.key] = {sum.text, sum.at};
  }

  void read_sources() {
    if (!present("sources.csv")) return;
    const Csv csv = Csv::read(pack_.folder / "sources.csv", shown("sources.csv"), complaints_);
    const auto columns = csv.columns({"key", "title", "publisher", "table", "licence", "note"}, complaints_);
    if (!columns) return;
    std::vector<std::string> keys;
    std::set<std::string_view> seen;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      const std::string_view key = csv.cell(row, (*columns)[0]);
      if (key.empty())
        complaints_.add(csv.position(row), "a source needs a key");
      else if (!seen.insert(key).second)
        complaints_.add(csv.position(row), fmt::format("source '{}' is there twice", key));
      else
        keys.emplace_back(key);
    }
    sources_ = KeyList("source", keys);
    have_sources_ = true;
  }

  [[nodiscard]] const KeyList* sources() const { return have_sources_ ? &sources_ : nullptr; }

  double attribute(const Csv& csv, std::size_t row, std::size_t column, const char* what, double low, double high) {
    const auto value = parse_number(csv.cell(row, column));
    if (!value || *value < low || *value > high)
      complaints_.add(csv.position(row, column),
                      fmt::format("{} '{}' must be a number from {} to {}", what, csv.cell(row, column), low, high));
    return value.value_or(0);
  }

  // One of a few names; the index of its place, 0 after a complaint.
  std::size_t choice(const Csv& csv, std::size_t row, std::size_t column, const char* what, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), csv.cell(row, column));
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    complaints_.add(csv.position(row, column),
                    fmt::format("unknown {} '{}'{}", what, csv.cell(row, column), suggestion(csv.cell(row, column), names)));
    return 0;
  }

  void check_source(const Csv& csv, std::size_t row, std::size_t column) {
    if (have_sources_ && sources_.index(csv.cell(row, column)) < 0)
      complaints_.add(csv.position(row, column), fmt::format("source '{}' is not in sources.csv{}", csv.cell(row, column),
                                                             suggestion(csv.cell(row, column), sources_.names())));
  }

  // Codes in order of the file, doubled ones complained of.
  bool unique(const Csv& csv, std::size_t row, std::size_t column, const char* what, std::vector<std::string>& codes) {
    const std::string code(csv.cell(row, column));
    if (code.empty())
      complaints_.add(csv.position(row, column), fmt::format("{} code is empty", what));
    else if (std::find(codes.begin(), codes.end(), code) != codes.end())
      complaints_.add(csv.position(row, column), fmt::format("{} '{}' is there twice", what, code));
    else {
      codes.push_back(code);
      return true;
    }
    return false;
  }

  void read_industries() {
    if (!present("industries.csv")) return;
    const Csv csv = Csv::read(pack_.folder / "industries.csv", shown("industries.csv"), complaints_);
    const auto c = csv.columns({"industry", "name", "name_nl", "section", "cluster", "supply", "public_share", "source"}, complaints_);
    if (!c) return;
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      if (!unique(csv, row, (*c)[0], "industry", codes)) continue;
      const auto cell = [&](std::size_t i) { return std::string(csv.cell(row, (*c)[i])); };
      Industry industry;
      industry.code = cell(0);
      industry.name = cell(1);
      industry.name_nl = cell(2);
      if (cell(3).size() == 1 && cell(3)[0] >= 'A' && cell(3)[0] <= 'U')
        industry.section = cell(3)[0];
      else
        complaints_.add(csv.position(row, (*c)[3]), fmt::format("section '{}' must be one letter, A to U", cell(3)));
      industry.cluster = static_cast<Industry::Cluster>(choice(csv, row, (*c)[4], "cluster", {"core", "supplier", "rest"}));
      industry.supply = static_cast<Industry::Supply>(choice(csv, row, (*c)[5], "supply", {"storable", "service", "made_to_order"}));
      industry.public_share = attribute(csv, row, (*c)[6], "public_share", 0, 1);
      check_source(csv, row, (*c)[7]);
      pack_.industries.push_back(std::move(industry));
    }
    if (pack_.industries.empty()) complaints_.add({csv.file(), 0, 0}, "no industry in this table");
    industry_ = KeyList("industry", codes);
    good_ = KeyList("good", codes);
    std::vector<std::string> users = codes;
    users.insert(users.end(), codes::final_use().names().begin(), codes::final_use().names().end());
    user_ = KeyList("user", users);
  }

  void read_regions() {
    if (!present("regions.csv")) return;
    const Csv csv = Csv::read(pack_.folder / "regions.csv", shown("regions.csv"), complaints_);
    const auto c = csv.columns({"region", "name", "level", "nuts", "latitude", "longitude", "area_km2", "source"}, complaints_);
    if (!c) return;
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      if (!unique(csv, row, (*c)[0], "region", codes)) continue;
      const auto cell = [&](std::size_t i) { return std::string(csv.cell(row, (*c)[i])); };
      Region region{cell(0), cell(1), cell(2), cell(3), 0, 0, 0};
      region.latitude = attribute(csv, row, (*c)[4], "latitude", -90, 90);
      region.longitude = attribute(csv, row, (*c)[5], "longitude", -180, 180);
      region.area = attribute(csv, row, (*c)[6], "area_km2", 0, 2e7);
      check_source(csv, row, (*c)[7]);
      pack_.regions.push_back(std::move(region));
    }
    if (pack_.regions.empty()) complaints_.add({csv.file(), 0, 0}, "no region in this table");
    region_ = KeyList("region", codes);
    other_region_ = KeyList("other region", codes);
  }

  // The values of a table in the order of its keys; empty when the table is not there.
  std::vector<double> values(const std::string& file, const std::vector<std::string>& columns, const std::vector<const KeyList*>& keys,
                             Keys completeness, const std::string& unit) {
    if (!present(file)) return {};
    const Table table = Table::read(pack_.folder / file, shown(file), columns, sources(), complaints_);
    return table.values(keys, completeness, unit, complaints_);
  }

  Matrix matrix(const std::string& file, const std::vector<std::string>& columns, const std::vector<const KeyList*>& keys,
                Keys completeness, const std::string& unit) {
    Matrix matrix;
    matrix.cells = values(file, columns, keys, completeness, unit);
    if (!matrix.cells.empty()) {
      matrix.rows = keys[0]->size();
      matrix.columns = keys[1]->size();
    }
    return matrix;
  }

  // Tables keyed by one name each: control totals, government, parameters.
  void named_figures(const std::string& file, const std::string& column, std::map<std::string, Figure, std::less<>>& into) {
    if (!present(file)) return;
    const Table table = Table::read(pack_.folder / file, shown(file), {column}, sources(), complaints_);
    for (std::size_t row = 0; row < table.size(); ++row)
      if (!into.emplace(std::string(table.key(row, 0)), table.figure(row)).second)
        complaints_.add(table.position(row), fmt::format("{} '{}' is there twice", column, table.key(row, 0)));
  }

  void read_production() {
    const std::size_t n = pack_.industries.size();
    if (const auto v = values("accounts.csv", {"industry", "item"}, {&industry_, &codes::account_item()}, Keys::complete, ""); !v.empty())
      for (std::size_t i = 0; i < n; ++i) {
        const double* a = &v[i * codes::account_item().size()];
        pack_.accounts.push_back({a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14]});
      }
    if (const auto v = values("use.csv", {"good", "user", "origin"}, {&good_, &user_, &codes::origin()}, Keys::sparse, "MEUR/year");
        !v.empty()) {
      pack_.use_domestic = pack_.use_imported = Matrix(n, user_.size());
      for (std::size_t cell = 0; cell < n * user_.size(); ++cell) {
        pack_.use_domestic.cells[cell] = v[cell * 2];
        pack_.use_imported.cells[cell] = v[cell * 2 + 1];
      }
    }
    if (const auto v = values("valuation.csv", {"good", "use_class", "item"}, {&good_, &codes::use_class(), &codes::valuation_item()},
                              Keys::complete, "");
        !v.empty()) {
      pack_.valuation.resize(n);
      for (std::size_t good = 0; good < n; ++good)
        for (std::size_t use = 0; use < use_classes; ++use) {
          const double* rates = &v[(good * use_classes + use) * 3];
          pack_.valuation[good][use] = {rates[0], rates[1], rates[2]};
        }
    }
    pack_.margin_supply = values("margin_supply.csv", {"good"}, {&good_}, Keys::sparse, "fraction");
    if (const auto v = values("reexports.csv", {"good", "item"}, {&good_, &codes::reexport_item()}, Keys::sparse, ""); !v.empty())
      for (std::size_t good = 0; good < n; ++good) pack_.reexports.push_back({v[good * 3], v[good * 3 + 1], v[good * 3 + 2]});
    pack_.baskets = matrix("baskets.csv", {"good", "quintile"}, {&good_, &codes::quintile()}, Keys::complete, "");
  }

  void read_institutions() {
    named_figures("control_totals.csv", "item", pack_.control_totals);
    named_figures("government.csv", "item", pack_.government);
    named_figures("parameters.csv", "parameter", pack_.parameters);
    if (const auto v = values("balance_sheets.csv", {"sector", "instrument", "side"},
                              {&codes::sector(), &codes::instrument(), &codes::side()}, Keys::sparse, "MEUR");
        !v.empty())
      for (std::size_t s = 0, cell = 0; s < sectors; ++s)
        for (std::size_t i = 0; i < instruments; ++i)
          for (std::size_t side = 0; side < sides; ++side) pack_.balance_sheets[s][i][side] = v[cell++];
    read_banks();
  }

  // The banks are those that the table names.
  void read_banks() {
    if (!present("banks.csv")) return;
    const Table table = Table::read(pack_.folder / "banks.csv", shown("banks.csv"), {"bank", "item"}, sources(), complaints_);
    std::vector<std::string> names;
    for (std::size_t row = 0; row < table.size(); ++row) {
      const std::string name(table.key(row, 0));
      if (name.empty()) complaints_.add(table.key_position(row, 0), "a bank needs a name");
      else if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      if (table.value(row) < 0.0) complaints_.add(table.value_position(row), "a bank's share of customers cannot be below 0");
    }
    if (names.empty() || names.size() > most_banks)
      complaints_.add({shown("banks.csv"), 0, 0}, fmt::format("{} banks in this table; from 1 to {} are possible", names.size(), most_banks));
    if (names.empty()) return;
    const KeyList bank("bank", names);
    const auto v = table.values({&bank, &codes::bank_item()}, Keys::complete, "", complaints_);
    for (std::size_t b = 0; b < names.size(); ++b) pack_.banks.push_back({names[b], v[2 * b], v[2 * b + 1]});
  }

  void read_firms() {
    const std::size_t n = pack_.industries.size();
    if (const auto v = values("firms.csv", {"industry", "size_class", "item"}, {&industry_, &codes::size_class(), &codes::firm_item()},
                              Keys::sparse, "");
        !v.empty()) {
      pack_.firms.resize(n);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t s = 0; s < size_classes; ++s) {
          pack_.firms[i][s] = {v[(i * size_classes + s) * 2], v[(i * size_classes + s) * 2 + 1]};
          const FirmCount& count = pack_.firms[i][s];
          if (count.firms < 0 || count.persons < 0 || (count.firms > 0) != (count.persons > 0))
            complaints_.add({shown("firms.csv"), 0, 0},
                            fmt::format("industry '{}', size class '{}': {} firms with {} persons; both must be above 0, or both 0",
                                        pack_.industries[i].code, codes::size_class().names()[s], count.firms, count.persons));
        }
    }
    read_government_bodies();
    pack_.firm_regions = matrix("firm_regions.csv", {"industry", "region"}, {&industry_, &region_}, Keys::sparse, "fraction");
    if (const auto v = values("finance.csv", {"industry", "item"}, {&industry_, &codes::finance_item()}, Keys::complete, ""); !v.empty())
      for (std::size_t i = 0; i < n; ++i) pack_.finance.push_back({v[i * 4], v[i * 4 + 1], v[i * 4 + 2], v[i * 4 + 3]});
  }

  // The one table that a pack may do without: all government units are then of the tier `other`.
  void read_government_bodies() {
    const char* const file = "government_bodies.csv";
    std::error_code error;
    if (!std::filesystem::exists(pack_.folder / file, error)) return;
    std::vector<std::string> places = region_.names();
    places.push_back("all");
    const KeyList place("region", places);
    const auto v = values(file, {"tier", "region", "item"}, {&codes::tier(), &place, &codes::body_item()}, Keys::sparse, "");
    if (v.empty()) return;
    GovernmentBodies& bodies = pack_.government_bodies;
    const std::size_t regions = pack_.regions.size();
    const auto at = [&](std::size_t tier, std::size_t region, std::size_t item) { return v[(tier * (regions + 1) + region) * codes::body_item().size() + item]; };
    bodies.bodies.resize(regions);
    for (std::size_t t = 0; t < tiers; ++t) {
      bodies.staff[t] = at(t, regions, 1);
      if (bodies.staff[t] <= 0.0) complaints_.add({shown(file), 0, 0}, fmt::format("tier '{}' needs a row 'all,staff' above 0", codes::tier().names()[t]));
      for (std::size_t r = 0; r < regions; ++r) bodies.bodies[r][t] = at(t, r, 0);
    }
    for (std::size_t r = 0; r < regions; ++r) {
      bodies.municipal_budget.push_back(at(2, r, 2));
      if (bodies.bodies[r][2] > 0.0 && bodies.municipal_budget[r] <= 0.0)
        complaints_.add({shown(file), 0, 0}, fmt::format("the municipalities of region '{}' need a budget above 0", pack_.regions[r].code));
    }
  }

  void read_people() {
    pack_.distance = matrix("distances.csv", {"region", "other"}, {&region_, &other_region_}, Keys::complete, "km");
    if (const auto v =
            values("population.csv", {"region", "age", "sex"}, {&region_, &codes::age_band(), &codes::sex()}, Keys::complete, "persons");
        !v.empty()) {
      pack_.population.resize(pack_.regions.size());
      for (std::size_t r = 0, cell = 0; r < pack_.regions.size(); ++r)
        for (std::size_t band = 0; band < age_bands; ++band)
          for (std::size_t sex = 0; sex < sexes; ++sex) pack_.population[r][band][sex] = v[cell++];
    }
    if (const auto v = values("households.csv", {"region", "type"}, {&region_, &codes::household_type()}, Keys::complete, "households");
        !v.empty()) {
      pack_.households.resize(pack_.regions.size());
      for (std::size_t r = 0, cell = 0; r < pack_.regions.size(); ++r)
        for (std::size_t type = 0; type < household_types; ++type) pack_.households[r][type] = v[cell++];
      for (std::size_t r = 0; r < pack_.regions.size(); ++r) {
        const auto& n = pack_.households[r];
        const double families = n[static_cast<std::size_t>(HouseholdType::couple_children)] + n[static_cast<std::size_t>(HouseholdType::single_parent)];
        if (std::any_of(n.begin(), n.end(), [](double x) { return x < 0.0; }) || families <= 0.0)
          complaints_.add({shown("households.csv"), 0, 0},
                          fmt::format("region '{}' has households below 0, or none for its children (couple_children, single_parent)", pack_.regions[r].code));
      }
    }
    if (const auto v = values("household_finance.csv", {"quintile", "item"}, {&codes::quintile(), &codes::household_finance_item()},
                              Keys::complete, "");
        !v.empty())
      for (std::size_t q = 0; q < quintiles; ++q)
        pack_.household_finance[q] = {v[q * 5], v[q * 5 + 1], v[q * 5 + 2], v[q * 5 + 3], v[q * 5 + 4]};
    if (present("education.csv"))
      read_education(Table::read(pack_.folder / "education.csv", shown("education.csv"), {"age", "sex", "level"}, sources(), complaints_),
                     pack_, complaints_);
    if (present("activity.csv"))
      read_activity(Table::read(pack_.folder / "activity.csv", shown("activity.csv"), {"age", "sex", "status"}, sources(), complaints_),
                    pack_, complaints_);
    if (present("demography.csv"))
      read_demography(
          Table::read(pack_.folder / "demography.csv", shown("demography.csv"), {"event", "age", "sex"}, sources(), complaints_), pack_,
          complaints_);
  }

  [[nodiscard]] bool exists(const char* file) const {
    std::error_code error;
    return std::filesystem::exists(pack_.folder / file, error);
  }

  void check_published() {
    for (const auto& [item, figure] : pack_.published) {
      const auto ends = [&](std::string_view end) { return item.ends_with(end); };
      const auto between = [&](double low, double high, bool open) {
        if (open ? figure.value > low && figure.value <= high : figure.value >= low && figure.value <= high) return;
        complaints_.add({shown("published.csv"), 0, 0}, fmt::format("'{}' is {}; it must be {} {} and at most {}", item, figure.value, open ? "above" : "at least", low, high));
      };
      if (item == "foreign_inflation_level") between(-0.5, 0.5, false);
      else if (ends("_level")) between(0.0, 1e12, true);
      else if (ends("_alpha")) between(-1.0, 1.0, false);
      else if (ends("_beta")) between(-10.0, 10.0, false);
      else if (ends("_sigma")) between(0.0, 1.0, false);
      else if (item.starts_with("covariance")) between(-1.0, 1.0, false);
      else if (item == "consumption_share") between(0.0, 1.0, true);
      else if (item == "expectation_noise") between(0.0, 10.0, false);
      else if (item == "taylor_inflation" || item == "taylor_growth") between(-100.0, 100.0, false);
      else between(item.starts_with("taylor") ? -1.0 : 0.0, 1.0, false);
    }
    const auto of = [&](const char* item) { return pack_.published.contains(item) ? pack_.published.find(item)->second.value : 0.0; };
    const auto possible = [&](const char* both, const char* one, const char* other) {
      if (of(both) * of(both) > of(one) * of(other) * (1.0 + 1e-9)) complaints_.add({shown("published.csv"), 0, 0}, fmt::format("'{}' is larger than the variances allow", both));
    };
    possible("covariance_output_exports", "covariance_output_output", "covariance_exports_exports");
    possible("covariance_output_imports", "covariance_output_output", "covariance_imports_imports");
    possible("covariance_exports_imports", "covariance_exports_exports", "covariance_imports_imports");
  }

  // What only the rules of the published model read; a pack may have neither table.
  void read_published() {
    if (!exists("published.csv") && !exists("history.csv")) return;
    named_figures("published.csv", "item", pack_.published);
    for (const std::string_view item : codes::published_items)
      if (!pack_.published.contains(item)) complaints_.add({shown("published.csv"), 0, 0}, fmt::format("there is no row '{}'", item));
    check_published();
    if (!present("history.csv")) return;
    const Table table = Table::read(pack_.folder / "history.csv", shown("history.csv"), {"series", "quarter"}, sources(), complaints_);
    for (std::size_t row = 0; row < table.size(); ++row) {
      const bool output = table.key(row, 0) == "output";
      if (!output && table.key(row, 0) != "inflation") {
        complaints_.add(table.key_position(row, 0), "a series is output or inflation");
        continue;
      }
      std::vector<double>& series = output ? pack_.output_history : pack_.inflation_history;
      const double value = table.value(row);
      if (table.key(row, 1) != std::to_string(series.size() + 1)) complaints_.add(table.key_position(row, 1), fmt::format("quarter {} comes here: 1 is the first, none is left out", series.size() + 1));
      if (output && !(value > 0.0 && value < 1e12)) complaints_.add(table.value_position(row), "output must be above 0 and below 1e12 MEUR/year");
      if (!output && !(value > -1.0 && value < 1.0)) complaints_.add(table.value_position(row), "a quarter's log change of prices must be between -1 and 1");
      series.push_back(value);
    }
    constexpr std::size_t least = 8;  // quarters, for an autoregression
    if (pack_.output_history.size() < least || pack_.output_history.size() != pack_.inflation_history.size())
      complaints_.add({shown("history.csv"), 0, 0}, fmt::format("output and inflation need the same quarters, {} or more", least));
  }

  void read_energy() {
    if (!exists("energy_use.csv") && !exists("energy_carriers.csv") && !exists("carbon.csv")) return;
    const std::size_t household = pack_.column_of(FinalUse::household_consumption), n = pack_.industry_count();
    const KeyList users("user", std::vector<std::string>(user_.names().begin(), user_.names().begin() + static_cast<std::ptrdiff_t>(household) + 1));
    if (const auto v = values("energy_carriers.csv", {"carrier", "item"}, {&codes::carrier(), &codes::carrier_item()}, Keys::complete, ""); !v.empty())
      for (std::size_t c = 0; c < carriers; ++c) pack_.carrier_carbon[c] = {v[c * 2], v[c * 2 + 1]};
    if (const auto v = values("energy_use.csv", {"user", "carrier", "purpose", "good"}, {&users, &codes::carrier(), &codes::energy_purpose(), &good_},
                              Keys::sparse, "PJ/year");
        !v.empty())
      for (std::size_t cell = 0; cell < v.size(); ++cell) {
        if (v[cell] == 0.0) continue;
        const std::size_t purpose = cell / n % energy_purposes, carrier = cell / n / energy_purposes % carriers;
        pack_.energy_use.push_back({cell / n / energy_purposes / carriers, cell % n, static_cast<Carrier>(carrier), static_cast<EnergyPurpose>(purpose), v[cell]});
      }
    if (const auto v = values("carbon.csv", {"industry", "item"}, {&industry_, &codes::carbon_item()}, Keys::sparse, ""); !v.empty())
      for (std::size_t i = 0; i < n; ++i) pack_.carbon.push_back({v[i * 4], v[i * 4 + 1], v[i * 4 + 2], v[i * 4 + 3]});
  }

  void finish_checksum() {
    for (const auto& [file, expected] : checksums_)
      if (!asked_.contains(file)) present(file);
    std::string all;
    for (const auto& [file, sum] : read_) all += sum + "  " + file + "\n";
    pack_.checksum = sha256(std::string_view(all));
  }

  Pack& pack_;
  Completeness completeness_;
  Complaints& complaints_;
  std::map<std::string, std::pair<std::string, Position>> checksums_;  // promised by pack.toml
  std::map<std::string, std::string> read_;                            // found
  std::set<std::string> asked_;                                        // looked for
  KeyList sources_, industry_, good_, user_, region_, other_region_;
  bool have_sources_ = false;
};

double figure_named(const std::map<std::string, Figure, std::less<>>& figures, std::string_view name, const char* what) {
  const auto found = figures.find(name);
  if (found == figures.end()) throw InternalError(fmt::format("the pack has no {} '{}'", what, name));
  return found->second.value;
}

}  // namespace

double Pack::parameter(std::string_view parameter_name) const { return figure_named(parameters, parameter_name, "parameter"); }
double Pack::control_total(std::string_view item) const { return figure_named(control_totals, item, "control total"); }
double Pack::of_government(std::string_view item) const { return figure_named(government, item, "government item"); }
double Pack::of_published(std::string_view item) const { return figure_named(published, item, "item of the published model"); }

Pack load_pack(const std::filesystem::path& folder, Completeness completeness, Complaints& complaints) {
  Pack pack;
  pack.folder = folder;
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    complaints.add({folder.string(), 0, 0}, "there is no data pack in this folder");
    return pack;
  }
  Loader(pack, completeness, complaints).load();
  return pack;
}

Pack load_pack(const std::filesystem::path& folder, Completeness completeness) {
  Complaints complaints;
  Pack pack = load_pack(folder, completeness, complaints);
  complaints.throw_if_any();
  return pack;
}

}  // namespace kringloop::input
