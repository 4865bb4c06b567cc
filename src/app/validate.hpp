// kringloop validate: the simulator's opponents and its own record against history.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace kringloop::app {

struct ForecastArguments {
  std::string data, first = "2010Q1", last = "2019Q3";
  std::vector<std::string> paths;  // NAME=FILE of member paths
  int members = 500;               // of each opponent's ensemble
  void add_to(CLI::App* command);
};

/// Prints the tables of the forecast contest. Returns 0, or 77 (skipped) when the reference data are not there.
[[nodiscard]] int validate_forecast(const ForecastArguments& arguments);

}  // namespace kringloop::app
