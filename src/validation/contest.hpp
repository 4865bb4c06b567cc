// The forecast contest: rolling origins x horizons x variables x forecasters, scored and printed. Every cell is shown, won or lost.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "validation/austria.hpp"

namespace kringloop::validation {

/// Anything that forecasts from an origin (row of the data): levels at steps 1.., in the units of Variable.
struct Forecaster {
  std::string name;
  std::function<std::optional<Forecast>(int origin)> from;
};

inline constexpr std::array<int, 5> horizons = {1, 2, 4, 8, 12};
inline constexpr int longest_horizon = 12;

/// AR(1) in differences as published (GDP, consumption, investment, exports, imports as changes; inflation and Euribor as levels), AR(1) in
/// levels, VAR(1) in differences and in levels. As published the VAR has GDP, deflator, government, exports, imports, euro-area GDP and
/// deflator, Euribor; consumption and investment come from a second one of GDP, inflation, consumption, investment, Euribor.
[[nodiscard]] std::vector<Forecaster> opponents(const Austria& austria, int members, const Draw& draw);
/// For forecasts that are given exports, imports and public consumption as they turned out, as published: VARX(1) in differences of GDP and the deflator, of these
/// with consumption and investment for the latter two. Then AR(1) in differences, which is given nothing.
[[nodiscard]] std::vector<Forecaster> opponents_given_trade(const Austria& austria, int members, const Draw& draw);
/// Mean paths, read relative to the origin's outcome (rates as they are).
[[nodiscard]] Forecaster published_model(const Austria& austria, std::vector<PublishedPath> paths, std::string name);
/// Members relative to the origin's outcome; the forecast is the log of their mean.
[[nodiscard]] Forecaster member_forecaster(const Austria& austria, std::vector<MemberPaths> paths, std::string name);

struct Scores {
  int origins = 0;               // with a forecast and an outcome
  double error = 0, bias = 0;    // root mean square and mean of (forecast - outcome), x 100
  double coverage = 0;           // of 90 % intervals; NaN without members
  double ranked_probability = 0;  // x 100; NaN without members
  std::vector<double> errors;    // [origin of the contest], NaN where none
};

class Contest {
 public:
  /// Origins from `first` to `last`; outcomes up to `last_target` or the end of the data.
  Contest(const Austria& austria, Quarter first, Quarter last, Quarter last_target);
  void add(const Forecaster& forecaster);

  [[nodiscard]] const Scores& scores(std::string_view forecaster, Variable variable, int horizon) const;
  /// All tables as text; the first forecaster added is the one the others are compared with.
  [[nodiscard]] std::string report(const Draw& draw) const;

 private:
  struct Entrant {
    std::string name;
    std::vector<Scores> cells;  // [variable x horizon]
  };
  [[nodiscard]] static std::size_t cell(std::size_t variable, std::size_t horizon) { return variable * horizons.size() + horizon; }
  [[nodiscard]] std::string table(std::string_view title, const std::function<std::string(const Entrant&, std::size_t cell, int horizon)>& show) const;

  const Austria& austria_;
  Quarter first_, last_;
  int targets_;  // rows of the data that may be forecast
  std::vector<Entrant> entrants_;
};

}  // namespace kringloop::validation
