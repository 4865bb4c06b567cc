#include "world/synthetic_commuting.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/math.hpp"
#include "world/synthetic_permutation.hpp"

namespace kringloop {

CountTable commuting_table(const input::Matrix& km, std::span<const std::int64_t> employees, std::span<const std::int64_t> seats,
                           double distance) {
  const std::size_t regions = employees.size();
  std::vector<double> prior(regions * regions);
  for (std::size_t h = 0; h < regions; ++h)
    for (std::size_t w = 0; w < regions; ++w)
      prior[h * regions + w] =
          static_cast<double>(employees[h]) * static_cast<double>(seats[w]) * exact::exp(-km(h, w) / distance);
  return controlled_table(std::move(prior), employees, seats);
}

namespace {

// [district][other region] from [region][other region]: the districts' own sums and the region's row both kept.
std::vector<std::int64_t> spread(const DistrictPlan& plan, const CountTable& table, bool rows_are_homes, std::span<const std::int64_t> sums) {
  const std::size_t regions = table.rows;
  std::vector<std::int64_t> cells(sums.size() * regions);
  for (std::size_t r = 0; r < regions; ++r) {
    const auto first = static_cast<std::size_t>(plan.first[r]), districts = static_cast<std::size_t>(plan.districts_of(r));
    std::vector<std::int64_t> others(regions);
    for (std::size_t o = 0; o < regions; ++o) others[o] = rows_are_homes ? table(r, o) : table(o, r);
    std::vector<double> numbers(regions * districts);
    for (std::size_t o = 0; o < regions; ++o)
      for (std::size_t d = 0; d < districts; ++d)
        numbers[o * districts + d] = static_cast<double>(others[o]) * static_cast<double>(sums[first + d]);
    const auto split = controlled_table(std::move(numbers), others, sums.subspan(first, districts));
    for (std::size_t o = 0; o < regions; ++o)
      for (std::size_t d = 0; d < districts; ++d) cells[(first + d) * regions + o] = split(o, d);
  }
  return cells;
}

}  // namespace

JobMarket::JobMarket(const DistrictPlan& plan, const CountTable& table, std::span<const std::int64_t> persons,
                     std::span<const std::int64_t> seats, double local_share, std::uint64_t key)
    : plan_(plan), regions_(table.rows), key_(key), jobs_(table) {
  const auto people = spread(plan, table, true, persons), places = spread(plan, table, false, seats);
  const std::size_t districts = persons.size();
  local_.resize(districts);
  for (std::size_t d = 0; d < districts; ++d) {
    const auto r = static_cast<std::size_t>(plan.region[d]);
    local_[d] = static_cast<std::int64_t>(local_share * static_cast<double>(std::min(people[at(d, r)], places[at(d, r)])));
    jobs_(r, r) -= local_[d];
  }
  persons_from_.resize(districts * regions_);
  persons_pool_.resize(districts * regions_);
  seats_from_.resize(districts * regions_);
  seats_pool_.resize(districts * regions_);
  for (std::size_t r = 0; r < regions_; ++r)
    for (std::size_t o = 0; o < regions_; ++o) {
      std::int64_t person = 0, seat = 0;
      for (auto d = static_cast<std::size_t>(plan.first[r]); d < static_cast<std::size_t>(plan.first[r + 1]); ++d) {
        if (o > 0) {
          persons_from_[at(d, o)] = persons_from_[at(d, o - 1)] + people[at(d, o - 1)];
          seats_from_[at(d, o)] = seats_from_[at(d, o - 1)] + places[at(d, o - 1)];
        }
        const std::int64_t local = o == r ? local_[d] : 0;
        persons_pool_[at(d, o)] = person;
        seats_pool_[at(d, o)] = seat;
        person += people[at(d, o)] - local;
        seat += places[at(d, o)] - local;
      }
    }
}

JobMarket::Seat JobMarket::seat_of(parallel::District home, std::int64_t i) const {
  const auto d = static_cast<std::size_t>(home);
  const auto h = static_cast<std::size_t>(plan_.region[d]);
  const std::int64_t* const from = &persons_from_[at(d, 0)];
  const auto w = static_cast<std::size_t>(std::upper_bound(from, from + regions_, i) - from) - 1;
  std::int64_t offset = i - from[w];
  if (w == h) {
    if (offset < local_[d]) return {home, seats_from_[at(d, h)] + offset};
    offset -= local_[d];
  }
  const Permutation shuffle(static_cast<std::uint64_t>(jobs_(h, w)), mixed(key_ ^ (h * regions_ + w)));
  const auto number = static_cast<std::int64_t>(shuffle(static_cast<std::uint64_t>(persons_pool_[at(d, w)] + offset)));
  // The last district of the work region whose first seat for this home is not after `number`.
  std::size_t low = static_cast<std::size_t>(plan_.first[w]), high = static_cast<std::size_t>(plan_.first[w + 1]);
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (seats_pool_[at(middle, h)] <= number ? low : high) = middle;
  }
  const std::int64_t local = w == h ? local_[low] : 0;
  return {static_cast<parallel::District>(low), seats_from_[at(low, h)] + local + number - seats_pool_[at(low, h)]};
}

}  // namespace kringloop
