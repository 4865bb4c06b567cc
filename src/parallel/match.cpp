#include "parallel/match.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>
#include <omp.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

namespace {

/// One side of all cells of this rank, sorted by (cell, key, identity), with the way back to the senders.
struct Side {
  std::vector<MatchEntry> entries;
  std::vector<MatchAnswer> answers;  // [entry]
  std::vector<std::uint32_t> rank;   // [entry] sender
  std::vector<std::uint64_t> position;  // [entry] in the message of the sender
  std::vector<std::size_t> from_rank;   // [rank] number of entries
};

std::vector<Bytes> by_owner(std::span<const MatchEntry> entries, const std::vector<int>& owner, std::size_t size) {
  std::vector<std::size_t> count(size, 0);
  for (const int r : owner) ++count[static_cast<std::size_t>(r)];
  std::vector<Bytes> out(size);
  for (std::size_t r = 0; r < size; ++r) out[r].reserve(count[r] * sizeof(MatchEntry));
  for (std::size_t i = 0; i < entries.size(); ++i) append(out[static_cast<std::size_t>(owner[i])], entries[i]);
  return out;
}

Side sorted(const std::vector<Bytes>& in) {
  Side side;
  std::vector<MatchEntry> arrived;
  std::vector<std::uint32_t> rank;
  std::vector<std::uint64_t> position;
  for (std::size_t r = 0; r < in.size(); ++r) {
    const auto theirs = values_of<MatchEntry>(in[r]);
    side.from_rank.push_back(theirs.size());
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      arrived.push_back(theirs[i]);
      rank.push_back(static_cast<std::uint32_t>(r));
      position.push_back(i);
    }
  }
  std::vector<std::size_t> order(arrived.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Payload and place after identity: an agent that asks twice in a cell gets the same order on every layout.
  const auto rank_of = [&](std::size_t i) {
    const MatchEntry& e = arrived[i];
    return std::tuple(e.cell, e.key, e.identity, e.payload, e.place.packed, i);
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank_of(a) < rank_of(b); });
  for (const std::size_t i : order) {
    side.entries.push_back(arrived[i]);
    side.rank.push_back(rank[i]);
    side.position.push_back(position[i]);
  }
  side.answers.resize(order.size());
  return side;
}

std::vector<MatchAnswer> returned(Context& context, const Side& side, const std::vector<int>& owner) {
  std::vector<std::vector<MatchAnswer>> back(side.from_rank.size());
  for (std::size_t r = 0; r < back.size(); ++r) back[r].resize(side.from_rank[r]);
  for (std::size_t i = 0; i < side.answers.size(); ++i) back[side.rank[i]][side.position[i]] = side.answers[i];
  std::vector<Bytes> out;
  for (const auto& answers : back) out.push_back(bytes_of(std::span<const MatchAnswer>(answers)));
  const std::vector<Bytes> in = context.ranks.exchange(std::move(out));
  std::vector<std::size_t> taken(in.size(), 0);
  std::vector<MatchAnswer> result(owner.size());
  for (std::size_t i = 0; i < owner.size(); ++i) {
    const auto r = static_cast<std::size_t>(owner[i]);
    std::memcpy(&result[i], in[r].data() + sizeof(MatchAnswer) * taken[r]++, sizeof(MatchAnswer));
  }
  return result;
}

struct CellRange {
  std::int64_t cell;
  std::size_t request, request_end, offer, offer_end;
};

std::vector<CellRange> cells_of(const std::vector<MatchEntry>& requests, const std::vector<MatchEntry>& offers) {
  std::vector<CellRange> cells;
  std::size_t r = 0, o = 0;
  while (r < requests.size() || o < offers.size()) {
    std::int64_t cell = 0;
    if (o == offers.size()) cell = requests[r].cell;
    else if (r == requests.size()) cell = offers[o].cell;
    else cell = std::min(requests[r].cell, offers[o].cell);
    CellRange range{cell, r, r, o, o};
    while (r < requests.size() && requests[r].cell == cell) range.request_end = ++r;
    while (o < offers.size() && offers[o].cell == cell) range.offer_end = ++o;
    cells.push_back(range);
  }
  return cells;
}

}  // namespace

MatchAnswers match(Context& context, std::span<const MatchEntry> requests, std::span<const MatchEntry> offers,
                   const CellOwner& owner_of, const Serve& serve) {
  const Verb verb(context.ranks, "match");
  const auto size = static_cast<std::size_t>(context.ranks.size());
  std::vector<int> request_owner, offer_owner;
  together(context.ranks, [&] {
    for (auto [entries, owner] : {std::pair(requests, &request_owner), std::pair(offers, &offer_owner)})
      for (const MatchEntry& entry : entries) {
        owner->push_back(owner_of(entry.cell));
        if (owner->back() < 0 || owner->back() >= context.ranks.size())
          throw InternalError(fmt::format("cell {} is owned by rank {} of {}", entry.cell, owner->back(), context.ranks.size()));
      }
  });
  Side asking = sorted(context.ranks.exchange(by_owner(requests, request_owner, size)));
  Side offering = sorted(context.ranks.exchange(by_owner(offers, offer_owner, size)));

  const std::vector<CellRange> cells = cells_of(asking.entries, offering.entries);
  Failure failure;
  const auto n = static_cast<std::int64_t>(cells.size());
#pragma omp parallel for schedule(dynamic, 1) num_threads(context.threads) if (n > 1)
  for (std::int64_t i = 0; i < n; ++i) {
    const CellRange& c = cells[static_cast<std::size_t>(i)];
    const std::size_t asked = c.request_end - c.request, offered = c.offer_end - c.offer;
    const MatchCell cell{c.cell, std::span(asking.entries).subspan(c.request, asked), std::span(offering.entries).subspan(c.offer, offered),
                         std::span(asking.answers).subspan(c.request, asked), std::span(offering.answers).subspan(c.offer, offered)};
    try {
      serve(cell, omp_get_thread_num());
    } catch (...) {
      failure.note(c.cell);
    }
  }
  failure.leave_together(context.ranks);
  return {returned(context, asking, request_owner), returned(context, offering, offer_owner)};
}

CellOwner cells_in_turn(const Context& context) {
  const std::int64_t size = context.ranks.size();
  return [size](std::int64_t cell) { return static_cast<int>(((cell % size) + size) % size); };
}

}  // namespace kringloop::parallel
