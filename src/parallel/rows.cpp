#include "parallel/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::parallel {

namespace {

std::uint32_t with_slack(std::uint32_t rows, District district) {
  if (rows > most_slots)
    throw InputError(fmt::format("district {} would hold {} rows of one population, more than {}: use more districts or a coarser scale",
                                 district, rows, most_slots));
  return std::min(most_slots, rows + std::max(rows / 8, 8U));
}

}  // namespace

void Rows::number_districts(const Layout& layout) {
  const auto n = static_cast<std::size_t>(layout.districts());
  mine_ = layout.mine;
  base_.assign(n, no_row);
  used_.assign(n, 0);
  capacity_.assign(n, 0);
  living_.assign(n, 0);
  reusable_.assign(n, {});
  tombstones_.assign(n, {});
  forwardings_.clear();
  forget_copies();
}

void Rows::lay_out(const Layout& layout, std::span<const std::uint32_t> count) {
  std::vector<std::vector<SlotState>> states;
  for (const std::uint32_t n : count) states.emplace_back(n, SlotState::live);
  restore(layout, states);
}

void Rows::restore(const Layout& layout, const std::vector<std::vector<SlotState>>& states) {
  if (states.size() != layout.mine.size())
    throw InternalError(fmt::format("rows for {} districts, but this rank has {}", states.size(), layout.mine.size()));
  number_districts(layout);
  std::uint64_t next = 0;
  for (std::size_t i = 0; i < mine_.size(); ++i) {
    const auto d = static_cast<std::size_t>(mine_[i]);
    base_[d] = static_cast<Row>(next);
    used_[d] = static_cast<std::uint32_t>(states[i].size());
    capacity_[d] = with_slack(used_[d], mine_[i]);
    next += capacity_[d];
    if (next >= no_row) throw InputError("more rows of one population than one rank can number (2^32): use more ranks");
  }
  own_ = static_cast<Row>(next);
  states_.assign(own_, SlotState::free);
  for (std::size_t i = 0; i < mine_.size(); ++i) {
    const auto d = static_cast<std::size_t>(mine_[i]);
    std::copy(states[i].begin(), states[i].end(), states_.begin() + base_[d]);
    for (std::uint32_t slot = used_[d]; slot-- > 0;) {
      const SlotState state = states[i][slot];
      if (state == SlotState::live) ++living_[d];
      else if (state == SlotState::free) reusable_[d].push_back(slot);
      else tombstones_[d].push_back(slot);
    }
  }
}

Place Rows::place(Row row) const {
  if (row >= own_) return halo_[row - own_];
  const auto after = std::upper_bound(mine_.begin(), mine_.end(), row, [this](Row r, District d) { return r < begin(d); });
  const District district = *(after - 1);
  return {district, row - begin(district)};
}

bool Rows::has_room(District d, std::uint32_t rows) const {
  const auto i = static_cast<std::size_t>(d);
  return rows <= reusable_[i].size() + (capacity_[i] - used_[i]);
}

Row Rows::take(District d) {
  const auto i = static_cast<std::size_t>(d);
  std::uint32_t slot = 0;
  if (!reusable_[i].empty()) {
    slot = reusable_[i].back();
    reusable_[i].pop_back();
  } else if (used_[i] < capacity_[i]) {
    slot = used_[i]++;
  } else {
    throw InternalError(fmt::format("district {} is full with {} slots; make room before taking rows in a phase", d, capacity_[i]));
  }
  const Row row = base_[i] + slot;
  states_[row] = SlotState::live;
  ++living_[i];
  return row;
}

void Rows::release(Row own_row) {
  if (own_row >= own_ || !live(own_row)) throw InternalError(fmt::format("released row {}, which is not a live own row", own_row));
  const Place where = place(own_row);
  const auto i = static_cast<std::size_t>(where.district());
  states_[own_row] = SlotState::tombstone;
  tombstones_[i].push_back(where.slot());
  --living_[i];
}

void Rows::release_moved(Row own_row, Place to) {
  release(own_row);
  states_[own_row] = SlotState::moved;
  forwardings_.put(place(own_row), to.packed);
}

Place Rows::forwarded(Place place) const {
  // A row may move twice in a quarter; it cannot come back to a tombstone, so this ends.
  while (place.somewhere()) {
    const std::uint32_t next = forwardings_.find(place);
    if (next == PlaceIndex::absent) break;
    place.packed = next;
  }
  return place;
}

void Rows::recycle() {
  for (const District d : mine_) {
    const auto i = static_cast<std::size_t>(d);
    if (tombstones_[i].empty()) continue;
    for (const std::uint32_t slot : tombstones_[i]) states_[base_[i] + slot] = SlotState::free;
    reusable_[i].insert(reusable_[i].end(), tombstones_[i].begin(), tombstones_[i].end());
    tombstones_[i].clear();
    std::sort(reusable_[i].begin(), reusable_[i].end(), std::greater<>());
  }
  forwardings_.clear();
}

std::vector<Segment> Rows::grow(std::span<const District> districts, std::span<const std::uint32_t> capacities) {
  std::vector<Row> before;
  for (const District d : mine_) before.push_back(begin(d));
  const Row halo_before = own_;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    std::uint32_t& capacity = capacity_[static_cast<std::size_t>(districts[i])];
    capacity = std::max(capacity, with_slack(capacities[i], districts[i]));
  }
  std::uint64_t next = 0;
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < mine_.size(); ++i) {
    const auto d = static_cast<std::size_t>(mine_[i]);
    base_[d] = static_cast<Row>(next);
    segments.push_back({before[i], base_[d], used_[d]});
    next += capacity_[d];
    if (next >= no_row) throw InputError("more rows of one population than one rank can number (2^32): use more ranks");
  }
  own_ = static_cast<Row>(next);
  std::vector<SlotState> states(own_, SlotState::free);
  for (const Segment& s : segments) std::copy_n(states_.begin() + s.from, s.count, states.begin() + s.to);
  states_.swap(states);
  segments.push_back({halo_before, own_, static_cast<Row>(halo_.size())});
  ++version_;
  return segments;
}

Row Rows::add_copy(Place place) {
  const std::uint32_t known = halo_index_.find(place);
  if (known != PlaceIndex::absent) return own_ + known;
  const auto number = static_cast<std::uint32_t>(halo_.size());
  halo_index_.put(place, number);
  halo_.push_back(place);
  return own_ + number;
}

void Rows::forget_copies() {
  halo_.clear();
  halo_index_.clear();
  ++version_;
}

}  // namespace kringloop::parallel
