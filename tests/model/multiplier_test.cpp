// With fixed prices and slack capacity, demand goes through the economy as Leontief's inverse says.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <Eigen/Dense>

#include "base/error.hpp"
#include "input/complaints.hpp"
#include "study.hpp"

using namespace kringloop;

namespace {

/// An economy that only passes demand on: prices fixed, capital and working hours in plenty, nobody spends more because others do
/// (consumption from income as it was, investment for wear only, public consumption constant), the world outside constant.
std::unique_ptr<Study> slack(double world_demand) {
  return std::make_unique<Study>("baseline.toml", "1000", [&](input::Inputs& inputs) {
    input::Settings& s = inputs.settings;
    s.economy.price_setting = input::Economy::PriceSetting::fixed;
    s.economy.demography = false;
    s.economy.budget_rule = false;
    s.economy.entry_exit = false;
    for (const char* off : {"income_smoothing", "consumption_from_wealth", "capital_adjustment", "growth_limit", "trend_smoothing", "import_price_elasticity",
                            "export_price_elasticity", "capital_cost_elasticity",
                            // where prices are fixed, wages that rise would leave firms without the means to replace wear
                            "inflation_anchor", "wage_tightness_elasticity",
                            // people stay where they work: at 1:1000 a firm that loses its last one would stand still
                            "job_loss_hazard", "withdrawal_hazard", "job_change_hazard", "dismissal_speed"}) {
      REQUIRE(s.parameters.contains(off));
      s.parameters[off] = 0.0;
    }
    s.parameters["overtime"] = 100.0;
    s.parameters["loan_to_value"] = 1e3;          // nobody's wear goes unreplaced for lack of credit:
    s.parameters["bank_capital_minimum"] = 1e-6;  // more sales would then mean more investment
    const auto constant = std::filesystem::temp_directory_path() / "kringloop_constant_world.csv";
    std::ofstream file(constant);
    file << "series,year,value,unit,source,quality,low,high,factor\n";
    for (int year = 2023; year <= 2051; ++year) {
      for (const char* series : {"world_demand", "world_price"}) file << series << ',' << year << ",1,number,a test,assumed,1,1,test\n";
      file << "frontier_productivity_growth," << year << ",0,1/year,a test,assumed,0,0,test\n";
    }
    file.close();
    input::Complaints complaints;
    input::read_path_file(constant, "constant", inputs.paths, complaints);
    complaints.throw_if_any();
    input::Shock shock;
    shock.name = "world_demand";
    shock.series = "world_demand";
    shock.start = Quarter{2025, 1};
    shock.end = Quarter{2060, 4};
    shock.factor = world_demand;
    s.shocks.push_back(shock);
  });
}

}  // namespace

TEST_CASE("With fixed prices and slack capacity more exports raise output by the Leontief multipliers", "[economic]") {
  constexpr double more = 1.02;
  const auto plain = slack(1.0), disturbed = slack(more);
  for (Study* study : {plain.get(), disturbed.get()}) {
    World& w = study->world;
    for (const District d : w.context.layout.mine) for_each_row(w.firms, d, [&](Row i) { w.firms.capital[i] = Volume{2 * w.firms.capital[i].units}; });
    study->quarters(48);
  }

  // x = A x + f: domestic goods used per unit of output, trade and transport margins on all inputs included.
  const input::Pack& pack = plain->inputs().pack;
  const auto n = static_cast<Eigen::Index>(pack.industry_count());
  const auto z = [](Eigen::Index i) { return static_cast<std::size_t>(i); };
  Eigen::MatrixXd leontief = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd exports(n);
  const auto intermediate = z(static_cast<Eigen::Index>(input::UseClass::intermediate)), abroad = z(static_cast<Eigen::Index>(input::UseClass::exports));
  const std::size_t column = pack.column_of(input::FinalUse::exports);
  double margin_abroad = 0.0, reexport_margin = 0.0;
  for (Eigen::Index g = 0; g < n; ++g) {
    margin_abroad += (pack.use_domestic(z(g), column) + pack.use_imported(z(g), column)) * pack.valuation[z(g)][abroad].margin_rate;
    reexport_margin += pack.reexports[z(g)].margin;
  }
  for (Eigen::Index s = 0; s < n; ++s) {
    const double output = pack.accounts[z(s)].output;
    double margins = 0.0;
    for (Eigen::Index g = 0; g < n; ++g) {
      const double domestic = pack.use_domestic(z(g), z(s)), imported = pack.use_imported(z(g), z(s));
      margins += (domestic + imported) * pack.valuation[z(g)][intermediate].margin_rate;
      if (output > 0.0) leontief(g, s) -= domestic / output;
    }
    for (Eigen::Index g = 0; g < n; ++g) if (output > 0.0) leontief(g, s) -= pack.margin_supply[z(g)] * margins / output;
    exports(s) = pack.use_domestic(z(s), column);
  }
  for (Eigen::Index g = 0; g < n; ++g) {
    exports(g) += pack.margin_supply[z(g)] * margin_abroad;
    if (pack.industries[z(g)].code == "46") exports(g) += reexport_margin;  // what passes through is handled by wholesale
  }
  exports *= (more - 1.0) * 1e6 / 4.0;
  const Eigen::VectorXd expected = leontief.partialPivLu().solve(exports);

  const int last = plain->length() - 1;
  double all = 0.0, off = 0.0, worst = 0.0;
  std::string worst_industry;
  for (Eigen::Index s = 0; s < n; ++s) {
    double seen = 0.0;
    for (int q = last - 3; q <= last; ++q) seen += (disturbed->at("output_real", q, z(s)) - plain->at("output_real", q, z(s))) / 4.0;
    all += seen;
    off += std::abs(seen - expected(s));
    const double error = expected(s) > 1e-3 * expected.sum() ? std::abs(seen / expected(s) - 1.0) : 0.0;
    if (error > worst) worst = error, worst_industry = pack.industries[z(s)].code + " " + pack.industries[z(s)].name;
  }
  std::printf("exports +2 %%: output %+.1f MEUR a quarter, by Leontief %+.1f (multiplier %.3f, expected %.3f); industries off by %.2f %% together, at worst %.2f %% (%s)\n",
              all / 1e6, expected.sum() / 1e6, all / exports.sum(), expected.sum() / exports.sum(), 100 * off / expected.sum(), 100 * worst, worst_industry.c_str());
  CHECK(std::abs(all / expected.sum() - 1.0) < 0.02);
  CHECK(off / expected.sum() < 0.02);
}
