#include "parallel/match.hpp"

#include <algorithm>
#include <cstring>
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
  std::vector<MatchAnswer> answers;    // [entry]
  std::vector<std::uint32_t> arrival;  // [entry] its number in the order of arrival: rank by rank, as sent
  std::vector<std::size_t> from_rank;  // [rank] number of entries
};

/// What entries are sorted by, first; side by side, so that a comparison seldom looks further.
struct Turn {
  std::int64_t cell;
  std::uint64_t key;
  std::uint32_t arrival;
};

constexpr std::size_t few = 10000;  // below this one thread does it

std::vector<Bytes> by_owner(std::span<const MatchEntry> entries, const std::vector<int>& owner, std::size_t size) {
  std::vector<std::size_t> count(size, 0);
  for (const int r : owner) ++count[static_cast<std::size_t>(r)];
  std::vector<Bytes> out(size);
  if (size == 1) {
    out[0] = bytes_of(entries);
    return out;
  }
  for (std::size_t r = 0; r < size; ++r) out[r].reserve(count[r] * sizeof(MatchEntry));
  for (std::size_t i = 0; i < entries.size(); ++i) append(out[static_cast<std::size_t>(owner[i])], entries[i]);
  return out;
}

/// Threads sort a part each, and parts are merged two by two. The order is total, so the number of parts does not show.
template <class Less>
void sort_turns(std::vector<Turn>& turns, int threads, const Less& less) {
  const std::size_t n = turns.size(), parts = n < few ? 1 : static_cast<std::size_t>(threads);
  const auto part = [&](std::size_t k) { return turns.begin() + static_cast<std::ptrdiff_t>(n * std::min(k, parts) / parts); };
  const auto last = static_cast<std::int64_t>(parts);
#pragma omp parallel for schedule(static) num_threads(threads) if (last > 1)
  for (std::int64_t k = 0; k < last; ++k) {
    const auto at = static_cast<std::size_t>(k);
    std::sort(part(at), part(at + 1), less);
  }
  for (std::int64_t width = 1; width < last; width *= 2) {
#pragma omp parallel for schedule(static) num_threads(threads)
    for (std::int64_t k = 0; k < last; k += 2 * width) {
      const auto at = static_cast<std::size_t>(k), half = static_cast<std::size_t>(width);
      std::inplace_merge(part(at), part(at + half), part(at + 2 * half), less);
    }
  }
}

Side sorted(const std::vector<Bytes>& in, int threads) {
  Side side;
  std::vector<MatchEntry> arrived;
  for (const Bytes& theirs : in) {
    if (theirs.size() % sizeof(MatchEntry) != 0) throw InternalError("a message does not hold whole entries");
    side.from_rank.push_back(theirs.size() / sizeof(MatchEntry));
    const std::size_t before = arrived.size();
    arrived.resize(before + side.from_rank.back());
    if (!theirs.empty()) std::memcpy(arrived.data() + before, theirs.data(), theirs.size());
  }
  if (arrived.size() > UINT32_MAX) throw InternalError(fmt::format("{} entries to match on one rank", arrived.size()));
  const auto n = static_cast<std::int64_t>(arrived.size());
  const bool many = arrived.size() >= few;
  std::vector<Turn> turns(arrived.size());
#pragma omp parallel for schedule(static) num_threads(threads) if (many)
  for (std::int64_t i = 0; i < n; ++i) {
    const MatchEntry& e = arrived[static_cast<std::size_t>(i)];
    turns[static_cast<std::size_t>(i)] = {e.cell, e.key, static_cast<std::uint32_t>(i)};
  }
  // Payload and place after identity: an agent that asks twice in a cell gets the same order on every layout.
  const auto ties = [&](const Turn& t) {
    const MatchEntry& e = arrived[t.arrival];
    return std::tuple(e.identity, e.payload, e.place.packed, t.arrival);
  };
  sort_turns(turns, threads, [&](const Turn& a, const Turn& b) {
    if (a.cell != b.cell) return a.cell < b.cell;
    if (a.key != b.key) return a.key < b.key;
    return ties(a) < ties(b);
  });
  side.entries.resize(arrived.size());
  side.arrival.resize(arrived.size());
  side.answers.resize(arrived.size());
#pragma omp parallel for schedule(static) num_threads(threads) if (many)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    side.arrival[k] = turns[k].arrival;
    side.entries[k] = arrived[turns[k].arrival];
  }
  return side;
}

std::vector<MatchAnswer> returned(Context& context, const Side& side, const std::vector<int>& owner) {
  std::vector<MatchAnswer> back(side.answers.size());
  const auto n = static_cast<std::int64_t>(back.size());
#pragma omp parallel for schedule(static) num_threads(context.threads) if (back.size() >= few)
  for (std::int64_t i = 0; i < n; ++i) back[side.arrival[static_cast<std::size_t>(i)]] = side.answers[static_cast<std::size_t>(i)];
  if (side.from_rank.size() == 1) return back;
  std::vector<Bytes> out;
  std::size_t first = 0;
  for (const std::size_t count : side.from_rank) {
    out.push_back(bytes_of(std::span<const MatchAnswer>(back).subspan(first, count)));
    first += count;
  }
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
  Failure failure;  // told once, after the cells
  for (auto [entries, owner] : {std::pair(requests, &request_owner), std::pair(offers, &offer_owner)})
    for (owner->reserve(entries.size()); const MatchEntry& entry : entries) try {
        owner->push_back(0);
        const int rank = owner_of(entry.cell);
        if (rank < 0 || rank >= context.ranks.size()) throw InternalError(fmt::format("cell {} is owned by rank {} of {}", entry.cell, rank, context.ranks.size()));
        owner->back() = rank;
      } catch (...) {
        failure.note(entry.cell);
      }
  Side asking = sorted(context.ranks.exchange(by_owner(requests, request_owner, size)), context.threads);
  Side offering = sorted(context.ranks.exchange(by_owner(offers, offer_owner, size)), context.threads);

  const std::vector<CellRange> cells = cells_of(asking.entries, offering.entries);
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
