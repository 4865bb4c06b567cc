#include "economy/households.hpp"

#include <algorithm>

#include "base/controlled_rounding.hpp"
#include "economy/banks.hpp"
#include "economy/credit.hpp"
#include "economy/savings.hpp"
#include "economy/income_classes.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

/// Fixed shares of the quarter's expected income, of all households the same (A.49-A.52).
void spend_expected_income(World& world, Economy& economy) {
  Households& households = world.households;
  const double share = world.pack.of_published("consumption_share");
  const auto sums = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      const Money expected = std::max(Money{}, households.income[h]);
      households.smoothed_income[h] = expected.real();
      households.budget[h] = amount_of<Money>(share * expected.real());
      households.spent[h] = households.income[h] = Money{};
      into[0] += expected.units;
    });
  });
  economy.disposable_income = static_cast<double>(sums[0]) / 100.0;
}

}  // namespace

void set_budgets(World& world, Economy& economy) {
  if (world.settings.economy.households == input::Economy::Households::expected_income) return spend_expected_income(world, economy);
  Households& households = world.households;
  const Parameters& p = economy.parameters;
  BaseAmounts& base = world.institutions.base;
  const double from_wealth = p.consumption_from_wealth / 4.0;
  // A mean over past incomes lags behind one that grows: households reckon with what wages grow by in normal times.
  const double usual_growth = p.inflation_anchor / 4.0 + world.labour.productivity_trend;

  const auto sums = parallel::sum_over_districts(world.context, 3, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      const double income = households.income[h].real();
      double& smoothed = households.smoothed_income[h];
      const double grown = smoothed * (1.0 + usual_growth);
      smoothed = smoothed == 0.0 ? income : grown + p.income_smoothing * (income - grown);
      households.income[h] = Money{};
      into[0] += rounded(std::max(0.0, smoothed) * 100.0);
      into[1] += std::max(std::int64_t{0}, households.deposits[h].units);
      if (households.owner_occupier[h] != 0) into[2] += rounded(std::max(0.0, smoothed) * 100.0);
    });
  });
  if (base.propensity == 0.0) {
    const double income = static_cast<double>(sums[0]) / 100.0, deposits = static_cast<double>(sums[1]) / 100.0;
    // Movers finance so much that debt grows with nominal income beside repayments.
    const double debt_growth = p.mortgage_growth;  // a quarter; first purchases add theirs
    constexpr double most_for_growth = 10.0;       // where next to nobody moves, the few cannot borrow for all
    const double owners_income = static_cast<double>(sums[2]) / 100.0;
    if (owners_income > 0.0) {
      base.mortgage_income_ratio = world.institutions.of_banks(&Bank::mortgages).real() / owners_income *
                                   (1.0 + std::min(most_for_growth, (p.mortgage_repayment + debt_growth) / p.mortgage_moving_rate));
    }
    // The first quarter is one later than the base year's last: volumes and prices are by then what everyone else reckons with.
    const double grown = (1.0 + economy.structure.capital_growth) * (1.0 + p.inflation_anchor / 4.0);
    base.propensity = (economy.structure.household_consumption * grown - from_wealth * deposits * (1.0 + claims_per_deposit(world, deposits))) / income;
    base.deposit_ratio = deposits / income;
  }
  if (world.now.of_year() == 1) rank_households(world);
  economy.disposable_income = static_cast<double>(sums[0]) / 100.0;
  const double wealth_per_deposit = 1.0 + claims_per_deposit(world, static_cast<double>(sums[1]) / 100.0);
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(households, district, [&](Row h) {
      const double wealth = std::max(0.0, households.deposits[h].real()) * wealth_per_deposit;
      const double wanted = base.propensity * std::max(0.0, households.smoothed_income[h]) + from_wealth * wealth;
      households.budget[h] = amount_of<Money>(std::max(0.0, wanted) * world.signals.household_confidence);
      households.spent[h] = Money{};
    });
  });
}

namespace {

/// What buyers of dwellings pay goes to the firms that build, as far as these added dwellings this quarter, by what each added; the
/// rest to owner-occupiers, who sell theirs: for them it is money, not income. The cents that do not divide stay in the pool of rents.
void pay_for_dwellings(World& world, const Economy& economy, Money amount) {
  Households& households = world.households;
  Firms& firms = world.firms;
  const auto added = [&](Row i) {
    const Industry& industry = economy.structure.industry[firms.industry[i]];
    if (industry.investment_kind != 2) return std::int64_t{0};
    const double wear = firms.capital[i].real() * industry.wear * economy.capital_price[2];
    return std::max(std::int64_t{0}, (firms.investment_cost[i] - amount_of<Money>(wear)).units);
  };
  const auto all = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(firms, district, [&](Row i) { into[0] += added(i); });
    for_each_row(households, district, [&](Row h) { into[1] += households.owner_occupier[h]; });
  });
  const auto new_dwellings = static_cast<std::int64_t>(all[0]), owners = static_cast<std::int64_t>(all[1]);
  const std::int64_t to_builders = std::min(amount.units, new_dwellings);
  const Money each{owners > 0 ? (amount.units - to_builders) / owners : 0};
  const auto given = parallel::sum_over_districts(world.context, 1, [&](District district, int thread, std::span<Wide> into) {
    Money builders, sellers;
    for_each_row(firms, district, [&](Row i) {
      if (new_dwellings == 0) return;
      const Money part{mul_div(to_builders, added(i), new_dwellings)};
      firms.deposits[i] += part;
      builders += part;
    });
    for_each_row(households, district, [&](Row h) {
      if (households.owner_occupier[h] == 0) return;
      households.deposits[h] += each;
      sellers += each;
    });
    world.ledger.received(thread, Flow::dwellings, Sector::firms, builders);
    world.ledger.received(thread, Flow::dwellings, Sector::households, sellers);
    into[0] += (builders + sellers).units;
  });
  const Money rest = amount - Money{static_cast<std::int64_t>(given[0])};
  world.institutions.rent_pool += rest;
  world.ledger.received_shared(world.context, Flow::dwellings, Sector::outlets, rest);
}

}  // namespace

void finance_dwellings(World& world, Economy& economy) {
  Households& households = world.households;
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  const double rate = mortgage_rate(world, economy);
  const double credit_rate = consumer_credit_rate(world, economy);
  // Households that set up or split rent at first; as many buy as keeps the base year's share of owners.
  const auto tenure = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      into[0] += 1;
      into[1] += households.owner_occupier[h];
    });
  });
  const double all = static_cast<double>(tenure[0]), owners = static_cast<double>(tenure[1]);
  const double missing = inst.base.owner_share * all - owners;
  const double first_purchase = all > owners ? std::clamp(p.first_purchase_speed * missing / (all - owners), 0.0, 0.1) : 0.0;
  // A bank that is short of own funds grants no new mortgages.
  ByBank<bool> lends{};
  for (std::size_t b = 0; b < inst.banks.size(); ++b) lends[b] = room_to_lend(inst.banks[b], p) > 0.0;
  enum : std::size_t { interest, repaid, lent, credit_up, credit_down, lists };  // by bank
  const auto sums = parallel::sum_over_districts(world.context, lists * most_banks, [&](District district, int thread, std::span<Wide> into) {
    std::array<ByBank<Money>, lists> of_bank{};
    for_each_row(households, district, [&](Row h) {
      const std::size_t bank = households.bank[h];
      if (households.owner_occupier[h] != 0) {
        const Money due_interest = amount_of<Money>(households.mortgage[h].real() * rate);
        const Money back = std::min(households.mortgage[h], amount_of<Money>(households.mortgage[h].real() * p.mortgage_repayment));
        households.mortgage[h] -= back;
        households.deposits[h] -= due_interest + back;
        households.income[h] -= due_interest;
        of_bank[interest][bank] += due_interest;
        of_bank[repaid][bank] += back;
        if (lends[bank] && world.draw.chance(p.mortgage_moving_rate, Purpose::dwelling_purchase, households.identity[h], world.now.index)) {
          // The mortgage a mover can carry follows income; the mean over owners is the base ratio.
          const double wanted = inst.base.mortgage_income_ratio * std::max(0.0, households.smoothed_income[h]);
          const Money more = std::max(Money{}, amount_of<Money>(wanted) - households.mortgage[h]);
          households.mortgage[h] += more;  // received from the bank and paid for the dwelling at once
          of_bank[lent][bank] += more;
        }
      }
      if (households.owner_occupier[h] == 0 && lends[bank] &&
          world.draw.chance(first_purchase, Purpose::dwelling_purchase, households.identity[h], world.now.index)) {
        const Money loan = amount_of<Money>(inst.base.mortgage_income_ratio * std::max(0.0, households.smoothed_income[h]));
        households.owner_occupier[h] = 1;
        households.mortgage[h] += loan;
        of_bank[lent][bank] += loan;
      }
      if (households.consumer_credit[h].units > 0) {
        const Money due = amount_of<Money>(households.consumer_credit[h].real() * credit_rate);
        households.deposits[h] -= due;
        households.income[h] -= due;
        of_bank[interest][bank] += due;
        const Money back = std::clamp(households.deposits[h], Money{}, households.consumer_credit[h]) ;
        const Money part = amount_of<Money>(back.real() * p.credit_repayment);
        households.consumer_credit[h] -= part;
        households.deposits[h] -= part;
        of_bank[credit_down][bank] += part;
      }
      if (households.deposits[h].units < 0) {
        const Money need = -households.deposits[h];
        households.consumer_credit[h] += need;
        households.deposits[h] += need;
        of_bank[credit_up][bank] += need;
      }
    });
    const auto total = [&](std::size_t k) { return sum(of_bank[k]); };
    auto& ledger = world.ledger;
    ledger.paid(thread, Flow::interest, Sector::households, total(interest));
    ledger.paid(thread, Flow::repayments, Sector::households, total(repaid) + total(credit_down));
    ledger.received(thread, Flow::loans, Sector::households, total(lent) + total(credit_up));
    ledger.paid(thread, Flow::dwellings, Sector::households, total(lent));
    for (std::size_t k = 0; k < lists; ++k) add(of_bank[k], into, k);
  });
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    settle_interest(world, b, by_bank(sums, interest)[b], Money{});
    settle_loans(world, b, &Bank::mortgages, by_bank(sums, lent)[b], by_bank(sums, repaid)[b]);
    settle_loans(world, b, &Bank::consumer_credit, by_bank(sums, credit_up)[b], by_bank(sums, credit_down)[b]);
  }

  pay_for_dwellings(world, economy, sum(by_bank(sums, lent)));
}

}  // namespace kringloop::economy
