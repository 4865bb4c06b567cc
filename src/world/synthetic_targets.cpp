#include "world/synthetic_targets.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "base/amount.hpp"
#include "base/error.hpp"
#include "base/math.hpp"
#include "world/district_plan.hpp"

namespace kringloop {

namespace {

// Weekly hours of workers by sex and age (15-24, 25-59, 60 and over): shares of the steps in weekly_hours before they are tilted
// to the pack's full-time equivalents. Assumed, after the shape of the labour force survey: short jobs of the young, long
// part-time of women.
constexpr double base_hours[2][3][7] = {
    {{.30, .15, .08, .08, .09, .10, .20}, {.01, .02, .02, .04, .13, .23, .55}, {.06, .06, .05, .09, .14, .20, .40}},
    {{.36, .18, .10, .08, .10, .08, .10}, {.04, .07, .11, .19, .23, .17, .19}, {.12, .13, .14, .17, .17, .12, .15}}};

// Pay relative to the employer's wage by level of education and by age: a simple gradient, assumed.
constexpr double pay_of_education[4] = {.78, .78, .92, 1.28};
double pay_of_band(std::size_t band) {
  constexpr double steps[] = {.45, .72, .88, .98, 1.06, 1.10, 1.12, 1.12, 1.10, 1.08};  // from 15-19
  return band < 3 ? steps[0] : band < 13 ? steps[band - 3] : 0.95;
}

CountTable person_table(const input::Pack& pack, std::int64_t scale) {
  const std::size_t regions = pack.population.size();
  std::vector<double> numbers(regions * person_cells), ages_and_sexes(person_cells);
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t c = 0; c < person_cells; ++c) {
      numbers[r * person_cells + c] = pack.population[r][band_of_cell(c)][c % input::sexes] / static_cast<double>(scale);
      ages_and_sexes[c] += numbers[r * person_cells + c];
    }
  const auto by_region = person_rows_by_region(pack, scale);
  const auto total = std::accumulate(by_region.begin(), by_region.end(), std::int64_t{0});
  if (total == 0) throw InputError("one agent for " + std::to_string(scale) + " people leaves nobody; use a smaller --scale");

  // First age x sex for the nation (sex is the shorter side), then region x (age, sex) with both margins fixed.
  std::vector<double> sex_by_age(person_cells);
  for (std::size_t c = 0; c < person_cells; ++c) sex_by_age[(c % 2) * input::age_bands + c / 2] = ages_and_sexes[c];
  const auto national = controlled_table(sex_by_age, input::sexes, input::age_bands);
  std::vector<std::int64_t> by_cell(person_cells);
  for (std::size_t c = 0; c < person_cells; ++c) by_cell[c] = national(c % 2, c / 2);
  return controlled_table(numbers, by_region, by_cell);
}

// [status][cell] with cells' sums fixed and each status's national total within one of the pack's.
template <class Share>
CountTable split_cells(std::size_t statuses, std::span<const std::int64_t> cells, std::span<const double> people, Share share) {
  std::vector<double> numbers(statuses * person_cells), real(statuses);
  for (std::size_t s = 0; s < statuses; ++s)
    for (std::size_t c = 0; c < person_cells; ++c) {
      const double p = share(s, c);
      numbers[s * person_cells + c] = p * static_cast<double>(cells[c]);
      real[s] += p * people[c];
    }
  const auto total = std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
  const double sum = std::accumulate(real.begin(), real.end(), 0.0);
  for (auto& x : real) x *= static_cast<double>(total) / sum;
  return controlled_table(numbers, round_to_total(real, total), cells);
}

CountTable household_table(const input::Pack& pack, std::int64_t scale) {
  const std::size_t regions = pack.households.size();
  std::vector<double> numbers(regions * input::household_types);  // [type][region]
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t t = 0; t < input::household_types; ++t)
      numbers[t * regions + r] = pack.households[r][t] / static_cast<double>(scale);
  const auto by_type = controlled_table(numbers, input::household_types, regions);
  CountTable table(regions, input::household_types);
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t t = 0; t < input::household_types; ++t) table(r, t) = by_type(t, r);
  return table;
}

double workers_in(const CountTable& activity, std::size_t cell) {
  return static_cast<double>(activity(0, cell) + activity(1, cell));
}

// Shares times exp(tilt x hours), normalised: one tilt for all so that the workers' mean is the pack's.
void set_hours(SyntheticTargets& targets, double mean) {
  const auto tilted = [&](double tilt) {
    double hours = 0, workers = 0;
    for (std::size_t c = 0; c < person_cells; ++c) {
      const std::size_t group = band_of_cell(c) < 5 ? 0 : band_of_cell(c) < 12 ? 1 : 2;
      double share[weekly_hours.size()], sum = 0, own = 0;
      for (std::size_t h = 0; h < weekly_hours.size(); ++h)
        sum += share[h] = base_hours[c % 2][group][h] * exact::exp(tilt * (weekly_hours[h] - 30.0));
      double cumulative = 0;
      for (std::size_t h = 0; h < weekly_hours.size(); ++h) {
        own += share[h] / sum * weekly_hours[h];
        targets.hours[c][h] = cumulative += share[h] / sum;
      }
      targets.hours[c].back() = 1;
      hours += own * workers_in(targets.activity, c);
      workers += workers_in(targets.activity, c);
    }
    return workers > 0 ? hours / workers : mean;
  };
  double low = -1, high = 1;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (tilted(middle) < mean ? low : high) = middle;
  }
  tilted((low + high) / 2);
}

void set_pay(SyntheticTargets& targets) {
  double pay = 0, hours = 0;
  for (std::size_t b = 0; b < input::age_bands; ++b)
    for (std::size_t e = 0; e < 4; ++e) targets.pay[b][e] = pay_of_education[e] * pay_of_band(b);
  for (std::size_t c = 0; c < person_cells; ++c) {
    double mean_hours = 0, before = 0, people = 0;
    for (std::size_t h = 0; h < weekly_hours.size(); ++h) {
      mean_hours += (targets.hours[c][h] - before) * weekly_hours[h];
      before = targets.hours[c][h];
    }
    for (std::size_t e = 0; e < 4; ++e) people += static_cast<double>(targets.education(e, c));
    for (std::size_t e = 0; e < 4 && people > 0; ++e) {
      const double weight = workers_in(targets.activity, c) * mean_hours * static_cast<double>(targets.education(e, c)) / people;
      pay += weight * targets.pay[band_of_cell(c)][e];
      hours += weight;
    }
  }
  if (pay <= 0) return;
  for (auto& band : targets.pay)
    for (auto& x : band) x *= hours / pay;
}

}  // namespace

std::int64_t SyntheticTargets::workers() const { return activity.row_sums()[0] + activity.row_sums()[1]; }
std::int64_t SyntheticTargets::self_employed() const { return activity.row_sums()[1]; }

double parameter_or(const input::Pack& pack, const input::Settings& settings, std::string_view name, double otherwise) {
  if (const auto given = settings.parameters.find(std::string(name)); given != settings.parameters.end()) return given->second;
  if (const auto packed = pack.parameters.find(name); packed != pack.parameters.end()) return packed->second.value;
  return otherwise;
}

SyntheticTargets synthetic_targets(const input::Pack& pack, const input::Settings& settings) {
  SyntheticTargets targets;
  targets.persons = person_table(pack, settings.run.scale);
  const auto cells = targets.persons.column_sums();
  std::vector<double> people(person_cells);
  for (const auto& region : pack.population)
    for (std::size_t c = 0; c < person_cells; ++c) people[c] += region[band_of_cell(c)][c % input::sexes];

  targets.education = split_cells(4, cells, people, [&](std::size_t e, std::size_t c) {
    if (band_of_cell(c) < 3) return e == 0 ? 1.0 : 0.0;
    return e == 0 ? 0.0 : pack.education[band_of_cell(c)][c % input::sexes][e - 1];
  });
  targets.activity = split_cells(input::activities, cells, people, [&](std::size_t a, std::size_t c) {
    return pack.activity[band_of_cell(c)][c % input::sexes][a];
  });
  targets.households = household_table(pack, settings.run.scale);

  double fte = 0, working = 0;
  for (const auto& account : pack.accounts) {
    fte += account.fte;
    working += account.persons;
  }
  const double full_time = parameter_or(pack, settings, "full_time_hours", 38.0);
  set_hours(targets, std::clamp(full_time * (working > 0 && fte > 0 ? fte / working : 0.8), 12.0, 39.0));
  set_pay(targets);
  return targets;
}

}  // namespace kringloop
