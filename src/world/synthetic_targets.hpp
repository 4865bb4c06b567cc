// What the synthetic population must add up to, in rows at this scale: whole numbers made from the pack alone, the same on
// every rank. Here: people and households; firms and jobs are in synthetic_firm_plan.hpp and synthetic_commuting.hpp.
#pragma once

#include <array>
#include <string_view>

#include "input/pack.hpp"
#include "input/settings.hpp"
#include "world/columns.hpp"
#include "world/synthetic_rounding.hpp"

namespace kringloop {

/// Age band x sex, one after the other: cell = band * 2 + sex.
inline constexpr std::size_t person_cells = input::age_bands * input::sexes;
[[nodiscard]] constexpr std::size_t band_of_cell(std::size_t cell) { return cell / input::sexes; }
[[nodiscard]] constexpr Sex sex_of_cell(std::size_t cell) { return static_cast<Sex>(cell % input::sexes); }

inline constexpr std::array<std::uint8_t, 7> weekly_hours{8, 16, 20, 24, 32, 36, 40};

struct SyntheticTargets {
  CountTable persons;     // [region][cell]; region, age, sex and age x sex margins within one of people / scale
  CountTable education;   // [Education][cell]
  CountTable activity;    // [input::Activity][cell]; national totals within one
  CountTable households;  // [region][type]; both margins within one
  std::array<std::array<double, weekly_hours.size()>, person_cells> hours{};       // cumulative shares of weekly_hours
  std::array<std::array<double, 4>, input::age_bands> pay{};                       // [band][Education], hours-weighted mean of workers 1

  [[nodiscard]] std::int64_t workers() const;        // employees and self-employed
  [[nodiscard]] std::int64_t self_employed() const;
};

/// Throws InputError when the scale leaves no people.
[[nodiscard]] SyntheticTargets synthetic_targets(const input::Pack& pack, const input::Settings& settings);

/// The scenario's value of a parameter, else the pack's, else `otherwise`.
[[nodiscard]] double parameter_or(const input::Pack& pack, const input::Settings& settings, std::string_view name, double otherwise);

}  // namespace kringloop
