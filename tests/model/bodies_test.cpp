// Government bodies: they live on fixed shares of the public budget and buy for themselves.
#include <catch2/catch.hpp>

#include <cmath>
#include <map>

#include "economy/public_bodies.hpp"
#include "study.hpp"

using namespace kringloop;

namespace {

constexpr std::size_t tiers = input::tiers;

std::map<std::uint64_t, double> shares(const Study& study) {
  std::map<std::uint64_t, double> found;
  const Firms& firms = study.world.firms;
  for (const District d : study.world.context.layout.mine)
    for_each_row(firms, d, [&](Row i) { if (firms.kind[i] == FirmKind::government) found[firms.identity[i]] = firms.budget_share[i]; });
  return found;
}

double paid_by_treasury(const Study& study) { return static_cast<double>(study.world.ledger.total_paid(Flow::public_budgets, Sector::government)) / 100.0; }

}  // namespace

TEST_CASE("What bodies receive is what the treasury pays, in fixed shares, every quarter", "[bodies]") {
  Study study;
  const auto opened = shares(study);
  double all = 0.0;
  for (const auto& [body, share] : opened) all += share;
  CHECK(all == Approx(1.0).epsilon(1e-12));
  std::vector<double> first(tiers);
  for (int q = 0; q < 12; ++q) {
    study.quarter();
    double received = 0.0;
    for (std::size_t t = 0; t < tiers; ++t) received += study.at("public_transfers", q, t);
    CHECK(received == Approx(paid_by_treasury(study)).epsilon(1e-12));
    // Schools and care, of the last tier, are paid for what they cost: shares are fixed within a service.
    const double administration = study.at("public_transfers", q, 0) + study.at("public_transfers", q, 1) + study.at("public_transfers", q, 2);
    for (std::size_t t = 0; t < 3; ++t) {
      const double share = study.at("public_transfers", q, t) / administration;
      if (q == 0) first[t] = share;
      CHECK(share == Approx(first[t]).epsilon(1e-6));
      CHECK(first[t] > 0.0);
    }
    CHECK(study.at("audit_money", q) == 0.0);
  }
  CHECK(shares(study) == opened);
}

TEST_CASE("Public procurement in the first year is near what general government bought in 2023", "[bodies]") {
  Study study;
  study.quarters(4);
  double bought = 0.0, given = 0.0, consumed = 0.0;
  for (int q = 0; q < 4; ++q) {
    bought += study.at("public_procurement", q);
    given += study.at("government_output_given", q);
    consumed += study.at("government_consumption", q);
  }
  std::printf("procurement of the first year %.1f bn (intermediate consumption and investment of general government 2023: 100.8), government consumption %.1f of which own output %.1f\n",
              bought / 1e9, consumed / 1e9, given / 1e9);
  CHECK(bought > 85e9);
  CHECK(bought < 120e9);
  CHECK(given > 0.4 * consumed);
  CHECK(given < 0.7 * consumed);
}

TEST_CASE("A cut of one tier's budget lowers its purchases and not those of the others", "[bodies]") {
  Study plain, cut;
  plain.quarters(2);
  cut.quarters(2);
  cut.world.institutions.budget_factor[2] = 0.8;  // municipalities
  plain.quarters(8);
  cut.quarters(8);
  const auto change = [&](const char* what, std::initializer_list<std::size_t> of) {
    double now = 0.0, before = 0.0;
    for (int q = 4; q < 10; ++q)
      for (const std::size_t tier : of) {
        now += cut.at(what, q, tier);
        before += plain.at(what, q, tier);
      }
    return now / before - 1.0;
  };
  CHECK(change("public_transfers", {2}) == Approx(-0.2).margin(0.005));
  CHECK(change("public_transfers", {0, 1, 3}) == Approx(0.0).margin(0.005));
  for (const char* what : {"public_purchases", "public_investment"}) {
    CHECK(change(what, {2}) < -0.08);
    CHECK(std::abs(change(what, {0, 1, 3})) < 0.02);
  }
  CHECK(change("public_employment", {2}) < -0.02);
}

TEST_CASE("What a body does not spend it has later", "[bodies]") {
  Study study;
  study.quarters(3);
  Firms& firms = study.world.firms;
  Row body = 0;
  for (const District d : study.world.context.layout.mine)
    for_each_row(firms, d, [&](Row i) { if (firms.tier[i] == Tier::provinces) body = i; });
  REQUIRE(firms.tier[body] == Tier::provinces);
  const Money before = firms.treasury_balance[body];
  study.quarter();
  // At this scale all provinces are one row.
  const std::size_t s = firms.industry[body];
  const Money fees = amount_of<Money>(firms.revenue[body].real() * (1.0 - study.world.institutions.given_share[s]));
  const Money means = study.economy.body[1].transfers + fees;
  const Money spent = firms.wage_bill[body] + firms.mixed_income[body] + firms.contributions[body] + firms.input_cost[body] + firms.investment_cost[body] +
                      amount_of<Money>(firms.revenue[body].real() * study.economy.structure.industry[s].production_tax_rate);
  CHECK((firms.treasury_balance[body] - before).real() == Approx((means - spent).real()).margin(0.02));
  CHECK(firms.deposits[body] == Money{});
}

TEST_CASE("The purchases of each body are known by good and supplier", "[bodies]") {
  Study study;
  study.quarter();
  const Firms& firms = study.world.firms;
  int bodies = 0, suppliers = 0;
  for (const District d : study.world.context.layout.mine)
    for_each_row(firms, d, [&](Row i) {
      if (firms.kind[i] != FirmKind::government || firms.expected_demand[i] <= 0.0) return;
      ++bodies;
      double inputs = 0.0, capital = 0.0;
      for (const economy::BodyPurchase& bought : economy::purchases_of(study.world, study.economy, i)) {
        (bought.capital ? capital : inputs) += bought.wanted.real();
        if (!bought.supplier.somewhere()) continue;
        ++suppliers;
        CHECK(firms.industry[firms.rows.find(bought.supplier)] == bought.good);
      }
      CHECK(inputs > 0.0);
      CHECK(capital == Approx(firms.investment[i].real()).margin(1.0));
    });
  CHECK(bodies > 12);
  CHECK(suppliers > 5 * bodies);
}
