#include "workforce/participation_rates.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "parallel/sums.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

namespace {
constexpr int oldest_entrant = 75;  // [years] nobody starts to look for work from this age on
constexpr double most_monthly = 0.6;

// How easily the inactive of this age come back, relative to the young: less and less in the seven years before the pension.
double return_share(double age, double pension_age) {
  if (age < school_age || age >= oldest_entrant) return 0.0;
  constexpr double floor = 0.05, ramp = 7.0;
  return std::clamp(1.0 - (1.0 - floor) * (age - (pension_age - ramp)) / ramp, floor, 1.0);
}

// Change of the age profile in a month of age.
double monthly_drift(const Tables& tables, const Parameters& p, double pension_age, double age, std::size_t sex) {
  return (participation_at(tables, p, pension_age, age + 0.5, sex) - participation_at(tables, p, pension_age, age - 0.5, sex)) / 12.0;
}
}  // namespace

double participation_at(const Tables& tables, const Parameters& parameters, double pension_age, double age, std::size_t sex) {
  const double shift = pension_age - parameters.base_pension_age;
  const double near = std::clamp((age - (parameters.base_pension_age - parameters.retirement_ramp)) / parameters.retirement_ramp, 0.0, 1.0);
  const double quarters = std::clamp((age - shift * near) * 4.0, 0.0, static_cast<double>(tables.participation.size() - 1));
  const auto low = static_cast<std::size_t>(quarters);
  const std::size_t high = std::min(low + 1, tables.participation.size() - 1);
  const double part = quarters - static_cast<double>(low);
  return tables.participation[low][sex] * (1.0 - part) + tables.participation[high][sex] * part;
}

MonthlyRates monthly_rates(const Tables& tables, const Parameters& p, double pension_age, double gap, bool ageing) {
  MonthlyRates rates;
  const double pull = exact::exp(p.participation_return * gap);
  // Entry: the same hazard times the share above at all ages. Its level is the mean of two: entries add up to the observed ones in the
  // base population, or exits do; they differ by how age groups shift.
  double outside = 0, returning = 0, employed = 0, unemployed = 0, shift = 0;
  for (std::size_t a = school_age; a < Tables::ages; ++a)
    for (std::size_t s = 0; s < 2; ++s) {
      const double age = static_cast<double>(a) + 0.5;
      const double active = participation_at(tables, p, p.base_pension_age, age, s), people = tables.people[a][s];
      if (a < oldest_entrant) outside += people * (1.0 - active);
      returning += people * (1.0 - active) * return_share(age, p.base_pension_age);
      if (ageing) shift += people * monthly_drift(tables, p, p.base_pension_age, age, s);
      employed += people * active * (1.0 - tables.unemployment[a][s]);
      unemployed += people * active * tables.unemployment[a][s];
    }
  const double base_entry = p.direct_entry_hazard + p.search_entry_hazard;
  const double entries = base_entry * outside, exits = p.withdrawal_hazard * employed + p.giving_up_hazard * unemployed;
  const double entry_scale = returning > 0 ? std::max(0.0, (entries + (base_entry > 0 ? exits + shift : entries)) / 2.0 / returning) : base_entry;
  const double direct_share = base_entry > 0 ? p.direct_entry_hazard / base_entry : 0.0;
  const double mean_odds = employed > 0 && unemployed > 0 ? unemployed / employed : 0.0;

  for (std::size_t a = school_age; a < Tables::ages; ++a)
    for (std::size_t s = 0; s < 2; ++s) {
      const double age = static_cast<double>(a) + 0.5;
      const double active = participation_at(tables, p, pension_age, age, s);
      const double drift = ageing ? monthly_drift(tables, p, pension_age, age, s) : 0.0;
      double entry = std::min(entry_scale * return_share(age, pension_age), most_monthly);
      double leaving = entry * (1.0 - active) - drift;  // per head of the age group
      if (leaving < 0.0) {
        entry = std::min(active < 1.0 ? drift / (1.0 - active) : 0.0, most_monthly);
        leaving = 0.0;
      }
      const double jobless = active * tables.unemployment[a][s], working = active - jobless;
      const double weight = p.withdrawal_hazard * working + p.giving_up_hazard * jobless;
      const double k = weight > 0.0 ? leaving / weight : 0.0;
      rates.withdrawal[a][s] = active > 0.0 ? std::min(p.withdrawal_hazard * k, 1.0) : 1.0;
      rates.giving_up[a][s] = age >= pension_age ? 1.0 : std::min(p.giving_up_hazard * k / pull, most_monthly);
      rates.direct_entry[a][s] = entry * direct_share;
      rates.search_entry[a][s] = std::min(entry * (1.0 - direct_share) * pull, most_monthly);
      const double odds = working > 0.0 ? jobless / working : 0.0;
      rates.job_loss[a][s] = mean_odds > 0.0 ? p.job_loss_hazard * odds / mean_odds : p.job_loss_hazard;
    }
  return rates;
}

double LabourForce::gap() const {
  return actual > 0 && expected > 0 ? std::clamp(exact::log(expected / actual), -0.1, 0.1) : 0.0;
}

LabourForce labour_force(World& world, const Parameters& parameters) {
  const Tables& tables = tables_of(world);
  constexpr std::size_t cells = Tables::ages * 2;
  const auto sums = parallel::sum_over_districts(world.context, cells + 1, [&](District d, int, std::span<Wide> into) {
    const Persons& p = world.persons;
    std::array<std::int32_t, cells + 1> count{};
    for_each_row(p, d, [&](Row row) {
      ++count[age_index(p.age[row]) * 2 + static_cast<std::size_t>(p.sex[row])];
      const Activity now = p.activity[row];
      if (now == Activity::employee || now == Activity::self_employed || now == Activity::unemployed) ++count[cells];
    });
    for (std::size_t i = 0; i <= cells; ++i) into[i] += count[i];
  });
  LabourForce force;
  force.actual = static_cast<double>(sums[cells]);
  for (std::size_t i = 0; i < cells; ++i)
    force.expected += static_cast<double>(sums[i]) * participation_at(tables, parameters, world.signals.state_pension_age,
                                                                      static_cast<double>(i / 2) + 0.5, i % 2);
  return force;
}

Monthly::Monthly(double hazard, double first_share) : first_kind(threshold(first_share)) {
  const double stay = 1.0 - std::clamp(hazard, 0.0, 1.0);
  double left = 1.0;
  for (auto& t : upto) {
    left *= stay;
    t = threshold(1.0 - left);
  }
}

}  // namespace kringloop::workforce
