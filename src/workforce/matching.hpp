// One month of matching: seekers choose a region, regions fill a share of their vacancies.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/chance.hpp"
#include "workforce/vacancies.hpp"

namespace kringloop::workforce {

/// Where seekers of each home region look: cumulative thresholds over work regions, weight = vacancies x (wage / mean wage)^attraction x
/// 2^(-distance / half distance). A home region without any reachable vacancy has only zeros.
class Reach {
 public:
  Reach(const World& world, const Parameters& parameters, const Vacancies& vacancies);
  /// The region these bits choose, or -1 when there is nothing to choose.
  [[nodiscard]] std::int32_t choose(std::size_t home, std::uint64_t bits) const;

 private:
  std::size_t regions_;
  std::vector<Threshold> upto_;  // [home][work]
  std::vector<bool> any_;        // [home]
};

/// Share of a region's vacancies filled in a month: 1 - exp(-efficiency x seekers / vacancies).
[[nodiscard]] double filled_share(const Parameters& parameters, std::int64_t seekers, std::int64_t vacancies);

/// Someone who looks for work, with uniform bits of the own draw for this month.
struct JobSeeker {
  Row row;
  std::uint64_t bits;
};

/// Matches the seekers of this rank's districts ([my district]) with open vacancies, which are taken off; returns the hires of
/// these districts' persons. At most one job a person. Collective.
[[nodiscard]] std::vector<std::vector<Hire>> match_month(World& world, const Parameters& parameters, Vacancies& vacancies,
                                                         const std::vector<std::vector<JobSeeker>>& seekers, Quarter quarter, int month);

}  // namespace kringloop::workforce
