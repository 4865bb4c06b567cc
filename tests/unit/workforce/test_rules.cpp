// Rules by hand: vacancies, dismissals, hazards, wages.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "unit/workforce/worlds.hpp"
#include "workforce/matching.hpp"
#include "workforce/participation_rates.hpp"
#include "workforce/vacancies.hpp"
#include "workforce/wages.hpp"

using namespace kringloop;
using namespace kringloop::workforce;

TEST_CASE("a firm misses what its target, and vacancies kept for leavers, exceed its hours by") {
  const double p = 0.05;  // kept open for leavers
  // Ten full-time wanted, 8 people of 38 hours: 10.5 - 8 = 2.5 persons.
  CHECK(missing_rows(p, 10.0, 8 * 38, 38.0, 1) == Approx(2.5));
  // The same at 1:100, ten times as many.
  CHECK(missing_rows(p, 1000.0, 800 * 38, 38.0, 100) == Approx(2.5));
  // 2 full-time x 1.05 = 79.8 hours - 38 = 41.8, at 19 usual hours each.
  CHECK(missing_rows(p, 2.0, 38, 19.0, 1) == Approx(2.2));
  CHECK(missing_rows(p, 1.0, 0, 19.0, 1) == Approx(2.1));
  CHECK(missing_rows(p, 1.0, 60, 30.0, 1) == 0.0);
  CHECK(missing_rows(p, 0.0, 0, 30.0, 1) == 0.0);
}

TEST_CASE("firms keep as many vacancies open as replace leavers while they are filled") {
  Parameters p;
  p.normal_vacancy_rate = 0.05;
  p.normal_filled_share = 0.25;  // three left open for each one filled
  CHECK(kept_open(p, 0.25) == Approx(0.05));
  CHECK(kept_open(p, 0.5) == Approx(0.05 / 3));  // one for one
  CHECK(kept_open(p, 1.0) == 0.0);
  CHECK(kept_open(p, 0.1) == Approx(0.05));  // no run on vacancies
  CHECK(kept_open(p, 0.0) == Approx(0.05));  // not yet known
}

TEST_CASE("a part of a vacancy is one or none, right on average") {
  double sum = 0;
  for (std::uint64_t i = 0; i < 20000; ++i) sum += static_cast<double>(whole(1.3, mixed(i)));
  CHECK(sum / 20000 == Approx(1.3).margin(0.01));
  CHECK(whole(2.0, ~std::uint64_t{0}) == 2);
  CHECK(whole(0.0, 0) == 0);
}

TEST_CASE("firms dismiss a third of what exceeds the target by more than one person") {
  Parameters p;
  CHECK(dismissal_share(p, 10.0, 11 * 38, 11, 1) == Approx(0.0).margin(1e-12));
  CHECK(dismissal_share(p, 10.0, 13 * 38, 13, 1) == Approx(0.33 * 2.0 / 13.0));
  CHECK(dismissal_share(p, 0.0, 4 * 38, 4, 1) == Approx(0.33 * 3.0 / 4.0));
  CHECK(dismissal_share(p, 0.0, 0, 0, 1) == 0.0);
}

TEST_CASE("a monthly hazard asked once a quarter falls in month m with hazard x (1 - hazard)^m") {
  const Monthly m(0.1, 0.25);
  CHECK(m.month(0) == 0);
  CHECK(m.month(threshold(0.0999)) == 0);
  CHECK(m.month(threshold(0.1001)) == 1);
  CHECK(m.month(threshold(0.1901)) == 2);
  CHECK(m.month(threshold(0.2711)) == months);  // 1 - 0.9^3 = 0.271
  CHECK(m.first_kind == threshold(0.25));
  CHECK(Monthly(0.0).month(0) == months);
  CHECK(Monthly(1.0).month(~std::uint64_t{0} - 1) == 0);
}

TEST_CASE("monthly hazards, three times over, are the observed three-month transitions") {
  const Parameters p;
  double m[3][3] = {{0, p.job_loss_hazard, p.withdrawal_hazard}, {p.job_finding_hazard, 0, p.giving_up_hazard}, {p.direct_entry_hazard, p.search_entry_hazard, 0}};
  for (int i = 0; i < 3; ++i) m[i][i] = 1 - m[i][0] - m[i][1] - m[i][2];
  double q[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  for (int step = 0; step < 3; ++step) {
    double r[3][3] = {};
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j)
        for (int k = 0; k < 3; ++k) r[i][j] += q[i][k] * m[k][j];
    std::copy(&r[0][0], &r[0][0] + 9, &q[0][0]);
  }
  // CBS 82848NED, April 2024, thousands: from employed 9489 116 209, unemployed 143 135 90, inactive 178 123 2890.
  CHECK(q[0][1] == Approx(116.0 / 9814).margin(2e-4));
  CHECK(q[0][2] == Approx(209.0 / 9814).margin(2e-4));
  CHECK(q[1][0] == Approx(143.0 / 368).margin(2e-3));
  CHECK(q[1][2] == Approx(90.0 / 368).margin(2e-3));
  CHECK(q[2][0] == Approx(178.0 / 3191).margin(2e-4));
  CHECK(q[2][1] == Approx(123.0 / 3191).margin(2e-4));
}

TEST_CASE("the labour force of an age group is the same after a month of the hazards as the group a month older") {
  const auto tables = make_tables(pack_of_test("nl-2023"), SyntheticWorld::settings_for(pack_of_test("nl-2023"), 1000, 1));
  const Parameters p;
  const MonthlyRates r = monthly_rates(*tables, p, p.base_pension_age);
  for (std::size_t s = 0; s < 2; ++s)
    for (std::size_t a = 20; a < 74; ++a) {
      const double age = static_cast<double>(a) + 0.5;
      if (age >= p.base_pension_age - 1) continue;
      const double active = participation_at(*tables, p, p.base_pension_age, age, s);
      const double jobless = active * tables->unemployment[a][s];
      const double after = active - (active - jobless) * r.withdrawal[a][s] - jobless * r.giving_up[a][s] +
                           (1 - active) * (r.direct_entry[a][s] + r.search_entry[a][s]);
      const double older = active + (participation_at(*tables, p, p.base_pension_age, age + 0.5, s) -
                                     participation_at(*tables, p, p.base_pension_age, age - 0.5, s)) / 12;
      CHECK(after == Approx(older).margin(2e-3));
    }
}

TEST_CASE("people stay in the labour force longer when the state pension starts later") {
  const auto tables = make_tables(pack_of_test("nl-2023"), SyntheticWorld::settings_for(pack_of_test("nl-2023"), 1000, 1));
  const Parameters p;
  CHECK(participation_at(*tables, p, p.base_pension_age + 1, 67.5, 0) == Approx(participation_at(*tables, p, p.base_pension_age, 66.5, 0)).margin(1e-9));
  CHECK(participation_at(*tables, p, p.base_pension_age + 1, 66.0, 0) > participation_at(*tables, p, p.base_pension_age, 66.0, 0) + 0.05);
  CHECK(participation_at(*tables, p, p.base_pension_age + 1, 45.0, 1) == participation_at(*tables, p, p.base_pension_age, 45.0, 1));
}

TEST_CASE("a region fills 1 - exp(-efficiency x seekers / vacancies) of its vacancies") {
  Parameters p;
  p.matching_efficiency = 0.2;
  CHECK(filled_share(p, 300, 100) == Approx(1 - std::exp(-0.6)));
  CHECK(filled_share(p, 0, 100) == 0.0);
  CHECK(filled_share(p, 100, 0) == 0.0);
}

TEST_CASE("wages grow with prices, productivity and tightness") {
  Parameters p;
  p.normal_tightness = 0.5;
  p.wage_tightness_elasticity = 0.02;
  p.inflation_anchor = 0.02;
  // Prices 4 %, trend 0.25 % a quarter, tightness normal: (0.02 + 0.01) / 4 + 0.0025.
  CHECK(wage_growth(p, 0.04, 0.0025, 0.5) == Approx(0.01));
  // Twice as tight: 0.02 x ln 2 a year more.
  CHECK(wage_growth(p, 0.04, 0.0025, 1.0) - wage_growth(p, 0.04, 0.0025, 0.5) == Approx(0.005 * 0.69314718));
  CHECK(wage_growth(p, 0.0, 0.0, 0.0) == Approx((0.01 + 0.02 * std::log(0.02 / 0.5)) / 4));
}

TEST_CASE("every firm's wage grows by the national rule and a fiftieth of its gap to the industry's mean") {
  Village v;
  const Row low = v.firm(0, 1), high = v.firm(0, 1), other = v.firm(0, 1);
  Firms& f = v.world.firms;
  f.wage[low] = 10000;
  f.wage[high] = 14000;
  f.wage[other] = 9000;
  f.industry[other] = 1;
  f.staff[low] = Head{3};
  f.staff[high] = Head{1};
  v.settings.parameters["normal_tightness"] = 1.0;
  v.world.labour.tightness = 1.0;  // no pressure: 1 % inflation belief / 2 / 4 = 0.25 %
  set_wages(v.world, Quarter{2024, 1});
  const double factor = std::exp(0.0025);
  CHECK(f.wage[low] == Approx(factor * (10000 + 0.02 * 1000)));
  CHECK(f.wage[high] == Approx(factor * (14000 - 0.02 * 3000)));
  CHECK(f.wage[other] == Approx(factor * 9000));  // nobody works there: no mean to go to
  CHECK(v.world.institutions.wage_index == Approx(factor));
  // The staff's mean wage moved by the national rule alone.
  CHECK((3 * f.wage[low] + f.wage[high]) / 4 == Approx(factor * 11000));
}

TEST_CASE("every parameter of the workforce has a unit, a range around its value, and says what it is") {
  for (const auto& d : parameter_declarations()) {
    INFO(d.name);
    CHECK_FALSE(d.unit.empty());
    CHECK_FALSE(d.meaning.empty());
    CHECK(d.low <= d.value);
    CHECK(d.value <= d.high);
    CHECK((d.quality != "assumed" || (!d.factor.empty() && d.low < d.high)));
  }
}
