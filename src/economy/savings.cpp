#include "economy/savings.hpp"

#include <algorithm>

#include "parallel/sums.hpp"

namespace kringloop::economy {

double claims_per_deposit(const World& world, double deposits) {
  return deposits > 0.0 ? std::max(0.0, world.institutions.foreign_assets_households.real()) / deposits : 0.0;
}

void invest_savings(World& world, Economy& economy) {
  Households& households = world.households;
  Institutions& inst = world.institutions;
  const auto sums = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row h) { into[0] += std::max(std::int64_t{0}, households.deposits[h].units); });
  });
  const auto deposits = static_cast<std::int64_t>(sums[0]);
  if (deposits == 0) return;
  const double wanted = inst.base.deposit_ratio * economy.disposable_income * MoneyKind::per_whole;
  const double change = economy.parameters.portfolio_adjustment * (static_cast<double>(deposits) - wanted);
  // Nobody invests more than a tenth of what he has in a quarter, nobody brings back what is not there.
  const std::int64_t invest = std::max(rounded(std::min(change, 0.1 * static_cast<double>(deposits))), -std::max(std::int64_t{0}, inst.foreign_assets_households.units));
  const auto moved = parallel::sum_over_districts(world.context, 1, [&](District district, int thread, std::span<Wide> into) {
    Money invested;
    for_each_row(households, district, [&](Row h) {
      if (households.deposits[h].units <= 0) return;
      // Parts are rounded towards zero, so that together they are never more than there is.
      const std::int64_t size = mul_div(invest < 0 ? -invest : invest, households.deposits[h].units, deposits);
      const Money part{invest < 0 ? -size : size};
      households.deposits[h] -= part;
      invested += part;
    });
    world.ledger.paid(thread, Flow::foreign_investment, Sector::households, invested);
    into[0] += invested.units;
  });
  const Money invested{static_cast<std::int64_t>(moved[0])};
  inst.foreign_assets_households += invested;
  world.ledger.receive(world.context, Flow::foreign_investment, Sector::foreign, inst.foreign, invested);
}

}  // namespace kringloop::economy
