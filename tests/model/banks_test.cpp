// Several banks: whose customers a weak one turns away, who saves a failed one, and that one bank is the sum of many.
#include <catch2/catch.hpp>

#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "economy/households.hpp"
#include "economy/pricing.hpp"
#include "simulation/audit.hpp"
#include "study.hpp"

using namespace kringloop;

namespace {

constexpr std::size_t weak = 1;

/// Own funds of a bank become `ratio` of what it has lent; another bank has the rest.
void weaken(Study& study, double ratio) {
  auto& banks = study.world.institutions.banks;
  const Money lost = banks[weak].capital() - amount_of<Money>(ratio * banks[weak].lent().real());
  banks[weak].money -= lost;
  banks[0].money += lost;
  banks[weak].capital_kept = banks[weak].capital();
  banks[0].capital_kept = banks[0].capital();
  study.world.ledger.open_positions(simulation::positions(study.world));  // the loss itself is no transaction
}

/// What a phase of the quarter adds to the debts of customers, by bank: [bank] sums of increases.
template <class Rows, class Phase>
std::vector<Money> new_debt(Study& study, const Rows& rows, const std::vector<Money>& debt, Phase&& phase) {
  const std::vector<Money> before = debt;
  economy::observe_prices(study.world, study.economy);
  phase(study.world, study.economy);
  std::vector<Money> lent(study.world.institutions.banks.size());
  for (const District d : study.world.context.layout.mine)
    for_each_row(rows, d, [&](Row row) { lent[rows.bank[row]] += std::max(Money{}, debt[row] - before[row]); });
  return lent;
}

std::vector<Money> new_loans(Study& study) { return new_debt(study, study.world.firms, study.world.firms.loan, economy::lend_to_firms); }
std::vector<Money> new_mortgages(Study& study) {
  return new_debt(study, study.world.households, study.world.households.mortgage, economy::finance_dwellings);
}

void one_bank(input::Inputs& inputs) { inputs.pack.banks = {{"the bank", 1.0, 1.0}}; }

}  // namespace

TEST_CASE("A bank short of own funds grants its own customers nothing new, and other banks lend as before", "[banks]") {
  for (const auto& lending : {new_loans, new_mortgages}) {
    Study healthy, shaken;
    healthy.quarters(2);
    shaken.quarters(2);
    weaken(shaken, 0.5 * shaken.economy.parameters.bank_capital_minimum);
    const std::vector<Money> usual = lending(healthy), now = lending(shaken);
    REQUIRE(usual.size() == 5);
    for (std::size_t b = 0; b < usual.size(); ++b) {
      CHECK(usual[b].units > 0);
      CHECK(now[b] == (b == weak ? Money{} : usual[b]));
    }
  }
}

TEST_CASE("A bank with little room grants its customers a part, in all as much as its own funds allow", "[banks]") {
  Study healthy, shaken;
  healthy.quarters(2);
  shaken.quarters(2);
  const std::vector<Money> usual = new_loans(healthy);
  const Money half{usual[weak].units / 2};
  const Bank& bank = shaken.world.institutions.banks[weak];
  weaken(shaken, shaken.economy.parameters.bank_capital_minimum * (1.0 + half.real() / bank.lent().real()));
  const std::vector<Money> now = new_loans(shaken);
  CHECK(now[weak].real() == Approx(half.real()).epsilon(1e-6));
  CHECK(now[weak] <= half + Money{1});
  CHECK(now[0] == usual[0]);
}

TEST_CASE("The State restores the own funds of a bank that has less than none, on the ledger, and of no other", "[banks]") {
  Study study;
  study.quarters(2);
  weaken(study, -0.02);
  const Money debt = study.world.institutions.debt();
  study.quarter();  // audited
  const auto& banks = study.world.institutions.banks;
  const Money given = banks[weak].recapitalised;
  CHECK(given.real() == Approx(0.0825 * banks[weak].lent().real()).epsilon(0.1));  // from -2 to 6.5 %, less what a quarter earned
  CHECK(banks[weak].capital().real() == Approx(study.economy.parameters.bank_capital_target * banks[weak].lent().real()).epsilon(1e-9));
  CHECK(study.world.ledger.total_paid(Flow::recapitalisation, Sector::government) == given.units);
  CHECK(study.world.ledger.total_received(Flow::recapitalisation, Sector::banks) == given.units);
  for (std::size_t b = 0; b < banks.size(); ++b)
    if (b != weak) CHECK(banks[b].recapitalised == Money{});
  CHECK(study.at("bank_recapitalisation", 2) == given.real());
  CHECK(study.at("banks_below_minimum", 2) == 0.0);
  CHECK((study.world.institutions.debt() - debt).real() > 0.9 * given.real());  // the budget was near balance
  study.quarter();
  CHECK(study.at("bank_recapitalisation", 3) == 0.0);
}

TEST_CASE("Banks have their shares of customers, and all of their books are their customers'", "[banks]") {
  Study study;
  study.quarters(8);  // households and firms have come and gone
  const auto& banks = study.world.pack.banks;
  std::vector<double> households(banks.size()), firms(banks.size());
  double all_households = 0.0, all_firms = 0.0;
  for (const District d : study.world.context.layout.mine) {
    for_each_row(study.world.households, d, [&](Row h) { ++households[study.world.households.bank[h]], ++all_households; });
    for_each_row(study.world.firms, d, [&](Row i) { ++firms[study.world.firms.bank[i]], ++all_firms; });
  }
  for (std::size_t b = 0; b < banks.size(); ++b) {
    CHECK(households[b] / all_households == Approx(banks[b].households).margin(0.02));
    CHECK(firms[b] / all_firms == Approx(banks[b].firms).margin(0.05));
    CHECK(study.at("bank_capital_ratio", 7, b) == Approx(0.065).margin(0.006));
  }
}

TEST_CASE("One bank is what many are together as long as none is short", "[banks]") {
  Study many, one("baseline.toml", "1000", one_bank);
  many.quarters(8);
  one.quarters(8);
  REQUIRE(one.world.institutions.banks.size() == 1);
  for (const char* name : {"gross_domestic_product", "gross_fixed_capital_formation", "household_consumption", "firm_loans", "mortgages", "consumer_credit",
                           "bank_capital", "bank_write_offs", "government_debt", "net_foreign_assets"})
    CHECK(many.at(name, 7) == Approx(one.at(name, 7)).epsilon(1e-8));
}

TEST_CASE("A bank's customers are drawn by its share", "[banks]") {
  const std::vector<input::Bank> banks{{"small", 0.1, 0.0}, {"middle", 0.3, 0.5}, {"large", 0.6, 0.5}};
  const Draw draw{1};
  std::array<int, 3> households{}, firms{};
  for (std::uint64_t n = 0; n < 100000; ++n) {
    ++households[chosen_bank(banks, draw, identity_of(Kind::household, Quarter{2024, 1}, 3, n))];
    ++firms[chosen_bank(banks, draw, identity_of(Kind::firm, Quarter{2024, 1}, 3, n))];
  }
  CHECK(std::abs(households[0] - 10000) < 500);  // five standard deviations
  CHECK(std::abs(households[1] - 30000) < 750);
  CHECK(firms[0] == 0);
  CHECK(std::abs(firms[1] - 50000) < 800);
}
