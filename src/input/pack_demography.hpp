// The tables of a pack that are keyed by age: ages may be single ("37"), bands ("15-19") or open ("90+").
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "input/pack.hpp"

namespace kringloop::input {

/// First and last completed year of age, the last at most 100 (which stands for 100 and above). Nothing when it is not an age.
[[nodiscard]] std::optional<std::pair<int, int>> parse_ages(std::string_view text);

/// A rate given for a band holds at each age in it; a count is spread evenly over its ages. Rows without sex hold for both (counts: half
/// each). Bands of five years get the mean of the rates (sum of the counts) of their ages. Ages with no row have rate 0; mortality must
/// be given for every age and sex.
void read_demography(const Table& table, Pack& pack, Complaints& complaints);
/// Shares by age band of 15 and above; each must be given and sum to 1 over the levels.
void read_education(const Table& table, Pack& pack, Complaints& complaints);
/// As education; below 15 everyone is inactive unless the table says otherwise.
void read_activity(const Table& table, Pack& pack, Complaints& complaints);

}  // namespace kringloop::input
