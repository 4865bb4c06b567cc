// What people are like by age, sex and education, made once from the pack: hours, pay, education, labour-force participation.
// Monthly hazards follow from it in participation_rates.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "world/synthetic_targets.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

struct Tables {
  static constexpr std::size_t ages = input::Demography::ages;
  std::array<std::array<double, 2>, ages * 4 + 1> participation{};  // [quarters of age][sex] share in the labour force, base year
  std::array<std::array<double, 2>, ages> unemployment{};           // [age][sex] share of the labour force
  std::array<std::array<double, 2>, ages> people{};                 // [age][sex] persons, base year
  std::array<std::array<std::array<double, 3>, 2>, ages> education{};  // [age][sex][low, middle, high] of a school career
  std::array<std::array<double, weekly_hours.size()>, person_cells> hours{};
  std::array<std::array<double, 4>, input::age_bands> pay{};
};

/// Made from the pack at first use and kept in world.labour. Not to be called inside a phase.
const Tables& tables_of(World& world);
[[nodiscard]] std::shared_ptr<const Tables> make_tables(const input::Pack& pack, const input::Settings& settings);

/// Weekly hours that a person with these uniform bits works or wants.
[[nodiscard]] std::uint8_t hours_of(const Tables& tables, std::uint16_t age, Sex sex, std::uint64_t bits);
/// Pay relative to the employer's wage of the mean person of this age and education.
[[nodiscard]] double mean_pay(const Tables& tables, std::uint16_t age, Education education);

}  // namespace kringloop::workforce
