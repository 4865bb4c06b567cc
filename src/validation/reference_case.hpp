// An economy as the published model's calibration states it: 62 industries, scalars, all flows of one quarter [MEUR].
// Read from reference data outside the project.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Dense>

#include "base/calendar.hpp"

namespace kringloop::validation {

struct ReferenceCase {
  std::string name;
  Quarter quarter;               // whose flows these are
  double persons_per_agent = 0;  // the counts below are of modelled agents
  std::vector<std::string> nace;                                      // [industry], also the goods
  std::map<std::string, Eigen::VectorXd, std::less<>> by_industry;    // as named in the data: alpha_s, N_s, b_HH_g, ...
  std::map<std::string, double, std::less<>> scalars;                 // tau_VAT, D_H, ...
  Eigen::MatrixXd input_shares;                                       // [good][industry], columns sum to 1
  std::vector<double> output_history, inflation_history;              // by quarter from 1996Q4 to this one; empty for an Austrian origin
  Eigen::Matrix3d shocks = Eigen::Matrix3d::Zero();                   // covariance of foreign output, exports, imports in logs
  double expectation_noise = 1;                                       // what residuals of expectations at home are multiplied by

  /// Takes all drawn shocks away: the deterministic run of the reference data.
  void silence();

  /// At basic prices. They follow from the opening clearing good by good: 62 equations, 5 unknowns.
  double consumption = 0, dwellings = 0, government = 0, exports = 0, imports = 0;
  double clearing_error = 0;  // largest, relative to the good's output

  [[nodiscard]] const Eigen::VectorXd& of(std::string_view item) const;
  [[nodiscard]] double scalar(std::string_view item) const;
  [[nodiscard]] Eigen::VectorXd output() const;        // [industry] MEUR a quarter
  [[nodiscard]] Eigen::VectorXd inputs() const;        // [industry] all intermediate use
  [[nodiscard]] Eigen::VectorXd wear() const;          // [industry] what wears out is what is invested
  [[nodiscard]] Eigen::VectorXd wages() const;         // [industry]
  [[nodiscard]] double gdp() const;                    // at market prices, by expenditure
};

/// A folder with scalars.json, sectors.csv, a_sg.csv: Austria 2010Q1, the steady state, Italy 2010Q1. Throws InputError.
[[nodiscard]] ReferenceCase read_reference_case(const std::filesystem::path& folder, double persons_per_agent);
/// One of the 28 Austrian origins, 2010Q1 to 2016Q4, at 1:10,000. `data` as for read_austria. Throws InputError.
[[nodiscard]] ReferenceCase read_austrian_origin(const std::filesystem::path& data, Quarter origin);

}  // namespace kringloop::validation
