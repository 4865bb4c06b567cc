#include <algorithm>
#include <numeric>

#include "base/math.hpp"
#include "economy/goods_market.hpp"

namespace kringloop::economy {

void plan_local_trade(World& world, Economy& economy) {
  const Structure& st = economy.structure;
  const auto regions = static_cast<std::size_t>(st.regions);
  economy.trade.assign(static_cast<std::size_t>(st.goods), {});
  std::vector<double> people(regions);
  for (std::size_t r = 0; r < regions; ++r) {
    for (const auto& band : world.pack.population[r]) people[r] += band[0] + band[1];
  }
  const double all = std::accumulate(people.begin(), people.end(), 0.0);
  const double decay = std::max(1.0, economy.parameters.local_trade_decay);  // [km] at 1 all buy at home; far below it nothing is near
  for (std::size_t g = 0; g < st.industry.size(); ++g) {
    if (!st.industry[g].local || regions < 2) continue;
    // Gravity prior, then proportional fitting: people's demand on one side, the industry's places of work on the other.
    std::vector<double> flow(regions * regions);
    for (std::size_t r = 0; r < regions; ++r) {
      for (std::size_t to = 0; to < regions; ++to) {
        flow[r * regions + to] = exact::exp(-world.pack.distance(r, to) / decay);
      }
    }
    std::vector<double> supply(regions);
    double all_supply = 0.0;
    for (std::size_t r = 0; r < regions; ++r) all_supply += world.institutions.opening_supply[g * regions + r];
    if (all_supply <= 0.0) continue;
    for (std::size_t r = 0; r < regions; ++r) supply[r] = world.institutions.opening_supply[g * regions + r] / all_supply;
    for (int round = 0; round < 50; ++round) {
      for (std::size_t r = 0; r < regions; ++r) {
        double row = 0.0;
        for (std::size_t to = 0; to < regions; ++to) row += flow[r * regions + to];
        for (std::size_t to = 0; to < regions; ++to) flow[r * regions + to] *= row > 0.0 ? people[r] / all / row : 0.0;
      }
      for (std::size_t to = 0; to < regions; ++to) {
        double column = 0.0;
        for (std::size_t r = 0; r < regions; ++r) column += flow[r * regions + to];
        for (std::size_t r = 0; r < regions; ++r) flow[r * regions + to] *= column > 0.0 ? supply[to] / column : 0.0;
      }
    }
    for (std::size_t r = 0; r < regions; ++r) {
      for (std::size_t to = 0; to < regions; ++to) flow[r * regions + to] /= supply[to] > 0.0 ? supply[to] : 1.0;
    }
    economy.trade[g] = std::move(flow);
  }
}

}  // namespace kringloop::economy
