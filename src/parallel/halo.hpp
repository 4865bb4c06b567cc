// Which remote rows this rank keeps copies of, and which of its own rows others keep copies of. ask and tell follow this plan.
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "parallel/rows.hpp"

namespace kringloop::parallel {

class Halo {
 public:
  /// The row of a place: an own row, or the copy of a remote one, added when new. Columns get their tail, and owners know of
  /// the copy, after the next agree(). Threads may resolve at the same time, but not while others find().
  /// Nowhere gives no_row. Throws InternalError for a place that cannot be.
  Row resolve(Rows& rows, Place place);

  /// Tells owners which of their rows were added to copies since last time (collective). All ranks leave together with
  /// InternalError when someone links to a slot that was never used.
  void agree(Context& context, const Rows& rows);
  /// Own rows were numbered anew.
  void renumber(const Rows& rows);
  /// No copies any more, on any rank: every rank calls it, then resolves the links it has and agrees.
  void forget(Rows& rows);

  /// True when every copy is known to its owner.
  [[nodiscard]] bool agreed(const Rows& rows) const { return agreed_ == rows.copies().size(); }
  /// Own rows that rank r keeps copies of, in the order in which it expects them.
  [[nodiscard]] std::span<const Row> sent_to(int rank) const { return rows_of_rank(send_rows_, rank); }
  /// Copies here of rows of rank r, as positions in the halo, in the order in which r sends them.
  [[nodiscard]] std::span<const std::uint32_t> received_from(int rank) const { return rows_of_rank(receive_, rank); }

 private:
  static std::span<const std::uint32_t> rows_of_rank(const std::vector<std::vector<std::uint32_t>>& lists, int rank) {
    const auto r = static_cast<std::size_t>(rank);
    return r < lists.size() ? std::span<const std::uint32_t>(lists[r]) : std::span<const std::uint32_t>();
  }

  std::mutex one_at_a_time_;
  std::size_t agreed_ = 0;                           // copies known to their owners
  std::vector<std::vector<Place>> send_;             // [rank] own places
  std::vector<std::vector<Row>> send_rows_;          // [rank] the same as rows
  std::vector<std::vector<std::uint32_t>> receive_;  // [rank] positions in the halo
};

}  // namespace kringloop::parallel
