// Who lives with whom in one district: a list of people in, households out. Pure: the same people and keys give the same homes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "world/columns.hpp"

namespace kringloop {

struct Homes {
  std::vector<HouseholdType> type;      // [household], ordered by type
  std::vector<std::uint32_t> of_person; // [person] household
};

/// A uniform number in [0, 1) for a person and a question.
using PersonDraw = std::function<double(std::uint32_t person, std::uint64_t question)>;

/// Everyone in exactly one household; as many of each type as `wanted` where the people allow it (children need parents, couples
/// adults). Children live with parents some 20 to 38 years older, brothers and sisters are a few years apart, partners are of similar
/// age, single parents mostly women, young adults still at home fill what is left. Ages in quarters.
[[nodiscard]] Homes assemble_homes(std::span<const std::uint16_t> age, std::span<const Sex> sex, std::array<std::int64_t, 5> wanted,
                                   const PersonDraw& draw);

}  // namespace kringloop
