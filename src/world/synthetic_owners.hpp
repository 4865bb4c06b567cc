// The self-employed: one-person firms are people; those without such a firm own a small firm with staff and work in it.
#pragma once

#include <span>
#include <vector>

#include "world/synthetic_firm_plan.hpp"
#include "world/synthetic_permutation.hpp"

namespace kringloop {

/// The key of the shuffle that gives a region's one-person rows to its self-employed.
[[nodiscard]] inline std::uint64_t one_person_key(const Draw& draw, const input::Settings& settings, std::size_t region) {
  return draw.bits(Purpose::population_firm, 0x10000 + region, settings.run.start.index);
}

/// Which self-employed of a region have a firm of their own: the i-th of `all` when the count of own firms steps up at i; and then
/// which of the `own` it is.
struct OwnFirms {
  std::int64_t all = 0, own = 0;
  [[nodiscard]] std::int64_t before(std::int64_t i) const { return all > 0 ? mul_div(i, own, all) : 0; }
  [[nodiscard]] bool has(std::int64_t i) const { return before(i + 1) > before(i); }
};

/// Sets `owners` of the staffed rows so that the `owners` [region] self-employed without a firm of their own each have a seat: one a
/// firm of 2-9 first, then more in these, then larger market firms, then any. Returns [home][work]: at home wherever there
/// are seats.
[[nodiscard]] CountTable seat_owners(std::vector<std::vector<FirmSpec>>& staffed, std::span<const std::int64_t> owners);

}  // namespace kringloop
