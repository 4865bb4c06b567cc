#include "economy/closing.hpp"

#include <algorithm>
#include <optional>

#include "economy/banks.hpp"
#include "economy/cash_need.hpp"
#include "economy/credit.hpp"
#include "economy/investment.hpp"
#include "economy/production.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

void settle_firms(World& world, Economy& economy) {
  Firms& firms = world.firms;
  Institutions& inst = world.institutions;
  const Parameters& p = economy.parameters;
  const double rate_on_loans = loan_rate(world, economy), rate_on_deposits = deposit_rate(world, economy);
  const std::optional<double> share_of_profit = profit_share(world);
  const double instalment = share_of_profit ? world.pack.of_published("loan_repayment") : 0.0;
  enum : std::size_t { interest_paid, interest_received, overdraft, repaid, lists };  // by bank, before the totals
  enum : std::size_t { production_tax, carbon_price, corporate_tax, home, rents, abroad, to_state, from_state, totals };
  constexpr std::size_t totals_at = lists * most_banks;
  const auto sums = parallel::sum_over_districts(world.context, totals_at + totals, [&](District district, int thread, std::span<Wide> into) {
    std::array<Money, totals> t{};
    std::array<ByBank<Money>, lists> of_bank{};
    for_each_row(firms, district, [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      const double capital_price = economy.capital_price[static_cast<std::size_t>(industry.investment_kind)];
      Money& deposits = firms.deposits[i];
      const Money levy = amount_of<Money>(taxed_output(firms, i, economy) * industry.production_tax_rate);
      const Money carbon = carbon_payment(firms, i, industry);
      const double overdrawn = share_of_profit ? std::max(0.0, -deposits.real()) : 0.0;  // elsewhere overdrafts become debt at once
      const Money on_loan = amount_of<Money>((firms.loan[i].real() + overdrawn) * rate_on_loans);
      const bool body = firms.kind[i] == FirmKind::government;  // banks with the treasury
      const Money on_deposits = body ? Money{} : amount_of<Money>(std::max(0.0, deposits.real()) * rate_on_deposits);
      const Money stock_change = amount_of<Money>((firms.output[i] - firms.sold[i]).real() * firms.price[i]);
      const Money inputs = amount_of<Money>(firms.output[i].real() * economy.input_price[firms.industry[i]]);
      const Money wear = amount_of<Money>(worn(world, economy, i) * capital_price);
      firms.profit[i] = firms.revenue[i] + stock_change - inputs - firms.wage_bill[i] - firms.mixed_income[i] - firms.contributions[i] - levy - carbon - wear -
                        on_loan + on_deposits;
      deposits += on_deposits - levy - carbon - on_loan;
      t[production_tax] += levy;
      of_bank[interest_paid][firms.bank[i]] += on_loan;
      of_bank[interest_received][firms.bank[i]] += on_deposits;
      t[carbon_price] += carbon;
      if (body) {
        // What the State paid for its output is the treasury's, the rest is its own; the treasury keeps both.
        firms.treasury_balance[i] += deposits - amount_of<Money>(firms.revenue[i].real() * inst.given_share[firms.industry[i]]);
        if (deposits.units > 0) t[to_state] += deposits;
        else t[from_state] -= deposits;
        deposits = Money{};
        return;
      }
      const Money tax = amount_of<Money>(std::max(0.0, firms.profit[i].real()) * inst.base.corporate_tax_rate);
      deposits -= tax;
      t[corporate_tax] += tax;
      const double quarter_cost = (firms.wage_bill[i] + firms.mixed_income[i] + firms.contributions[i] + firms.input_cost[i] + firms.investment_cost[i]).real();
      double paid = 0.0;
      if (share_of_profit) {
        const Money back = amount_of<Money>(instalment * firms.loan[i].real());
        firms.loan[i] -= back;
        deposits -= back;
        of_bank[repaid][firms.bank[i]] += back;
        paid = *share_of_profit * std::max(0.0, (firms.profit[i] - tax).real());
      } else {
        // Owners get the usual earnings, and part of what the firm holds above its buffer, or less where it holds too little.
        firms.payout[i] += p.payout_smoothing * ((deposits - firms.deposits_kept[i]).real() - firms.payout[i]);
        const double surplus = deposits.real() - firms.payout[i] - industry.buffer * quarter_cost;
        paid = std::min(firms.payout[i] + p.payout_speed * surplus, deposits.real());
      }
      if (paid > 0.0) {
        const Money payout = amount_of<Money>(paid);
        const Money foreign = amount_of<Money>(payout.real() * industry.payout_foreign);
        deposits -= payout;
        t[abroad] += foreign;
        (industry.investment_kind == 2 ? t[rents] : t[home]) += payout - foreign;
      }
      firms.deposits_kept[i] = deposits;
      // Owners live on what their firm earns: what they take out moves with it, around the base year's.
      if (firms.mixed_income[i].units > 0 && industry.earned > 0.0) {
        const double full = firms.mixed_income[i].real() / firms.draw[i];
        const double earned = (firms.profit[i] + firms.mixed_income[i]).real() / full / industry.earned;
        firms.draw[i] += p.draw_adjustment * (industry.draw * std::clamp(earned, 0.1, 4.0) - firms.draw[i]);
      }
      if (deposits.units < 0 && !share_of_profit) {
        of_bank[overdraft][firms.bank[i]] -= deposits;
        firms.loan[i] -= deposits;
        deposits = Money{};
      }
    });
    auto& ledger = world.ledger;
    ledger.paid(thread, Flow::production_tax, Sector::firms, t[production_tax]);
    ledger.paid(thread, Flow::carbon_price, Sector::firms, t[carbon_price]);
    ledger.paid(thread, Flow::interest, Sector::firms, sum(of_bank[interest_paid]));
    ledger.received(thread, Flow::interest, Sector::firms, sum(of_bank[interest_received]));
    ledger.paid(thread, Flow::corporate_tax, Sector::firms, t[corporate_tax]);
    ledger.paid(thread, Flow::dividends, Sector::firms, t[home] + t[rents] + t[abroad]);
    ledger.paid(thread, Flow::government_transfers, Sector::firms, t[to_state]);
    ledger.received(thread, Flow::government_transfers, Sector::firms, t[from_state]);
    ledger.received(thread, Flow::loans, Sector::firms, sum(of_bank[overdraft]));
    ledger.paid(thread, Flow::repayments, Sector::firms, sum(of_bank[repaid]));
    for (std::size_t k = 0; k < lists; ++k) add(of_bank[k], into, k);
    for (std::size_t k = 0; k < totals; ++k) into[totals_at + k] += t[k].units;
  });
  const auto money = [&](std::size_t k) { return Money{static_cast<std::int64_t>(sums[totals_at + k])}; };
  auto& ledger = world.ledger;
  auto& context = world.context;
  ledger.receive(context, Flow::production_tax, Sector::government, inst.government, money(production_tax));
  ledger.receive(context, Flow::carbon_price, Sector::government, inst.government, money(carbon_price));
  ledger.receive(context, Flow::corporate_tax, Sector::government, inst.government, money(corporate_tax));
  ledger.receive(context, Flow::government_transfers, Sector::government, inst.government, money(to_state));
  ledger.pay(context, Flow::government_transfers, Sector::government, inst.government, money(from_state));
  for (std::size_t b = 0; b < inst.banks.size(); ++b) {
    settle_interest(world, b, by_bank(sums, interest_paid)[b], by_bank(sums, interest_received)[b]);
    settle_loans(world, b, &Bank::firm_loans, by_bank(sums, overdraft)[b], by_bank(sums, repaid)[b]);
  }
  ledger.receive(context, Flow::dividends, Sector::foreign, inst.foreign, money(abroad));
  ledger.receive(context, Flow::dividends, Sector::outlets, inst.dividend_pool, money(home));
  ledger.receive(context, Flow::dividends, Sector::outlets, inst.rent_pool, money(rents));
}

void share_out_property_income(World& world, Economy& economy) {
  Households& households = world.households;
  Institutions& inst = world.institutions;
  const double rate = deposit_rate(world, economy);
  // A household that spends a share of expected income does not reckon with interest, and pays tax on dividends.
  const bool expected_income = world.settings.economy.households == input::Economy::Households::expected_income;
  const double dividend_tax = expected_income ? world.pack.of_published("dividend_tax") : 0.0;
  const auto weights = parallel::sum_over_districts(world.context, 2, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) {
      into[0] += std::max(std::int64_t{0}, households.deposits[h].units);
      into[1] += households.owner_occupier[h];
    });
  });
  const Money pool = inst.dividend_pool, rents = inst.rent_pool;
  const auto all_deposits = static_cast<std::int64_t>(weights[0]), owners = static_cast<std::int64_t>(weights[1]);
  constexpr std::size_t totals_at = most_banks;  // after interest by bank
  const auto sums = parallel::sum_over_districts(world.context, totals_at + 3, [&](District district, int thread, std::span<Wide> into) {
    Money dividends, from_rents, taxes;
    ByBank<Money> interest;
    for_each_row(households, district, [&](Row h) {
      const std::int64_t wealth = std::max(std::int64_t{0}, households.deposits[h].units);
      const Money dividend = all_deposits > 0 ? Money{mul_div(pool.units, wealth, all_deposits)} : Money{};
      const Money rent = households.owner_occupier[h] != 0 ? Money{rents.units / owners} : Money{};
      const Money on_deposits = amount_of<Money>(Money{wealth}.real() * rate);
      const Money tax = amount_of<Money>((dividend + rent).real() * dividend_tax);
      households.deposits[h] += dividend + rent + on_deposits - tax;
      households.income[h] += dividend + rent - tax;
      if (!expected_income) households.income[h] += on_deposits;
      taxes += tax;
      dividends += dividend;
      from_rents += rent;
      interest[households.bank[h]] += on_deposits;
    });
    world.ledger.received(thread, Flow::dividends, Sector::households, dividends + from_rents);
    world.ledger.received(thread, Flow::interest, Sector::households, sum(interest));
    world.ledger.paid(thread, Flow::income_tax, Sector::households, taxes);
    add(interest, into, 0);
    into[totals_at + 2] += taxes.units;
    into[totals_at] += dividends.units;
    into[totals_at + 1] += from_rents.units;
  });
  const auto money = [&](std::size_t k) { return Money{static_cast<std::int64_t>(sums[totals_at + k])}; };
  auto& ledger = world.ledger;
  const auto& context = world.context;
  ledger.pay(context, Flow::dividends, Sector::outlets, inst.dividend_pool, money(0));
  ledger.pay(context, Flow::dividends, Sector::outlets, inst.rent_pool, money(1));
  ledger.receive(context, Flow::income_tax, Sector::government, inst.government, money(2));
  for (std::size_t b = 0; b < inst.banks.size(); ++b) settle_interest(world, b, Money{}, by_bank(sums, 0)[b]);
}

}  // namespace kringloop::economy
