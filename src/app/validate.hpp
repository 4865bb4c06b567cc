// kringloop validate: the simulator's opponents and its own record against history.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kringloop::app {

struct ForecastArguments {
  std::string data, first = "2010Q1", last = "2019Q3", last_target = "2099Q4";
  std::vector<std::string> paths;  // NAME=FILE of member paths, or NAME=FOLDER of runs
  int members = 500;               // of each opponent's ensemble
  bool given_trade = false;
  void add_to(CLI::App* command);
};

struct PackArguments {
  std::string data, which, folder, own_pack = "scenarios/data/nl-2023";
  int members = 0;
  bool given_trade = false;
  void add_to(CLI::App* command);
};

/// Makes a pack and a scenario of a reference case in a scratch folder. Returns 0, or 77 when the reference data are not there.
[[nodiscard]] int validate_pack(const PackArguments& arguments);

struct BridgeArguments {
  std::string data, runs;
  void add_to(CLI::App* command);
};

/// Prints runs under the rules of the published model beside that model's means. Returns 0, or 77 when the reference data are not there.
[[nodiscard]] int validate_bridge(const BridgeArguments& arguments);

struct FactsArguments {
  std::string scenario = "scenarios/baseline.toml", folder;
  std::vector<std::string> set;  // KEY=VALUE
  int scale = 0, first_seed = 1, seeds = 1;
  void add_to(CLI::App* command);
};

/// Runs a scenario and writes the tables of stylised facts. Returns 0.
[[nodiscard]] int validate_facts(const FactsArguments& arguments);

struct HindcastArguments {
  std::string data, pack = "scenarios/data/nl-2010";
  std::vector<std::string> runs;
  void add_to(CLI::App* command);
};

/// Prints the tables of the Dutch hindcast. Returns 0, or 77 when the reference data are not there.
[[nodiscard]] int validate_hindcast(const HindcastArguments& arguments);

/// Prints the tables of the forecast contest. Returns 0, or 77 (skipped) when the reference data are not there.
[[nodiscard]] int validate_forecast(const ForecastArguments& arguments);

}  // namespace kringloop::app
