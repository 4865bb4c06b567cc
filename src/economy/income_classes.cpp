#include "economy/income_classes.hpp"

#include <algorithm>

#include "parallel/sums.hpp"
#include "world/synthetic_cut_off.hpp"

namespace kringloop::economy {

void rank_households(World& world) {
  Households& households = world.households;
  // Cents of income; households with the same are told apart by their identity.
  const auto key = [&](Row h) {
    const std::int64_t cents = std::clamp(rounded(households.smoothed_income[h] * 100.0), std::int64_t{0}, std::int64_t{1} << 46);
    return (static_cast<std::uint64_t>(cents) << 16) | (households.identity[h] & 0xffffU);
  };
  const auto number = parallel::sum_over_districts(world.context, 1, [&](District district, int, std::span<Wide> into) {
    for_each_row(households, district, [&](Row) { into[0] += 1; });
  });
  std::vector<CutOff> bounds;
  for (int k = 1; k < 5; ++k) bounds.push_back({0, static_cast<std::int64_t>(number[0] * k / 5), 0});
  find_cut_offs(world.context, bounds, [&](District district, const auto& each) {
    for_each_row(households, district, [&](Row h) { each(0, key(h)); });
  });
  parallel::for_each_district(world.context, [&](District district, int) {
    for_each_row(households, district, [&](Row h) {
      const auto below = std::count_if(bounds.begin(), bounds.end(), [&](const CutOff& bound) { return key(h) >= bound.key; });
      households.quintile[h] = static_cast<std::uint8_t>(below);
    });
  });
}

}  // namespace kringloop::economy
