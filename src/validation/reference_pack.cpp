#include "validation/reference_pack.hpp"

#include <map>
#include <sstream>
#include <tuple>

#include "input/pack_build.hpp"
#include "validation/reference_writer.hpp"

namespace kringloop::validation {

namespace {

// Real estate and wholesale have roles in the economy and go by their SBI codes.
std::string code_of(const std::string& nace) { return nace == "L" ? "68" : nace == "G46" ? "46" : nace; }

}  // namespace

ReferenceWriter::ReferenceWriter(const ReferenceCase& reference, const input::Pack& own, const std::filesystem::path& folder)
    : r_(reference), own_(own), root_(folder), folder_(folder / "data" / reference.name), year_(reference.quarter.year() - 1), n_(reference.nace.size()),
      output_(reference.output()), inputs_(reference.inputs()), wear_(reference.wear()), wages_(reference.wages()), people_(reference.persons_per_agent) {
  // A pack needs value added above 0; petroleum (C19) lost a few million in 2013 and 2014. Its inputs beyond that go to inventories.
  constexpr double most_inputs = 0.999;  // of output
  kept_ = (inputs_ - most_inputs * output_).cwiseMax(0.0);
  inputs_ -= kept_;
  for (const std::string& nace : r_.nace) {
    code_.push_back(code_of(nace));
    if (nace == "L") estate_ = code_.size() - 1;
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
  scenario();
  (void)input::build_pack(folder_);
}

// Our parameters, with those that the case states itself.
void ReferenceWriter::parameters() {
  const std::map<std::string, double> stated = {{"loan_spread", quarters_a_year * r_.scalar("mu")},
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

void ReferenceWriter::head() {
  publish(folder_ / "pack.toml",
          std::string_view(fmt::format("name = \"{}\"\ntitle = \"Reference case {}\"\ncountry = \"XX\"\nbase_year = {}\ncurrency = \"EUR\"\n"
                                       "licence = \"of the reference data; not to be passed on\"\n\n[build]\nmethod = \"none\"\n\n[sha256]\n",
                                       r_.name, r_.name, year_)));
  publish(folder_ / "sources.csv",
          std::string_view(read_text(own_.folder / "sources.csv") +
                           "reference_case,Calibration of the published model,see the reference data,-,of the reference data,A quarter's flows times four\n"
                           "made_up,Age structure and the like,Kringloop,-,-,Scaled from another pack; plays no part where additions are off\n"));
}

// A run starts in the first quarter after the base year: whichever quarter the case is of, its run calls it Q1.
// A world that stands still: demand and prices as at the opening, nobody comes or goes.
void ReferenceWriter::scenario() {
  std::string paths = "series,year,value,unit,source,quality,low,high,factor\n";
  const double births = 1.4, pension_age = 65, rate = quarters_a_year * r_.scalar("r_bar"), bonds = quarters_a_year * r_.scalar("r_G");
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
                                       "[run]\nuntil = \"{}\"\nseed = 1\nscale = {}\n\n[pack]\nname = \"{}\"\n\n[paths]\nfiles = [\"paths/{}.csv\"]\n",
                                       r_.name, (Quarter{year_ + 1, 1} + 12).text(), static_cast<int>(people_), r_.name, r_.name)));
  // What can be turned off today; the rest is in docs/bridge.md.
  publish(root_ / (r_.name + "_plain.toml"),
          std::string_view(fmt::format("inherits = \"{}.toml\"\ntitle = \"Reference case {}, additions off as far as they can be\"\n\n"
                                       "[economy]\npension_fund = false\ndemography = false\ngrowth = false\nbudget_rule = false\n\n"
                                       "[parameters]\ntax_allowance = 0\novertime = 1.5\n",
                                       r_.name, r_.name)));
}

void write_reference_pack(const ReferenceCase& reference, const std::filesystem::path& own_pack, const std::filesystem::path& folder) {
  const input::Pack own = input::load_pack(own_pack);
  ReferenceWriter(reference, own, folder).write();
}

}  // namespace kringloop::validation
