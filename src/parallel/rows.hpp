// Rows of one population on this rank: district by district, each with slack, so that a row index is base[district] + slot.
// Columns are plain vectors over these rows plus a halo of copies of remote rows that links of this rank point at.
//
// The life of a slot: free -> take -> live -> release -> tombstone (or moved: a tombstone that says where its row went)
// -> recycle -> free. A tombstone is not reused until every link table has been walked; recycle() says that it has.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parallel/districts.hpp"
#include "parallel/place_index.hpp"

namespace kringloop::parallel {

using Row = std::uint32_t;  // index into columns: own rows first, then halo rows
inline constexpr Row no_row = 0xffffffffU;

enum class SlotState : std::uint8_t { free = 0, live = 1, tombstone = 2, moved = 3 };

/// Rows [from, from + count) of the old numbering are rows [to, to + count) of the new one.
struct Segment {
  Row from = 0, to = 0, count = 0;
};

class Rows {
 public:
  /// Room for `count[i]` live rows in the i-th own district, each with 1/8 slack (at least 8). Forgets what was there before.
  /// Throws InputError when a district would hold more rows than a place can name.
  void lay_out(const Layout& layout, std::span<const std::uint32_t> count);
  /// The same from a checkpoint: `states[i]` is the state of each used slot of the i-th own district.
  void restore(const Layout& layout, const std::vector<std::vector<SlotState>>& states);

  // Own districts only:
  [[nodiscard]] Row begin(District d) const { return base_[static_cast<std::size_t>(d)]; }
  [[nodiscard]] Row end(District d) const { return begin(d) + used(d); }  // of the slots in use; see live()
  [[nodiscard]] std::uint32_t used(District d) const { return used_[static_cast<std::size_t>(d)]; }
  [[nodiscard]] std::uint32_t capacity(District d) const { return capacity_[static_cast<std::size_t>(d)]; }
  [[nodiscard]] std::uint32_t living(District d) const { return living_[static_cast<std::size_t>(d)]; }  // number of live rows
  [[nodiscard]] std::span<const SlotState> states(District d) const { return {states_.data() + begin(d), used(d)}; }

  [[nodiscard]] bool live(Row own_row) const { return states_[own_row] == SlotState::live; }
  [[nodiscard]] SlotState state(Row own_row) const { return states_[own_row]; }
  [[nodiscard]] bool is_own(Place place) const {
    return knows(place) && base_[static_cast<std::size_t>(place.district())] != no_row;
  }
  /// Whether there is such a district at all.
  [[nodiscard]] bool knows(Place place) const { return static_cast<std::size_t>(place.district()) < base_.size() && place.somewhere(); }
  [[nodiscard]] Row own() const { return own_; }                                    // rows of this rank, slack included
  [[nodiscard]] Row size() const { return own_ + static_cast<Row>(halo_.size()); }  // with the halo: columns have this size
  [[nodiscard]] Place place(Row row) const;                                         // of an own or halo row
  /// The row of a place on this rank: an own row, a known halo row, else no_row.
  [[nodiscard]] Row find(Place place) const {
    if (!place.somewhere()) return no_row;
    const Row base = base_[static_cast<std::size_t>(place.district())];
    if (base != no_row) return base + place.slot();
    const std::uint32_t copy = halo_index_.find(place);
    return copy == PlaceIndex::absent ? no_row : own_ + copy;
  }

  /// A slot in own district d: the lowest reusable one, else the next. Threads may take and release in different districts at
  /// the same time. Throws InternalError when the district is full (see Population::make_room).
  Row take(District d);
  [[nodiscard]] bool has_room(District d, std::uint32_t rows = 1) const;
  /// A live row becomes a tombstone. Throws InternalError when it is not live.
  void release(Row own_row);
  /// The same for a row that lives on at another place, for one quarter found by walk_links().
  void release_moved(Row own_row, Place to);
  /// Where a row went that was at this place: the place itself unless it moved since recycle(). Own places only, and as far as
  /// this rank knows; walk_links() finds where an agent is wherever it went.
  [[nodiscard]] Place forwarded(Place place) const;
  /// Once a quarter, after every link table was walked: tombstones become reusable, forwardings are forgotten.
  void recycle();

  /// Changes whenever rows are numbered anew; what was derived from row numbers must then be derived again.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Gives own districts at least these capacities; returns how rows moved, the halo included. For Population, which moves the columns.
  [[nodiscard]] std::vector<Segment> grow(std::span<const District> districts, std::span<const std::uint32_t> capacities);
  /// A copy of a remote row: its halo row, added at the tail when new. For Halo.
  Row add_copy(Place place);
  [[nodiscard]] std::span<const Place> copies() const { return halo_; }
  void forget_copies();

 private:
  void number_districts(const Layout& layout);

  std::vector<Row> base_;                // [district]; no_row for districts of others
  std::vector<std::uint32_t> used_;      // [district] slots in use, tombstones included
  std::vector<std::uint32_t> capacity_;  // [district]
  std::vector<std::uint32_t> living_;    // [district]
  std::vector<District> mine_;           // ascending
  Row own_ = 0;
  std::vector<SlotState> states_;                      // [own row]
  std::vector<std::vector<std::uint32_t>> reusable_;   // [district] slots, highest first, so that the lowest is at the back
  std::vector<std::vector<std::uint32_t>> tombstones_; // [district] slots, in order of release
  std::vector<Place> halo_;                            // [halo row - own]
  PlaceIndex halo_index_;
  PlaceIndex forwardings_;
  std::uint64_t version_ = 0;
};

}  // namespace kringloop::parallel
