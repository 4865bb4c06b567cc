// Finding the key below which exactly so many lie, without sorting anything in one place.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop {

/// "In this group, below which key are there `count`?"
struct CutOff {
  std::uint32_t group = 0;
  std::int64_t count = 0;
  std::uint64_t key = 0;  // the answer: `count` members of the group have a smaller key (all of them: the largest key)
};

/// Calls `each(group, key)` for every member in a district.
using Members = std::function<void(parallel::District, const std::function<void(std::uint32_t group, std::uint64_t key)>& each)>;

/// Answers all questions by histograms of 8 bits at a time, eight rounds (collective). Keys should be distinct: of equal keys
/// at the cut all lie above it.
void find_cut_offs(parallel::Context& context, std::vector<CutOff>& questions, const Members& members);

}  // namespace kringloop
