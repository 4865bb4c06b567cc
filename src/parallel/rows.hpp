// Rows of one population on this rank: district by district, each with slack, so that a row index is base[district] + slot.
// Columns are plain vectors over these rows plus a halo of copies of remote rows that links of this rank point at.
#pragma once

#include <cstdint>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop::parallel {

using Row = std::uint32_t;  // index into columns: own rows first, then halo rows
inline constexpr Row no_row = 0xffffffffU;

class Rows {
 public:
  /// Room for `count[i]` rows in the i-th own district, each with 1/8 slack (at least 8).
  void lay_out(const Layout& layout, const std::vector<std::uint32_t>& count);

  [[nodiscard]] Row begin(District d) const { return base_[static_cast<std::size_t>(d)]; }         // own districts only
  [[nodiscard]] Row end(District d) const { return base_[static_cast<std::size_t>(d)] + used_[static_cast<std::size_t>(d)]; }
  [[nodiscard]] std::uint32_t capacity(District d) const { return capacity_[static_cast<std::size_t>(d)]; }
  [[nodiscard]] Row own() const { return own_; }                                                    // rows of this rank, slack included
  [[nodiscard]] Row size() const { return own_ + static_cast<Row>(halo_.size()); }                  // with the halo: columns have this size
  [[nodiscard]] Place place(Row row) const;                                                         // of an own or halo row
  /// The row of a place on this rank: an own row, a known halo row, else no_row.
  [[nodiscard]] Row find(Place place) const;

  // see rows.cpp for: taking and freeing slots (lowest free first, tombstones), growing the halo, re-laying on overflow
  /// A fresh slot in own district d: the lowest reusable one, else the next; grows the district (re-laying: see Population) when full.
  std::uint32_t take(District d);
  void release(Row row);

 private:
  friend class Halo;
  std::vector<Row> base_;                // [district]; no_row for districts of others
  std::vector<std::uint32_t> used_;      // [district] slots in use, tombstones included
  std::vector<std::uint32_t> capacity_;  // [district]
  Row own_ = 0;
  std::vector<Place> halo_;              // [halo row]
};

}  // namespace kringloop::parallel
