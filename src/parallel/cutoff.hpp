// One-sided caps: a bank's capital, a subsidy's budget, the seats of a course. Applicants hold a 64-bit key and are served in
// its order until the cap is reached. Nobody is gathered: the key at which it is reached is found by integer histograms.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/amount.hpp"
#include "parallel/districts.hpp"

namespace kringloop::parallel {

struct Applicant {
  std::uint64_t key = 0;   // lower goes first; ties fall on the same side
  std::int64_t cost = 0;   // >= 0, in the unit of the cap
  std::uint32_t cap = 0;   // which cap is applied to
};

struct Cutoff {
  bool everyone = true;      // the cap suffices for all
  std::uint64_t key = 0;     // else: those with a lower key are served
  Wide granted = 0;          // their cost together, at most the cap

  [[nodiscard]] bool admits(std::uint64_t applicant) const { return everyone || applicant < key; }
};

/// For each cap the highest cut-off key that it suffices for, the same on every rank (collective). `applicants` are this rank's,
/// in any order. All ranks leave together with InternalError for a negative cost or cap, or an unknown cap.
[[nodiscard]] std::vector<Cutoff> cutoff(Context& context, std::span<const Applicant> applicants, std::span<const std::int64_t> caps);

}  // namespace kringloop::parallel
