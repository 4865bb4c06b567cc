// The opponents and scores meet the published tables: nothing is drawn in the errors, so every difference is a fault.
#include <array>

#include <catch2/catch.hpp>

#include "data_or_skip.hpp"
#include "validation/contest.hpp"

using namespace kringloop;
using namespace kringloop::validation;

namespace {

struct Row {
  Variable variable;
  std::array<double, horizons.size()> errors;  // root mean square x 100, as printed
};

// Printed figures have two decimals: half of the last, and what differs between vintages of arithmetic.
constexpr double as_printed = 0.0051;

void check(const Contest& contest, const std::string& forecaster, const std::vector<Row>& rows, double tolerance) {
  for (const Row& row : rows)
    for (std::size_t h = 0; h < horizons.size(); ++h) {
      INFO(forecaster << ", " << variable_names[static_cast<std::size_t>(row.variable)] << ", " << horizons[h] << " quarters");
      CHECK(contest.scores(forecaster, row.variable, horizons[h]).error == Approx(row.errors[h]).margin(tolerance));
    }
}

}  // namespace

TEST_CASE("given trade, the VARX(1) has the errors of the published table", "[forecast]") {
  const auto data = data_or_skip();
  if (!data) return;
  const Austria austria = read_austria(*data);
  Contest contest(austria, Quarter{2010, 1}, Quarter{2019, 3}, Quarter{2019, 4});
  for (const Forecaster& opponent : opponents_given_trade(austria, 2, Draw{1})) contest.add(opponent);
  check(contest, "VARX(1), given trade", {{Variable::gdp, {0.45, 0.55, 0.83, 1.20, 1.44}}}, as_printed);
}

TEST_CASE("opponents have the errors of the published tables", "[forecast]") {
  const auto data = data_or_skip();
  if (!data) return;
  using enum Variable;
  const Austria austria = read_austria(*data);
  Contest contest(austria, Quarter{2010, 1}, Quarter{2019, 3}, Quarter{2019, 4});
  for (const Forecaster& opponent : opponents(austria, 200, Draw{1})) contest.add(opponent);
  contest.add(published_model(austria, read_published_paths(*data / "macro_abm/own_montecarlo_austria_1to10000_500seeds_means.txt"), "published model"));
  CHECK(contest.scores("AR(1) in differences", gdp, 1).origins == 39);
  CHECK(contest.scores("AR(1) in differences", gdp, 12).origins == 28);

  // Poledna, Miess, Hommes and Rabitsch (2023), online appendix.
  check(contest, "AR(1) in differences",
        {{gdp, {0.52, 0.77, 1.26, 2.12, 2.89}},
         {inflation, {0.30, 0.28, 0.28, 0.29, 0.25}},
         {consumption, {0.52, 0.73, 1.14, 1.93, 2.74}},
         {investment, {1.18, 1.78, 2.91, 4.26, 6.01}},
         {euribor, {0.03, 0.06, 0.11, 0.16, 0.20}}},
        as_printed);
  check(contest, "VAR(1) in differences",
        {{gdp, {0.45, 0.82, 1.78, 4.06, 5.83}},
         {inflation, {0.33, 0.30, 0.28, 0.28, 0.25}},
         {exports, {1.53, 2.83, 6.18, 13.46, 18.93}},
         {imports, {1.66, 2.66, 5.67, 11.96, 16.08}}},
        as_printed);
  // Computed apart from this project with the growth of the deflator as printed, three decimals.
  check(contest, "VAR(1) in levels", {{gdp, {0.45, 0.60, 0.88, 1.39, 2.40}}}, 0.015);

  // Mean paths exist for the 28 origins to 2016Q4 only; at 12 quarters these are all, at fewer the known figures count 39 origins.
  for (const auto& [variable, error] : {std::pair{gdp, 3.14}, {inflation, 0.25}, {consumption, 2.16}, {investment, 6.46}})
    CHECK(contest.scores("published model", variable, 12).error == Approx(error).margin(as_printed));
  check(contest, "published model", {{gdp, {0.50, 0.81, 1.40, 2.35, 3.14}}}, 0.06);

  SECTION("ensembles of residuals cover about what they should at one quarter") {
    // 39 origins with a true chance of 0.9: 29 or fewer inside has a chance of about 0.3 %.
    for (const Variable v : {gdp, inflation, consumption, investment}) CHECK(contest.scores("AR(1) in differences", v, 1).coverage > 29.5 / 39);
  }
}

TEST_CASE("a member path that is the truth has no error, and a spread round it covers it", "[forecast]") {
  const auto data = data_or_skip();
  if (!data) return;
  const Austria austria = read_austria(*data);
  std::vector<MemberPaths> paths;
  for (Quarter q{2012, 1}; q <= Quarter{2013, 4}; q = q + 1) {
    Panel truth = austria.outcomes.middleRows(austria.row(q), 13);
    truth.col(column(Variable::gdp)).array() += 3;  // another unit: only growth counts
    Panel above = truth, below = truth;
    above.bottomRows(12).array() += 0.01;
    below.bottomRows(12).array() -= 0.01;
    paths.push_back({q, {above, truth, below}});
  }
  Contest contest(austria, Quarter{2010, 1}, Quarter{2016, 4}, Quarter{2019, 4});
  contest.add(member_forecaster(austria, paths, "truth"));
  const Scores& scores = contest.scores("truth", Variable::gdp, 4);
  CHECK(scores.origins == 8);
  CHECK(scores.error < 0.01);  // the log of a mean lies 0.00003 above the mean of logs
  CHECK(scores.coverage == 1);
}
