#include "parallel/halo.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

Row Halo::resolve(Rows& rows, Place place) {
  if (!place.somewhere()) return no_row;
  if (!rows.knows(place)) throw InternalError(fmt::format("a link points at district {}, which does not exist", place.district()));
  if (rows.is_own(place)) return rows.find(place);
  const std::lock_guard lock(one_at_a_time_);
  return rows.add_copy(place);
}

void Halo::agree(Context& context, const Rows& rows) {
  const Verb verb(context.ranks, "agree");
  const auto size = static_cast<std::size_t>(context.ranks.size());
  send_.resize(size);
  send_rows_.resize(size);
  receive_.resize(size);
  if (size == 1) return;
  const std::span<const Place> copies = rows.copies();
  std::vector<Bytes> out(size);
  for (std::size_t i = agreed_; i < copies.size(); ++i) {
    const auto owner = static_cast<std::size_t>(context.layout.owner[static_cast<std::size_t>(copies[i].district())]);
    append(out[owner], copies[i]);
    receive_[owner].push_back(static_cast<std::uint32_t>(i));
  }
  agreed_ = copies.size();
  const std::vector<Bytes> in = context.ranks.exchange(std::move(out));
  Failure failure;
  for (std::size_t r = 0; r < size; ++r) {
    for (const Place place : values_of<Place>(in[r])) {
      try {
        if (!rows.is_own(place) || place.slot() >= rows.used(place.district()))
          throw InternalError(fmt::format("a link of rank {} points at slot {} of district {}, which was never used", r, place.slot(),
                                          place.district()));
      } catch (...) {
        failure.note(place.district());
        continue;
      }
      send_[r].push_back(place);
      send_rows_[r].push_back(rows.find(place));
    }
  }
  failure.leave_together(context.ranks);
}

void Halo::renumber(const Rows& rows) {
  for (std::size_t r = 0; r < send_.size(); ++r)
    for (std::size_t i = 0; i < send_[r].size(); ++i) send_rows_[r][i] = rows.find(send_[r][i]);
}

void Halo::forget(Rows& rows) {
  rows.forget_copies();
  agreed_ = 0;
  for (auto* lists : {&send_rows_, &receive_})
    for (auto& list : *lists) list.clear();
  for (auto& list : send_) list.clear();
}

}  // namespace kringloop::parallel
