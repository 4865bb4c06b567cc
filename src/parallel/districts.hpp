// Districts: small fixed groups inside a region, the same whatever the layout. A rank owns whole districts, a thread works on
// whole districts.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parallel/communicator.hpp"

namespace kringloop::parallel {

class Failure;
using District = std::int32_t;
inline constexpr int most_districts = 32768;
/// Rows that one district can hold of one population: one slot less than 17 bits count, so that no place equals `nowhere`.
inline constexpr std::uint32_t most_slots = 0x1ffffU;

/// Number of districts of a world of `persons` person rows: clamp(persons / 16000, 64, 32768); `minimal` packs fix 8.
[[nodiscard]] int district_count(std::int64_t persons);

/// Where a row is now: district (15 bits) and slot (17 bits). The default place is nowhere.
struct Place {
  std::uint32_t packed = 0xffffffffU;

  constexpr Place() = default;
  constexpr Place(District district, std::uint32_t slot) : packed((static_cast<std::uint32_t>(district) << 17) | slot) {}
  [[nodiscard]] constexpr District district() const { return static_cast<District>(packed >> 17); }
  [[nodiscard]] constexpr std::uint32_t slot() const { return packed & 0x1ffffU; }
  [[nodiscard]] constexpr bool somewhere() const { return packed != 0xffffffffU; }
  constexpr auto operator<=>(const Place&) const = default;
};
inline constexpr Place nowhere{};

/// Which districts there are, in which region, and which rank owns each.
struct Layout {
  std::vector<std::int16_t> region;  // [district] index of the region
  std::vector<int> owner;            // [district] rank
  std::vector<District> mine;        // districts of this rank, ascending

  [[nodiscard]] int districts() const { return static_cast<int>(region.size()); }
  /// Where an own district stands in `mine`; one of another rank: where it would stand.
  [[nodiscard]] std::size_t index_of(District district) const {
    return static_cast<std::size_t>(std::lower_bound(mine.begin(), mine.end(), district) - mine.begin());
  }
};

/// A layout with every rank owning a contiguous run of districts of about equal `cost` (any unit, >= 0, one per district);
/// throws InputError when there are more ranks than districts.
[[nodiscard]] Layout contiguous_layout(std::vector<std::int16_t> region, std::span<const double> cost, const Communicator& ranks);

/// The parallel machine as a phase sees it.
struct Context {
  Communicator& ranks;
  const Layout& layout;
  int threads = 1;  // >= 1
};

/// Runs `work(district, thread)` for each district of this rank on this rank's threads. An exception in one district does not
/// stop the others; afterwards all ranks leave together with the message of the lowest district that failed (collective).
void for_each_district(Context& context, const std::function<void(District, int)>& work);
/// The same, but failures are only noted: for a sum that takes along whether there was one.
void for_each_district(Context& context, Failure& failure, const std::function<void(District, int)>& work);

}  // namespace kringloop::parallel
