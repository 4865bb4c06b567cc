#include "world/synthetic_owners.hpp"

#include <algorithm>
#include <numeric>

#include "base/controlled_rounding.hpp"
#include "base/error.hpp"

namespace kringloop {

namespace {

// How many owners a row may take in this round, beyond those it has.
std::int64_t room(const FirmSpec& firm, int round) {
  const bool small = firm.size_class <= 1 && firm.kind == FirmKind::market;
  const std::int64_t free = static_cast<std::int64_t>(firm.staff) - firm.owners;
  switch (round) {
    case 0: return small && firm.owners == 0 ? std::min<std::int64_t>(free, 1) : 0;
    case 1: return small ? free : 0;
    case 2: return firm.kind == FirmKind::market ? free : 0;
    default: return free;
  }
}

// Seats as many owners as there is room for; returns how many are left.
std::int64_t seat(std::vector<FirmSpec>& firms, std::int64_t owners) {
  for (int round = 0; round < 4 && owners > 0; ++round) {
    std::vector<std::int64_t> rooms;
    for (const auto& firm : firms) rooms.push_back(room(firm, round));
    const auto here = std::min(owners, std::accumulate(rooms.begin(), rooms.end(), std::int64_t{0}));
    if (here == 0) continue;
    const auto parts = split_by_capacity(here, rooms);
    for (std::size_t f = 0; f < firms.size(); ++f) firms[f].owners += static_cast<std::uint32_t>(parts[f]);
    owners -= here;
  }
  return owners;
}

}  // namespace

CountTable seat_owners(std::vector<std::vector<FirmSpec>>& staffed, std::span<const std::int64_t> owners) {
  const std::size_t regions = staffed.size();
  CountTable table(regions, regions);
  std::vector<std::int64_t> left(regions);
  for (std::size_t r = 0; r < regions; ++r) {
    left[r] = seat(staffed[r], owners[r]);
    table(r, r) = owners[r] - left[r];
  }
  for (std::size_t home = 0; home < regions; ++home)  // only in very small worlds
    for (std::size_t work = 0; work < regions && left[home] > 0; ++work) {
      const auto still = seat(staffed[work], left[home]);
      table(home, work) += left[home] - still;
      left[home] = still;
    }
  if (std::accumulate(left.begin(), left.end(), std::int64_t{0}) != 0) throw InternalError("more owners than seats");
  return table;
}

}  // namespace kringloop
