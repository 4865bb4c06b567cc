// How households form and part: leaving the parental home, separation, partnering. One district at a time.
#pragma once

#include <cstdint>
#include <span>

#include "workforce/homes.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

/// Someone whose draw came up this quarter, with further bits of the own draw.
struct Occasion {
  Homes::Slot person;
  std::uint64_t bits;
};

/// Children leave: a household of their own, with a share of the parental deposits.
void leave_parental_home(World& world, Homes& homes, std::span<const Occasion> occasions, const Parameters& parameters);
/// Couples part: one of the two leaves with half of the deposits; children and mortgage stay.
void part(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, Quarter quarter);
/// People without a partner who have left their parents' home find one of the other sex, about two years older (women) or younger (men), in
/// their district, and move together: into the larger household, or a new one when both live with others.
void find_partners(World& world, Homes& homes, std::span<const Occasion> occasions, const Parameters& parameters);

/// People who live alone move in with a household of type other of the district: with relatives or strangers, or into a home for the old.
/// Where there is none two of them start one. Deposits and consumer credit go along, a dwelling with its mortgage passes on as
/// an estate.
void move_in_with_others(World& world, Homes& homes, std::span<const Occasion> occasions);

}  // namespace kringloop::workforce
