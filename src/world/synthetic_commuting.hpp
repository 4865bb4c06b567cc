// Who works where: whole numbers of jobs between regions and between districts and regions, the same on every rank.
#pragma once

#include <span>

#include "world/district_plan.hpp"
#include "world/synthetic_rounding.hpp"
#include "input/pack.hpp"

namespace kringloop {

/// Jobs by home and work region with exactly these margins: a gravity prior exp(-km / distance), fitted and rounded.
[[nodiscard]] CountTable commuting_table(const input::Matrix& km, std::span<const std::int64_t> employees,
                                         std::span<const std::int64_t> seats, double distance);

/// One kind of job (for employees, or for working owners), spread over districts.
/// A person's place in the table and a seat's place in it are paired by number: first those of the same district, `local` of
/// them, then the others through a keyed shuffle of all jobs between the two regions.
class JobMarket {
 public:
  /// `persons` and `seats` [district]; `table` [home][work] has their regional sums as margins.
  JobMarket(const DistrictPlan& plan, const CountTable& table, std::span<const std::int64_t> persons, std::span<const std::int64_t> seats,
            double local_share, std::uint64_t key);

  struct Seat {
    parallel::District district;
    std::int64_t number;  // of the district's seats of this kind
  };
  /// The seat of the `i`-th person of a district (in the district's own keyed order).
  [[nodiscard]] Seat seat_of(parallel::District home, std::int64_t i) const;

 private:
  [[nodiscard]] std::size_t at(std::size_t d, std::size_t r) const { return d * regions_ + r; }
  const DistrictPlan& plan_;
  std::size_t regions_;
  std::uint64_t key_;
  CountTable jobs_;                         // [home region][work region] without local ones
  std::vector<std::int64_t> persons_from_;  // [district][work region] persons in columns before; [regions_] per district implied
  std::vector<std::int64_t> persons_pool_;  // [district][work region] number in the pool of the first person
  std::vector<std::int64_t> seats_from_;    // [district][home region] seats in columns before
  std::vector<std::int64_t> seats_pool_;    // [district][home region] number in the pool of the first seat
  std::vector<std::int64_t> local_;         // [district] pairs within it
};

}  // namespace kringloop
