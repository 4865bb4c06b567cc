// Where the autoregressions stand that some rules read instead of paths and own orders; empty where no rule does (docs/bridge.md).
#pragma once

#include <vector>

namespace kringloop {

struct Autoregressions {
  // outside, as in the pack's published.csv
  double exports = 0.0, imports = 0.0, government = 0.0;  // levels
  double foreign_output = 0.0, foreign_inflation = 0.0;   // level, 1/quarter
  double policy_rate = 0.0;                               // 1/quarter
  // at home, of which all expect the same
  std::vector<double> output;        // logs of all output by quarter, oldest first
  std::vector<double> price_change;  // log changes of its price
  double output_price = 1.0;         // base year = 1
  double expected_growth = 0.0, expected_inflation = 0.0;  // for this quarter [1/quarter]
  double benefit_growth = 1.0;       // benefits in real terms, opening = 1
};

}  // namespace kringloop
