#include "economy/national_market.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "economy/autoregressions.hpp"
#include "economy/production.hpp"
#include "parallel/sums.hpp"

namespace kringloop::economy {

namespace {

constexpr double pull_of_price = 2.0;  // exponent of the price in a seller's weight (A.1)

/// How a quantity is spread over sellers of limited size: each takes level x weight, at most what it has.
class Filling {
 public:
  /// `has(row)` and `weight(row)` [1/1000 base EUR, 1] of sellers at home, `abroad` of the one abroad [good]; `wanted` [good].
  template <class Has, class Weight>
  Filling(World& world, std::size_t goods, Has&& has, Weight&& weight, std::span<const double> has_abroad, std::span<const double> weight_abroad,
          std::span<const double> wanted)
      : level_(goods, 0.0) {
    const Firms& firms = world.firms;
    // Sellers that are sold out at a level stay so at a higher one: the level rises to where no more are.
    std::vector<double> sold_out(goods, -1.0);
    while (true) {
      const auto sums = parallel::ordered_sum(world.context, 3 * goods, [&](District d, int, std::span<double> into) {
        for_each_row(firms, d, [&](Row i) {
          const std::size_t g = firms.industry[i];
          const double w = weight(i), stock = has(i);
          if (w <= 0.0) return;
          if (level_[g] * w >= stock) into[3 * g] += stock, into[3 * g + 1] += 1.0;
          else into[3 * g + 2] += w;
        });
      });
      bool more = false;
      for (std::size_t g = 0; g < goods; ++g) {
        double taken = sums[3 * g], number = sums[3 * g + 1], open = sums[3 * g + 2];
        if (weight_abroad[g] > 0.0) {
          if (level_[g] * weight_abroad[g] >= has_abroad[g]) taken += has_abroad[g], number += 1.0;
          else open += weight_abroad[g];
        }
        if (number == sold_out[g]) continue;
        sold_out[g] = number;
        more = true;
        const double left = wanted[g] - taken;
        if (open > 0.0) level_[g] = std::max(level_[g], left / open);
        else level_[g] = everything;
      }
      if (!more) return;
    }
  }
  [[nodiscard]] double of(std::size_t good, double has, double weight) const { return weight <= 0.0 ? 0.0 : std::min(has, level_[good] * weight); }

 private:
  static constexpr double everything = 1e300;
  std::vector<double> level_;  // [good]
};

/// Weights of the sellers that `sells`: half by how little they ask, half by what they offered at the start of the quarter.
struct Weights {
  std::vector<double> prices, sizes;  // [good] sums
  template <class Sells>
  Weights(World& world, const Economy& economy, Sells&& sells, const std::vector<bool>& abroad_sells)
      : prices(economy.good.size()), sizes(economy.good.size()) {
    const Firms& firms = world.firms;
    const auto sums = parallel::ordered_sum(world.context, 2 * prices.size(), [&](District d, int, std::span<double> into) {
      for_each_row(firms, d, [&](Row i) {
        if (!sells(i)) return;
        into[2U * firms.industry[i]] += exact::exp(-pull_of_price * firms.price[i]);
        into[2U * firms.industry[i] + 1] += economy.market.offered[i].real();
      });
    });
    for (std::size_t g = 0; g < prices.size(); ++g) {
      prices[g] = sums[2 * g];
      sizes[g] = sums[2 * g + 1];
      if (!abroad_sells[g]) continue;
      prices[g] += exact::exp(-pull_of_price * economy.import_price[g]);
      sizes[g] += economy.market.offered_abroad[g].real();
    }
  }
  [[nodiscard]] double of(std::size_t good, double price, Volume offered) const {
    return exact::exp(-pull_of_price * price) / prices[good] + (sizes[good] > 0.0 ? offered.real() / sizes[good] : 0.0);
  }
};

/// How many of very many happen when `mean` are expected.
std::int64_t poisson(double mean, std::uint64_t bits) {
  const double uniform = (static_cast<double>(bits >> 11) + 0.5) * 0x1.0p-53;
  constexpr double many = 50.0;  // from here a normal number is as good
  if (mean > many) return std::max<std::int64_t>(0, rounded(mean + std::sqrt(mean) * exact::normal_quantile(uniform)));
  std::int64_t number = 0;
  double chance = exact::exp(-mean), upto = chance;
  while (uniform > upto && number < 200) {
    ++number;
    chance *= mean / static_cast<double>(number);
    upto += chance;
  }
  return number;
}

/// Sums of squares of the parts that the buyers of each class have in its orders.
std::vector<double> concentrations(World& world, const Economy& economy) {
  const Firms& firms = world.firms;
  const BuyerClasses& classes = economy.structure.classes;
  const std::size_t industries = economy.structure.industry.size();
  const std::size_t capital = 2 * industries, budgets = capital + 6, rows = budgets + 2;
  const auto sums = parallel::ordered_sum(world.context, rows + 1, [&](District d, int, std::span<double> into) {
    const auto note = [&](std::size_t at, double order) {
      into[at] += order;
      into[at + 1] += order * order;
    };
    for_each_row(firms, d, [&](Row i) {
      note(2U * firms.industry[i], firms.expected_demand[i]);
      note(capital + 2 * static_cast<std::size_t>(economy.structure.industry[firms.industry[i]].investment_kind), firms.investment[i].real());
      into[rows] += 1.0;
    });
    for_each_row(world.households, d, [&](Row h) { note(budgets, world.households.budget[h].real()); });
  });
  const auto of = [&](std::size_t at) { return sums[at] > 0.0 ? sums[at + 1] / (sums[at] * sums[at]) : 0.0; };
  std::vector<double> concentration(static_cast<std::size_t>(classes.count()));
  for (int s = 0; s < classes.industries; ++s)
    for (int k = 0; k < BuyerClasses::slots; ++k) concentration[static_cast<std::size_t>(classes.firm(s, k))] = of(2 * static_cast<std::size_t>(s));
  for (int kind = 0; kind < 3; ++kind) concentration[static_cast<std::size_t>(classes.investment(kind))] = of(capital + 2 * static_cast<std::size_t>(kind));
  // Dwellings are ordered by households, each quintile has a fifth of them; half as many foreign buyers as there are firms, a quarter public ones.
  concentration[static_cast<std::size_t>(classes.investment(2))] = of(budgets);
  for (int q = 0; q < BuyerClasses::quintiles; ++q) concentration[static_cast<std::size_t>(classes.household(q))] = BuyerClasses::quintiles * of(budgets);
  concentration[static_cast<std::size_t>(classes.exports())] = 2.0 / sums[rows];
  concentration[static_cast<std::size_t>(classes.government())] = 4.0 / sums[rows];
  return concentration;
}

}  // namespace

void open_national_market(World& world, const Economy& economy) {
  world.institutions.market_price.assign(economy.structure.industry.size(), 1.0);
}

void list_offers(World& world, Economy& economy) {
  const Firms& firms = world.firms;
  NationalMarket& market = economy.market;
  const std::size_t goods = economy.structure.industry.size();
  const double imports = world.institutions.ar1.imports / world.pack.of_published("imports_level");
  market.offered_abroad.assign(goods, Volume{});
  for (std::size_t g = 0; g < goods; ++g) {
    double base = 0.0;  // [MEUR/year]
    for (std::size_t user = 0; user < world.pack.user_count(); ++user) base += world.pack.use_imported(g, user);
    market.offered_abroad[g] = amount_of<Volume>(base * 1e6 / 4.0 * imports);
  }
  market.left_abroad = market.offered_abroad;
  market.concentration = concentrations(world, economy);
  market.round = 0;
  market.offered.assign(firms.rows.size(), Volume{});
  const auto asked = parallel::ordered_sum(world.context, 2 * goods, [&](District d, int, std::span<double> into) {
    for_each_row(firms, d, [&](Row i) {
      market.offered[i] = std::max(Volume{}, unsold(firms, i, economy));
      into[2U * firms.industry[i]] += market.offered[i].real() * firms.price[i];
      into[2U * firms.industry[i] + 1] += market.offered[i].real();
    });
  });
  market.price.resize(goods);
  for (std::size_t g = 0; g < goods; ++g) {
    const double abroad = market.offered_abroad[g].real(), all = asked[2 * g + 1] + abroad;
    market.price[g] = all > 0.0 ? (asked[2 * g] + abroad * economy.import_price[g]) / all : economy.import_price[g];
  }
}

double volume_of_budget(const World& world, const Economy& economy, std::size_t good) {
  return world.institutions.market_price[good] * (1.0 + expected_inflation(world, economy)) / economy.market.price[good];
}

std::vector<NationalDelivery> order_nationwide(World& world, Economy& economy, std::span<const Volume> wanted, std::span<const double> buyers) {
  Firms& firms = world.firms;
  NationalMarket& market = economy.market;
  const std::size_t goods = economy.structure.industry.size();
  std::vector<NationalDelivery> delivered(goods);
  std::vector<double> missing(goods);
  const auto left = [&](Row i) { return std::max(Volume{}, unsold(firms, i, economy)); };
  for (std::size_t g = 0; g < goods; ++g) missing[g] = static_cast<double>(wanted[g].units);
  // First to the sellers drawn, then to all that have something left.
  for (const bool drawn : {true, false}) {
    std::vector<bool> any(goods);
    std::vector<double> has(goods), weight(goods);
    for (std::size_t g = 0; g < goods; ++g) {
      any[g] = market.left_abroad[g].units > 0;
      has[g] = static_cast<double>(market.left_abroad[g].units);
    }
    const Weights weights(world, economy, [&](Row i) { return left(i).units > 0; }, any);
    const auto draws = [&](std::size_t g, double expected, std::uint64_t identity) {
      return drawn ? static_cast<double>(poisson(buyers[g] * expected / 2.0, world.draw.bits(Purpose::supplier_choice, identity, world.now.index, market.round))) : expected;
    };
    for (std::size_t g = 0; g < goods; ++g) weight[g] = any[g] ? draws(g, weights.of(g, economy.import_price[g], market.offered_abroad[g]), g) : 0.0;
    std::vector<double> weight_of(firms.rows.size(), 0.0);
    parallel::for_each_district(world.context, [&](District d, int) {
      for_each_row(firms, d, [&](Row i) {
        if (left(i).units > 0) weight_of[i] = draws(firms.industry[i], weights.of(firms.industry[i], firms.price[i], market.offered[i]), firms.identity[i]);
      });
    });
    const Filling sales(world, goods, [&](Row i) { return static_cast<double>(left(i).units); }, [&](Row i) { return weight_of[i]; }, has, weight, missing);
    const auto sums = parallel::sum_over_districts(world.context, 2 * goods, [&](District d, int thread, std::span<Wide> into) {
      Money received;
      for_each_row(firms, d, [&](Row i) {
        const std::size_t g = firms.industry[i];
        const Volume sold{static_cast<std::int64_t>(std::floor(sales.of(g, static_cast<double>(left(i).units), weight_of[i])))};
        const Money value = amount_of<Money>(sold.real() * firms.price[i]);
        take_from_offer(firms, i, economy, sold);
        firms.orders[i] += sold;
        firms.revenue[i] += value;
        firms.deposits[i] += value;
        received += value;
        into[2 * g] += sold.units;
        into[2 * g + 1] += value.units;
      });
      world.ledger.received(thread, Flow::sales, Sector::firms, received);
    });
    for (std::size_t g = 0; g < goods; ++g) {
      Delivery &home = delivered[g].domestic, &abroad = delivered[g].imported;
      const Volume sold{static_cast<std::int64_t>(sums[2 * g])};
      home.volume += sold;
      home.value += Money{static_cast<std::int64_t>(sums[2 * g + 1])};
      const Volume most = wanted[g] - home.volume - abroad.volume;  // what rounding left over comes from abroad
      const Volume imported = std::min({market.left_abroad[g], most, drawn ? Volume{static_cast<std::int64_t>(std::floor(sales.of(g, has[g], weight[g])))} : most});
      abroad.volume += imported;
      abroad.value += amount_of<Money>(imported.real() * economy.import_price[g]);
      market.left_abroad[g] -= imported;
      missing[g] = static_cast<double>((most - imported).units);
    }
    ++market.round;
  }

  // What nobody had is asked for again where there is capacity to spare, abroad without end; next quarter's plans know of it.
  const auto spare = [&](Row i) {
    const Industry& industry = economy.structure.industry[firms.industry[i]];
    if (market.offered[i].units <= 0 || industry.capital_per_unit <= 0.0) return 0.0;
    return std::max(0.0, (firms.capital[i].real() / industry.capital_per_unit - firms.output[i].real()) * VolumeKind::per_whole);
  };
  std::vector<bool> offers(goods);
  std::vector<double> weight(goods), endless(goods, 1e300);
  for (std::size_t g = 0; g < goods; ++g) offers[g] = market.offered_abroad[g].units > 0;
  const Weights again(world, economy, [&](Row i) { return spare(i) > 0.0; }, offers);
  for (std::size_t g = 0; g < goods; ++g) weight[g] = offers[g] ? again.of(g, economy.import_price[g], market.offered_abroad[g]) : 0.0;
  const auto pull = [&](Row i) { return spare(i) > 0.0 ? again.of(firms.industry[i], firms.price[i], market.offered[i]) : 0.0; };
  const Filling remembered(world, goods, spare, pull, endless, weight, missing);
  const auto noted = parallel::sum_over_districts(world.context, goods, [&](District d, int, std::span<Wide> into) {
    for_each_row(firms, d, [&](Row i) {
      const std::size_t g = firms.industry[i];
      const Volume more{static_cast<std::int64_t>(std::floor(remembered.of(g, spare(i), pull(i))))};
      firms.orders[i] += more;
      into[g] += more.units;
    });
  });
  for (std::size_t g = 0; g < goods; ++g) economy.good[g].asked += delivered[g].domestic.volume + Volume{static_cast<std::int64_t>(noted[g])};
  return delivered;
}

}  // namespace kringloop::economy
