#include <algorithm>
#include <array>

#include "world/synthetic_cut_off.hpp"
#include "world/synthetic_households.hpp"

namespace kringloop {

namespace {

// Income that does not come from work, in full-pay hours a week: assumed, for ranking only.
double other_hours(Activity activity) {
  switch (activity) {
    case Activity::unemployed: return 14;
    case Activity::retired: return 15;
    case Activity::inactive: return 8;
    case Activity::student: return 3;
    default: return 0;
  }
}

}  // namespace

void rank_households(World& world) {
  auto& h = world.households;
  const auto& p = world.persons;
  const int now = world.settings.run.start.index;

  // Key: expected income in the upper bits (1/100 of an hour at full pay), a draw in the lower ones.
  std::vector<std::uint64_t> key(h.rows.own());
  std::vector<std::uint8_t> eldest(h.rows.own());  // [years]
  parallel::for_each_district(world.context, [&](District d, int) {
    const Row first = h.rows.begin(d);
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row) {
      if (p.identity[row] == 0) continue;
      const bool works = p.activity[row] == Activity::employee || p.activity[row] == Activity::self_employed;
      const double hours = works ? static_cast<double>(p.pay[row]) * p.hours[row] : other_hours(p.activity[row]);
      const Row home = first + p.household[row];
      key[home] += static_cast<std::uint64_t>(hours * 100.0);
      eldest[home] = std::max(eldest[home], static_cast<std::uint8_t>(std::min(p.age[row] / 4, 255)));
    }
    for (Row row = first; row < h.rows.end(d); ++row)
      key[row] = (std::min<std::uint64_t>(key[row], 0xffffffU) << 40) |
                 (world.draw.bits(Purpose::population_household, h.identity[row], now, 0) >> 24);
  });

  std::int64_t households = 0;
  for (const auto d : world.context.layout.mine) households += h.rows.end(d) - h.rows.begin(d);
  std::vector<std::int64_t> total{households};
  world.context.ranks.sum(total);
  std::vector<CutOff> quintiles;
  for (std::int64_t q = 1; q < 5; ++q) quintiles.push_back({0, (q * total[0] + 2) / 5, 0});
  find_cut_offs(world.context, quintiles, [&](District d, const auto& each) {
    for (Row row = h.rows.begin(d); row < h.rows.end(d); ++row) each(0, key[row]);
  });

  std::vector<std::int64_t> in_quintile{quintiles[0].count, 0, 0, 0, total[0] - quintiles[3].count};
  for (std::size_t q = 1; q < 4; ++q) in_quintile[q] = quintiles[q].count - quintiles[q - 1].count;
  std::vector<CutOff> owners;
  for (std::uint32_t q = 0; q < 5; ++q) {
    const double share = std::clamp(world.pack.household_finance[q].owner_share, 0.0, 1.0);
    owners.push_back({q, rounded(share * static_cast<double>(in_quintile[q])), 0});
  }
  parallel::for_each_district(world.context, [&](District d, int) {
    for (Row row = h.rows.begin(d); row < h.rows.end(d); ++row) {
      std::uint8_t q = 0;
      while (q < 4 && key[row] >= quintiles[q].key) ++q;
      h.quintile[row] = q;
      // Owning, the smallest first: those alone and the young stand further back.
      const double back = (h.members[row] == 1 ? 1.5 : 1.0) * (eldest[row] < 30 ? 2.0 : 1.0) * (h.type[row] == HouseholdType::other ? 2.0 : 1.0);
      const double u = world.draw.uniform(Purpose::population_household, h.identity[row], now, 1);
      key[row] = static_cast<std::uint64_t>(u * back * 0x1.0p60);
    }
  });
  find_cut_offs(world.context, owners, [&](District d, const auto& each) {
    for (Row row = h.rows.begin(d); row < h.rows.end(d); ++row) each(h.quintile[row], key[row]);
  });
  for (auto& o : owners)  // everyone owns: no cut
    if (o.count >= in_quintile[o.group]) o.key = ~std::uint64_t{0};
  parallel::for_each_district(world.context, [&](District d, int) {
    for (Row row = h.rows.begin(d); row < h.rows.end(d); ++row)
      h.owner_occupier[row] = key[row] < owners[h.quintile[row]].key ? 1 : 0;
  });
}

}  // namespace kringloop
