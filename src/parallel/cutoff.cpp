#include "parallel/cutoff.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"

namespace kringloop::parallel {

namespace {

void check(std::span<const Applicant> applicants, std::span<const std::int64_t> caps) {
  for (std::size_t c = 0; c < caps.size(); ++c)
    if (caps[c] < 0) throw InternalError(fmt::format("cap {} is {}, below zero", c, caps[c]));
  for (const Applicant& a : applicants) {
    if (a.cap >= caps.size()) throw InternalError(fmt::format("application to cap {} of {}", a.cap, caps.size()));
    if (a.cost < 0) throw InternalError(fmt::format("application of {} to cap {}", a.cost, a.cap));
  }
}

}  // namespace

std::vector<Cutoff> cutoff(Context& context, std::span<const Applicant> applicants, std::span<const std::int64_t> caps) {
  const Verb verb(context.ranks, "cutoff");
  together(context.ranks, [&] { check(applicants, caps); });
  std::vector<Cutoff> result(caps.size());

  // Each round fixes the next bits of the cut-off key: a histogram of cost over those bits, among applicants who agree with the
  // bits fixed so far, says in which bin the cap is reached. Many caps take fewer bits a round.
  const int bits = caps.size() <= 8 ? 12 : 8;
  std::vector<std::size_t> open(caps.size());  // caps not yet decided
  for (std::size_t c = 0; c < caps.size(); ++c) open[c] = c;
  std::vector<std::size_t> seat(caps.size());  // [cap] its histogram
  bool first = true;
  for (int fixed = 0; fixed < 64 && !open.empty(); first = false) {
    const int now = std::min(bits, 64 - fixed);
    const int shift = 64 - fixed - now;
    const std::size_t bins = std::size_t{1} << now;
    const std::size_t none = open.size();
    std::fill(seat.begin(), seat.end(), none);
    for (std::size_t i = 0; i < open.size(); ++i) seat[open[i]] = i;
    std::vector<Wide> histogram(open.size() * bins, 0);
    for (const Applicant& a : applicants) {
      const std::size_t i = seat[a.cap];
      if (i == none || (fixed > 0 && (a.key ^ result[a.cap].key) >> (64 - fixed) != 0)) continue;
      histogram[i * bins + static_cast<std::size_t>((a.key >> shift) & (bins - 1))] += a.cost;
    }
    context.ranks.sum(histogram);
    std::vector<std::size_t> still_open;
    for (std::size_t i = 0; i < open.size(); ++i) {
      Cutoff& cut = result[open[i]];
      std::size_t bin = 0;
      for (; bin < bins; ++bin) {
        const Wide cost = histogram[i * bins + bin];
        if (cut.granted + cost > caps[open[i]]) break;
        cut.granted += cost;
      }
      if (bin == bins) {
        // Only the first round can end so: later ones look inside a bin that was too much as a whole.
        if (!first) throw InternalError("a cut-off key was lost");
        continue;
      }
      cut.everyone = false;
      cut.key |= static_cast<std::uint64_t>(bin) << shift;
      still_open.push_back(open[i]);
    }
    open.swap(still_open);
    fixed += now;
  }
  return result;
}

}  // namespace kringloop::parallel
