// Vital rates of a quarter as thresholds: deaths, births, leaving the parental home, partnering, separation.
// Source: the pack's demography, moved by the signals.
#pragma once

#include <array>
#include <cstdint>

#include "input/pack.hpp"
#include "workforce/chance.hpp"
#include "world/signals.hpp"

namespace kringloop::workforce {

inline constexpr int adult_age = 18;    // [years] may live alone, may partner
inline constexpr int school_age = 15;   // [years] may work

[[nodiscard]] constexpr int years(std::uint16_t age_in_quarters) { return age_in_quarters / 4; }
/// Index in tables by single age.
[[nodiscard]] constexpr std::size_t age_index(std::uint16_t age_in_quarters) {
  const auto year = static_cast<std::size_t>(age_in_quarters / 4);
  return year < input::Demography::ages ? year : input::Demography::ages - 1;
}

struct VitalRates {
  template <class T>
  using ByAge = std::array<T, input::Demography::ages>;
  ByAge<std::array<Threshold, 2>> death{};                        // [age][sex], a quarter
  ByAge<Threshold> birth{};                                       // of women [age], a quarter
  ByAge<Threshold> leave_home{}, partner{}, separate{}, move_in{};  // [age], a quarter; partner: to take the initiative
  ByAge<std::array<std::int64_t, 2>> emigration{};                // [age][sex] weight
  std::array<std::int64_t, input::age_bands * 2 + 1> immigration{};  // cumulative weight by band x 2 + sex
};

/// A yearly rate as the probability of the event in a quarter: 1 - exp(-rate / 4).
[[nodiscard]] double quarterly(double yearly_rate);

[[nodiscard]] VitalRates vital_rates(const input::Pack& pack, const Signals& signals);

}  // namespace kringloop::workforce
