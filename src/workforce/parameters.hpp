// The parameters of the workforce: one line each, from which the struct, the defaults and their provenance are made.
// A scenario's value comes before the pack's, the pack's before the default here.
#pragma once

#include <span>
#include <string_view>

#include "base/calendar.hpp"

namespace kringloop {
struct World;
}

namespace kringloop::workforce {

// X(name, default, unit, low, high, quality, factor, source, meaning)
#define KRINGLOOP_WORKFORCE_PARAMETERS(X)                                                                                              \
  X(job_loss_hazard, 0.0053, "number", 0.0053, 0.0053, "derived", "", "cbs_labour_flows_2024",                                         \
    "employees becoming unemployed, per month: cube root of the quarterly transition matrix")                                          \
  X(withdrawal_hazard, 0.0069, "number", 0.0069, 0.0069, "derived", "", "cbs_labour_flows_2024",                                       \
    "workers leaving the labour force, per month, mean over ages")                                                                     \
  X(job_finding_hazard, 0.175, "number", 0.175, 0.175, "derived", "", "cbs_labour_flows_2024",                                         \
    "unemployed finding work, per month; scales how many inactive and employed look at a time")                                        \
  X(giving_up_hazard, 0.113, "number", 0.113, 0.113, "derived", "", "cbs_labour_flows_2024",                                           \
    "unemployed leaving the labour force, per month, mean over ages")                                                                  \
  X(direct_entry_hazard, 0.0165, "number", 0.0165, 0.0165, "derived", "", "cbs_labour_flows_2024",                                     \
    "inactive finding work at once, per month, mean over ages 15-74")                                                                  \
  X(search_entry_hazard, 0.0180, "number", 0.0180, 0.0180, "derived", "", "cbs_labour_flows_2024",                                     \
    "inactive becoming unemployed, per month, mean over ages 15-74")                                                                   \
  X(job_change_hazard, 0.006, "number", 0.003, 0.012, "assumed", "job_mobility", "assumption",                                         \
    "employees moving to another employer, per month, when jobs are found at the base hazard")                                         \
  X(matching_efficiency, 0.2, "number", 0.16, 0.28, "assumed", "matching", "assumption",                                             \
    "share of a region's vacancies filled in a month = 1 - exp(-efficiency x seekers / vacancies); set to base-year stocks")            \
  X(normal_vacancy_rate, 0.0514, "fraction", 0.04, 0.06, "derived", "", "cbs_vacancies_2023",                                          \
    "vacancies a firm at its target staff keeps open for leavers, share of target: base-year vacancies / employees")                   \
  X(normal_filled_share, 0.3, "fraction", 0.25, 0.35, "assumed", "matching", "assumption",                                             \
    "share of vacancies filled in a month at which the normal vacancy rate makes up for leavers; where more are filled fewer are kept") \
  X(dismissal_speed, 0.33, "fraction", 0.12, 0.6, "assumed", "firing", "assumption",                                                   \
    "share of staff above target (beyond one person row) dismissed in a quarter")                                                      \
  X(owner_share_of_hires, 0.18, "fraction", 0.05, 0.3, "assumed", "self_employment", "assumption",                                      \
    "share of those starting at a firm of 2-9 persons who come in as owner: keeps the number of owners")                               \
  X(succession_share, 0.5, "fraction", 0.2, 0.8, "assumed", "self_employment", "assumption",                                           \
    "one-person firms that go on under another person in the quarter in which theirs leaves work, dies or emigrates; the others close") \
  X(commuting_half_distance, 25, "km", 15, 35, "assumed", "commuting", "assumption",                                                   \
    "distance at which a region attracts half the seekers")                                                                            \
  X(wage_attraction, 1, "number", 0.5, 2, "assumed", "wage_attraction", "assumption",                                                  \
    "elasticity of seekers' choice of region to its wage")                                                                             \
  X(participation_return, 8, "number", 4, 16, "assumed", "participation", "assumption",                                                \
    "how entry into search rises, and giving up falls, per unit of ln(labour force by age and sex in the base year / actual)")         \
  X(base_pension_age, 66.83, "years", 66.83, 66.83, "measured", "", "rijksoverheid_aow",                                               \
    "state pension age for which the pack's activity shares hold (66 years, 10 months in 2023)")                                       \
  X(retirement_ramp, 5, "years", 3, 8, "assumed", "retirement", "assumption",                                                          \
    "years before the state pension age in which participation moves with that age")                                                   \
  X(wage_tightness_elasticity, 0.015, "1/year", 0.01, 0.03, "assumed", "wage_curve", "assumption",                                      \
    "yearly wage growth per unit of ln(tightness / normal tightness)")                                                                 \
  X(normal_tightness, 1.0, "number", 0.3, 1.1, "assumed", "normal_tightness", "cbs_tightness_2003_2019",                               \
    "vacancies per unemployed at which wages follow productivity and prices: between the mean of 2003-2019 and the base year")                                       \
  X(inflation_anchor, 0.02, "1/year", 0.015, 0.025, "assumed", "inflation_anchor", "assumption",                                       \
    "inflation in which wage bargains believe, half weight beside last year's")                                                        \
  X(productivity_smoothing, 0.0833, "fraction", 0.05, 0.25, "assumed", "wage_curve", "assumption",                                     \
    "weight of the last quarter in the trend of productivity that wages follow")                                                       \
  X(wage_convergence, 0.02, "fraction", 0.0, 0.05, "assumed", "wage_curve", "assumption",                                              \
    "share of its gap to the industry mean that a firm's wage closes in a quarter")                                                    \
  X(emigrate_together, 0.25, "fraction", 0.1, 0.4, "assumed", "household_formation", "assumption",                                     \
    "how often people with a partner or children emigrate, all together, relative to others of their age")                                                      \
  X(immigrant_couples, 0.3, "fraction", 0.15, 0.45, "assumed", "household_formation", "assumption",                                    \
    "share of immigrants of 20 and over arriving with a partner")                                                                      \
  X(parental_gift, 0.05, "fraction", 0.0, 0.1, "assumed", "household_formation", "assumption",                                         \
    "share of the parental household's deposits given to a child that leaves")                                                         \
  X(father_leaves, 0.7, "fraction", 0.5, 0.9, "assumed", "household_formation", "assumption",                                          \
    "share of separations with children in which the man leaves the home")

struct Parameters {
#define KRINGLOOP_FIELD(name, value, unit, low, high, quality, factor, source, meaning) double name = value;
  KRINGLOOP_WORKFORCE_PARAMETERS(KRINGLOOP_FIELD)
#undef KRINGLOOP_FIELD
};

/// The values in force in this quarter, shocks included.
[[nodiscard]] Parameters parameters_of(const World& world, Quarter quarter);

struct ParameterDeclaration {
  std::string_view name;
  double value = 0;
  std::string_view unit;
  double low = 0, high = 0;
  std::string_view quality, factor, source, meaning;
};
/// All of them, for documentation and for the pack's parameters.csv.
[[nodiscard]] std::span<const ParameterDeclaration> parameter_declarations();

}  // namespace kringloop::workforce
