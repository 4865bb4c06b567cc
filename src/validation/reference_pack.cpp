#include "validation/reference_pack.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "input/pack_build.hpp"
#include "validation/reference_writer.hpp"

namespace kringloop::validation {

namespace {

// Real estate and wholesale have roles in the economy and go by their SBI codes.
std::string code_of(const std::string& nace) { return nace == "L" ? "68" : nace == "G46" ? "46" : nace; }

}  // namespace

ReferenceWriter::ReferenceWriter(const ReferenceCase& reference, const std::vector<Outlook>& outlooks, const input::Pack& own, const std::filesystem::path& folder, Rules rules)
    : r_(reference), outlooks_(outlooks), own_(own), rules_(rules), name_(reference.name + (rules == Rules::published ? "_published" : "")), root_(folder),
      folder_(folder / "data" / name_), year_(reference.quarter.year() - 1), n_(reference.nace.size()), estate_(n_),
      output_(reference.output()), inputs_(reference.inputs()), wear_(reference.wear()), wages_(reference.wages()), people_(reference.persons_per_agent) {
  // A pack needs value added above 0; petroleum (C19) lost a few million in 2013 and 2014. Its inputs beyond that go to inventories.
  constexpr double most_inputs = 0.999;  // of output
  kept_ = (inputs_ - most_inputs * output_).cwiseMax(0.0);
  inputs_ -= kept_;
  for (const std::string& nace : r_.nace) {
    const bool owns_dwellings = nace == "L" && rules == Rules::own;
    code_.push_back(nace == "L" && !owns_dwellings ? nace : code_of(nace));
    if (owns_dwellings) estate_ = code_.size() - 1;
  }
}

void ReferenceWriter::write() {
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
  if (rules_ == Rules::published) {
    published();
    published_scenario();
  } else {
    scenario();
  }
  (void)input::build_pack(folder_);
}

// Our parameters, with those that the case states itself.
void ReferenceWriter::parameters() {
  std::map<std::string, double> stated = {{"loan_spread", quarters_a_year * r_.scalar("mu")},
                                                {"deposit_spread", 0},
                                                {"normal_utilisation", r_.scalar("omega")},
                                                {"loan_to_value", r_.scalar("zeta_LTV")},
                                                {"bank_capital_minimum", r_.scalar("zeta")},
                                                {"bank_capital_target", r_.scalar("E_k") / r_.scalar("L_I")},
                                                {"banks_foreign_owned", 0},
                                                {"owner_share_of_hires", 0},  // nobody is self-employed
                                                // what is normal is what the case opens with
                                                {"normal_bond_rate", quarters_a_year * r_.scalar("r_G")},
                                                {"opening_growth", outlooks_.empty() ? 0.0 : outlooks_[0].growth / quarters_a_year},
                                                {"normal_tightness", 0.2}};
  stated["inflation_anchor"] = outlooks_.empty() ? 0.0 : outlooks_[0].inflation;
  if (rules_ == Rules::published) {
    stated.insert({{"tax_allowance", 0}, {"overtime", 1.5}, {"least_wear", 1}, {"inventory_target", 0}, {"input_stock_target", 1 / r_.scalar("omega")}});
  }
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

void ReferenceWriter::head() {
  publish(folder_ / "pack.toml",
          std::string_view(fmt::format("name = \"{}\"\ntitle = \"Reference case {}\"\ncountry = \"XX\"\nbase_year = {}\ncurrency = \"EUR\"\n"
                                       "licence = \"of the reference data; not to be passed on\"\n\n[build]\nmethod = \"none\"\n\n[sha256]\n",
                                       name_, name_, year_)));
  publish(folder_ / "sources.csv",
          std::string_view(read_text(own_.folder / "sources.csv") +
                           "reference_case,Calibration of the published model,see the reference data,-,of the reference data,A quarter's flows times four\n"
                           "made_up,Age structure and the like,Kringloop,-,-,Scaled from another pack; plays no part where additions are off\n"));
}

double ReferenceWriter::frontier_growth() const {
  if (outlooks_.empty()) return 0.0;
  double value_added = 0.0, paced = 0.0;
  for (std::size_t i = 0; i < n_; ++i) {
    const double own = at(output_, i) - at(inputs_, i);
    value_added += own;
    paced += own * own_.parameter(r_.nace[i][0] <= 'C' ? "frontier_storable" : "frontier_service");
  }
  return outlooks_[0].growth * value_added / paced;
}

// A run starts in the first quarter after the base year: whichever quarter the case is of, its run calls it Q1. In an economy that grows all has
// grown by a quarter by then, and so have demand and prices abroad. Nobody comes or goes. Without an outlook demand and prices stay as at the opening.
void ReferenceWriter::write_paths(const std::string& name, const Outlook* outlook) const {
  std::string paths = "series,quarter,value,unit,source,year,quality,low,high,factor\n";
  const double births = 1.4, pension_age = 65, rate = quarters_a_year * r_.scalar("r_bar"), bonds = quarters_a_year * r_.scalar("r_G");
  const int years = 6;
  const auto series = [&](const char* key, const char* unit, const auto& value) {  // value(quarters after the origin)
    for (int q = 0; q < years * 4; ++q)
      paths += fmt::format("{},{},{},{},made_up,{},derived,,,\n", key, q % 4 + 1, input::written(value(q - 4)), unit, year_ + q / 4);
  };
  const auto constant = [&](const char* key, double value, const char* unit) { series(key, unit, [value](int) { return value; }); };
  // growth: from the base year to the first quarter
  const auto expected = [&](const char* key, const std::vector<double> Outlook::*path, double otherwise, double growth, double shift, const char* unit) {
    series(key, unit, [&, path, otherwise, growth, shift](int q) {
      if (outlook == nullptr) return otherwise;
      const std::vector<double>& values = outlook->*path;
      return q < 0 ? shift + values[0] / (1 + growth) : shift + values[std::min(static_cast<std::size_t>(q), values.size() - 1)];
    });
  };
  const double growth = outlook != nullptr ? outlook->growth / quarters_a_year : 0.0, inflation = outlook != nullptr ? outlook->inflation : 0.0;
  expected("world_demand", &Outlook::demand, 1, growth, 0, "number");
  expected("world_price", &Outlook::price, 1, inflation / quarters_a_year, 0, "number");
  expected("policy_rate", &Outlook::policy_rate, rate, 0, 0, "1/year");
  expected("bond_rate", &Outlook::policy_rate, bonds, 0, outlook != nullptr ? bonds - outlook->policy_rate[0] : 0, "1/year");  // the spread stays
  if (outlook != nullptr) {
    expected("public_consumption", &Outlook::government, 1, growth, 0, "number");
    expected("household_confidence", &Outlook::household_confidence, 1, 0, 0, "number");
    expected("business_confidence", &Outlook::business_confidence, 1, 0, 0, "number");
    expected("home_prices", &Outlook::home_prices, 1, 0, 0, "number");
  }
  constant("immigration", 0, "persons");
  constant("emigration", 0, "persons");
  constant("mortality_index", 1, "number");
  constant("total_fertility_rate", births, "number");
  constant("frontier_productivity_growth", frontier_growth(), "1/year");
  constant("state_pension_age", pension_age, "years");
  publish(root_ / "paths" / (name + ".csv"), std::string_view(paths));
}

void ReferenceWriter::scenario() {
  write_paths(r_.name, outlooks_.empty() ? nullptr : &outlooks_[0]);
  for (std::size_t m = 1; m < outlooks_.size(); ++m) {
    const std::string name = fmt::format("{}_{}", r_.name, m);
    write_paths(name, &outlooks_[m]);
    publish(root_ / (name + ".toml"), std::string_view(fmt::format("inherits = \"{}.toml\"\ntitle = \"Reference case {} in world {} of an ensemble\"\n\n[paths]\nfiles = [\"paths/{}.csv\"]\n",
                                                                   r_.name, r_.name, m, name)));
  }
  publish(root_ / "paths/sources.csv",
          std::string_view("key,title,publisher,table,licence,note\nmade_up,The world around the case,Kringloop,-,-,\"Stands still, or as a first-order autoregression expects it\"\n"));
  publish(root_ / (r_.name + ".toml"),
          std::string_view(fmt::format("title = \"Reference case {}\"\nquestion = \"Does the economy keep what the published calibration gives it?\"\n\n"
                                       "[run]\nuntil = \"{}\"\nseed = 1\nscale = {}\n\n[pack]\nname = \"{}\"\n\n[paths]\nfiles = [\"paths/{}.csv\"]\n\n"
                                       "# The target of the rule is a debt of half of GDP, and ages are those of another country.\n[economy]\nbudget_rule = false\ndemography = false\n",
                                       r_.name, (Quarter{year_ + 1, 1} + 12).text(), std::min(1000, static_cast<int>(people_)), r_.name, r_.name)));
  // What can be turned off today; the rest is in docs/bridge.md.
  publish(root_ / (r_.name + "_plain.toml"),
          std::string_view(fmt::format("inherits = \"{}.toml\"\ntitle = \"Reference case {}, additions off as far as they can be\"\n\n"
                                       "[economy]\npension_fund = false\ngrowth = false\n\n"
                                       "[parameters]\ntax_allowance = 0\novertime = 1.5\n",
                                       r_.name, r_.name)));
}

void write_reference_pack(const ReferenceCase& reference, const std::vector<Outlook>& outlooks, const std::filesystem::path& own_pack,
                          const std::filesystem::path& folder) {
  const input::Pack own = input::load_pack(own_pack);
  ReferenceWriter(reference, outlooks, own, folder).write();
  if (!reference.output_history.empty()) ReferenceWriter(reference, outlooks, own, folder, ReferenceWriter::Rules::published).write();
}

}  // namespace kringloop::validation
