// match: requests and offers gather at the owner of a cell (region x occupation; a firm for its staff), ordered by (key,
// identity), are served there, and each sender gets its answers in the order of what it sent.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop::parallel {

/// One side of a match: a person who looks for work, a firm with vacancies.
struct MatchEntry {
  std::int64_t cell = 0;
  std::uint64_t key = 0;       // uniform bits of the identity: who goes first
  std::uint64_t identity = 0;  // breaks ties
  std::int64_t payload = 0;    // meaning is the caller's: hours wanted, number of vacancies
  Place place;                 // of the sender's agent, for the other side to link to
};

struct MatchAnswer {
  Place partner;            // nowhere: not served
  std::int64_t amount = 0;
};

struct MatchAnswers {
  std::vector<MatchAnswer> requests;  // in the order of this rank's requests
  std::vector<MatchAnswer> offers;    // in the order of this rank's offers
};

/// What a cell's owner sees: both sides ordered by (key, identity), and an answer for each to fill in (at first: not served).
struct MatchCell {
  std::int64_t cell = 0;
  std::span<const MatchEntry> requests, offers;
  std::span<MatchAnswer> request_answers, offer_answers;
};

/// Serves one cell. Several threads serve cells at the same time, so it changes nothing but the answers.
using Serve = std::function<void(const MatchCell&, int thread)>;
/// The rank that serves a cell; the same function on every rank.
using CellOwner = std::function<int(std::int64_t cell)>;

/// Collective; the ranks' lists may have any lengths and order. A cell is served when it has a request or an offer. All ranks
/// leave together with the message of the lowest cell whose serving failed.
[[nodiscard]] MatchAnswers match(Context& context, std::span<const MatchEntry> requests, std::span<const MatchEntry> offers,
                                 const CellOwner& owner_of, const Serve& serve);

/// Cells spread evenly over ranks: cell modulo their number.
[[nodiscard]] CellOwner cells_in_turn(const Context& context);

}  // namespace kringloop::parallel
