#include "input/keys.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "input/number.hpp"

namespace kringloop::input {

const std::vector<Section>& sections() {
  static const std::vector<Section> list = {
      {"", SectionForm::table, "At the top of the file, before any section."},
      {"run", SectionForm::table, "What is simulated, and at which grain."},
      {"pack", SectionForm::table, "The country and base year."},
      {"paths", SectionForm::table, "The world outside the model, year by year."},
      {"economy", SectionForm::table, "Parts of the economy that can be turned off one by one, to see what they do."},
      {"output", SectionForm::table, "What is written."},
      {"places", SectionForm::table, "Where packs and paths are looked for. Does not count for the checksum of the scenario."},
      {"parameters", SectionForm::open,
       "Behavioural parameters of the pack, by name. A value outside the range that the pack gives is a warning. It is an error more than "
       "five widths of that range outside it (for a figure without a range: five times the figure), below 0 where the range is not, "
       "or where its unit cannot be: fraction and 1/quarter 0 to 1, 1/year -1 to 1, number 0 to 100, quarters 0 to 40, years 0 to 120, "
       "km 0 to 20,000, EUR/year 0 to 1,000,000. The same holds in every quarter for what shocks make of it."},
      {"shock", SectionForm::list,
       "Disturbances, each a `[[shock]]` table. A scenario that inherits can change a field by repeating the name, and take the shock away "
       "with "
       "`--without shock=NAME`. At full strength the value is multiplied by `factor`, then `add` is added.",
       [](Settings& s, const std::string& item) { s.shocks.emplace_back().name = item; }},
  };
  return list;
}

const std::vector<Key>& keys() {
  using T = KeyType;
  using S = Settings&;
  using V = const Scalar&;
  constexpr double any = 1e300;
  // section, name, type, unit, lowest, highest, default, choices, meaning, where it goes, counts for the checksum
  static const std::vector<Key> list = {
      {"", "title", T::text, "", 0, 0, "required", "", "A line that says which scenario this is.", [](S s, V v) { s.title = v.text; },
       false},
      {"", "question", T::text, "", 0, 0, "\"\"", "", "The question the scenario answers.", [](S s, V v) { s.question = v.text; }, false},
      {"", "inherits", T::text, "", 0, 0, "none", "",
       "Another scenario, relative to this file, that this one changes. Tables are merged key by key, lists of named tables by name; any "
       "other list is replaced whole.",
       nullptr, false},

      {"run", "start", T::quarter, "", 1900, 2200, "none", "",
       "First simulated quarter. Default: the first one after the pack's base year.", [](S s, V v) { s.run.start = v.quarter; }},
      {"run", "until", T::quarter, "", 1900, 2200, "\"2050Q4\"", "", "Last simulated quarter.", [](S s, V v) { s.run.until = v.quarter; }},
      {"run", "seed", T::integer, "", 0, 0x1p63, "1", "", "Chooses the random numbers. Equal seeds give equal results.",
       [](S s, V v) { s.run.seed = static_cast<std::uint64_t>(v.integer); }},
      {"run", "scale", T::integer, "", 1, 1000000, "100", "", "One agent stands for this many real persons or firms.",
       [](S s, V v) { s.run.scale = v.integer; }},
      {"run", "threads", T::integer, "", 0, 4096, "0", "",
       "Threads of each process; 0: as OMP_NUM_THREADS says. Does not change any result.",
       [](S s, V v) { s.run.threads = static_cast<int>(v.integer); }, false},

      {"pack", "name", T::text, "", 0, 0, "required", "", "The data pack: a folder under `data/`.", [](S s, V v) { s.pack = v.text; }},
      {"paths", "files", T::texts, "", 0, 0, "required", "",
       "Path files, relative to the folder that holds `data/` and `paths/`. A later file replaces the series it gives, whole.",
       [](S s, V v) { s.paths = v.texts; }},

      {"economy", "price_setting", T::choice, "", 0, 0, "\"mark_up\"", "mark_up|fixed|cost_push",
       "Firms set a mark-up on unit costs, keep base-year prices, or raise prices with expected inflation and the relative price of their inputs.",
       [](S s, V v) {
         using P = Economy::PriceSetting;
         s.economy.price_setting = v.text == "fixed" ? P::fixed : v.text == "cost_push" ? P::cost_push : P::mark_up;
       }},
      {"economy", "expectations", T::choice, "", 0, 0, "\"own_orders\"", "own_orders|ar1",
       "Each firm smooths its own orders; or all expect growth and inflation of a first-order autoregression, fitted again every quarter.",
       [](S s, V v) { s.economy.expectations = v.text == "ar1" ? Economy::Expectations::ar1 : Economy::Expectations::own_orders; }},
      {"economy", "investment", T::choice, "", 0, 0, "\"capacity\"", "capacity|wear",
       "Firms invest for wear and the capacity they expect to need, delivered two quarters later; or for the wear of planned output only, at once.",
       [](S s, V v) { s.economy.investment = v.text == "wear" ? Economy::Investment::wear : Economy::Investment::capacity; }},
      {"economy", "production", T::choice, "", 0, 0, "\"by_supply\"", "by_supply|to_stock",
       "Goods are made to stock and services when ordered; or everything is made to stock, from one stock of all inputs together.",
       [](S s, V v) { s.economy.production = v.text == "to_stock" ? Economy::Production::to_stock : Economy::Production::by_supply; }},
      {"economy", "labour_market", T::choice, "", 0, 0, "\"search\"", "search|immediate",
       "People search, quit and are dismissed month by month; or equal workers move at once, pay follows consumer prices and the hours needed.",
       [](S s, V v) { s.economy.labour_market = v.text == "immediate" ? Economy::LabourMarket::immediate : Economy::LabourMarket::search; }},
      {"economy", "households", T::choice, "", 0, 0, "\"smoothed_income\"", "smoothed_income|expected_income",
       "Households spend out of smoothed income and wealth, and borrow for dwellings; or fixed shares of expected income on consumption and dwellings, "
       "with taxes on wages and dividends only.",
       [](S s, V v) {
         s.economy.households = v.text == "expected_income" ? Economy::Households::expected_income : Economy::Households::smoothed_income;
       }},
      {"economy", "finance", T::choice, "", 0, 0, "\"buffers\"", "buffers|cash_need",
       "Firms keep buffers and a usual debt and pay out the rest; or borrow what cash they lack, repay a share, and pay out a share of profit.",
       [](S s, V v) { s.economy.finance = v.text == "cash_need" ? Economy::Finance::cash_need : Economy::Finance::buffers; }},
      {"economy", "outside", T::choice, "", 0, 0, "\"paths\"", "paths|ar1",
       "Foreign demand, public consumption and the policy rate follow paths and rules; or first-order autoregressions with drawn shocks, and a Taylor rule.",
       [](S s, V v) { s.economy.outside = v.text == "ar1" ? Economy::Outside::ar1 : Economy::Outside::paths; }},
      {"economy", "trade", T::choice, "", 0, 0, "\"links\"", "links|national",
       "Buyers have suppliers and outlets near them; or all buy from all sellers of the country and one abroad, whose offer is limited (needs outside = \"ar1\").",
       [](S s, V v) { s.economy.trade = v.text == "national" ? Economy::Trade::national : Economy::Trade::links; }},
      {"economy", "budget_rule", T::flag, "", 0, 0, "true", "", "Government adjusts taxes when its balance leaves the permitted band.",
       [](S s, V v) { s.economy.budget_rule = v.flag; }},
      {"economy", "pension_fund", T::flag, "", 0, 0, "true", "",
       "A pension fund collects contributions, invests and pays supplementary pensions.",
       [](S s, V v) { s.economy.pension_fund = v.flag; }},
      {"economy", "entry_exit", T::flag, "", 0, 0, "true", "", "Firms close, by bankruptcy and by the rate of their size class, and others start as the industry's demand asks for.",
       [](S s, V v) { s.economy.entry_exit = v.flag; }},
      {"economy", "demography", T::flag, "", 0, 0, "true", "", "People are born, age, migrate and die.",
       [](S s, V v) { s.economy.demography = v.flag; }},
      {"economy", "growth", T::flag, "", 0, 0, "true", "", "Labour productivity grows with the frontier.",
       [](S s, V v) { s.economy.growth = v.flag; }},

      {"output", "groups", T::texts, "", 0, 0, "[\"all\"]", "all|national|industries|regions|labour|finance|audit",
       "Groups of variables written to run.nc.", [](S s, V v) { s.output_groups = v.texts; }},

      {"places", "look_in", T::texts, "", 0, 0, "[]", "",
       "Folders that hold `data/` and `paths/`, looked into before the scenario's own folder, the folders above it, the present folder, "
       "KRINGLOOP_SCENARIOS and the program's folder.",
       [](S s, V v) { s.look_in = v.texts; }, false},

      {"shock", "name", T::text, "", 0, 0, "required", "", "Its name: letters, digits, `_` and `-`.", nullptr},
      {"shock", "series", T::text, "", 0, 0, "none", "", "The path series it disturbs; this or `parameter`.",
       [](S s, V v) { s.shocks.back().series = v.text; }},
      {"shock", "parameter", T::text, "", 0, 0, "none", "", "The parameter it disturbs.",
       [](S s, V v) { s.shocks.back().parameter = v.text; }},
      {"shock", "start", T::quarter, "", 1900, 2200, "required", "", "First quarter it is felt.",
       [](S s, V v) { s.shocks.back().start = v.quarter; }},
      {"shock", "end", T::quarter, "", 1900, 2200, "\"2199Q4\"", "", "Last quarter at full strength.",
       [](S s, V v) { s.shocks.back().end = v.quarter; }},
      {"shock", "ramp", T::integer, "quarters", 0, 400, "0", "", "Time to full strength from `start`, and to none after `end`.",
       [](S s, V v) { s.shocks.back().ramp = static_cast<int>(v.integer); }},
      {"shock", "factor", T::number, "", -1000, 1000, "1.0", "", "What the value is multiplied by.",
       [](S s, V v) { s.shocks.back().factor = v.number; }},
      {"shock", "add", T::number, "", -any, any, "0.0", "", "What is then added, in the unit of the target.",
       [](S s, V v) { s.shocks.back().add = v.number; }},
  };
  return list;
}

const Section* find_section(std::string_view name) {
  const auto found = std::find_if(sections().begin(), sections().end(), [&](const Section& s) { return s.name == name; });
  return found == sections().end() ? nullptr : &*found;
}

const Key* find_key(std::string_view section, std::string_view name) {
  const auto found = std::find_if(keys().begin(), keys().end(), [&](const Key& k) { return k.section == section && k.name == name; });
  return found == keys().end() ? nullptr : &*found;
}

std::vector<std::string> key_names(std::string_view section) {
  std::vector<std::string> names;
  for (const Key& key : keys())
    if (key.section == section) names.emplace_back(key.name);
  return names;
}

std::vector<std::string> choices_of(const Key& key) {
  std::vector<std::string> names;
  for (std::string_view rest = key.choices; !rest.empty();) {
    const auto bar = std::min(rest.find('|'), rest.size());
    names.emplace_back(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return names;
}

std::string expected(const Key& key) {
  const auto range = [&]() -> std::string {
    if (std::abs(key.low) > 1e100 || std::abs(key.high) > 1e100) return "";
    if (key.high == 0x1p63) return fmt::format(" from {:.0f} to {}", key.low, INT64_MAX);
    return fmt::format(" from {:.12g} to {:.12g}", key.low, key.high);
  };
  const std::string unit =
      key.unit.empty() ? "" : fmt::format(", in {} or with a unit ({})", key.unit, fmt::join(units_for(key.unit), ", "));
  switch (key.type) {
    case KeyType::text: return "a text in quotes";
    case KeyType::flag: return "true or false";
    case KeyType::integer: return "a whole number" + range() + unit;
    case KeyType::number: return "a number" + range() + unit;
    case KeyType::quarter: return fmt::format("a quarter such as \"2030Q1\", {:.0f} to {:.0f}", key.low, key.high);
    case KeyType::choice: return fmt::format("one of {}", fmt::join(choices_of(key), ", "));
    case KeyType::texts: return key.choices.empty() ? "a list of texts" : fmt::format("a list of {}", fmt::join(choices_of(key), ", "));
  }
  return "";
}

}  // namespace kringloop::input
