// From places to numbers: a hash table of 8 bytes an entry, for the copies of remote rows and for forwardings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "parallel/districts.hpp"

namespace kringloop::parallel {

class PlaceIndex {
 public:
  static constexpr std::uint32_t absent = 0xffffffffU;

  [[nodiscard]] std::size_t size() const { return size_; }
  void clear() { entries_.clear(); size_ = 0; }

  /// The number kept for a place, else `absent`.
  [[nodiscard]] std::uint32_t find(Place place) const {
    if (entries_.empty()) return absent;
    return entries_[seat(place)].number;
  }
  /// Keeps `number` (not `absent`) for a place that is somewhere, in stead of what was kept before.
  void put(Place place, std::uint32_t number) {
    if (2 * (size_ + 1) > entries_.size()) grow();
    Entry& entry = entries_[seat(place)];
    if (entry.number == absent) ++size_;
    entry = {place, number};
  }

 private:
  struct Entry {
    Place place;
    std::uint32_t number = absent;
  };

  /// Where the place is, or where it would be put.
  [[nodiscard]] std::size_t seat(Place place) const {
    const std::size_t mask = entries_.size() - 1;
    std::size_t i = static_cast<std::size_t>(mixed(place.packed)) & mask;
    while (entries_[i].number != absent && entries_[i].place != place) i = (i + 1) & mask;
    return i;
  }
  void grow() {
    std::vector<Entry> before(entries_.empty() ? 16 : 2 * entries_.size());
    before.swap(entries_);
    for (const Entry& entry : before)
      if (entry.number != absent) entries_[seat(entry.place)] = entry;
  }

  std::vector<Entry> entries_;  // a power of two, at most half full
  std::size_t size_ = 0;
};

}  // namespace kringloop::parallel
