#include "workforce/tables.hpp"

#include <algorithm>

#include "workforce/chance.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

namespace {

using Knots = std::array<double, input::age_bands>;

double band_middle(std::size_t band) { return band + 1 < input::age_bands ? 5.0 * static_cast<double>(band) + 2.5 : 93.0; }

// Straight lines between band middles, and from `first` at `from` years to the first middle after it.
double between(const Knots& knots, std::size_t first_band, double from, double first, double age) {
  if (age <= from) return first;
  double x0 = from, y0 = first;
  for (std::size_t b = first_band; b < input::age_bands; ++b) {
    const double x1 = band_middle(b);
    if (age <= x1) return y0 + (knots[b] - y0) * (age - x0) / (x1 - x0);
    x0 = x1;
    y0 = knots[b];
  }
  return knots.back();
}

// Participation at each quarter of age: knots at band middles moved until every band has its mean.
void set_participation(const input::Pack& pack, std::size_t sex, Tables& tables) {
  constexpr std::size_t first = 3;  // 15-19
  Knots target{}, knots{};
  for (std::size_t b = first; b < input::age_bands; ++b) {
    const auto& shares = pack.activity[b][sex];
    knots[b] = target[b] = shares[0] + shares[1] + shares[2];
  }
  const double start = 0.65 * target[first];
  for (int round = 0; round < 40; ++round) {
    for (std::size_t b = first; b < input::age_bands; ++b) {
      double mean = 0;
      for (int q = 0; q < 20; ++q) mean += between(knots, first, 15.0, start, 5.0 * static_cast<double>(b) + (q + 0.5) / 4.0) / 20.0;
      knots[b] = std::clamp(knots[b] + 0.7 * (target[b] - mean), 0.0, 0.995);
    }
  }
  for (std::size_t q = 0; q < tables.participation.size(); ++q)
    tables.participation[q][sex] = q < school_age * 4 ? 0.0 : between(knots, first, 15.0, start, static_cast<double>(q) / 4.0);
}

}  // namespace

std::shared_ptr<const Tables> make_tables(const input::Pack& pack, const input::Settings& settings) {
  auto tables = std::make_shared<Tables>();
  for (std::size_t s = 0; s < 2; ++s) {
    set_participation(pack, s, *tables);
    Knots middle{}, high{};
    for (std::size_t b = 3; b < input::age_bands; ++b) {
      middle[b] = pack.education[b][s][1];
      high[b] = pack.education[b][s][2];
    }
    for (std::size_t a = 0; a < Tables::ages; ++a) {
      const std::size_t band = input::band_of_age(static_cast<int>(a));
      const auto& shares = pack.activity[band][s];
      const double active = shares[0] + shares[1] + shares[2];
      tables->unemployment[a][s] = active > 0 ? shares[2] / active : 0.0;
      for (const auto& region : pack.population) tables->people[a][s] += region[band][s] / (band + 1 < input::age_bands ? 5.0 : 11.0);
      // A school career ends at 27.5 with the shares of 25-29, the youngest whose schooling is done.
      const double age = std::min(static_cast<double>(a), 27.5);
      const double h = between(high, 3, 15.0, 0.0, age), m = between(middle, 3, 15.0, 0.0, age);
      tables->education[a][s] = {1.0 - m - h, m, h};
    }
  }
  if (pack.population.empty()) {
    for (auto& shares : tables->hours) shares.fill(0.0);
    for (auto& shares : tables->hours) shares[weekly_hours.size() - 2] = shares[weekly_hours.size() - 1] = 1.0;  // all 36
    for (auto& band : tables->pay) band.fill(1.0);
  } else {
    const SyntheticTargets targets = synthetic_targets(pack, settings);
    tables->hours = targets.hours;
    tables->pay = targets.pay;
  }
  return tables;
}

const Tables& tables_of(World& world) {
  if (!world.labour.tables) world.labour.tables = make_tables(world.pack, world.settings);
  return *world.labour.tables;
}

std::uint8_t hours_of(const Tables& tables, std::uint16_t age, Sex sex, std::uint64_t bits) {
  const auto& shares = tables.hours[input::band_of_age(years(age)) * 2 + static_cast<std::size_t>(sex)];
  const double u = unit(bits);
  std::size_t step = 0;
  while (step + 1 < shares.size() && u >= shares[step]) ++step;
  return weekly_hours[step];
}

double mean_pay(const Tables& tables, std::uint16_t age, Education education) {
  return tables.pay[input::band_of_age(years(age))][static_cast<std::size_t>(education)];
}

}  // namespace kringloop::workforce
