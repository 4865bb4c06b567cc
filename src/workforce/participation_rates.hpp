// Monthly hazards between employment, unemployment and inactivity by age and sex: such that in the base year they add up to the observed
// flows, and that people keep the participation of their age, which moves with the state pension age.
// The observed three-month flows (CBS 82848NED, April 2024) are the third power of these monthly ones.
#pragma once

#include <array>

#include "workforce/chance.hpp"
#include "workforce/parameters.hpp"
#include "workforce/tables.hpp"

namespace kringloop::workforce {

inline constexpr int months = 3;

struct MonthlyRates {
  template <class T>
  using ByAgeSex = std::array<std::array<T, 2>, Tables::ages>;
  ByAgeSex<double> withdrawal{}, job_loss{}, giving_up{};  // of employed, of employees, of unemployed, per month
  ByAgeSex<double> direct_entry{}, search_entry{};         // of inactive, per month
};

/// Share in the labour force at this age (quarters) when the state pension starts at `pension_age` years: in the years before it, and
/// after, participation is that of someone as far from the base year's pension age.
[[nodiscard]] double participation_at(const Tables& tables, const Parameters& parameters, double pension_age, double age_in_years, std::size_t sex);

/// `gap`: ln of the labour force that people of these ages had in the base year over the actual one. People left outside come back the
/// faster, exp(participation_return x gap): they look for work more and give up less. Where nobody ages, as many come as leave at every age.
[[nodiscard]] MonthlyRates monthly_rates(const Tables& tables, const Parameters& parameters, double pension_age, double gap = 0.0, bool ageing = true);

/// Persons in the labour force now (rows), and as many as there would be at base-year participation by age and sex, pension age
/// considered (collective).
struct LabourForce {
  double actual = 0, expected = 0;
  [[nodiscard]] double gap() const;  // held between -0.1 and 0.1
};
[[nodiscard]] LabourForce labour_force(World& world, const Parameters& parameters);

/// An event with a monthly hazard, asked once a quarter: bits below upto[m] mean that it happens in month m or before.
struct Monthly {
  std::array<Threshold, months> upto{};
  Threshold first_kind = 0;  // further bits below: the first of two kinds

  Monthly() = default;
  explicit Monthly(double hazard, double first_share = 1.0);
  /// The month, or `months` when it does not happen.
  [[nodiscard]] int month(std::uint64_t bits) const {
    if (bits >= upto[months - 1]) return months;
    return bits < upto[0] ? 0 : bits < upto[1] ? 1 : 2;
  }
};

}  // namespace kringloop::workforce
