// Identity: a 64-bit name given to a person, household or firm once and never reused. Draws and ties use it.
#pragma once

#include <cstdint>

#include "base/calendar.hpp"
#include "parallel/districts.hpp"

namespace kringloop {

enum class Kind : std::uint8_t { person = 1, household = 2, firm = 3 };

/// kind (2 bits), birth quarter since 1500Q1 (12 bits), birth district (16 bits), ordinal (34 bits). Never 0. Rows of the
/// opening population get a birth quarter before the first simulated one and their slot as ordinal, so that no later identity
/// (born in a simulated quarter) can equal theirs.
[[nodiscard]] constexpr std::uint64_t identity_of(Kind kind, Quarter birth, parallel::District district, std::uint64_t ordinal) {
  const auto quarter = static_cast<std::uint64_t>(birth - Quarter{1500, 1}) & 0xfffU;
  return (static_cast<std::uint64_t>(kind) << 62) | (quarter << 50) | (static_cast<std::uint64_t>(district) << 34) |
         (ordinal & 0x3ffffffffU);
}
[[nodiscard]] constexpr Kind kind_of(std::uint64_t identity) { return static_cast<Kind>(identity >> 62); }
[[nodiscard]] constexpr Quarter birth_quarter_of(std::uint64_t identity) {
  return Quarter{1500, 1} + static_cast<int>((identity >> 50) & 0xfffU);
}
[[nodiscard]] constexpr parallel::District birth_district_of(std::uint64_t identity) {
  return static_cast<parallel::District>((identity >> 34) & 0xffffU);
}
[[nodiscard]] constexpr std::uint64_t ordinal_of(std::uint64_t identity) { return identity & 0x3ffffffffU; }

}  // namespace kringloop
