// What a run is told: plain structs the model reads, and for every value where it came from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/calendar.hpp"

namespace kringloop::input {

struct Run {
  Quarter start;           // first simulated quarter; index 0 until the pack's base year is known
  Quarter until{2050, 4};  // last simulated quarter
  std::uint64_t seed = 1;
  std::int64_t scale = 100;  // one agent stands for this many real ones
  int threads = 0;           // 0 = as the machine says (OMP_NUM_THREADS)
};

/// Switches that turn parts of the economy off one by one, or put the rule of the published model in their place (docs/bridge.md).
struct Economy {
  enum class PriceSetting : std::uint8_t { mark_up, fixed, cost_push };
  enum class Expectations : std::uint8_t { own_orders, ar1 };
  enum class Investment : std::uint8_t { capacity, wear };
  enum class Production : std::uint8_t { by_supply, to_stock };
  enum class LabourMarket : std::uint8_t { search, immediate };
  enum class Households : std::uint8_t { smoothed_income, expected_income };
  enum class Finance : std::uint8_t { buffers, cash_need };
  enum class Outside : std::uint8_t { paths, ar1 };
  enum class Trade : std::uint8_t { links, national };
  PriceSetting price_setting = PriceSetting::mark_up;
  Expectations expectations = Expectations::own_orders;
  Investment investment = Investment::capacity;
  Production production = Production::by_supply;
  LabourMarket labour_market = LabourMarket::search;
  Households households = Households::smoothed_income;
  Finance finance = Finance::buffers;
  Outside outside = Outside::paths;
  Trade trade = Trade::links;
  bool budget_rule = true;
  bool pension_fund = true;
  bool entry_exit = true;
  bool demography = true;
  bool growth = true;
};

/// A disturbance of one path series or one parameter: it grows over `ramp` quarters from `start`, holds until `end` and fades
/// over `ramp` quarters after it.
struct Shock {
  std::string name;
  std::string series;     // a path series, or
  std::string parameter;  // a parameter; one of the two is set
  Quarter start, end;     // end: last quarter at full strength
  int ramp = 0;           // [quarters]
  double factor = 1;      // at full strength the value is multiplied by this
  double add = 0;         // and then this is added, in the unit of the target

  /// 0 before and after, 1 at full strength.
  [[nodiscard]] double weight(Quarter quarter) const;
  /// The disturbed value: value x (1 + weight (factor - 1)) + weight x add.
  [[nodiscard]] double applied(double value, Quarter quarter) const;
};

/// A value as it will be printed, and where it was given.
struct Given {
  std::string toml;         // "2050Q4" with its quotes, 0.15, true
  std::string origin;       // "baseline.toml:12", "--scale 1000", "default"
  bool in_checksum = true;  // false for what does not define the results (threads)
  bool ranged = false;      // as { value, low, high }
  std::string unit;         // of a parameter, as written, until the pack tells its unit
  std::string file;         // where it was given, for complaints
  long line = 0, column = 0;
};

/// A number that was given with a range: what an ensemble plan samples from.
struct Range {
  double value = 0, low = 0, high = 0;
};

struct Settings {
  std::string title, question;
  Run run;
  std::string pack;                  // folder name under scenarios/data/
  std::vector<std::string> paths;    // later files override earlier ones, series by series
  std::vector<std::string> look_in;  // folders that hold data/ and paths/
  Economy economy;
  std::map<std::string, double> parameters;  // overrides; after load_inputs() every parameter of the pack
  std::vector<Shock> shocks;
  std::vector<std::string> output_groups;

  /// The value in force of a parameter. Throws InternalError when there is none of this name.
  [[nodiscard]] double parameter(const std::string& name) const;
  /// The same in a quarter, with the shocks on it.
  [[nodiscard]] double parameter(const std::string& name, Quarter quarter) const;

  std::map<std::string, Given> given;   // by full key: "run.until", "parameters.mark_up", "shock.trade.factor"
  std::map<std::string, Range> ranges;  // by full key
  std::vector<std::string> warnings;    // things to know that do not stop a run
};

}  // namespace kringloop::input
