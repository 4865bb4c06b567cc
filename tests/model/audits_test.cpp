// What the audits promise: nothing that leaves one account fails to enter another without being found and named.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "simulation/audit.hpp"
#include "study.hpp"

using namespace kringloop;

namespace {

/// What the next quarter says when the world was tampered with between quarters.
std::string complaint_after(const std::function<void(Study&)>& tamper) {
  Study study;
  study.quarter();
  tamper(study);
  try {
    study.quarter();
  } catch (const InternalError& error) {
    return error.what();
  }
  return "nothing was found";
}

template <class Rows>
Row first_row(const Study& study, const Rows& rows) {
  for (const District d : study.world.context.layout.mine) {
    Row found = 0;
    bool any = false;
    for_each_row(rows, d, [&](Row row) {
      if (!any) found = row;
      any = true;
    });
    if (any) return found;
  }
  throw InternalError("there is no row");
}

constexpr Money cent{1};

}  // namespace

TEST_CASE("All accounts close to the cent in every quarter of three years, and gross domestic product is the same three ways", "[audit]") {
  Study study;
  for (int q = 0; q < 12; ++q) {
    const economy::NationalAccounts accounts = study.quarter();
    CHECK(accounts.gdp_production().units > 0);
    CHECK(accounts.gdp_production() == accounts.gdp_expenditure());
    CHECK(accounts.gdp_production() == accounts.gdp_income());
    CHECK(study.at("audit_money", q) == 0.0);
    CHECK(study.at("audit_people", q) == 0.0);
    Wide all = 0;
    for (const Wide account : study.world.ledger.accounts()) all += account;
    CHECK(static_cast<std::int64_t>(all) == 0);
  }
}

TEST_CASE("A cent too much in one household's account is found and its sector named", "[audit]") {
  const auto said = complaint_after([](Study& s) { s.world.households.deposits[first_row(s, s.world.households)] += cent; });
  CHECK_THAT(said, Catch::Matchers::Contains("accounts of 'households': change exceeds transactions by 1 cents"));
}

TEST_CASE("A cent too much in a shared account is found and its sector named", "[audit]") {
  CHECK_THAT(complaint_after([](Study& s) { s.world.institutions.pension_fund += cent; }), Catch::Matchers::Contains("accounts of 'pension_fund'"));
  CHECK_THAT(complaint_after([](Study& s) { s.world.institutions.foreign += cent; }), Catch::Matchers::Contains("accounts of 'foreign'"));
}

TEST_CASE("A loan that the bank does not have in its books is found", "[audit]") {
  CHECK_THAT(complaint_after([](Study& s) { s.world.institutions.banks[0].firm_loans += cent; }), Catch::Matchers::Contains("loans of firms against the books of Rabobank"));
  CHECK_THAT(complaint_after([](Study& s) { s.world.institutions.banks[0].mortgages += cent; }), Catch::Matchers::Contains("mortgages of households against the books of Rabobank"));
}

TEST_CASE("A loan changed on both sides without a payment is found", "[audit]") {
  CHECK_THAT(complaint_after([](Study& s) {
               s.world.institutions.banks[s.world.firms.bank[first_row(s, s.world.firms)]].firm_loans += cent;
               s.world.firms.loan[first_row(s, s.world.firms)] += cent;
             }),
             Catch::Matchers::Contains("loans of firms: change exceeds transactions less write-offs by 1 cents"));
  CHECK_THAT(complaint_after([](Study& s) {
               s.world.institutions.banks[s.world.households.bank[first_row(s, s.world.households)]].consumer_credit += cent;
               s.world.households.consumer_credit[first_row(s, s.world.households)] += cent;
             }),
             Catch::Matchers::Contains("mortgages and consumer credit of households: change exceeds transactions"));
}

TEST_CASE("A loan that stands in the books of another bank is found and the bank named", "[audit]") {
  CHECK_THAT(complaint_after([](Study& s) {
               s.world.institutions.banks[1].mortgages += cent;
               s.world.institutions.banks[2].mortgages -= cent;
             }),
             Catch::Matchers::Contains("mortgages of households against the books of ING"));
}

TEST_CASE("A cent that one bank has of another without a transaction is found and both named", "[audit]") {
  const auto said = complaint_after([](Study& s) {
    s.world.institutions.banks[1].money += cent;
    s.world.institutions.banks[2].money -= cent;
  });
  CHECK_THAT(said, Catch::Matchers::Contains("own funds of ING: change exceeds transactions less write-offs by 1 cents"));
  CHECK_THAT(said, Catch::Matchers::Contains("own funds of ABN AMRO: change exceeds transactions less write-offs by -1 cents"));
}

TEST_CASE("A write-off that lowers no loan is found", "[audit]") {
  const auto said = complaint_after([](Study& s) { s.world.ledger.wrote_off(0, Sector::firms, cent); });
  CHECK_THAT(said, Catch::Matchers::Contains("loans of firms: change exceeds transactions less write-offs by 1 cents"));
}

TEST_CASE("A government bond that the State did not issue is found", "[audit]") {
  const auto found = Catch::Matchers::Contains("government bonds of all holders against the State's debt");
  for (Money Institutions::*held : {&Institutions::bonds_pension_fund, &Institutions::bonds_foreign, &Institutions::bonds_issued}) {
    CHECK_THAT(complaint_after([&](Study& s) { s.world.institutions.*held += cent; }), found);
  }
  CHECK_THAT(complaint_after([](Study& s) { s.world.institutions.banks[0].bonds += cent; }), found);
}

TEST_CASE("A government bond that changes hands without a payment is found and both holders named", "[audit]") {
  const auto said = complaint_after([](Study& s) {
    s.world.institutions.banks[0].bonds += cent;
    s.world.institutions.bonds_foreign -= cent;
  });
  CHECK_THAT(said, Catch::Matchers::Contains("government bonds of the banks: change exceeds transactions less write-offs by 1 cents"));
  CHECK_THAT(said, Catch::Matchers::Contains("government bonds held abroad: change exceeds transactions less write-offs by -1 cents"));
}

TEST_CASE("A claim abroad that nobody paid for is found and its holder named", "[audit]") {
  const auto after = [](Money Institutions::*held) { return complaint_after([held](Study& s) { s.world.institutions.*held += cent; }); };
  CHECK_THAT(after(&Institutions::foreign_assets_pension_fund), Catch::Matchers::Contains("claims abroad of the pension fund: change exceeds transactions"));
  CHECK_THAT(after(&Institutions::foreign_assets_households), Catch::Matchers::Contains("claims abroad of households: change exceeds transactions"));
  CHECK_THAT(after(&Institutions::foreign_assets_firms), Catch::Matchers::Contains("claims abroad of firms: change exceeds transactions"));
}

TEST_CASE("A payment that nobody receives is found and its kind named", "[audit]") {
  const auto said = complaint_after([](Study& s) { s.world.ledger.paid(0, Flow::wages, Sector::firms, cent); });
  CHECK_THAT(said, Catch::Matchers::Contains("flow 'wages': paid exceeds received by 1 cents"));
}

TEST_CASE("A cent in the accounts of production that is not in income is found", "[audit]") {
  Study study;
  economy::NationalAccounts accounts = study.quarter();
  accounts.wages += cent;
  for (Bank& bank : study.world.institutions.banks) bank.begin_quarter();  // a second audit, of no transactions
  CHECK_THROWS_WITH(simulation::audit(study.world, accounts), Catch::Matchers::Contains("production and income"));
}

TEST_CASE("A person too many in the account is found", "[audit]") {
  CHECK_THROWS_AS(
      [] {
        Study study;
        study.quarter();
        study.world.people.births += Head{1};
        simulation::audit(study.world, economy::NationalAccounts{});
      }(),
      InternalError);
}
