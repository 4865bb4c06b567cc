// Entry and exit of firms in the whole model: who loses a job, who bears a loss, and that nothing gets lost.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "economy/firm_demography.hpp"
#include "economy/pricing.hpp"
#include "parallel/sums.hpp"
#include "simulation/audit.hpp"
#include "study.hpp"
#include "workforce/staff.hpp"

using namespace kringloop;

namespace {

const char* const exit_rates[] = {"exit_rate_one_person", "exit_rate_2_to_9", "exit_rate_10_to_49", "exit_rate_50_to_249"};

/// Nobody closes but the bankrupt, and the number of firms is not adjusted.
void only_bankruptcy(input::Inputs& inputs) {
  for (const char* name : exit_rates) inputs.settings.parameters[name] = 0.0;
  inputs.settings.parameters["entry_adjustment"] = 0.0;
}

template <class Work>
void each_firm(Study& study, Work&& work) {
  for (const District d : study.world.context.layout.mine) for_each_row(study.world.firms, d, [&](Row i) { work(d, i); });
}

/// More debt than the firm is worth, on its side and the bank's.
void ruin(Study& study, Row firm) {
  const Money debt{1000 * (study.world.firms.capital[firm].units + 1000000)};
  study.world.firms.loan[firm] += debt;
  study.world.institutions.banks[study.world.firms.bank[firm]].firm_loans += debt;
}

/// Entry and exit of the quarter that comes, without the rest of it.
void renew(Study& study) {
  economy::observe_prices(study.world, study.economy);
  economy::renew_firms(study.world, study.economy);
}

/// A firm with staff among several of its industry and size class.
Row some_firm(Study& study) {
  const Firms& f = study.world.firms;
  std::map<std::pair<int, int>, int> of_kind;
  each_firm(study, [&](District, Row i) { ++of_kind[{f.industry[i], f.size_class[i]}]; });
  Row found = parallel::no_row;
  each_firm(study, [&](District, Row i) {
    if (found == parallel::no_row && f.kind[i] == FirmKind::market && f.size_class[i] == 1 && f.staff[i].units > 2000 &&
        of_kind[{f.industry[i], 1}] > 10)
      found = i;
  });
  REQUIRE(found != parallel::no_row);
  return found;
}

/// Capital in use and on order, stocks and orders by industry.
std::vector<Wide> volumes(Study& study) {
  const Firms& f = study.world.firms;
  std::vector<Wide> sums(study.world.pack.industry_count() * 5);
  each_firm(study, [&](District, Row i) {
    Wide* into = &sums[f.industry[i] * std::size_t{5}];
    into[0] += f.capital[i].units;
    into[1] += f.capital_on_order[i][0].units + f.capital_on_order[i][1].units + f.investment[i].units;
    into[2] += f.inventory[i].units;
    into[3] += f.orders[i].units;
    for (int k = 0; k <= firm_links; ++k) into[4] += f.input_stock[i][k].units;
  });
  return sums;
}

std::map<District, std::multiset<std::uint64_t>> identities(Study& study) {
  std::map<District, std::multiset<std::uint64_t>> found;
  each_firm(study, [&](District d, Row i) { found[d].insert(study.world.firms.identity[i]); });
  return found;
}

double firms_of(Study& study, std::size_t industry) {
  double sum = 0.0;
  each_firm(study, [&](District, Row i) {
    if (study.world.firms.industry[i] == industry) sum += study.world.firms.represents[i].real();
  });
  return sum;
}

std::size_t largest_industry(Study& study) {
  std::vector<int> rows(study.world.pack.industry_count());
  each_firm(study, [&](District, Row i) {
    if (study.world.firms.kind[i] != FirmKind::government) ++rows[study.world.firms.industry[i]];
  });
  return static_cast<std::size_t>(std::max_element(rows.begin(), rows.end()) - rows.begin());
}

}  // namespace

TEST_CASE("A bankrupt firm's people are unemployed, its bank writes off its loan as far as nothing covers it, and a new firm takes its place",
          "[firms]") {
  Study study("baseline.toml", "1000", only_bankruptcy);
  study.quarter();
  World& world = study.world;
  const Row firm = some_firm(study);
  const Place place = world.firms.rows.place(firm);
  const std::uint8_t industry = world.firms.industry[firm];
  std::vector<std::pair<District, Row>> people;
  for (const District d : world.context.layout.mine)
    for_each_row(world.persons, d, [&](Row i) {
      if (world.persons.employer[i] == place) people.push_back({d, i});
    });
  REQUIRE(people.size() > 1);
  ruin(study, firm);
  economy::observe_prices(world, study.economy);
  const Firms& f = world.firms;
  const double price = study.economy.capital_price[static_cast<std::size_t>(study.economy.structure.industry[industry].investment_kind)];
  const double value = price * (f.capital[firm] + f.capital_on_order[firm][0] + f.capital_on_order[firm][1] + f.investment[firm]).real();
  const Money covered = amount_of<Money>(study.economy.parameters.loan_to_value * value);
  const Money lost = f.loan[firm] - covered, books = world.institutions.of_banks(&Bank::firm_loans);
  const double firms_before = firms_of(study, industry);
  const auto known = identities(study);
  const std::uint8_t bank = f.bank[firm];
  world.institutions.banks[bank].begin_quarter();

  economy::renew_firms(world, study.economy);
  CHECK(world.institutions.banks[bank].written_off.units > 0);
  int followers = 0;
  each_firm(study, [&](District d, Row i) {
    if (known.at(d).contains(f.identity[i]) || f.industry[i] != industry || f.size_class[i] != 1) return;
    ++followers;
    CHECK(f.bank[i] == bank);  // of who it follows
  });
  CHECK(followers == 1);
  CHECK(world.institutions.of_banks(&Bank::firm_loans) == books - lost);  // repaid from deposits or written off
  Money loans;
  each_firm(study, [&](District, Row i) { loans += world.firms.loan[i]; });
  CHECK(loans == world.institutions.of_banks(&Bank::firm_loans));
  CHECK(world.firms.rows.find(place) != parallel::no_row);
  CHECK_FALSE(world.firms.rows.live(world.firms.rows.find(place)));
  CHECK(firms_of(study, industry) == firms_before);

  workforce::release_staff(world);
  for (const auto& [d, i] : people) {
    CHECK(world.persons.activity[i] == Activity::unemployed);
    CHECK_FALSE(world.persons.employer[i].somewhere());
  }
}

TEST_CASE("Money and people stay accounted for through a wave of bankruptcies", "[firms]") {
  Study study;
  study.quarters(2);
  int n = 0;
  each_firm(study, [&](District, Row i) {
    if (study.world.firms.kind[i] != FirmKind::government && n++ % 10 == 0) ruin(study, i);
  });
  study.world.ledger.open_positions(simulation::positions(study.world));  // the ruin itself is no transaction
  study.quarters(4);
  CHECK(study.at("firm_exits", 2) > 100000.0);
  for (int q = 2; q < 6; ++q) {
    CHECK(study.at("audit_money", q) == 0.0);
    CHECK(study.at("audit_people", q) == 0.0);
  }
}

TEST_CASE("What closed firms own goes on to the last thousandth of a euro", "[firms]") {
  Study study;
  study.quarters(2);
  const auto before = volumes(study);
  renew(study);
  CHECK(study.economy.firm_exits.units > 10000);
  CHECK(volumes(study) == before);
}

TEST_CASE("Firms start where there is more work, and fewer follow those that close where there is less", "[firms]") {
  const auto change = [](double demand) {
    Study study;
    study.quarter();
    const std::size_t industry = largest_industry(study);
    each_firm(study, [&](District, Row i) {
      if (study.world.firms.industry[i] == industry) study.world.firms.expected_demand[i] *= demand;
    });
    const double before = firms_of(study, industry);
    renew(study);
    return firms_of(study, industry) / before - 1.0;
  };
  CHECK(change(1.5) == Approx(0.05).margin(0.015));  // a tenth of the gap
  CHECK(change(0.5) < -0.005);
}

TEST_CASE("More firms that close in one district change no identity in another", "[firms]") {
  Study quiet, shaken;
  quiet.quarter();
  shaken.quarter();
  const District district = 5;
  int ruined = 0;
  for_each_row(shaken.world.firms, district, [&](Row i) {
    if (shaken.world.firms.kind[i] != FirmKind::one_person || ++ruined > 5) return;
    ruin(shaken, i);
  });
  renew(quiet);
  renew(shaken);
  auto a = identities(quiet), b = identities(shaken);
  CHECK(a[district] != b[district]);
  a.erase(district);
  b.erase(district);
  CHECK(a == b);
}

TEST_CASE("No industry loses its last firm, and firms close at the official pace", "[firms]") {
  Study study;
  study.quarters(12);
  const std::size_t industries = study.world.pack.industry_count();
  for (std::size_t s = 0; s < industries; ++s) CHECK(study.at("firms", 11, s) > 0.0);
  double firms = 0.0;
  for (std::size_t s = 0; s < industries; ++s) firms += study.at("firms", 11, s);
  const double rate = 4.0 * study.mean("firm_exits", 2, 11) / firms;
  CHECK(rate > 0.05);  // 6.5 % by size class, 7.6 % of one person
  CHECK(rate < 0.10);
  CHECK(firms == Approx(1.656e6).epsilon(0.03));
}

TEST_CASE("Without entry and exit the firms stay who they are", "[firms]") {
  Study study("baseline.toml", "1000", [](input::Inputs& inputs) { inputs.settings.economy.entry_exit = false; });
  study.quarter();
  const auto before = identities(study);
  study.quarters(3);
  CHECK(identities(study) == before);
  CHECK(study.at("firm_exits", 3) == 0.0);
}
